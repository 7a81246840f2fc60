"""Pages of customers: list, page, new one."""

from django.utils.translation import gettext_lazy as _

from brm.parties.enums import Kind
from brm.parties.filters import relationship_filter
from brm.parties.views.lists import RelationshipList
from brm.parties.views.opening import NewRelationship
from brm.parties.views.relationship import RelationshipPage
from brm.ui.lists import Empty


class CustomerList(RelationshipList):
    """All customers a person may see."""

    kind = Kind.CUSTOMER
    title = _("Customers")
    filterset_class = relationship_filter(Kind.CUSTOMER)
    new_url_name = "customers:new"
    new_label = _("New customer")
    empty = Empty(
        _("No customers yet"),
        _("A customer is whom you serve under an agreement. Register the first one, or import a list."),
        "building-community",
        _("New customer"),
        "customers:new",
    )


class CustomerPage(RelationshipPage):
    """One customer."""

    kind = Kind.CUSTOMER
    list_url_name = "customers:list"
    list_label = _("Customers")


class NewCustomer(NewRelationship):
    """A new customer."""

    kind = Kind.CUSTOMER
    title = _("New customer")
    list_url_name = "customers:list"
