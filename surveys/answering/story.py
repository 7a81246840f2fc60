"""How timeline and Today tell of answers, to each reader in their language."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.attention.domain import RULES, AttentionRule
from brm.attention.models import Attention
from brm.timeline.domain import KINDS, TimelineKind
from brm.timeline.models import TimelineEntry
from surveys.answering.domain.asking import OWN, RISEN, expected_own, expected_risen
from surveys.answering.enums import FollowUpStatus, Outcome


def _sentence(entry: TimelineEntry) -> str:
    outcome = entry.params.get("outcome", "")
    words = {name: entry.params.get(name, "") for name in ("contact", "score", "owner")}
    words["outcome"] = str(Outcome(outcome).label) if outcome in Outcome.values else ""
    if entry.event == "answer" and not words["score"]:
        return _("%(contact)s answered our survey") % words
    told = {
        "answer": _("%(contact)s answered our survey: satisfaction %(score)s of 100"),
        "low": _("A low answer of %(contact)s: %(owner)s sees to it"),
        "contact": _("Spoke with %(contact)s about their answer"),
        "finish": _("Follow-up with %(contact)s done: %(outcome)s"),
        "reopen": _("Follow-up with %(contact)s taken up again"),
    }
    return told.get(entry.event, "%(contact)s") % words


def _url(entry: TimelineEntry) -> str:
    if entry.event == "answer":
        response = entry.params.get("response", "")
        return reverse("answering:response", args=[response]) if response else ""
    return reverse("answering:follow_up", args=[entry.subject_id]) if entry.subject_id else ""


def _tone(entry: TimelineEntry) -> str:
    return {"low": "red", "finish": "green"}.get(entry.event, "grey")


def _own(row: Attention) -> str:
    words = {name: row.params.get(name, "") for name in ("organisation", "contact")}
    if row.params.get("status") == FollowUpStatus.CONTACTED:
        return _("Say what came of the talk with %(contact)s, %(organisation)s") % words
    return _("%(contact)s of %(organisation)s is not content: speak with them") % words


def _own_action(row: Attention) -> tuple[object, str]:
    spoken = row.params.get("status") == FollowUpStatus.CONTACTED
    label = gettext_lazy("Say what came of it") if spoken else gettext_lazy("Spoken with them")
    return label, reverse("answering:follow_up", args=[row.subject_id])


def _risen(row: Attention) -> str:
    words = {name: row.params.get(name, "") for name in ("organisation", "contact")}
    return _("Risen to you: %(contact)s of %(organisation)s is not content, and nobody has moved") % words


def _open_it(row: Attention) -> tuple[object, str]:
    return gettext_lazy("Open the follow-up"), reverse("answering:follow_up", args=[row.subject_id])


KINDS.register("survey", TimelineKind("survey", gettext_lazy("Survey"), "message-2", _sentence, _url, _tone))
RULES.register(OWN, AttentionRule(OWN, gettext_lazy("Low answer"), "mood-sad", _own, _own_action, expected_own))
RULES.register(
    RISEN,
    AttentionRule(
        RISEN, gettext_lazy("Follow-up that rose"), "alert-triangle", _risen, _open_it, expected_risen, is_echo=True
    ),
)
