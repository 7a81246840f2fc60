"""The doors of communications."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

app_name = "communications"


def stub(request: HttpRequest, pk: int = 0) -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    path("meetings/<int:pk>/", stub, name="meeting"),
    path("visits/<int:pk>/", stub, name="visit"),
    path("plans/<int:pk>/", stub, name="plan"),
    path("contacts/<int:pk>/", stub, name="interaction"),
    path("contacts/log/", stub, name="log"),
]
