"""Pages of value-added services."""
