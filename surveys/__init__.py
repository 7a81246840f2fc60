"""Questionnaires, invitations and answers; knows relationships, not roles."""
