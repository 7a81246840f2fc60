"""Doors to customers."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from brm.parties.enums import Kind
from brm.parties.views.kinds import KindPages
from customers import views

CUSTOMERS = KindPages(
    kind=Kind.CUSTOMER,
    namespace="customers",
    icon="building-community",
    title=_("Customers"),
    new=_("New customer"),
    nobody=_("No customers yet"),
    advice=_("A customer is whom you serve under an agreement. Register the first one, or import a list."),
)

app_name = "customers"
urlpatterns = [
    *CUSTOMERS.doors("customers/"),
    path("customers/<int:pk>/service-events/", views.ServiceEventList.as_view(), name="service_events"),
    path("customers/service-events/<int:pk>/", views.ServiceEventPage.as_view(), name="service_event"),
]
