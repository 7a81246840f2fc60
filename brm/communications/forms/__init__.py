"""What people fill in: the shape is checked here, the business in the domain."""
