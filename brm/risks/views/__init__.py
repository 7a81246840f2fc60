"""Pages of the risk register."""
