"""Every door of the portal, with short answers where there is none."""

from django.http import HttpRequest, HttpResponse

from brm.urls import urlpatterns

__all__ = ["urlpatterns"]


def handler404(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Nothing here."""
    return HttpResponse(status=404)
