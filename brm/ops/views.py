"""Doors for machines that watch over the portal: is it alive, is it ready, how is it doing."""

import hmac

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from brm.ops import figures, health


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """This process lives; nothing else is asked."""
    return JsonResponse({"alive": True})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when every part is good, else 503 with the names of those that are not."""
    found = health.look()
    ages = {name: round(age, 1) for name, age in found.ages.items()}
    answer = {"ready": found.ready, "checks": found.checks, "ages": ages}
    response = JsonResponse(answer, status=200 if found.ready else 503)
    vars(response)["_has_been_logged"] = True  # whoever asks is told; the log would only repeat it
    return response


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Figures for whoever has the token; without a token set, for this machine only."""
    if settings.METRICS_TOKEN:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if not hmac.compare_digest(given.encode(), settings.METRICS_TOKEN.encode()):
            raise Http404
    elif request.META.get("REMOTE_ADDR") not in {"127.0.0.1", "::1"} or "X-Forwarded-For" in request.headers:
        raise Http404
    return HttpResponse(figures.text(), content_type=CONTENT_TYPE_LATEST)
