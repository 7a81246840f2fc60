"""How timeline and Today tell of praise, to each reader in their language."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.attention.domain import RULES, AttentionRule
from brm.attention.models import Attention
from brm.timeline.domain import KINDS, TimelineKind
from brm.timeline.models import TimelineEntry
from customers.praise.domain.asking import HONOUR, RULE, expected
from customers.praise.enums import Form


def _form(value: object) -> str:
    return str(Form(value).label) if value in Form.values else ""


def _sentence(entry: TimelineEntry) -> str:
    words = {
        "title": entry.params.get("title", ""),
        "contact": entry.params.get("contact", ""),
        "form": _form(entry.params.get("form")),
    }
    if entry.event in ("record", "past") and words["contact"]:
        return _("Praise by %(contact)s: %(title)s") % words
    told = {
        "record": _("Praise: %(title)s"),
        "past": _("Praise: %(title)s"),
        "verify": _("Praise verified: %(title)s"),
        "decline": _("Praise not confirmed: %(title)s"),
        "publish": _("Praise published: %(title)s"),
        "share": _("Experience behind the praise shared: %(title)s"),
        "take_down": _("Praise taken off the wall: %(title)s"),
        "honour": _("%(form)s held for praise: %(title)s"),
        "thank": _("Thanked for praise: %(title)s"),
    }
    return told.get(entry.event, "%(title)s") % words


def _url(entry: TimelineEntry) -> str:
    return reverse("praise:detail", args=[entry.subject_id]) if entry.subject_id else ""


def _tone(entry: TimelineEntry) -> str:
    return "green" if entry.event in ("record", "past", "verify", "publish") else "grey"


def _ask(row: Attention) -> str:
    words = {"title": row.params.get("title", ""), "organisation": row.params.get("organisation", "")}
    if row.params.get("step") == "verify":
        return _("%(organisation)s praises us: verify it and say thank you. %(title)s") % words
    return _("Thank %(organisation)s for their praise: %(title)s") % words


def _ask_action(row: Attention) -> tuple[object, str]:
    label = gettext_lazy("Verify") if row.params.get("step") == "verify" else gettext_lazy("Thank them")
    return label, reverse("praise:detail", args=[row.subject_id])


def _honour(row: Attention) -> str:
    return _("%(form)s for the praise of %(organisation)s: %(title)s") % {
        "form": _form(row.params.get("form")),
        "title": row.params.get("title", ""),
        "organisation": row.params.get("organisation", ""),
    }


def _honour_action(row: Attention) -> tuple[object, str]:
    return gettext_lazy("Record that it was held"), reverse("praise:honour_hold", args=[row.subject_id])


KINDS.register("praise", TimelineKind("praise", gettext_lazy("Praise"), "trophy", _sentence, _url, _tone))
RULES.register(RULE, AttentionRule(RULE, gettext_lazy("Praise"), "trophy", _ask, _ask_action, expected))
RULES.register(HONOUR, AttentionRule(HONOUR, gettext_lazy("Form of praise"), "medal", _honour, _honour_action))
