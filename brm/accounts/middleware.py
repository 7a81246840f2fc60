"""Every request in the person's language and time zone: theirs if signed in, else the cookie's, else the browser's.

And every page of somebody signed in is theirs alone: no cache on the way keeps it.
"""

import zoneinfo
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from brm.accounts.adapters import SIGN_IN_KEY
from brm.accounts.domain.sessions import note_seen
from brm.core import clock

SEEN_KEY = "seen"
SEEN_EVERY = 3600


class PersonMiddleware:
    """Activates language and zone, and puts them back afterwards; notes now and then that the session is in use."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        language = user.language if user.is_authenticated else translation.get_language_from_request(request)
        zone = user.time_zone if user.is_authenticated else settings.TIME_ZONE
        translation.activate(language)
        request.LANGUAGE_CODE = translation.get_language() or settings.LANGUAGE_CODE
        if user.is_authenticated:
            self._note_seen(request)
        try:
            with timezone.override(zoneinfo.ZoneInfo(zone)):
                response = self.get_response(request)
        finally:
            translation.activate(settings.LANGUAGE_CODE)
        patch_vary_headers(response, ("Accept-Language",))
        response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        if user.is_authenticated and response.headers.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    def _note_seen(self, request: HttpRequest) -> None:
        sign_in, now = request.session.get(SIGN_IN_KEY), clock.now().timestamp()
        if sign_in and now - request.session.get(SEEN_KEY, 0) > SEEN_EVERY:
            request.session[SEEN_KEY] = int(now)
            note_seen(sign_in, session_key=str(request.session.session_key))
