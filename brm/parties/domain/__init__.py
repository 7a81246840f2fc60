"""Verbs about organisations, contacts and relationships. What others must do when something happens here, they
register in ``happenings``; nothing in this package knows them."""
