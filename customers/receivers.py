"""Where customers plug in: their own row beside each new relationship, their page, their events on the timeline."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.parties.domain.bulk import PROFILES_IN_BULK, plain_profiles
from brm.parties.domain.links import PAGES
from brm.parties.domain.relationships import PROFILES
from brm.parties.enums import Kind
from brm.parties.models import Relationship
from brm.timeline.domain import KINDS, TimelineKind
from brm.timeline.models import TimelineEntry
from customers.domain import service_events
from customers.models import Customer

VERBS = (service_events,)


def make_profile(relationship: Relationship) -> Customer:
    """The role's own row of a new relationship."""
    return Customer.objects.create(
        relationship=relationship, created_at=relationship.created_at, updated_at=relationship.created_at
    )


def page_of(pk: int) -> str:
    """The address of a relationship's page."""
    return reverse("customers:detail", args=[pk])


PROFILES.register(Kind.CUSTOMER, make_profile)
PROFILES_IN_BULK.register(Kind.CUSTOMER, plain_profiles(Customer))
PAGES.register(Kind.CUSTOMER, page_of)


def _event_sentence(entry: TimelineEntry) -> str:
    params = entry.params
    words = {"number": params.get("number", ""), "title": params.get("title", ""), "state": params.get("state", "")}
    if params.get("made_sla") is False:
        return _("Service event %(number)s: %(title)s (%(state)s, service level missed)") % words
    return _("Service event %(number)s: %(title)s (%(state)s)") % words


def _event_url(entry: TimelineEntry) -> str:
    return reverse("customers:service_event", args=[entry.subject_id]) if entry.subject_id else ""


def _event_tone(entry: TimelineEntry) -> str:
    return "red" if entry.params.get("made_sla") is False else "grey"


KINDS.register(
    "service_event",
    TimelineKind("service_event", gettext_lazy("Service events"), "ticket", _event_sentence, _event_url, _event_tone),
)
