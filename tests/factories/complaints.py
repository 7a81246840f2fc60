"""Complaints for tests, made by the domain's own verbs and taken to any state of their life."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from brm.accounts.domain.ladders import activate_ladder, make_ladder
from brm.accounts.models import Team, User
from brm.calendars.domain.queries import default_schedule
from brm.catalogue.models import Service
from brm.parties.domain.contacts import grant_portal_access
from brm.parties.models import Contact, Relationship
from customers.complaints.domain import steps
from customers.complaints.domain.filing import file_complaint
from customers.complaints.enums import Status
from customers.complaints.models import Complaint
from tests.factories.parties import ContactFactory, RelationshipFactory
from tests.factories.people import TeamFactory, UserFactory

NOON = datetime(2026, 6, 1, 4, 0, tzinfo=UTC)
"""Monday 1 June 2026, noon in Shanghai: the present of these tests; office hours are 9 to 12 and 13:30 to 18."""
TEN = NOON - timedelta(hours=2)
"""Ten in the morning of that day."""


@dataclass
class Stage:
    """A customer with its manager, lead, head and executive, an engineer, a stranger, and three contacts."""

    owner: User
    lead: User
    head: User
    executive: User
    engineer: User
    stranger: User
    team: Team
    relationship: Relationship
    signer: Contact
    caller: Contact
    colleague: Contact
    service: Service

    def file(self, **facts: Any) -> Complaint:
        """A direct complaint of the user, received at ten."""
        facts = {
            "by": self.owner, "text": "The printer on the third floor has been down since Friday.", "kind": "user",
            "path": "direct", "contact": self.caller, "channel": "phone", "at": TEN,
        } | facts  # fmt: skip
        return file_complaint(self.relationship, **facts)

    def bring(self, complaint: Complaint, status: str, *, at: datetime = TEN, severity: int = 3) -> Complaint:
        """Take a received complaint along its life to ``status``."""
        by = self.owner
        ways: dict[str, list[Any]] = {}
        way: list[Any] = []
        for name, step in (
            (Status.RECEIVED, None),
            (Status.ACKNOWLEDGED, lambda c: steps.acknowledge(c, by=by, channel="phone", at=at)),
            (Status.ASSESSED, lambda c: steps.assess(
                c, by=by, severity=severity, impact="A floor", remedy_sought="Repair", service=self.service, at=at)),
            (Status.INVESTIGATING, lambda c: steps.investigate(c, by=by, at=at)),
            (Status.ANSWER_PROPOSED, lambda c: steps.propose_answer(
                c, by=c.owner, root_cause="Worn roller", corrective_action="Replace it", remedy_offered="Repair",
                at=at)),
            (Status.DECISION_TOLD, lambda c: steps.tell_decision(
                c, by=by, decision="We repair it today.", at=at)),
        ):  # fmt: skip
            way = [*way, step] if step else way
            ways[name] = way
        told = ways[Status.DECISION_TOLD]
        ways[Status.REFUSED] = [*told, lambda c: steps.refuse(c, by=by, reason="Too late", at=at)]
        ways[Status.CLOSED] = [
            *told, lambda c: steps.accept(c, by=by, at=at), lambda c: steps.close(c, by=by, at=at)
        ]  # fmt: skip
        ways[Status.WITHDRAWN] = [lambda c: steps.withdraw(c, by=by, statement="It works again", at=at)]
        ways[Status.WAITING] = [
            *ways[Status.INVESTIGATING], lambda c: steps.ask(c, by=by, question="Which printer?", at=at)
        ]  # fmt: skip
        for step in ways[status]:
            complaint = step(complaint)
        return complaint

    def at(self, status: str, *, severity: int = 3, **facts: Any) -> Complaint:
        """A complaint in a state."""
        return self.bring(self.file(**facts), status, severity=severity)


def make_stage(*, with_ladder: bool = True) -> Stage:
    """The customer of these tests."""
    default_schedule()
    owner = UserFactory(name="Olivia", email="olivia@example.com")
    lead = UserFactory(name="Lea", email="lea@example.com", roles=["lead", "manager"])
    head = UserFactory(name="Hugo", email="hugo@example.com", roles=["lead"])
    executive = UserFactory(name="Xenia", email="xenia@example.com", roles=["executive"])
    team = TeamFactory(members=[owner], leads=[lead])
    if with_ladder:
        activate_ladder(make_ladder(team, by=None, first=lead, second=head, third=executive), by=None)
    relationship = RelationshipFactory(owner=owner, team=team, tier="A", at=NOON - timedelta(days=1))
    organisation = relationship.organisation
    return Stage(
        owner=owner, lead=lead, head=head, executive=executive,
        engineer=UserFactory(name="Emil", email="emil@example.com", roles=["engineer"]),
        stranger=UserFactory(name="Sten", email="sten@example.com"), team=team, relationship=relationship,
        signer=ContactFactory(organisation=organisation, name="王芳", email="wang@customer.example"),
        caller=ContactFactory(
            organisation=organisation, name="李雷", email="li@customer.example", kind="service_user",
            language="zh-hans",
        ),
        colleague=ContactFactory(organisation=organisation, name="韩梅", email="han@customer.example"),
        service=Service.objects.create(code="PRINT", name_en="Printing", name_zh="打印服务"),
    )  # fmt: skip


def with_account(contact: Contact, relationship: Relationship, *, role: str = "user", by: User | None = None) -> User:
    """The contact signs in to the portal of one customer, in one role."""
    user = UserFactory(name=contact.name, email=contact.email, roles=["contact"], language=contact.language)
    Contact.objects.filter(pk=contact.pk).update(user=user)
    contact.refresh_from_db()
    grant_portal_access(contact, relationship, by=by or relationship.owner, role=role)
    return user
