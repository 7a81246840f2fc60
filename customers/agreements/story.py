"""How the timeline tells of agreements, penalties and accepted risks."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.timeline.domain import KINDS, TimelineKind
from brm.timeline.models import TimelineEntry
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
    return {"title": "", **words}


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
        "missed": _("Service level missed: %(term)s, %(value)s instead of %(target)s (period from %(period)s)"),
        "recorded": _("Service agreement on record: %(title)s, until %(end_on)s"),
    }
    shown = str(RenewalVerdict(verdict).label) if verdict in RenewalVerdict.values else ""
    return sentences.get(entry.event, "%(title)s") % {**_words(entry), "shown": shown}


def _penalty(entry: TimelineEntry) -> str:
    sentences = {
        "claim": _("Penalty claimed: %(amount)s %(currency)s"),
        "accept": _("Penalty accepted: %(amount)s %(currency)s"),
        "contest": _("Penalty contested: %(amount)s %(currency)s"),
        "settle": _("Penalty settled at %(settled)s %(currency)s"),
    }
    return sentences.get(entry.event, "%(title)s") % _words(entry)


def _risk(entry: TimelineEntry) -> str:
    sentences = {
        "accepted": _("The customer accepts a risk: %(note)s"),
        "declined": _("The customer does not accept a risk: %(note)s"),
    }
    return sentences.get(entry.event, "%(note)s") % _words(entry)


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
