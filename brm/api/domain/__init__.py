"""Making, finding and revoking tokens."""
