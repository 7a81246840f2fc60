"""How timeline and Today tell of value-added services, to each reader in their language."""

from datetime import date

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from brm.attention.domain import RULES, AttentionRule
from brm.attention.models import Attention
from brm.timeline.domain import KINDS, TimelineKind
from brm.timeline.models import TimelineEntry
from customers.valueadded.domain.asking import GAP, RULE, expected
from customers.valueadded.domain.gaps import expected_gaps


def _sentence(entry: TimelineEntry) -> str:
    told = {
        "propose": _("Value-added service proposed: %(title)s"),
        "approve": _("Value-added service approved: %(title)s"),
        "reject": _("Value-added service rejected: %(title)s"),
        "schedule": _("Value-added service scheduled: %(title)s"),
        "deliver": _("Value-added service delivered: %(title)s"),
        "evaluate": _("Value-added service evaluated: %(title)s"),
        "repeat": _("Value-added service to be repeated: %(title)s"),
        "convert": _("Value-added service becomes an offer: %(title)s"),
        "close": _("Value-added service closed: %(title)s"),
    }
    return told.get(entry.event, "%(title)s") % {"title": entry.params.get("title", "")}


def _url(entry: TimelineEntry) -> str:
    return reverse("valueadded:detail", args=[entry.subject_id]) if entry.subject_id else ""


def _tone(entry: TimelineEntry) -> str:
    return {"deliver": "green", "approve": "blue", "reject": "grey"}.get(entry.event, "")


def _ask(row: Attention) -> str:
    told = {
        "assess": _("Put the value-added service for %(organisation)s through the gate: %(title)s"),
        "decide": _("Decide about the value-added service for %(organisation)s: %(title)s"),
        "schedule": _("Schedule the value-added service for %(organisation)s: %(title)s"),
        "deliver": _("Deliver the value-added service to %(organisation)s: %(title)s"),
        "evaluate": _("Evaluate the value-added service for %(organisation)s: %(title)s"),
        "end": _("Decide what follows from the value-added service for %(organisation)s: %(title)s"),
    }
    words = {"title": row.params.get("title", ""), "organisation": row.params.get("organisation", "")}
    return told.get(str(row.params.get("step")), "%(organisation)s: %(title)s") % words


def _ask_action(row: Attention) -> tuple[object, str]:
    names = {"assess": "gate", "schedule": "schedule", "deliver": "deliver", "evaluate": "evaluate"}
    labels = {
        "assess": gettext_lazy("Answer the four principles"), "decide": gettext_lazy("Decide"),
        "schedule": gettext_lazy("Schedule"), "deliver": gettext_lazy("Record the delivery"),
        "evaluate": gettext_lazy("Evaluate"), "end": gettext_lazy("Decide"),
    }  # fmt: skip
    step = str(row.params.get("step"))
    return labels.get(step, gettext_lazy("Open")), reverse(
        f"valueadded:{names.get(step, 'detail')}", args=[row.subject_id]
    )


def _gap(row: Attention) -> str:
    words = {"organisation": row.params.get("organisation", ""), "n": int(row.params.get("months") or 6)}
    if last := row.params.get("last_on"):
        day = formats.date_format(date.fromisoformat(str(last)), "DATE_FORMAT")
        return _("%(organisation)s has had no value-added service since %(day)s.") % {**words, "day": day}
    return ngettext(
        "%(organisation)s has had no value-added service in %(n)d month.",
        "%(organisation)s has had no value-added service in %(n)d months.",
        words["n"],
    ) % words  # fmt: skip


def _gap_action(row: Attention) -> tuple[object, str]:
    return gettext_lazy("Propose one"), f"{reverse('valueadded:new')}?relationship={row.subject_id}"


KINDS.register(
    "value_added", TimelineKind("value_added", gettext_lazy("Value-added services"), "gift", _sentence, _url, _tone)
)
RULES.register(RULE, AttentionRule(RULE, gettext_lazy("Value-added service"), "gift", _ask, _ask_action, expected))
RULES.register(
    GAP, AttentionRule(GAP, gettext_lazy("No value-added service"), "gift", _gap, _gap_action, expected_gaps)
)
