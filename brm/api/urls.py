"""The API's addresses: the resources of every app, the document that describes them, its page, a person's tokens."""

from typing import Any

from django.urls import include, path, re_path
from django.utils.module_loading import autodiscover_modules
from drf_spectacular.views import SpectacularAPIView

from brm.api import pages, people
from brm.api.authentication import MayCall
from brm.api.reference import Once
from brm.api.routes import router
from brm.api.views import Nothing, Throttle

autodiscover_modules("api")

app_name = "api"

_NOWHERE: Any = dict.fromkeys(("get", "post", "put", "patch", "delete"), "nothing")

urlpatterns = [
    path("v1/", include(router.urls)),
    re_path(r"^v1/.*/$", Nothing.as_view(_NOWHERE), name="nothing"),
    path(
        "schema/",
        SpectacularAPIView.as_view(generator_class=Once, permission_classes=[MayCall], throttle_classes=[Throttle]),
        name="schema",
    ),
    path("docs/", pages.reference, name="docs"),
    path("docs/<slug:name>/", pages.reference, name="resource"),
    path("tokens/", pages.tokens, name="tokens"),
    path("tokens/<int:pk>/revoke/", pages.revoke, name="revoke"),
]

__all__ = ["people", "urlpatterns"]
