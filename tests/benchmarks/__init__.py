"""The benchmark itself: its world can be built, and its pages answer."""
