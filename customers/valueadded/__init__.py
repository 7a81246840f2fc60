"""What we give beyond the agreement, examined by four principles before it is given."""
