"""One record of everything that can be asked for, made by the domain's own verbs."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import count
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from brm.accounts.models import User
from brm.actionitems.domain import add_action_item
from brm.attention.domain import attend
from brm.calendars.domain.queries import default_calendar
from brm.communications.domain.interactions import log_interaction
from brm.communications.domain.plans import agree_plan, draft_plan
from brm.communications.domain.templates import apply_template, save_template
from brm.communications.domain.visits import propose_visit
from brm.communications.models import Occurrence
from brm.core import clock
from brm.documents.domain import attach_document
from brm.imports.domain.uploads import take_file
from brm.notifications.domain.writing import notify
from brm.parties.domain.fields import define_field
from brm.parties.domain.handover import hand_over
from brm.parties.domain.tags import create_tag, set_tags
from brm.parties.models import Contact, Relationship
from brm.timeline.domain import add_note
from customers.domain.service_events import record_service_events
from customers.models import ServiceEvent
from tests.api.customer_side import EVERYBODYS, HERS
from tests.api.survey_side import SURVEYS, SURVEYS_OF_ALL
from tests.documents.files import PDF
from tests.factories.parties import ContactFactory, OrganisationFactory, RelationshipFactory, UserFactory

MONTHLY = {"frequency": "monthly", "day": 10}
_number = count(1)


def a_relationship(owner: User) -> Relationship:
    """An active customer with a tag."""
    made = RelationshipFactory(owner=owner)
    set_tags(made, [create_tag(f"tag {next(_number)}", by=owner)], by=owner)
    return made


def a_contact(owner: User) -> Contact:
    return ContactFactory(organisation=a_relationship(owner).organisation, by=owner)


def a_plan(owner: User) -> Any:
    contact = a_contact(owner)
    relationship = contact.organisation.relationships.get()
    plan = draft_plan(
        relationship, title="Service review", rule=MONTHLY, start_on=clock.today(), by=owner, ours=[owner],
        theirs=[contact],
    )  # fmt: skip
    return agree_plan(plan, by=owner, on=clock.today(), note_text="their manager")


def a_meeting(owner: User) -> Occurrence:
    default_calendar()
    return Occurrence.objects.filter(plan=a_plan(owner)).order_by("starts_at")[0]


def an_interaction(owner: User) -> Any:
    contact = a_contact(owner)
    return log_interaction(
        contact.organisation.relationships.get(), by=owner, summary="Called", contacts=[contact], needs=["Faster"]
    )


def a_document(owner: User) -> Any:
    return attach_document(a_relationship(owner), file=ContentFile(PDF, "offer.pdf"), by=owner)


def a_service_event(owner: User) -> Any:
    number = f"INC{next(_number):07}"
    row = {"number": number, "opened_at": clock.now(), "location": "Here", "state": "Closed", "made_sla": True}
    record_service_events([row], relationship=a_relationship(owner), by=owner, import_id=1)
    return ServiceEvent.objects.get(matter__number__endswith=number)


def a_handover(owner: User) -> Any:
    return hand_over(a_relationship(UserFactory()), to=owner, note="Read this", by=None)


def a_silent_one(owner: User) -> Relationship:
    return RelationshipFactory(owner=owner, at=clock.now() - timedelta(days=200))


def an_attention(owner: User) -> Any:
    relationship = a_relationship(owner)
    return attend(owner, "silence", relationship, relationship=relationship, organisation=str(relationship))


def a_notification(owner: User) -> Any:
    return notify(owner, "share_request", key=f"n{next(_number)}", person="Sam", name="ACME", organisation="ACME")


def a_template(owner: User) -> Any:
    return save_template(None, by=owner, name=f"Template {next(_number)}", title="Review", rule=MONTHLY)


def an_application(owner: User) -> Any:
    default_calendar()
    chosen = Relationship.objects.filter(pk=a_relationship(owner).pk)
    return apply_template(a_template(owner), chosen, by=owner, consent="frame contract")


def an_action_item(owner: User) -> Any:
    return add_action_item(a_relationship(owner), title="Send it", owner=owner, due_on=date(2030, 1, 1), by=owner)


def a_visit(owner: User) -> Any:
    contact = a_contact(owner)
    relationship = contact.organisation.relationships.get()
    return propose_visit(
        relationship, reason="routine", purpose="Get to know", by=owner, ours=[owner], theirs=[contact]
    )


def a_custom_field(owner: User) -> Any:
    return define_field(
        subject="customer", name=f"key_{next(_number)}", label="Size", type="choice", choices=["S", "L"], by=None
    )


def an_import(owner: User) -> Any:
    return take_file(SimpleUploadedFile("companies.csv", b"Name\nAcme\n"), kind="organisation", by=owner)


MAKERS: dict[str, Callable[[User], Any]] = {
    "organisations": lambda owner: a_relationship(owner).organisation,
    "contacts": a_contact,
    "relationships": a_relationship,
    "hand-overs": a_handover,
    "action-items": an_action_item,
    "documents": a_document,
    "plans": a_plan,
    "plan-template-applications": an_application,
    "meetings": a_meeting,
    "interactions": an_interaction,
    "needs": lambda owner: an_interaction(owner).needs.get(),
    "visits": a_visit,
    "silence": a_silent_one,
    "service-events": a_service_event,
    "imports": an_import,
    "today": an_attention,
    "notifications": a_notification,
    "timeline": lambda owner: add_note(a_relationship(owner), text="Noted", by=owner),
    **HERS,
    **SURVEYS,
}
"""What is one person's: a stranger must not find it."""

COMMON: dict[str, Callable[[User], Any]] = {
    "tags": lambda owner: create_tag(f"tag {next(_number)}", by=owner),
    "custom-fields": a_custom_field,
    "plan-templates": a_template,
    "calendars": lambda owner: default_calendar(),
    "colleagues": lambda owner: UserFactory(),
    "teams": lambda owner: owner.teams.first() or owner,
    **EVERYBODYS,
    **SURVEYS_OF_ALL,
}
"""What everybody who keeps relationships may read."""

__all__ = ["COMMON", "MAKERS", "MONTHLY", "OrganisationFactory"]
