"""Pages of what a manager knows of a customer."""
