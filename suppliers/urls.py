"""Doors to suppliers."""

from django.utils.translation import gettext_lazy as _

from brm.parties.enums import Kind
from brm.parties.views.kinds import KindPages

app_name = "suppliers"
urlpatterns = KindPages(
    kind=Kind.SUPPLIER,
    namespace=app_name,
    icon="truck-delivery",
    title=_("Suppliers"),
    new=_("New supplier"),
    nobody=_("No suppliers yet"),
    advice=_("A supplier backs what you promise your customers. Register the first one, or import a list."),
).doors()
