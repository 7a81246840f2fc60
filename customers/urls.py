"""Doors to customers, and the portal of their contacts."""

from django.urls import path

from customers import views

app_name = "customers"
urlpatterns = [
    path("customers/", views.CustomerList.as_view(), name="list"),
    path("customers/new/", views.NewCustomer.as_view(), name="new"),
    path("customers/<int:pk>/", views.CustomerPage.as_view(), name="detail"),
    path("customers/<int:pk>/service-events/", views.ServiceEventList.as_view(), name="service_events"),
    path("customers/service-events/<int:pk>/", views.ServiceEventPage.as_view(), name="service_event"),
    path("portal/", views.PortalPage.as_view(), name="portal"),
]
