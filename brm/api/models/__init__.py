"""Tokens for programs, and the calls they must not make twice."""

from brm.api.models.call import OnceCall
from brm.api.models.token import ApiToken

__all__ = ["ApiToken", "OnceCall"]
