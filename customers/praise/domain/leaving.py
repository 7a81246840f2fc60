"""What hangs on a person who leaves, and what is known of one person (ruling 15, 16)."""

from typing import Any

from django.db import models

from brm.accounts.models import User
from brm.attention.domain import settle
from brm.audit import trail
from brm.parties.models import Contact
from customers.praise.domain.asking import HONOUR
from customers.praise.domain.honouring import look_at_honour
from customers.praise.models import Honour, Praise, PublicityConsent


def honours_to_hold(user: User) -> int:
    """Forms of praise a person has promised to see to."""
    return Honour.objects.filter(owner=user, held_on=None).count()


def pass_on_honours(from_user: User, to_user: User, by: User | None) -> int:
    """Another person sees to them."""
    honours = list(Honour.objects.filter(owner=from_user, held_on=None).select_for_update(of=("self",)))
    for honour in honours:
        honour.owner = to_user
        honour.save(update_fields=["owner"])
        trail.record(honour.praise, f"praise.plan_{honour.form}", by=by, changes={"form_owner": (from_user, to_user)})
        if settle(HONOUR, honour):
            look_at_honour(honour, honour.updated_at)
    return len(honours)


def collect_person(person: models.Model) -> dict[str, Any]:
    """What is known of one person here: praise they gave or were given, consents."""
    if isinstance(person, User):
        rows = Praise.objects.filter(praised__user=person)
        return _some(praised_in=list(rows.values("matter__number", "recorded_at", "text")))
    if isinstance(person, Contact):
        return _some(
            praise_given=list(Praise.objects.filter(contact=person).values("matter__number", "recorded_at", "text")),
            consents=list(
                PublicityConsent.objects.filter(given_by=person).values("scope", "given_on", "expires_on", "evidence")
            ),
        )
    return {}


def erase_person(person: models.Model) -> None:
    """Free text that may name the person's doings goes; rows that point at the person stay, the person is blanked."""
    if isinstance(person, Contact):
        PublicityConsent.objects.filter(given_by=person).exclude(evidence="").update(evidence="-")


def _some(**found: Any) -> dict[str, Any]:
    return {name: rows for name, rows in found.items() if rows}
