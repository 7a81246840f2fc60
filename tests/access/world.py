"""One record of everything, Alice's: whoever else can open it shows it in the matrix."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from brm.accounts.domain.deputies import name_deputy
from brm.accounts.models import User
from brm.actionitems.domain.items import add_action_item
from brm.api.domain.tokens import make_token
from brm.attention.domain import attend
from brm.calendars.domain.queries import default_calendar
from brm.communications.domain.attendees import invite
from brm.communications.domain.holding import hold_meeting
from brm.communications.domain.interactions import log_interaction
from brm.communications.domain.templates import save_template
from brm.communications.domain.visits import propose_visit
from brm.communications.enums import VisitReason
from brm.core import clock
from brm.documents.domain import attach_document
from brm.notifications.models import Notification
from brm.parties.domain.contacts import grant_portal_access
from brm.parties.domain.fields import define_field
from brm.parties.domain.handover import hand_over
from brm.parties.domain.sharing import share_relationship
from brm.parties.domain.tags import create_tag
from brm.parties.enums import Kind
from brm.ui.domain import save_view
from customers.domain.service_events import record_past_service_event
from tests.access.parts import PARTS
from tests.factories.communications import make_plan
from tests.factories.parties import ContactFactory, RelationshipFactory
from tests.factories.people import Cast, UserFactory, make_cast

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64


@dataclass
class World:
    """The people by role and the numbers of Alice's things by name."""

    cast: Cast
    people: dict[str, User | None]
    things: dict[str, Any] = field(default_factory=dict)
    customer: Any = None


def make_world() -> World:
    """Alice keeps one relationship of each kind, with one of everything on the customer."""
    cast = make_cast()
    gone = UserFactory(name="Gone", email="gone@example.com", roles=["manager"])
    world = World(
        cast,
        {
            "anonymous": None,
            "owner": cast.alice,
            "teammate": cast.bob,
            "lead": cast.lena,
            "executive": cast.eve,
            "engineer": cast.ed,
            "finance": cast.fay,
            "administrator": cast.ada,
            "stranger": cast.sam,
            "contact": cast.cora,
            "disabled": gone,
        },
    )
    _let_in(world, cast)
    _fill(world, cast)
    for part in PARTS:
        world.things |= part.things(world)
    return world


def _let_in(world: World, cast: Cast) -> None:
    """Cora belongs to a customer of Sam's; two people belong to Alice's, one of whom sees only their own."""
    theirs = RelationshipFactory(owner=cast.sam, team=cast.other_team)
    cora = ContactFactory(organisation=theirs.organisation, email=cast.cora.email)
    grant_portal_access(cora, theirs, role="customer", by=cast.sam)
    customer = RelationshipFactory(owner=cast.alice, team=cast.team)
    for person, role in (("portal", "customer"), ("service_user", "user")):
        contact = ContactFactory(organisation=customer.organisation, email=f"{person}@customer.example")
        access = grant_portal_access(contact, customer, role=role, by=cast.alice)
        world.people[person] = access.contact.user
        world.things[f"{person}_contact"], world.things[f"{person}_access"] = contact.pk, access.pk
    world.customer = customer


def _fill(world: World, cast: Cast) -> None:
    alice, things = cast.alice, world.things
    now, today = clock.now(), clock.today()
    customer = world.customer
    contact = customer.organisation.contacts.get(pk=things["portal_contact"])
    plan = make_plan(customer, at=now, rule={"frequency": "custom", "custom": "FREQ=DAILY"}, start_on=today)
    meeting = plan.occurrences.order_by("due_on").first()
    invite([meeting.pk])
    other = make_plan(customer, at=now, rule={"frequency": "custom", "custom": "FREQ=DAILY"}, start_on=today)
    held = other.occurrences.order_by("due_on").first()
    hold_meeting(held, by=alice, review="Well", issues="None", improvement="Go on", conclusion="Fine", send=False)
    share_relationship(customer, user=cast.eve, by=alice)
    record = log_interaction(customer, by=alice, summary="Call", contacts=[contact], needs=["More"])
    visit = propose_visit(
        customer, reason=VisitReason.ROUTINE, purpose="See them", by=alice, ours=[cast.eve], theirs=[contact]
    )
    item = add_action_item(customer, title="Promise", owner=alice, due_on=today + timedelta(days=3), by=alice)
    document = attach_document(customer, file=SimpleUploadedFile("plan.png", PNG), by=alice)
    event = record_past_service_event(customer, number="INC1", opened_at=now - timedelta(days=9), by=alice)
    handed = RelationshipFactory(owner=cast.lena, team=cast.team)
    handover = hand_over(handed, to=alice, note="Mind the spares.", by=cast.lena)
    row = attend(alice, "silence", customer, relationship=customer, organisation="x")
    token, _secret = make_token(alice, name="Mine", by=alice)
    deputy = name_deputy(alice, deputy=cast.bob, from_on=date(2035, 1, 1), to_on=date(2035, 1, 9), by=alice)
    things.update(
        entry=customer.timeline.earliest("pk").pk,
        calendar=default_calendar().pk,
        team=cast.team.pk,
        tag=create_tag("North", by=alice).pk,
        custom_field=define_field(subject="contact", name="room", label="Room", type="text", by=cast.ada).pk,
        relationship=customer.pk,
        supplier=RelationshipFactory(owner=alice, team=cast.team, kind=Kind.SUPPLIER).pk,
        third_party=RelationshipFactory(owner=alice, team=cast.team, kind=Kind.THIRD_PARTY).pk,
        organisation=customer.organisation_id,
        contact=contact.pk,
        access=things["portal_access"],
        plan=plan.pk,
        meeting=meeting.pk,
        attendee=meeting.attendees.first().pk,
        interaction=record.pk,
        need=record.needs.get().pk,
        visit=visit.pk,
        visitor=visit.attendees.first().pk,
        item=item.pk,
        document=document.pk,
        event=event.pk,
        handover=handover.pk,
        attention=row.pk,
        token=token.pk,
        absence=deputy.pk,
        person=alice.pk,
        executive=cast.eve.pk,
        held=held.pk,
        mail=Notification.objects.filter(recipient=alice).earliest("pk").pk,
        view=save_view(page="customers", title="Mine", by=alice, filters={"tier": ["A"]}).pk,
        template=save_template(
            None, by=cast.lena, name="A", tier="A", title="Monthly", rule={"frequency": "monthly", "day": 5}
        ).pk,
    )
