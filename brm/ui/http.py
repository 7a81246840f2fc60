"""A request as the portal's pages know it: somebody of the accounts, and what htmx says."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from brm.accounts.models import User


class Request(HttpRequest):
    """For annotations: behind the pages' door somebody is signed in."""

    user: User
    htmx: HtmxDetails
