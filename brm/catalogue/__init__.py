"""What we offer: services, what each audience sees of them, their risks, and the terms promised in agreements."""
