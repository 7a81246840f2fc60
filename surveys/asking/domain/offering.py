"""Something closed: who is to be asked about it, by which rule, when (Q-01, INV-31, ruling 31).

Roles call down: ``offer(matter, contact=..., source=Source.COMPLAINT)`` inside the transaction that closes it. Nothing
is sent here: an invitation is planned, and the sweep asks the budget when its moment comes. Whoever is not asked at
all keeps a row that says why, so that every contact can show it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from hashlib import sha256

from django.db import transaction
from django.db.models.functions import Lower

from brm.accounts.domain.queries import insiders
from brm.catalogue.models import Service
from brm.core import clock
from brm.matters.models import Matter
from brm.parties.enums import ContactKind
from brm.parties.models import Contact, Relationship
from surveys.asking.domain.hours import Hours
from surveys.asking.enums import AskChannel, InvitationStatus, RespondentKind, Why
from surveys.asking.models import Invitation, SurveyRule

BY_VOICE = (AskChannel.PHONE, AskChannel.VISIT)
RANGE = 1000


@dataclass(frozen=True)
class Offer:
    """One closed event and its direct contact."""

    matter: Matter
    contact: Contact
    service_id: int | None = None


def offer(
    matter: Matter, *, contact: Contact | None, source: str, service: Service | None = None, at: datetime | None = None
) -> Invitation | None:
    """Something closed: plan to ask its direct contact, if a rule says so.

    Answers the invitation, planned or left out with its reason; the one there is when it was offered before; None
    where no rule asks, or where it is over for so long that the question would come too late (a past import).
    """
    if contact is None:
        return None
    offer_many([Offer(matter, contact, service.pk if service else None)], source=source, at=at)
    return Invitation.objects.filter(matter=matter, contact=contact).first()


@transaction.atomic
def offer_many(offers: Sequence[Offer], *, source: str, at: datetime | None = None) -> int:
    """The same for many at once, in a constant number of statements per thousand. Answers how many are new."""
    rules = active_rules(source) if offers else []
    if not rules:
        return 0
    return sum(_plan(offers[n : n + RANGE], rules, at or clock.now()) for n in range(0, len(offers), RANGE))


def active_rules(source: str) -> list[SurveyRule]:
    """The rules in force for a source, in the order they are asked: the first that fits decides."""
    rows = SurveyRule.objects.filter(source=source, is_active=True).order_by("place", "id")
    return list(rows.prefetch_related("services"))


def fitting(rules: Sequence[SurveyRule], relationship: Relationship, one: Offer) -> SurveyRule | None:
    """The first rule that fits the event: its service, its customer's tier, its contact's grade."""
    for rule in rules:
        services = {service.pk for service in rule.services.all()}
        if services and one.service_id not in services:
            continue
        if rule.tiers and relationship.tier not in rule.tiers:
            continue
        if rule.grades and one.contact.grade not in rule.grades:
            continue
        return rule
    return None


def is_drawn(rule_id: int, matter_id: int, share: Decimal) -> bool:
    """Whether an event belongs to the sample: the same answer for the same event, always and everywhere."""
    digest = sha256(f"{rule_id}:{matter_id}".encode()).digest()
    return int.from_bytes(digest[:8], "big") * 100 < share * 2**64


def kind_of(contact: Contact) -> str:
    """As whom somebody is asked: users receive the service, customers sign and pay for it (Q-09)."""
    return RespondentKind.USER if contact.kind == ContactKind.SERVICE_USER else RespondentKind.CUSTOMER


def may_be_mailed(contact: Contact) -> bool:
    """Whether there is an address that is not known to be wrong."""
    return bool(contact.email) and not contact.mail_wrong


def _plan(offers: Sequence[Offer], rules: Sequence[SurveyRule], at: datetime) -> int:
    ids = {one.matter.relationship_id for one in offers}
    relationships = Relationship.objects.select_related("organisation").in_bulk(ids)
    hours = Hours(relationships.values())
    ours = _of_ours({one.contact.email.lower() for one in offers if one.contact.email})
    planned: list[Invitation] = []
    for one in offers:
        relationship = relationships[one.matter.relationship_id]
        rule = fitting(rules, relationship, one)
        if rule is None:
            continue
        row = _invitation(one, rule, relationship, hours, at)
        if row.latest_at is not None and row.latest_at < at:
            continue
        row.channel, row.why = _way(rule, one)
        if one.contact.email.lower() in ours:
            row.why = Why.OURSELVES
        if row.why:
            row.status, row.step_at = InvitationStatus.LEFT_OUT, None
        planned.append(row)
    before = _there(planned)
    Invitation.objects.bulk_create(planned, ignore_conflicts=True)
    _plan_again(planned, before)
    return len(planned) - len(before)


def _there(planned: Sequence[Invitation]) -> dict[tuple[int | None, int], Invitation]:
    rows = Invitation.objects.filter(matter__in=[row.matter_id for row in planned])
    wanted = {(row.matter_id, row.contact_id) for row in planned}
    return {key: row for row in rows if (key := (row.matter_id, row.contact_id)) in wanted}


def _plan_again(planned: Sequence[Invitation], before: dict[tuple[int | None, int], Invitation]) -> None:
    """What was opened again before anybody was asked, and closed anew, is asked about after all."""
    again = []
    for row in planned:
        kept = before.get((row.matter_id, row.contact_id))
        if kept is None or kept.why != Why.REOPENED or row.status != InvitationStatus.PLANNED:
            continue
        for name in ("rule", "status", "why", "channel", "send_at", "latest_at", "step_at"):
            setattr(kept, name, getattr(row, name))
        again.append(kept)
    Invitation.objects.bulk_update(again, ["rule", "status", "why", "channel", "send_at", "latest_at", "step_at"])


def _of_ours(addresses: set[str]) -> set[str]:
    """Of some addresses those of our own people: nobody asks themselves."""
    return set(
        insiders().annotate(address=Lower("email")).filter(address__in=addresses).values_list("address", flat=True)
    )


def _invitation(one: Offer, rule: SurveyRule, relationship: Relationship, hours: Hours, at: datetime) -> Invitation:
    """When it goes out: after the delay, in working hours; the time to ask is counted from that first moment."""
    closed = one.matter.closed_at or at
    send_at = hours.of(relationship, one.contact).next_moment(closed + timedelta(hours=rule.delay_hours))
    return Invitation(
        rule=rule, matter=one.matter, relationship=relationship, contact=one.contact, service_id=one.service_id,
        respondent_kind=kind_of(one.contact), grade=one.contact.grade, created_at=at, send_at=send_at, step_at=send_at,
        latest_at=send_at + timedelta(hours=rule.within_hours - rule.delay_hours),
    )  # fmt: skip


def _way(rule: SurveyRule, one: Offer) -> tuple[str, str]:
    """By which channel, or why not at all."""
    contact = one.contact
    if contact.left_on is not None or contact.erased_at is not None:
        return rule.channel, Why.LEFT
    if not is_drawn(rule.pk, one.matter.pk, rule.share):
        return rule.channel, Why.SAMPLE
    if rule.channel in BY_VOICE or may_be_mailed(contact):
        return rule.channel, Why.NONE
    if rule.phone_without_mail and contact.phone:
        return AskChannel.PHONE, Why.NONE
    return rule.channel, Why.NO_ADDRESS
