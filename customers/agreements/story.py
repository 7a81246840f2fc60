"""How the timeline tells of agreements, penalties and accepted risks."""

from collections.abc import Callable
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.catalogue.enums import Unit
from brm.catalogue.models.words import spoken
from brm.timeline.domain import KINDS, TimelineKind
from brm.timeline.models import TimelineEntry
from brm.ui.templatetags.ui import money
from customers.agreements.enums import RenewalVerdict
from customers.agreements.notices import day_of

_TONES = {
    "activate": "green", "renew": "green", "near_end": "yellow", "expire": "grey", "terminate": "red", "missed": "red",
    "accepted": "green", "declined": "orange", "claim": "red", "settle": "grey", "contest": "orange",
}  # fmt: skip


def _words(entry: TimelineEntry) -> dict[str, str]:
    words = {name: str(value if value is not None else "") for name, value in entry.params.items()}
    for name in ("end_on", "effective_on", "period"):
        if name in words:
            words[name] = day_of(entry.params.get(name))
    for name in ("amount", "settled"):
        if words.get(name):
            words[name] = money(Decimal(words[name]), words.get("currency", ""))
    return {"title": "", **words}


def _missed(entry: TimelineEntry) -> dict[str, str]:
    """A result and its target without idle noughts, the metric in the reader's language."""
    words = _words(entry)
    figures = {name: f"{Decimal(words[name]).normalize():f}" for name in ("value", "target") if words.get(name)}
    unit = words.get("unit", "")
    term = spoken(words.get("term_zh", ""), words.get("term_en", "")) or words.get("term", "")  # as older lines say it
    return {**words, **figures, "term": term, "unit": str(Unit(unit).label) if unit in Unit.values else ""}


def _agreement(entry: TimelineEntry) -> str:
    verdict = entry.params.get("verdict", "")
    sentences = {
        "agree": _("Service agreement signed: %(title)s"),
        "activate": _("Service agreement active: %(title)s, until %(end_on)s"),
        "near_end": _("Service agreement nears its end: %(title)s, on %(end_on)s"),
        "prolong": _("Service agreement prolonged: %(title)s, until %(end_on)s"),
        "renew": _("Service agreement renewed: %(title)s"),
        "expire": _("Service agreement expired: %(title)s"),
        "terminate": _("Service agreement terminated: %(title)s"),
        "amend": _("Supplementary agreement to %(title)s: %(what)s, from %(effective_on)s"),
        "verdict": _("Verdict on renewing %(title)s: %(shown)s"),
        "missed": _(
            "Service level missed: %(term)s, %(value)s instead of %(target)s %(unit)s (period from %(period)s)"
        ),
        "recorded": _("Service agreement on record: %(title)s, until %(end_on)s"),
    }
    shown = str(RenewalVerdict(verdict).label) if verdict in RenewalVerdict.values else ""
    words = _missed(entry) if entry.event == "missed" else _words(entry)
    return sentences.get(entry.event, "%(title)s") % {**words, "shown": shown}


def _penalty(entry: TimelineEntry) -> str:
    sentences = {
        "claim": _("Penalty claimed: %(amount)s"),
        "accept": _("Penalty accepted: %(amount)s"),
        "contest": _("Penalty contested: %(amount)s"),
        "settle": _("Penalty settled at %(settled)s"),
    }
    return sentences.get(entry.event, "%(title)s") % _words(entry)


def _risk(entry: TimelineEntry) -> str:
    sentences = {
        "accepted": _("The customer accepts a risk: %(note)s"),
        "declined": _("The customer does not accept a risk: %(note)s"),
    }
    words = _words(entry)
    note = spoken(words.get("note_zh", ""), words.get("note_en", "")) or words.get("note", "")  # as older lines say it
    return sentences.get(entry.event, "%(note)s") % {"note": note}


def _page(name: str) -> Callable[[TimelineEntry], str]:
    return lambda entry: reverse(f"agreements:{name}", args=[entry.subject_id]) if entry.subject_id else ""


def _risk_page(entry: TimelineEntry) -> str:
    return reverse("agreements:risks", args=[entry.relationship_id])


def _tone(entry: TimelineEntry) -> str:
    return _TONES.get(entry.event, "")


for _name, _label, _icon, _sentence, _url in (
    ("agreement", gettext_lazy("Service agreements"), "certificate", _agreement, _page("agreement")),
    ("penalty", gettext_lazy("Penalties"), "gavel", _penalty, _page("penalty")),
    ("risk_decision", gettext_lazy("Risks accepted or not"), "shield-check", _risk, _risk_page),
):
    KINDS.register(_name, TimelineKind(_name, _label, _icon, _sentence, _url, _tone))
