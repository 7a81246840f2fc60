"""Pages of verdicts, levels and need checks."""
