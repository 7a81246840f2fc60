"""The API's addresses: the resources of every app, the document that describes them, its page, a person's tokens."""

from django.urls import include, path
from django.utils.module_loading import autodiscover_modules
from drf_spectacular.views import SpectacularAPIView

from brm.api import pages
from brm.api.authentication import MayCall
from brm.api.routes import router

autodiscover_modules("api")

app_name = "api"

urlpatterns = [
    path("v1/", include(router.urls)),
    path("schema/", SpectacularAPIView.as_view(permission_classes=[MayCall]), name="schema"),
    path("docs/", pages.reference, name="docs"),
    path("tokens/", pages.tokens, name="tokens"),
    path("tokens/<int:pk>/revoke/", pages.revoke, name="revoke"),
]
