"""Risks and constraints of services, and what customers decide about them (M-15, INV-56)."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.catalogue.domain.happenings import RISK_DECIDED, tell
from brm.catalogue.domain.keeping import refuse_non_keeper
from brm.catalogue.enums import Answer
from brm.catalogue.models import RiskDecision, Service, ServiceNote
from brm.core import clock
from brm.core.editing import locked, refuse_stale, save_changes, save_new
from brm.core.errors import DomainError
from brm.parties.domain.queries import people_of
from brm.parties.enums import ContactKind, Kind
from brm.parties.models import Contact, Relationship

FACTS = frozenset({"kind", "text_zh", "text_en", "extent_zh", "extent_en"})


@transaction.atomic
def add_note(service: Service, *, by: User | None, at: datetime | None = None, **facts: Any) -> ServiceNote:
    """Make a risk or constraint of a service known."""
    refuse_non_keeper(by)
    at = at or clock.now()
    note = save_new(ServiceNote(service=service, created_at=at, updated_at=at, **_checked(facts)))
    trail.record(note, "service_note.add", by=by, changes={"text": (None, note.text)}, at=at)
    return note


@transaction.atomic
def change_note(
    note: ServiceNote, *, by: User | None, expected_version: int | None = None, **facts: Any
) -> ServiceNote:
    """Say it better. Whoever accepted other words is not held to new ones: what weighs more is a new note."""
    refuse_non_keeper(by)
    note = locked(note)
    facts = _checked(facts)
    refuse_stale(note, expected_version, facts)
    if changes := save_changes(note, facts):
        trail.record(note, "service_note.change", by=by, changes=changes)
    return note


@transaction.atomic
def withdraw_note(note: ServiceNote, *, by: User | None, at: datetime | None = None) -> ServiceNote:
    """It is no longer so; what was decided about it stays on record."""
    refuse_non_keeper(by)
    note = locked(note)
    if note.withdrawn_at is None:
        changes = save_changes(note, {"withdrawn_at": at or clock.now()})
        trail.record(note, "service_note.withdraw", by=by, changes=changes, at=at)
    return note


@transaction.atomic
def decide_risk(
    note: ServiceNote,
    *,
    relationship: Relationship,
    answer: str,
    contact: Contact | None,
    by: User | None,
    decided_on: date | None = None,
    words: str = "",
    at: datetime | None = None,
) -> RiskDecision:
    """Record that the customer accepts a risk, or does not: by a contact of its own who may sign (INV-56)."""
    at = at or clock.now()
    note = locked(note)
    if note.withdrawn_at is not None:
        raise DomainError(_("This risk was withdrawn; there is nothing to decide."))
    if relationship.kind != Kind.CUSTOMER:
        raise DomainError(_("Only customers decide about the risks of our services."))
    if answer not in Answer.values:
        raise DomainError(_("Choose whether the risk is accepted."), field="answer")
    refuse_wrong_signatory(relationship, contact, field="contact")
    decided_on = decided_on or clock.today()
    if decided_on > clock.today() and decided_on > clock.day_of(at):
        raise DomainError(_("The decision cannot lie in the future."), field="decided_on")
    standing = RiskDecision.objects.filter(note=note, relationship=relationship, superseded_at=None)
    before = standing.select_for_update().first()
    standing.update(superseded_at=at, updated_at=at)
    decision = save_new(
        RiskDecision(
            note=note, relationship=relationship, answer=answer, contact=contact, decided_on=decided_on,
            words=words.strip(), recorded_by=by, created_at=at, updated_at=at,
        )
    )  # fmt: skip
    changes = {"answer": (before.answer if before else None, answer), "contact": (None, contact)}
    trail.record(decision, "risk.decide", by=by, changes=changes, show=note.text, at=at)
    tell(RISK_DECIDED, decision, by=by, at=at)
    return decision


def refuse_wrong_signatory(relationship: Relationship, contact: Contact | None, *, field: str) -> None:
    """Who speaks for the customer is a contact of it who signs or pays, not a user (C-25, INV-56)."""
    if contact is None:
        raise DomainError(_("Name the contact of the customer who decided."), field=field)
    if contact.kind == ContactKind.SERVICE_USER:
        raise DomainError(
            _("%(contact)s uses the service but does not sign for the customer. Name somebody who does.")
            % {"contact": contact},
            field=field,
        )
    if not people_of(relationship).filter(pk=contact.pk).exists():
        raise DomainError(_("Choose a contact of this customer."), field=field)


def _checked(facts: dict[str, Any]) -> dict[str, Any]:
    if unknown := set(facts) - FACTS:
        raise TypeError(f"not a fact of a risk: {', '.join(sorted(unknown))}")
    return {name: value.strip() for name, value in facts.items()}


for _name, _words in (
    ("service_note.add", gettext_lazy("Made the risk or constraint known")),
    ("service_note.change", gettext_lazy("Changed the risk or constraint")),
    ("service_note.withdraw", gettext_lazy("Withdrew the risk or constraint")),
    ("risk.decide", gettext_lazy("Recorded the customer's decision about a risk")),
):
    trail.label(_name, _words)
