"""Doors to customers."""

from django.urls import path

from customers import views

app_name = "customers"
urlpatterns = [
    path("", views.CustomerList.as_view(), name="list"),
    path("new/", views.NewCustomer.as_view(), name="new"),
    path("<int:pk>/", views.CustomerPage.as_view(), name="detail"),
]
