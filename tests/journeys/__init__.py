"""Journeys of people through the portal in a real browser, with a real worker, a real beat and a mail server."""
