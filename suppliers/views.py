"""Pages of suppliers: list, page, new one."""

from django.utils.translation import gettext_lazy as _

from brm.parties.enums import Kind
from brm.parties.filters import relationship_filter
from brm.parties.views.lists import RelationshipList
from brm.parties.views.opening import NewRelationship
from brm.parties.views.relationship import RelationshipPage
from brm.ui.lists import Empty


class SupplierList(RelationshipList):
    """All suppliers a person may see."""

    kind = Kind.SUPPLIER
    title = _("Suppliers")
    filterset_class = relationship_filter(Kind.SUPPLIER)
    new_url_name = "suppliers:new"
    new_label = _("New supplier")
    empty = Empty(
        _("No suppliers yet"),
        _("A supplier backs what you promise your customers. Register the first one, or import a list."),
        "truck-delivery",
        _("New supplier"),
        "suppliers:new",
    )


class SupplierPage(RelationshipPage):
    """One supplier."""

    kind = Kind.SUPPLIER
    list_url_name = "suppliers:list"
    list_label = _("Suppliers")


class NewSupplier(NewRelationship):
    """A new supplier."""

    kind = Kind.SUPPLIER
    title = _("New supplier")
    list_url_name = "suppliers:list"
