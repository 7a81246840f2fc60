"""Tokens for programs."""

from brm.api.models.token import ApiToken

__all__ = ["ApiToken"]
