"""How timeline and Today tell of feedback, to each reader in their language."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.attention.domain import RULES, AttentionRule
from brm.attention.models import Attention
from brm.timeline.domain import KINDS, TimelineKind
from brm.timeline.models import TimelineEntry
from surveys.feedback.domain.asking import RULE, expected


def _sentence(entry: TimelineEntry) -> str:
    words = {
        "title": entry.params.get("title", ""), "number": entry.params.get("number", ""),
        "contact": entry.params.get("contact", ""), "became": entry.params.get("became", ""),
    }  # fmt: skip
    if entry.event == "receive" and words["contact"]:
        return _("%(contact)s told us: %(title)s") % words
    told = {
        "receive": _("Feedback: %(title)s"),
        "answer": _("Answered the feedback %(number)s: %(title)s"),
        "convert_complaint": _("Feedback went on as complaint %(became)s: %(title)s"),
        "act": _("The suggestion %(number)s is being acted on: %(became)s"),
        "convert_praise": _("Feedback went on as praise %(became)s: %(title)s"),
    }
    return told.get(entry.event, "%(title)s") % words


def _url(entry: TimelineEntry) -> str:
    return reverse("feedback:item", args=[entry.subject_id]) if entry.subject_id else ""


def _tone(entry: TimelineEntry) -> str:
    return {"receive": "blue", "answer": "green", "convert_complaint": "orange"}.get(entry.event, "green")


def _ask(row: Attention) -> str:
    words = {name: row.params.get(name, "") for name in ("title", "organisation", "number")}
    if not row.params.get("kind"):
        return _("%(organisation)s told us something: say what it is. %(title)s") % words
    return _("Answer %(organisation)s: %(title)s") % words


def _action(row: Attention) -> tuple[object, str]:
    label = gettext_lazy("Answer") if row.params.get("kind") else gettext_lazy("Read it")
    return label, reverse("feedback:item", args=[row.subject_id])


KINDS.register("feedback", TimelineKind("feedback", gettext_lazy("Feedback"), "message-2", _sentence, _url, _tone))
RULES.register(RULE, AttentionRule(RULE, gettext_lazy("Feedback"), "message-2", _ask, _action, expected))
