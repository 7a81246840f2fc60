"""Pages of asking."""
