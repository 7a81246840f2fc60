"""Doors to suppliers."""

from django.urls import path

from suppliers import views

app_name = "suppliers"
urlpatterns = [
    path("", views.SupplierList.as_view(), name="list"),
    path("new/", views.NewSupplier.as_view(), name="new"),
    path("<int:pk>/", views.SupplierPage.as_view(), name="detail"),
]
