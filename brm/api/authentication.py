"""Who is calling: a bearer token, or the signed-in session of a page."""

from typing import Any

from django.http import Http404
from django.utils import timezone, translation
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from brm.accounts.models import User
from brm.api.domain.tokens import find_token
from brm.api.models import ApiToken


class TokenAuthentication(BaseAuthentication):
    """``Authorization: Bearer brm_…``; answers in the person's language and zone."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        token = find_token(secret.strip())
        if token is None:
            raise AuthenticationFailed(translation.gettext("This token is unknown, revoked or expired."))
        if "Accept-Language" not in request.headers:
            translation.activate(token.user.language)
        timezone.activate(token.user.time_zone)
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


class PageAuthentication(SessionAuthentication):
    """The session, with CSRF checked: pages call the same API."""


class MayCall(BasePermission):
    """One of us, by session or token; a reading token does not write. For others there is nothing here."""

    def has_permission(self, request: Request, view: Any) -> bool:
        user = request.user
        if not user.is_authenticated:
            return False
        if not user.is_insider:
            raise Http404
        token = request.auth
        if isinstance(token, ApiToken) and token.access == "read" and request.method not in SAFE_METHODS:
            self.message = translation.gettext("This token may only read. Make one that may also write.")
            return False
        return True


class TokenScheme(OpenApiAuthenticationExtension):
    """How the OpenAPI document describes the token."""

    target_class = "brm.api.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer"}


class PageScheme(OpenApiAuthenticationExtension):
    """How the OpenAPI document describes the session."""

    target_class = "brm.api.authentication.PageAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}
