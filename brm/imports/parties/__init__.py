"""The kinds of import the kernel itself has: organisations, relationships with them, and their people."""
