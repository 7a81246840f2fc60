"""Forms about agreements."""
