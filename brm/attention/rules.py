"""The calls for attention that come from the parties themselves: their words, their one action."""

from collections.abc import Callable, Iterable
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from brm.attention.domain import NEW_CONTACT, RULES, AttentionRule
from brm.attention.models import Attention
from brm.core import clock
from brm.parties.domain.links import relationship_url_of
from brm.parties.models import Handover, Relationship

HANDOVER = "handover"
CONTACT_LEFT = "contact_left"
REVIEW = "review"
TOLD_HERE = (HANDOVER, NEW_CONTACT, CONTACT_LEFT, REVIEW)
FIRST_CONTACT_WITHIN = timedelta(days=10)


def _handover_sentence(row: Attention) -> str:
    return _("%(person)s handed %(organisation)s over to you; read the note.") % {
        "person": row.params.get("from_user", ""),
        "organisation": row.params.get("organisation", ""),
    }


def _handover_action(row: Attention) -> tuple[object, str]:
    return gettext_lazy("Read the note"), reverse("parties:handover", args=[row.subject_id])


def _handover_expected() -> Iterable[tuple[int, int]]:
    latest = (
        Handover.objects.filter(acknowledged_at=None, relationship__in=Relationship.objects.living())
        .order_by("relationship_id", "-at", "-pk")
        .distinct("relationship_id")
    )
    return latest.values_list("to_user_id", "pk")


def _new_contact_sentence(row: Attention) -> str:
    words = {"person": row.params.get("name", ""), "organisation": row.params.get("organisation", "")}
    if replaced := row.params.get("replaced"):
        return _("%(person)s follows %(before)s at %(organisation)s; make first contact.") % {
            **words,
            "before": replaced,
        }
    return _("%(person)s is new at %(organisation)s; make first contact.") % words


def _contact_action(row: Attention) -> tuple[object, str]:
    return gettext_lazy("Open the contact"), reverse("parties:contact", args=[row.subject_id])


def _contact_left_sentence(row: Attention) -> str:
    words = {"person": row.params.get("name", ""), "organisation": row.params.get("organisation", "")}
    count = int(row.params.get("open_work") or 0)
    if not count:
        return _("%(person)s has left %(organisation)s; find out who follows.") % words
    return ngettext(
        "%(person)s has left %(organisation)s; %(count)d open item still names them.",
        "%(person)s has left %(organisation)s; %(count)d open items still name them.",
        count,
    ) % {**words, "count": count}


def _review_sentence(row: Attention) -> str:
    return _("The review of %(organisation)s is due.") % {"organisation": row.params.get("organisation", "")}


def _review_action(row: Attention) -> tuple[object, str]:
    return gettext_lazy("Review"), _page_of(row)


def _review_expected() -> Iterable[tuple[int, int]]:
    due = Relationship.objects.living().filter(next_review_on__lte=clock.today())
    return due.values_list("owner_id", "pk")


def _page_of(row: Attention) -> str:
    return relationship_url_of(row.relationship.kind, row.relationship.pk) if row.relationship else ""


def _rule(
    name: str,
    label: object,
    icon: str,
    sentence: Callable[[Attention], str],
    action: Callable[[Attention], tuple[object, str]],
    expected: Callable[[], Iterable[tuple[int, int]]] | None = None,
) -> None:
    RULES.register(name, AttentionRule(name, label, icon, sentence, action, expected))


_rule(HANDOVER, gettext_lazy("Hand-over"), "transfer", _handover_sentence, _handover_action, _handover_expected)
_rule(NEW_CONTACT, gettext_lazy("New contact"), "user-plus", _new_contact_sentence, _contact_action)
_rule(CONTACT_LEFT, gettext_lazy("Contact left"), "user-minus", _contact_left_sentence, _contact_action)
_rule(REVIEW, gettext_lazy("Review due"), "clipboard-check", _review_sentence, _review_action, _review_expected)
