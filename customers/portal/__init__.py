"""The door of the customers' own people: file, follow, judge, and see what was agreed."""
