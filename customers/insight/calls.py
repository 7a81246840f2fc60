"""What the knowledge about customers asks attention for, and what is told by mail."""

from collections.abc import Iterable
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from brm.attention.domain import RULES, AttentionRule
from brm.attention.models import Attention
from brm.communications.models import NeedHeard
from brm.core import clock
from brm.notifications.domain.kinds import KINDS, NotificationKind, Params
from brm.parties.enums import Kind, Status
from customers.insight.domain.channels import NO_CHANNEL, UNANSWERED, lacking, watched_relationships
from customers.insight.domain.events import RULE as MAJOR_EVENT
from customers.insight.domain.signals import RULE as SIGNALS
from customers.insight.enums import EventStatus
from customers.insight.models import Enquiry, MajorEvent
from customers.insight.models.events import OPEN_EVENT
from customers.insight.rules import SIGNAL_DAYS

Pairs = Iterable[tuple[int, int]]


def _words(row: Attention) -> dict[str, object]:
    params = row.params
    return {name: params.get(name, "") for name in ("organisation", "number", "title", "point")}


def _event_sentence(row: Attention) -> str:
    told: dict[str, str] = {
        EventStatus.REPORTED: _("Major event at %(organisation)s: take %(number)s in hand – %(title)s"),
        EventStatus.IN_HAND: _("Major event at %(organisation)s goes on: %(number)s %(title)s"),
        EventStatus.SOLVED: _("Review the major event at %(organisation)s: %(number)s %(title)s"),
        EventStatus.REVIEWED: _("Close the major event at %(organisation)s: %(number)s %(title)s"),
    }
    return told.get(str(row.params.get("status")), "%(organisation)s: %(number)s %(title)s") % _words(row)


def _event_action(row: Attention) -> tuple[object, str]:
    return gettext_lazy("Open the event"), reverse("insight:event", args=[row.subject_id])


def _event_expected() -> Pairs:
    return MajorEvent.objects.filter(status__in=OPEN_EVENT).values_list("owner_id", "pk")


def _channel_sentence(row: Attention) -> str:
    count = int(row.params.get("count") or 1)
    return ngettext(
        "%(count)d stakeholder of %(organisation)s has nowhere to complain.",
        "%(count)d stakeholders of %(organisation)s have nowhere to complain.",
        count,
    ) % {**_words(row), "count": count}


def _channel_action(row: Attention) -> tuple[object, str]:
    return gettext_lazy("Open the map"), reverse("insight:stakeholders", args=[row.subject_id])


def _channel_expected() -> Pairs:
    rows = watched_relationships().only("owner_id", "organisation_id", "kind", "status")
    return [(row.owner_id, row.pk) for row in rows if lacking(row)]


def _enquiry_sentence(row: Attention) -> str:
    return _("An enquiry of %(organisation)s at “%(point)s” was not answered in time.") % _words(row)


def _enquiry_action(row: Attention) -> tuple[object, str]:
    return gettext_lazy("Answer it"), reverse("insight:enquiry", args=[row.subject_id])


def _enquiry_expected() -> Pairs:
    rows = Enquiry.objects.filter(answered_at=None, missed_at__isnull=False)
    return rows.values_list("relationship__owner_id", "pk")


def _signals_sentence(row: Attention) -> str:
    count = int(row.params.get("count") or 1)
    return ngettext(
        "%(count)d changed need of %(organisation)s waits to be looked at.",
        "%(count)d changed needs of %(organisation)s wait to be looked at.",
        count,
    ) % {**_words(row), "count": count}


def _signals_action(row: Attention) -> tuple[object, str]:
    return gettext_lazy("Look at them"), f"{reverse('insight:signals')}?relationship={row.subject_id}&state=waiting"


def _signals_expected() -> Pairs:
    before = clock.now() - timedelta(days=SIGNAL_DAYS)
    rows = NeedHeard.objects.filter(reviewed_at=None, heard_at__lte=before, relationship__kind=Kind.CUSTOMER)
    rows = rows.exclude(relationship__status=Status.ENDED).order_by()
    return rows.values_list("relationship__owner_id", "relationship_id").distinct()


def _mail_subject(params: Params) -> str:
    return _("Major event at %(organisation)s: %(title)s") % {
        "organisation": params["organisation"],
        "title": params["title"],
    }


def _mail_body(params: Params) -> str:
    told = _("%(number)s was reported, and you are responsible for it.") % {"number": params["number"]}
    return f"{told}\n\n{params['summary']}"


RULES.register(
    MAJOR_EVENT,
    AttentionRule(
        MAJOR_EVENT, gettext_lazy("Major event"), "alert-octagon", _event_sentence, _event_action, _event_expected
    ),
)
RULES.register(
    NO_CHANNEL,
    AttentionRule(
        NO_CHANNEL, gettext_lazy("No complaint channel"), "message-off", _channel_sentence, _channel_action,
        _channel_expected,
    ),
)  # fmt: skip
RULES.register(
    UNANSWERED,
    AttentionRule(
        UNANSWERED, gettext_lazy("Unanswered enquiry"), "message-question", _enquiry_sentence, _enquiry_action,
        _enquiry_expected,
    ),
)  # fmt: skip
RULES.register(
    SIGNALS,
    AttentionRule(SIGNALS, gettext_lazy("Changed needs"), "ear", _signals_sentence, _signals_action, _signals_expected),
)
KINDS.register(
    "major_event",
    NotificationKind(
        "major_event", "relationships", gettext_lazy("A major event is yours"), _mail_subject, _mail_body,
        urgent=True, grave=True, icon="alert-octagon",
    ),
)  # fmt: skip
