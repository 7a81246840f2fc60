"""What a customer thinks of our service: half-yearly verdict (Q-10), the value they see (Q-11), need checks (Q-15)."""
