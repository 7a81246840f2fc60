"""A complaint is filed: numbered, its clocks started, its complainant thanked, its owner told (4.8, INV-11)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.domain.checks import stays
from brm.accounts.models import User
from brm.audit import trail
from brm.calendars.limits import due_moment
from brm.catalogue.models import Service
from brm.core import clock
from brm.core.changes import gathered
from brm.core.database import insert_together
from brm.core.editing import constraints_explained, refuse_invalid
from brm.core.errors import DomainError
from brm.documents.domain import attach_document
from brm.matters.domain import matter_to_open
from brm.matters.models import MatterKind
from brm.notifications.domain.writing import Letter, letters_to_insert, posted
from brm.parties.domain.queries import people_of
from brm.parties.enums import ContactKind, EndReason, Kind
from brm.parties.models import Contact, PortalAccess, Relationship
from customers.complaints.domain.asking import first_call
from customers.complaints.domain.clocks import Clocks
from customers.complaints.domain.hearers import add_watcher
from customers.complaints.domain.limits import limits_at
from customers.complaints.domain.moving import needed
from customers.complaints.domain.scope import contact_of, is_outsider
from customers.complaints.domain.telling import letters_to_contacts, letters_to_people, story_of
from customers.complaints.enums import Channel, ClockKind, ComplainantKind, Path, Severity
from customers.complaints.models import Complaint
from customers.complaints.rules import VISIT_AT, VISIT_WITHIN, preset_severity

TITLE_FROM = 80


def file_complaint(
    relationship: Relationship,
    *,
    by: User | None,
    text: str,
    kind: str,
    path: str,
    contact: Contact | None = None,
    title: str = "",
    service: Service | None = None,
    remedy: str = "",
    felt: int | None = None,
    channel: str = Channel.PORTAL,
    received_at: datetime | None = None,
    files: Iterable[File] = (),
    watchers: Iterable[User | Contact] = (),
    caller: str = "",
    caller_reach: str = "",
    category: str = "",
    key: str = "",
    at: datetime | None = None,
) -> Complaint:
    """Take a complaint in, by the complainant themselves or on behalf of somebody who called.

    ``key`` names the form it comes from: the same form twice is one complaint, also when both arrive at once; the
    database says so, nobody asks beforehand. Its clocks start when it was received, which may be before it was
    written down, never after.
    """
    at = at or clock.now()
    key = key.strip()[:120]
    facts: dict[str, Any] = {
        "text": needed(text, _("Say what happened."), "text"), "kind": kind, "path": path, "channel": channel,
        "contact": contact, "service": service, "remedy_sought": remedy.strip(), "felt": felt,
        "caller": " ".join(caller.split())[:80], "caller_reach": " ".join(caller_reach.split())[:120],
        "category": " ".join(category.split())[:120], "received_at": received_at or at, "key": key,
    }  # fmt: skip
    try:
        with transaction.atomic(), gathered():
            return _file(relationship, by=by, title=title, facts=facts, files=files, watchers=watchers, at=at)
    except (IntegrityError, DomainError):
        there = Complaint.objects.filter(relationship=relationship, key=key).first() if key else None
        if there is None:
            raise
        return there


def _file(
    relationship: Relationship,
    *,
    by: User | None,
    title: str,
    facts: dict[str, Any],
    files: Iterable[File],
    watchers: Iterable[User | Contact],
    at: datetime,
) -> Complaint:
    facts["contact"] = _complainant(relationship, by, facts["contact"])
    _refuse(relationship, by, facts, at)
    if by is not None and relationship.owner_id == by.pk:
        relationship.owner = by
    if not stays(relationship.owner):  # left a moment ago: whoever took over answers for it
        relationship.refresh_from_db(fields=["owner"])
        stays(relationship.owner)
    watchers, received_at = list(watchers), facts["received_at"]
    matter, opening = matter_to_open(
        relationship, kind=MatterKind.COMPLAINT, title=_title(title or facts["text"]), by=by, at=received_at
    )
    severity = preset_severity(facts["felt"], facts["path"])
    complaint = Complaint(
        matter=matter, relationship=relationship, severity=severity, owner=relationship.owner, recorded_at=at,
        recorded_by=by, status_since=at, desk_at=at, created_at=at, updated_at=at, **facts,
    )  # fmt: skip
    clocks = Clocks(complaint, is_new=True)
    if severity == Severity.CRITICAL:
        complaint.visit_at = due_moment(received_at, VISIT_WITHIN, clocks.schedule, percent=VISIT_AT)
    clocks.start(ClockKind.values, at=received_at, limits=limits_at(received_at))
    moments = clocks.reckon(otherwise=received_at)
    complaint.desk_at, complaint.escalate_at = moments["desk_at"], moments["escalate_at"]
    refuse_invalid(complaint, [field.name for field in complaint._meta.concrete_fields])
    filing = trail.line(
        complaint, "complaint.file", by=by, at=at, personal={"caller": ("", complaint.caller)},
        changes={"path": (None, complaint.path), "kind": (None, complaint.kind), "severity": (None, severity),
                 "owner": (None, complaint.owner), "received_at": (None, received_at)},
    )  # fmt: skip
    story = story_of(complaint, "file", at=received_at, by=by, path=complaint.path, severity=severity)
    letters = letters_to_insert(_letters(complaint, watchers, by), at=at)
    with constraints_explained(Complaint):
        insert_together([
            matter, complaint, *clocks.rows, opening.event, filing.event, story, first_call(complaint, at=at), *letters,
        ])  # fmt: skip
    trail.written(filing)  # that of the matter has nothing personal, and nobody follows both
    posted(letters)
    for watcher in watchers:
        add_watcher(complaint, watcher, at=at)
    for file in files:
        attach_document(
            relationship, file=file, by=by, contact=complaint.contact, at=at, subject=complaint, shared=True
        )
    complaint.first_clocks = clocks.rows
    return complaint


def _letters(complaint: Complaint, watchers: list[User | Contact], by: User | None) -> list[Letter]:
    """The thanks to the complainant, the word to the owner, both also to those who watch."""
    contacts, people = [complaint.contact], [complaint.owner, complaint.relationship.owner]
    for watcher in watchers:
        if isinstance(watcher, Contact):
            contacts.append(watcher)
        else:
            people.append(watcher)
    there = {each.pk: each for each in contacts if each is not None and not each.has_left and not each.erased_at}
    for contact in there.values():
        if by is not None and contact.user_id == by.pk:
            contact.user = by
    return letters_to_contacts(complaint, there.values(), "received", key="1", text=complaint.text) + letters_to_people(
        complaint, people, "filed", by=by, key="1", text=complaint.text, path=complaint.path
    )


def _complainant(relationship: Relationship, by: User | None, contact: Contact | None) -> Contact | None:
    """Who complains: an outsider themselves, or the contact one of ours names; always one of this customer's."""
    if by is not None and is_outsider(by):
        contact = contact if contact is not None and contact.user_id == by.pk else contact_of(by)
        let_in = PortalAccess.objects.filter(contact=contact, relationship=relationship, revoked_at=None)
        if contact is None or contact.has_left or not let_in.exists():
            raise DomainError(_("The portal of this customer is not open to you."))
        return contact
    if contact is not None and not _is_theirs(contact, relationship):
        raise DomainError(_("Choose the complainant among the contacts of this customer."), field="contact")
    return contact


