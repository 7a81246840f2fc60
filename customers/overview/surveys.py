"""Satisfaction on the first page: its place, and what is to be kept apart there, until one asks (C-26, INV-33)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.health.domain.signals import CUSTOMERS
from brm.parties.domain.overview import Facts
from brm.parties.models import Relationship
from brm.parties.overview import ACTIVITIES, Activity, Told


def told(facts: Facts, relationship: Relationship) -> Told:
    """Nobody has been asked: not known is not a score. Users and customers will be shown apart."""
    return Told(words=_("Not asked yet. Users and customers are shown apart, never as one figure."))


ACTIVITIES.register(
    "surveys", Activity("surveys", gettext_lazy("Satisfaction"), "mood-smile", 50, told, kinds=CUSTOMERS)
)
