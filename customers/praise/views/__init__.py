"""Pages of praise."""
