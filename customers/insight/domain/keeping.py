"""When somebody on either side leaves, is forgotten or merged: what names them goes on (INV-57, INV-58, ruling 16)."""

from typing import Any

from django.db import models, transaction
from django.db.models import QuerySet

from brm.accounts.models import User
from brm.audit import trail
from brm.core import clock
from brm.core.editing import save_changes
from brm.parties.models import Contact, Relationship
from customers.insight.models import ConcernAddressed, Engagement, Enquiry, Expectation, Profile


def kept_by(user: User) -> QuerySet[Engagement]:
    """The stakeholders somebody keeps in touch with."""
    return Engagement.objects.filter(keeper=user, contact__left_on=None)


def count_kept(user: User) -> int:
    """How many they are."""
    return kept_by(user).count()


@transaction.atomic
def pass_on_engagements(
    from_user: User, to_user: User, by: User | None, *, relationship: Relationship | None = None
) -> int:
    """Another of us keeps in touch: with all (leaving), or with those of one customer (hand-over)."""
    rows = kept_by(from_user)
    if relationship is not None:
        rows = rows.filter(relationship=relationship)
    found = list(rows.select_for_update(of=("self",)))
    for plan in found:
        trail.record(plan, "engagement.plan", by=by, changes=save_changes(plan, {"keeper": to_user}), show="")
    return len(found)


def engaged_with(contact: Contact) -> QuerySet[Relationship]:
    """The customers on whose maps a person stands with a plan."""
    own = contact.organisation
    ids = [own.pk, *([own.parent_id] if own.parent_id else [])]
    return Relationship.objects.filter(organisation__in=ids, engagements__isnull=False).distinct()


def collect_person(person: models.Model) -> dict[str, Any]:
    """What is known of one person of a customer here."""
    if not isinstance(person, Contact):
        return {}
    found = {
        "plans": list(Engagement.objects.filter(contact=person).values("stance", "aim", "channel", "every_days")),
        "concerns": list(ConcernAddressed.objects.filter(contact=person).values("concern", "note", "at")),
        "expectations": list(Expectation.objects.filter(contact=person).values("text", "status", "heard_at")),
        "enquiries": list(Enquiry.objects.filter(contact=person).values("subject", "received_at", "answered_at")),
    }
    return {name: rows for name, rows in found.items() if rows}


def erase_person(person: models.Model) -> None:
    """What was written about the person goes; counts stay, without the name."""
    if not isinstance(person, Contact):
        return
    Engagement.objects.filter(contact=person).delete()
    ConcernAddressed.objects.filter(contact=person).update(note="")
    Expectation.objects.filter(contact=person).update(contact=None, updated_at=clock.now())
    Enquiry.objects.filter(contact=person).update(contact=None, subject="", updated_at=clock.now())


def drop_doubles(keep: models.Model, drop: models.Model) -> None:
    """A person has one plan per customer, a customer one group: the kept one's."""
    if isinstance(keep, Contact) and isinstance(drop, Contact):
        mine = Engagement.objects.filter(contact=keep).values("relationship")
        Engagement.objects.filter(contact=drop, relationship__in=mine).delete()
    elif isinstance(keep, Relationship) and isinstance(drop, Relationship):
        people = Engagement.objects.filter(relationship=keep).values("contact")
        Engagement.objects.filter(relationship=drop, contact__in=people).delete()
        if not Profile.objects.filter(relationship=keep).exists():
            Profile.objects.filter(relationship=drop).update(relationship=keep)
        Profile.objects.filter(relationship=drop).delete()
