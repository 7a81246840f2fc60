"""Whom we ask, when, and why not: rules, campaigns, invitations, one budget per person."""
