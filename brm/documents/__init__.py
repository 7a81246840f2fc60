"""Files on a relationship: private, sniffed, served only through permission."""
