"""Pages of organisations, contacts and relationships."""
