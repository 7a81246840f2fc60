"""Every door of the portal. The admin for administrators, the rest by package."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("brm.search.urls")),
    path("admin/", admin.site.urls),
    path("", include("brm.ops.urls")),
]
