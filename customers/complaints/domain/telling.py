"""Who hears of what: the complainant of every stage in their language, our people of what is theirs to do."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models

from brm.accounts.models import User
from brm.inbound.threads import reply_address
from brm.notifications.domain.writing import Letter, Mail, Notice, tell
from brm.parties.models import Contact
from brm.timeline.domain import entry
from brm.timeline.models import TimelineEntry
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
    others = [contact for contact in contacts_of(complaint) if but is None or contact.pk != but.pk]
    tell(letters_to_contacts(complaint, others, event, key=key, **words), at=at)


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
    tell(letters_to_contacts(complaint, [contact], event, key=key, **words), at=at)


def letters_to_contacts(
    complaint: Complaint, contacts: Iterable[Contact], event: str, *, key: str = "", **words: Any
) -> list[Letter]:
    """What these contacts are written: to the account they have, else by mail."""
    kind, url = f"complaint_{event}", portal_page_of(complaint)
    key = f"complaint-{complaint.pk}-{event}-{key or complaint.version}"
    said, relationship = words_of(complaint) | words, complaint.relationship
    letters: list[Letter] = []
    for contact in contacts:
        answers_to = reply_address(THREAD, complaint.pk, contact.pk)
        if contact.user is not None and contact.user.is_active:
            letters.append((kind, Notice(contact.user, key, said, url, relationship.pk, reply_to=answers_to)))
        elif contact.email and not contact.mail_wrong:
            zone = contact.time_zone or relationship.time_zone or relationship.organisation.time_zone or DEFAULT_ZONE
            letters.append((kind, Mail(
                contact.email, key, contact.language, zone, name=contact.name, contact_id=contact.pk, params=said,
                relationship=relationship.pk, reply_to=answers_to,
            )))  # fmt: skip
    return letters


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
    tell(letters_to_people(complaint, people, event, by=by, key=key, **words), at=at)


def letters_to_people(
    complaint: Complaint, people: Iterable[User], event: str, *, by: User | None, key: str = "", **words: Any
) -> list[Letter]:
    """What some of our people are written, each once; never the one who did it."""
    told = {person.pk: person for person in people if person.is_insider and (by is None or person.pk != by.pk)}
    key, said = f"complaint-{complaint.pk}-{event}-{key or complaint.version}", words_of(complaint) | words
    return [
        (f"complaint_{event}", Notice(person, key, said, page_of(complaint), complaint.relationship_id))
        for person in told.values()
    ]


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
    story_of(complaint, event, at=at, by=by, text=text, **params).save(force_insert=True)


def story_of(
    complaint: Complaint, event: str, *, at: datetime, by: User | None, text: str = "", **params: Any
) -> TimelineEntry:
    """The line ``tell_story`` would write."""
    return entry(
        complaint.relationship_id, "complaint", event=event, at=at, subject=complaint, actor=by, text=text[:2000],
        number=complaint.matter.number, title=complaint.matter.title, **params,
    )  # fmt: skip
