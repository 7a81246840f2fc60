"""What a contact of a customer may see and do here (ruling 13)."""
