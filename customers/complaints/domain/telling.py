"""Who hears of what: the complainant of every stage in their language, our people of what is theirs to do."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models

from brm.accounts.models import User
from brm.inbound.threads import reply_address
from brm.notifications.domain.writing import mail, notify
from brm.parties.models import Contact
from brm.timeline.domain import note
from customers.complaints.domain.links import page_of, portal_page_of
from customers.complaints.models import Complaint

DEFAULT_ZONE = "Asia/Shanghai"
THREAD = "complaint"
"""The name of complaints in the addresses to which answers go."""


def words_of(complaint: Complaint) -> dict[str, Any]:
    """What sentences about a complaint are made of."""
    return {
        "number": complaint.matter.number,
        "title": complaint.matter.title,
        "organisation": str(complaint.relationship.organisation),
        "severity": complaint.severity,
        "owner": str(complaint.owner),
    }


def tell_complainant(
    complaint: Complaint,
    event: str,
    *,
    at: datetime,
    but: Contact | None = None,
    key: str = "",
    **words: Any,
) -> None:
    """Write to the complainant and to the contacts who watch: in the account they have, else by mail."""
    if complaint.is_past:
        return
    for contact in contacts_of(complaint):
        if but is None or contact.pk != but.pk:
            tell_contact(complaint, contact, event, at=at, key=key, **words)


def contacts_of(complaint: Complaint) -> list[Contact]:
    """The complainant and the contacts who watch, those who are still there."""
    watching = Contact.objects.filter(
        models.Q(pk=complaint.contact_id or 0)
        | models.Q(pk__in=complaint.watchers.exclude(contact=None).values("contact"))
    )
    return list(watching.filter(left_on=None, erased_at=None).select_related("user").order_by("pk"))


def tell_contact(
    complaint: Complaint, contact: Contact, event: str, *, at: datetime, key: str = "", **words: Any
) -> None:
    """Write to one contact, once per key."""
    kind, url = f"complaint_{event}", portal_page_of(complaint)
    key = f"complaint-{complaint.pk}-{event}-{key or complaint.version}"
    said = words_of(complaint) | words
    answers_to = reply_address(THREAD, complaint.pk, contact.pk)
    if contact.user is not None and contact.user.is_active:
        notify(contact.user, kind, key=key, url=url, relationship=complaint.relationship_id, at=at,
               reply_to=answers_to, **said)  # fmt: skip
    elif contact.email and not contact.mail_wrong:
        organisation = complaint.relationship.organisation
        zone = contact.time_zone or complaint.relationship.time_zone or organisation.time_zone or DEFAULT_ZONE
        mail(
            contact.email, kind, key=key, language=contact.language, time_zone=zone, name=contact.name,
            contact_id=contact.pk, relationship=complaint.relationship_id, at=at, reply_to=answers_to,
            **said,
        )  # fmt: skip


def tell_people(
    complaint: Complaint,
    event: str,
    people: Iterable[User],
    *,
    at: datetime,
    by: User | None = None,
    key: str = "",
    **words: Any,
) -> None:
    """Tell some of our people, each once; never the one who did it."""
    told = {person.pk: person for person in people if person.is_insider and (by is None or person.pk != by.pk)}
    for person in told.values():
        notify(
            person, f"complaint_{event}", key=f"complaint-{complaint.pk}-{event}-{key or complaint.version}",
            url=page_of(complaint), relationship=complaint.relationship_id, at=at, **words_of(complaint) | words,
        )  # fmt: skip


def responsible(complaint: Complaint) -> list[User]:
    """The owner and the relationship's manager."""
    return [complaint.owner, complaint.relationship.owner]


def colleagues_watching(complaint: Complaint) -> list[User]:
    """Our people who watch."""
    return list(User.objects.filter(pk__in=complaint.watchers.exclude(user=None).values("user")))


def tell_story(
    complaint: Complaint, event: str, *, at: datetime, by: User | None, text: str = "", **params: Any
) -> None:
    """One line on the customer's timeline."""
    note(
        complaint.relationship_id, "complaint", event=event, at=at, subject=complaint, actor=by, text=text[:2000],
        number=complaint.matter.number, title=complaint.matter.title, **params,
    )  # fmt: skip