def _is_theirs(contact: Contact, relationship: Relationship) -> bool:
    """Whether a contact stands on the other side; only one of their sites has to be looked up."""
    if contact.organisation_id == relationship.organisation_id:
        return contact.erased_at is None and contact.merged_into_id is None
    return people_of(relationship).filter(pk=contact.pk).exists()


def _refuse(relationship: Relationship, by: User | None, facts: dict[str, Any], at: datetime) -> None:
    if relationship.kind != Kind.CUSTOMER:
        raise DomainError(_("Only customers complain here."), field="relationship")
    if relationship.end_reason == EndReason.MERGED:
        raise DomainError(_("This customer was merged into another one. File it there."), field="relationship")
    if facts["kind"] not in ComplainantKind.values:
        raise DomainError(_("Say whether a customer or a user complains."), field="kind")
    if facts["path"] not in Path.values:
        raise DomainError(_("Say whether it came directly or was relayed by the customer."), field="path")
    if facts["channel"] not in Channel.values:
        raise DomainError(_("Say by which way it came."), field="channel")
    if facts["felt"] is not None and facts["felt"] not in Severity.values:
        raise DomainError(_("A severity is 1, 2, 3 or 4."), field="felt")
    if facts["received_at"] > min(at, clock.now()):
        raise DomainError(_("It cannot have been received in the future."), field="received_at")
    service = facts["service"]
    if service is not None and service.archived_at is not None:
        raise DomainError(_("This service is no longer offered."), field="service")


def kind_of(contact: Contact | None) -> str:
    """As which side a contact complains (C-25)."""
    is_user = contact is not None and contact.kind == ContactKind.SERVICE_USER
    return ComplainantKind.USER if is_user else ComplainantKind.CUSTOMER


def _title(text: str) -> str:
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return line if len(line) <= TITLE_FROM else line[: TITLE_FROM - 1] + "…"


trail.label("complaint.file", gettext_lazy("Filed the complaint"))
