"""Taking praise in, from whoever brings it, and putting right what was written down (C-18, C-19)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.domain.queries import insiders
from brm.accounts.models import Team, User
from brm.audit import trail
from brm.catalogue.models import Service
from brm.communications.domain.placing import schedule_for_relationship
from brm.core import clock
from brm.core.editing import locked, refuse_stale, save_changes, save_new
from brm.core.errors import DomainError
from brm.documents.domain import attach_document
from brm.matters.domain import open_matter
from brm.matters.models import MatterKind
from brm.notifications.domain.writing import notify
from brm.parties.domain.queries import people_of
from brm.parties.enums import Kind
from brm.parties.models import Contact, Relationship
from brm.timeline.domain import note
from customers.praise.domain.asking import ask
from customers.praise.domain.limits import limit_at
from customers.praise.enums import PraiseStatus, Target
from customers.praise.models import LimitName, Praise, PraisedPerson
from customers.praise.rules import headline, thank_due

FACTS = frozenset({"text", "contact", "service", "team", "source"})


@transaction.atomic
def record_praise(
    relationship: Relationship,
    *,
    by: User | None,
    text: str,
    source: str,
    contact: Contact | None = None,
    people: Iterable[User] = (),
    team: Team | None = None,
    service: Service | None = None,
    files: Iterable[File] = (),
    title: str = "",
    at: datetime | None = None,
    key: str = "",
) -> Praise:
    """Write praise down; the clock for saying thank you starts. The same ``key`` twice is one praise.

    ``by`` is one of us, or the contact's own account (then ``contact`` is found); None for what came by mail.
    """
    at, people = at or clock.now(), list(people)
    Relationship.objects.select_for_update(of=("self",)).get(pk=relationship.pk)
    if key and (known := Praise.objects.filter(relationship=relationship, key=key[:80]).first()):
        return known
    if relationship.kind != Kind.CUSTOMER:
        raise DomainError(_("Praise comes from customers."), field="relationship")
    if not text.strip():
        raise DomainError(_("Write down what they said."), field="text")
    if contact is None and by is not None and not by.is_insider:
        contact = people_of(relationship).filter(user=by).first()
    _refuse_strangers(relationship, contact, people)
    words = " ".join(title.split()) or headline(text)
    matter = open_matter(relationship, kind=MatterKind.PRAISE, title=words, by=by, at=at)
    due = thank_due(at, limit_at(LimitName.THANK, at), schedule_for_relationship(relationship))
    praise = save_new(
        Praise(
            matter=matter, relationship=relationship, contact=contact, text=text.strip(), source=source,
            service=service, target=_target(people, team), team=None if people else team, recorded_at=at,
            recorded_by=by, thank_by=due, thank_sweep_at=due, key=key[:80], created_at=at, updated_at=at,
        )
    )  # fmt: skip
    PraisedPerson.objects.bulk_create(PraisedPerson(praise=praise, user=user) for user in people)
    for file in files:
        attach_document(
            relationship, file=file, by=by or relationship.owner, subject=praise, at=at,
            shared=by is not None and not by.is_insider,
        )  # fmt: skip
    trail.record(praise, "praise.record", by=by, changes={"source": (None, source)}, at=at)
    note(
        relationship, "praise", event="record", at=at, subject=praise, actor=by, text=text.strip()[:500],
        number=matter.number, title=matter.title, contact=contact.name if contact else "",
    )  # fmt: skip
    if by is None or by.pk != relationship.owner_id:
        notify(
            relationship.owner, "praise_received", key=f"praise-{praise.pk}", url=praise.get_absolute_url(),
            relationship=relationship, at=at, organisation=str(relationship.organisation), title=matter.title,
            text=text.strip()[:500],
        )  # fmt: skip
    ask(praise, at)
    return praise


@transaction.atomic
def change_praise(
    praise: Praise, *, by: User, expected_version: int | None = None, people: Iterable[User] | None = None,
    title: str | None = None, **facts: Any,
) -> Praise:  # fmt: skip
    """Put right whom it praises, for what, who said it. Once it is published only by taking it off the wall first."""
    praise = locked(praise)
    if unknown := set(facts) - FACTS:
        raise TypeError(f"not a fact of praise: {', '.join(sorted(unknown))}")
    if praise.status not in (PraiseStatus.RECORDED, PraiseStatus.VERIFIED):
        raise DomainError(_("It is published as it stands. Take it off the wall to change it."))
    chosen = list(people) if people is not None else [one.user for one in praise.praised.select_related("user")]
    _refuse_strangers(praise.relationship, facts.get("contact"), chosen)
    if "team" in facts or people is not None:
        team = facts.get("team", praise.team)
        facts |= {"target": _target(chosen, team), "team": None if chosen else team}
    refuse_stale(praise, expected_version, facts)
    changes = save_changes(praise, facts)
    changes |= _choose(praise, chosen)
    if title is not None and (words := " ".join(title.split())[:200]) and words != praise.matter.title:
        changes |= {"title": (praise.matter.title, words)}
        praise.matter.title = words
        praise.matter.save(update_fields=["title"])
        trail.record(praise.matter, "matter.retitle", by=by, changes={"title": changes["title"]})
    if changes:
        personal = {"text": changes.pop("text")} if "text" in changes else {}
        trail.record(praise, "praise.change", by=by, changes=changes, personal=personal)
    return praise


def _choose(praise: Praise, people: list[User]) -> dict[str, tuple[Any, Any]]:
    known = set(praise.praised.values_list("user_id", flat=True))
    wanted = {user.pk for user in people}
    if known == wanted:
        return {}
    praise.praised.exclude(user__in=wanted).delete()
    PraisedPerson.objects.bulk_create(
        PraisedPerson(praise=praise, user=user) for user in people if user.pk not in known
    )
    return {"people": (sorted(known), sorted(wanted))}


def _target(people: list[User], team: Team | None) -> str:
    return Target.PEOPLE if people else Target.TEAM if team else Target.UNKNOWN


def _refuse_strangers(relationship: Relationship, contact: Contact | None, people: list[User]) -> None:
    if contact is not None and not people_of(relationship).filter(pk=contact.pk).exists():
        raise DomainError(_("Choose a contact of this customer."), field="contact")
    ids = {user.pk for user in people}
    if ids and insiders().filter(pk__in=ids).count() < len(ids):
        raise DomainError(_("Choose among our own active people."), field="people")


trail.label("praise.record", gettext_lazy("Recorded the praise"))
trail.label("praise.change", gettext_lazy("Changed the praise"))
trail.label("matter.retitle", gettext_lazy("Gave it another headline"))
