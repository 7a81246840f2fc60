"""The public letter of commendation, in both languages, showing outside no more than the customer agreed to (C-18)."""

from datetime import datetime
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from brm.core import clock
from brm.core.errors import DomainError
from brm.printing.pdf import typeset
from customers.praise.domain.queries import named_people
from customers.praise.domain.steps import consent_in_force
from customers.praise.enums import REAL, ConsentScope
from customers.praise.models import Praise

LANGUAGES = ("zh-hans", "en")


def letter_of(praise: Praise, *, language: str, outside: bool = False, at: datetime | None = None) -> bytes:
    """The letter as PDF. For outside, only under a consent in force, and with only what its scope lets us show."""
    at = at or clock.now()
    if praise.status not in REAL:
        raise DomainError(_("Verify the praise first; then the letter can be written."))
    if language not in LANGUAGES:
        raise DomainError(_("The letter is written in Chinese or in English."))
    consent = consent_in_force(praise, at) if outside else None
    if outside and consent is None:
        raise DomainError(_("Record the customer's consent first; without it the letter stays among us."))
    scope = consent.scope if consent else ConsentScope.PERSON
    with override(language):
        return typeset("commendation", _words(praise, scope, at, outside))


def _words(praise: Praise, scope: str, at: datetime, outside: bool) -> dict[str, Any]:
    people = [user.name for user in named_people(praise)]
    names = _(", ").join(people) or str(praise.team or "")
    customer = str(praise.relationship.organisation) if scope != ConsentScope.WORDS else ""
    person = praise.contact.name if praise.contact and scope == ConsentScope.PERSON else ""
    team = str(praise.team or praise.relationship.team or "")
    service = str(praise.service) if praise.service else ""
    by = _("%(person)s of %(organisation)s") % {"person": person, "organisation": customer} if person else customer
    thanks = ngettext(
        "We thank this colleague for work that a customer speaks of with gratitude, and ask everybody to take it as"
        " an example.",
        "We thank these colleagues for work that a customer speaks of with gratitude, and ask everybody to take it as"
        " an example.",
        len(people) or 2,
    )
    return {
        "title": _("Letter of commendation"),
        "to": names,
        "opening": (
            _("On %(day)s we received praise from %(customer)s for the service %(service)s:")
            if service
            else _("On %(day)s we received praise from %(customer)s:")
        )
        % {"day": _day(praise.recorded_at), "customer": by or _("a customer"), "service": service},
        "quote": praise.text,
        "closing": thanks,
        "signed": team or _("Service management"),
        "day": _day(at),
        "number": praise.matter.number,
        "foot": _("Shown with the customer's consent") if outside else _("For use among us"),
    }


def _day(moment: datetime) -> str:
    return formats.date_format(timezone.localtime(moment), "DATE_FORMAT")
