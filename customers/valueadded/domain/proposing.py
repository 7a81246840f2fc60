"""Proposing a service beyond the agreement, and the gate of four principles before anybody may approve it (C-21)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.catalogue.models import Service
from brm.communications.domain.placing import zone_of
from brm.communications.domain.scope import refuse_non_lead
from brm.core import clock
from brm.core.editing import locked, refuse_stale, save_changes, save_new
from brm.core.errors import BlockedError, DomainError
from brm.matters.domain import close_matter, open_matter
from brm.matters.models import MatterKind
from brm.notifications.domain.writing import Notice, notify, notify_many
from brm.parties.domain.queries import people_of
from brm.parties.enums import Kind
from brm.parties.models import Contact, Relationship
from customers.agreements.domain.queries import current_agreement, services_covered
from customers.valueadded.domain.asking import deciders
from customers.valueadded.domain.moving import move
from customers.valueadded.enums import Answer, Principle, ValueStatus
from customers.valueadded.lifecycle import LIFECYCLE
from customers.valueadded.models import Beneficiary, PrincipleAnswer, ValueAddedService

Said = tuple[str, str]
"""An answer, yes or no, and its reason."""


@LIFECYCLE.guard("approve")
def holds_to_the_principles(value_added: ValueAddedService) -> str | None:
    """INV-07: four times yes."""
    if value_added.agreed_principles == len(Principle):
        return None
    return _("All four principles must be answered with yes, each with its reason. It can only be rejected.")


@LIFECYCLE.guard("approve")
def stays_within_the_limit(value_added: ValueAddedService) -> str | None:
    """INV-08: the estimate is not above the limit."""
    return None if value_added.is_within_limit else _("The estimated cost is above the limit. It can only be rejected.")


@LIFECYCLE.guard("assess", "approve")
def stays_outside(value_added: ValueAddedService) -> str | None:
    """INV-09: nothing the agreement covers already."""
    if value_added.service_id is None:
        return None
    return _inside(value_added.relationship, value_added.service) if value_added.service else None


@transaction.atomic
def propose_value_added(
    relationship: Relationship,
    *,
    by: User | None,
    title: str,
    description: str,
    beneficiaries: Iterable[Contact],
    is_outside: bool = False,
    service: Service | None = None,
    at: datetime | None = None,
) -> ValueAddedService:
    """Propose something beyond the agreement: what, for whom, and that the agreement does not cover it (INV-09)."""
    at, beneficiaries = at or clock.now(), list(beneficiaries)
    if relationship.kind != Kind.CUSTOMER:
        raise DomainError(_("Value-added services are for customers."), field="relationship")
    if not title.strip():
        raise DomainError(_("Give it a name."), field="title")
    if not description.strip():
        raise DomainError(_("Say what we give."), field="description")
    if not is_outside:
        raise DomainError(_("Confirm that it is outside what the agreement covers."), field="is_outside")
    _refuse_covered(relationship, service)
    _refuse_strangers(relationship, beneficiaries)
    matter = open_matter(relationship, kind=MatterKind.VALUE_ADDED, title=" ".join(title.split()), by=by, at=at)
    value_added = save_new(
        ValueAddedService(
            matter=matter, relationship=relationship, agreement=current_agreement(relationship), service=service,
            description=description.strip(), is_outside=True, proposed_at=at, proposed_by=by, created_at=at,
            updated_at=at,
        )
    )  # fmt: skip
    Beneficiary.objects.bulk_create(Beneficiary(value_added=value_added, contact=one) for one in beneficiaries)
    return move(value_added, "propose", by=by, at=at)


@transaction.atomic
def change_value_added(
    value_added: ValueAddedService, *, by: User, expected_version: int | None = None,
    beneficiaries: Iterable[Contact] | None = None, title: str | None = None, **facts: Any,
) -> ValueAddedService:  # fmt: skip
    """Put the proposal right, until it is decided."""
    value_added = locked(value_added)
    if unknown := set(facts) - {"description", "service"}:
        raise TypeError(f"not part of a proposal: {', '.join(sorted(unknown))}")
    if value_added.status not in (ValueStatus.PROPOSED, ValueStatus.ASSESSED):
        raise DomainError(_("It is decided; the proposal stays as it was."))
    if "service" in facts:
        _refuse_covered(value_added.relationship, facts["service"])
    refuse_stale(value_added, expected_version, facts)
    changes = save_changes(value_added, facts)
    if beneficiaries is not None:
        changes |= _choose(value_added, list(beneficiaries))
    if title is not None and (words := " ".join(title.split())[:200]) and words != value_added.matter.title:
        changes["title"] = (value_added.matter.title, words)
        value_added.matter.title = words
        value_added.matter.save(update_fields=["title"])
        trail.record(value_added.matter, "matter.rename", by=by, changes={"title": changes["title"]})
    if changes:
        trail.record(value_added, "value_added.change", by=by, changes=changes)
    return value_added


@transaction.atomic
def answer_principles(
    value_added: ValueAddedService,
    *,
    by: User,
    answers: Mapping[int, Said],
    cost_estimate: Decimal | None = None,
    cost_limit: Decimal | None = None,
    currency: str = "CNY",
    effort_hours: Decimal | None = None,
    at: datetime | None = None,
) -> ValueAddedService:
    """Fill the gate, in parts if need be; complete, it goes to the lead with what is recommended (INV-07, INV-08)."""
    at = at or clock.now()
    value_added = locked(value_added)
    transition = LIFECYCLE.step("assess", value_added)
    for principle, (answer, reason) in answers.items():
        if principle not in Principle.values:
            raise DomainError(_("There are four principles."), field="answers")
        if answer and answer not in Answer.values:
            raise DomainError(_("A principle is answered with yes or no."), field=f"answer_{principle}")
        if answer and not reason.strip():
            raise DomainError(_("Give a reason for each answer."), field=f"reason_{principle}")
    kept = {one.principle: one for one in value_added.answers.all()}
    changes: dict[str, tuple[Any, Any]] = {}
    for principle, (answer, reason) in answers.items():
        if pair := _keep(value_added, principle, answer, reason.strip(), kept.pop(principle, None), by, at):
            changes[f"principle_{principle}"] = pair
    agreed = value_added.answers.filter(answer=Answer.YES).count()
    values = {
        "cost_estimate": cost_estimate, "cost_limit": cost_limit, "currency": currency, "effort_hours": effort_hours,
        "agreed_principles": agreed,
    }  # fmt: skip
    changes |= {name: pair for name, pair in save_changes(value_added, values).items() if name != "agreed_principles"}
    is_complete = value_added.answers.count() == len(Principle) and None not in (cost_estimate, cost_limit)
    if value_added.status == ValueStatus.ASSESSED and not is_complete:
        raise DomainError(_("It is assessed already: answer all four principles, estimate and limit."))
    if changes:
        trail.record(value_added, "value_added.answer", by=by, changes=changes, at=at)
    if is_complete and value_added.status != transition.target:
        move(value_added, "assess", by=by, at=at)
        notify_many(
            "value_added_to_decide",
            [Notice(user, f"value-added-{value_added.pk}-decide", _facts(value_added), value_added.get_absolute_url(),
                    value_added.relationship_id) for user in deciders(value_added)],
            at=at,
        )  # fmt: skip
    return value_added


@transaction.atomic
def approve_value_added(value_added: ValueAddedService, *, by: User, at: datetime | None = None) -> ValueAddedService:
    """A lead agrees to give it; its cost counts as cost of the relationship. Never the proposer (INV-10)."""
    return _decide(value_added, "approve", by, at or clock.now(), "")


@transaction.atomic
def reject_value_added(
    value_added: ValueAddedService, *, by: User, reason: str, at: datetime | None = None
) -> ValueAddedService:
    """A lead declines, and the reason is kept for later."""
    if not reason.strip():
        raise DomainError(_("Say why it is rejected."), field="reason")
    at = at or clock.now()
    value_added = _decide(value_added, "reject", by, at, reason.strip())
    close_matter(value_added.matter, by=by, at=at, reason=reason.strip())
    return value_added


def _decide(value_added: ValueAddedService, step: str, by: User, at: datetime, reason: str) -> ValueAddedService:
    refuse_non_lead(by, value_added.relationship)
    value_added = locked(value_added)
    if value_added.proposed_by_id == by.pk:
        raise BlockedError(_("Whoever proposed it cannot decide about it. Ask another lead."))
    value_added = move(value_added, step, by=by, at=at, reason=reason, decided_at=at, decided_by=by,
                       reject_reason=reason)  # fmt: skip
    if value_added.proposed_by is not None:
        notify(
            value_added.proposed_by, "value_added_decided", key=f"value-added-{value_added.pk}-{step}",
            url=value_added.get_absolute_url(), relationship=value_added.relationship_id, at=at, step=step,
            reason=reason, **_facts(value_added),
        )  # fmt: skip
    return value_added


def _keep(
    value_added: ValueAddedService, principle: int, answer: str, reason: str, kept: PrincipleAnswer | None,
    by: User, at: datetime,
) -> tuple[Any, Any] | None:  # fmt: skip
    """One answer: new, changed, or taken back; answers what changed."""
    if kept is not None and (kept.answer, kept.justification) == (answer, reason):
        return None
    before = kept.answer == Answer.YES if kept else None
    if kept is not None:
        kept.delete()
    if answer:
        save_new(
            PrincipleAnswer(
                value_added=value_added, principle=principle, answer=answer, justification=reason, assessor=by,
                created_at=at, updated_at=at,
            )
        )  # fmt: skip
    return (before, answer == Answer.YES if answer else None) if kept or answer else None


def _inside(relationship: Relationship, service: Service) -> str | None:
    day = clock.today(zone_of(relationship))
    if service.pk not in services_covered(relationship, day):
        return None
    return _("“%(service)s” is inside the customer's agreement already; what is owed is no extra.") % {
        "service": service
    }


def _refuse_covered(relationship: Relationship, service: Service | None) -> None:
    if service is not None and (reason := _inside(relationship, service)):
        raise DomainError(reason, field="service")


def _refuse_strangers(relationship: Relationship, contacts: list[Contact]) -> None:
    if not contacts:
        raise DomainError(_("Name at least one person who receives it."), field="beneficiaries")
    ids = {contact.pk for contact in contacts}
    if people_of(relationship).filter(pk__in=ids).count() < len(ids):
        raise DomainError(_("Choose among the contacts of this customer."), field="beneficiaries")


def _choose(value_added: ValueAddedService, contacts: list[Contact]) -> dict[str, tuple[Any, Any]]:
    _refuse_strangers(value_added.relationship, contacts)
    known = set(value_added.received_by.values_list("contact_id", flat=True))
    wanted = {contact.pk for contact in contacts}
    if known == wanted:
        return {}
    value_added.received_by.exclude(contact__in=wanted).delete()
    Beneficiary.objects.bulk_create(
        Beneficiary(value_added=value_added, contact=one) for one in contacts if one.pk not in known
    )
    return {"beneficiaries": (sorted(known), sorted(wanted))}


def _facts(value_added: ValueAddedService) -> dict[str, Any]:
    return {"title": value_added.matter.title, "organisation": str(value_added.relationship.organisation)}


trail.label("matter.rename", gettext_lazy("Gave it another name"))
trail.label("value_added.change", gettext_lazy("Changed the proposal"))
trail.label("value_added.answer", gettext_lazy("Answered the four principles"))
