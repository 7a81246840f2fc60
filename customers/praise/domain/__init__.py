"""What can be done with praise: record, verify, honour, publish with consent, thank (C-18, C-19)."""
