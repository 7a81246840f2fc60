"""Who a page is for: to everybody else it does not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse

from brm.accounts.enums import Role
from brm.accounts.models import User

Page = Callable[..., HttpResponse]


def person(request: HttpRequest) -> User:
    """Who is signed in; pages ask after ``login_required``."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def for_role(*roles: Role) -> Callable[[Page], Page]:
    """Only for people who hold one of the roles."""

    def wrap(page: Page) -> Page:
        @login_required
        @wraps(page)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not person(request).has_role(*roles):
                raise Http404
            return page(request, *args, **kwargs)

        return guarded

    return wrap


def for_insiders(page: Page) -> Page:
    """Only for people of ours."""

    @login_required
    @wraps(page)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not person(request).is_insider:
            raise Http404
        return page(request, *args, **kwargs)

    return guarded
