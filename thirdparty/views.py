"""Pages of third parties: list, page, new one."""

from django.utils.translation import gettext_lazy as _

from brm.parties.enums import Kind
from brm.parties.filters import relationship_filter
from brm.parties.views.lists import RelationshipList
from brm.parties.views.opening import NewRelationship
from brm.parties.views.relationship import RelationshipPage
from brm.ui.lists import Empty


class ThirdPartyList(RelationshipList):
    """All third parties a person may see."""

    kind = Kind.THIRD_PARTY
    title = _("Third parties")
    filterset_class = relationship_filter(Kind.THIRD_PARTY)
    new_url_name = "thirdparty:new"
    new_label = _("New third party")
    empty = Empty(
        _("No third parties yet"),
        _("A third party sets rules, pays, partners or advises. Register the first one, or import a list."),
        "building-bank",
        _("New third party"),
        "thirdparty:new",
    )


class ThirdPartyPage(RelationshipPage):
    """One third party."""

    kind = Kind.THIRD_PARTY
    list_url_name = "thirdparty:list"
    list_label = _("Third parties")


class NewThirdParty(NewRelationship):
    """A new third party."""

    kind = Kind.THIRD_PARTY
    title = _("New third party")
    list_url_name = "thirdparty:list"
