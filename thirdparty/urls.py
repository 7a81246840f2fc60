"""Doors to third parties."""

from django.urls import path

from thirdparty import views

app_name = "thirdparty"
urlpatterns = [
    path("", views.ThirdPartyList.as_view(), name="list"),
    path("new/", views.NewThirdParty.as_view(), name="new"),
    path("<int:pk>/", views.ThirdPartyPage.as_view(), name="detail"),
]
