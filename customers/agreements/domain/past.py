"""Agreements that exist on paper already come in as they are: no signature asked for, no notices (ruling 24)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.attention.models import Attention
from brm.audit import trail
from brm.audit.bulk import Line, record_many
from brm.catalogue.models import Service
from brm.core import clock
from brm.core.changes import gathered
from brm.core.editing import locked, save_changes
from brm.parties.models import Relationship
from brm.timeline.bulk import note_many
from brm.timeline.models import TimelineEntry
from customers.agreements.domain.attention import ask_for_renewal
from customers.agreements.domain.moments import next_step_at, zone_of_customer
from customers.agreements.domain.steps import set_step_moment
from customers.agreements.domain.warnings import Plan, plan_at
from customers.agreements.enums import AgreementStatus
from customers.agreements.models import AgreementVersion, CoveredService, ServiceAgreement
from customers.agreements.rules import VERDICT_DAYS

FACTS = (
    "title", "number", "start_on", "end_on", "fee", "currency", "mode", "on_site_staff", "notice_days", "owner_slm_id",
    "signed_on",
)  # fmt: skip
SUBJECT = "agreements.serviceagreement"


@dataclass
class Recorded:
    """One agreement as it comes from outside."""

    relationship: Relationship
    facts: Mapping[str, Any]
    services: Sequence[Service] = ()
    owner_brm_id: int | None = None
    made: ServiceAgreement | None = field(default=None, compare=False)


@transaction.atomic
def record_agreements(
    rows: Sequence[Recorded], *, by: User | None, import_id: int, at: datetime | None = None
) -> list[ServiceAgreement]:
    """Take in many agreements, set by set: each in the state its days say, with its history and its first version."""
    at = at or clock.now()
    with gathered():
        plan = plan_at(at)
        agreements = [_agreement(row, import_id, at, plan) for row in rows]
        zones: dict[int, str] = {}
        for agreement in agreements:
            relationship = agreement.relationship
            zone = zones.setdefault(relationship.pk, zone_of_customer(relationship))
            agreement.step_at = next_step_at(agreement, zone, plan)
        made = ServiceAgreement.objects.bulk_create(agreements, batch_size=1000)
        CoveredService.objects.bulk_create(
            (
                CoveredService(agreement=agreement, service=service, created_at=at, updated_at=at)
                for agreement, row in zip(made, rows, strict=True)
                for service in row.services
            ),
            batch_size=2000,
        )
        AgreementVersion.objects.bulk_create(
            (
                AgreementVersion(
                    agreement=agreement, number=1, title=_("As signed"), effective_on=agreement.start_on,
                    signed_on=agreement.signed_on, applied_at=at, recorded_by=by, created_at=at, updated_at=at,
                )
                for agreement in made
            ),
            batch_size=2000,
        )  # fmt: skip
        record_many(
            SUBJECT,
            [
                Line(
                    agreement.pk, str(agreement), agreement.relationship_id,
                    {"number": (None, agreement.number), "status": (None, agreement.status)},
                )
                for agreement in made
            ],
            "agreement.record", by=by, at=at,
        )  # fmt: skip
        note_many(
            [
                {
                    "relationship_id": agreement.relationship_id, "at": at, "kind": "agreement", "event": "recorded",
                    "actor_id": by.pk if by else None, "subject_type": SUBJECT, "subject_id": agreement.pk,
                    "params": {
                        "title": agreement.title, "number": agreement.number, "end_on": agreement.end_on.isoformat(),
                    },
                }
                for agreement in made
            ]
        )  # fmt: skip
        for agreement in made:
            if agreement.warned_days is not None:
                ask_for_renewal(agreement, at)
    return made


def _agreement(row: Recorded, import_id: int, at: datetime, plan: Plan) -> ServiceAgreement:
    facts = {name: row.facts[name] for name in FACTS if row.facts.get(name) not in (None, "")}
    agreement = ServiceAgreement(
        relationship=row.relationship, owner_brm_id=row.owner_brm_id or row.relationship.owner_id, status_since=at,
        created_at=at, updated_at=at, imported_in=import_id, **facts,
    )  # fmt: skip
    _stand(agreement, clock.day_of(at), plan)
    return agreement


def _stand(agreement: ServiceAgreement, today: date, plan: Plan) -> None:
    """The state that its days say."""
    left = (agreement.end_on - today).days
    agreement.warned_days = None
    if agreement.start_on > today:
        agreement.status = AgreementStatus.AGREED
    elif left < 0:
        agreement.status, agreement.ended_on = AgreementStatus.EXPIRED, agreement.end_on
    else:
        agreement.warned_days = min((days for days in plan.days if left <= days), default=None)
        agreement.status = AgreementStatus.EXPIRING if left <= VERDICT_DAYS else AgreementStatus.ACTIVE


@transaction.atomic
def correct_recorded(
    agreement: ServiceAgreement,
    values: Mapping[str, Any],
    *,
    by: User | None,
    services: Sequence[Service] | None = None,
    reason: str = "",
    at: datetime | None = None,
) -> ServiceAgreement:
    """Bring an agreement that came from a file up to date from the same register; what was amended here is not."""
    at = at or clock.now()
    agreement = locked(agreement)
    changes = save_changes(agreement, dict(values))
    if changes.keys() & {"start_on", "end_on"}:
        before = agreement.status
        agreement.ended_on = None
        plan = plan_at(at)
        _stand(agreement, clock.day_of(at), plan)
        agreement.save(update_fields=["status", "warned_days", "ended_on"])
        if agreement.status != before:
            changes["status"] = (before, agreement.status)
        set_step_moment(agreement, plan=plan)
        ask_for_renewal(agreement, at)
    if services is not None:
        known = set(agreement.covered.values_list("service_id", flat=True))
        wanted = {service.pk: service for service in services}
        if known != wanted.keys():
            agreement.covered.exclude(service__in=wanted).delete()
            CoveredService.objects.bulk_create(
                CoveredService(agreement=agreement, service=service, created_at=at, updated_at=at)
                for pk, service in wanted.items()
                if pk not in known
            )
            changes["services"] = (len(known), len(wanted))
    if changes:
        trail.record(agreement, "agreement.correct", by=by, changes=changes, reason=reason, at=at)
    return agreement


def forget_recorded(ids: Sequence[int]) -> None:
    """What goes with agreements that an undone import brought in."""
    TimelineEntry.objects.filter(subject_type=SUBJECT, subject_id__in=list(ids)).delete()
    Attention.objects.filter(subject_type=SUBJECT, subject_id__in=list(ids)).delete()


for _name, _words in (
    ("record", gettext_lazy("Took the service agreement in from a file")),
    ("correct", gettext_lazy("Brought the service agreement up to date from a file")),
):
    trail.label(f"agreement.{_name}", _words)
