"""Mail that comes in: matched to what it answers, or kept aside; nothing is dropped."""
