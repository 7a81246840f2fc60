"""The house rules, held by a machine."""
