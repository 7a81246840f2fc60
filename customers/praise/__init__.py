"""Thanks that customers gave, verified, honoured and shared."""
