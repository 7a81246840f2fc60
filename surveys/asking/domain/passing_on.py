"""Passing results on: to the distribution list through the outbox, each with a link of their own (Q-04)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core import signing
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy

from brm.audit import trail
from brm.core import clock
from brm.notifications.domain.writing import Mail, Notice, mail_many, notify_many
from brm.parties.enums import Kind
from brm.parties.models import Contact, Relationship
from brm.timeline.domain import note
from surveys.asking.models import Campaign, CampaignReader
from surveys.asking.notices import RESULTS, RESULTS_TO_CONTACT

SALT = "surveys.asking.results"
ZONE = "Asia/Shanghai"


def pass_of(reader: CampaignReader) -> str:
    """The part of the address that is this reader's alone."""
    return signing.dumps(reader.pk, salt=SALT)


def reader_of(reader_pass: str) -> CampaignReader | None:
    """Whose pass it is; nobody's where it is not ours, the results are not out, or its holder is not there any more."""
    try:
        pk = signing.loads(reader_pass, salt=SALT)
    except signing.BadSignature:
        return None
    rows = CampaignReader.objects.select_related("campaign__owner", "campaign__questionnaire", "user", "contact")
    rows = rows.filter(Q(user__is_active=True) | Q(contact__left_on=None, contact__erased_at=None, user=None))
    return rows.filter(pk=pk, sent_at__isnull=False).first() if isinstance(pk, int) else None


def is_there(reader: CampaignReader) -> bool:
    """Whether they can be told: one of us who is active, or a contact who has neither left nor lost their address."""
    if reader.user is not None:
        return reader.user.is_active
    one = reader.contact
    return one is not None and not (one.left_on or one.erased_at or one.mail_wrong) and bool(one.email)


def send_to(readers: Sequence[CampaignReader], campaign: Campaign, *, at: datetime) -> int:
    """Write to readers who have not been written to; once each, however often it is called.

    Who is not there any more, or has no address, is not written to and does not stand as one who was.
    """
    waiting = [reader for reader in readers if reader.sent_at is None and is_there(reader)]
    notices, letters = [], []
    for reader in waiting:
        url = reverse("asking:results", args=[pass_of(reader)])
        key, params = f"campaign-results-{reader.pk}", {"title": campaign.title, "summary": campaign.summary}
        if reader.user is not None:
            notices.append(Notice(reader.user, key, params, url))
        elif reader.contact is not None:
            one: Any = reader.contact
            letters.append(Mail(one.email, key, one.language, one.time_zone or ZONE, one.name, one.pk, params, url))
            tell_customer(campaign, one, at)
        reader.sent_at = reader.updated_at = at
    notify_many(RESULTS, notices, at=at)
    mail_many(RESULTS_TO_CONTACT, letters, at=at)
    CampaignReader.objects.bulk_update(waiting, ["sent_at", "updated_at"])
    return len(waiting)


def tell_customer(campaign: Campaign, contact: Contact, at: datetime) -> None:
    """The timeline of the customer says that one of its people has the results."""
    places = [contact.organisation_id, contact.organisation.parent_id]
    customer = Relationship.objects.filter(kind=Kind.CUSTOMER, organisation__in=[one for one in places if one]).first()
    if customer is not None:
        note(customer, "campaign", at=at, subject=campaign, event="share", title=campaign.title, person=contact.name)


@transaction.atomic
def confirm_receipt(reader: CampaignReader, *, at: datetime | None = None) -> CampaignReader:
    """They have read it. Said twice it counts once."""
    at = at or clock.now()
    reader = CampaignReader.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=reader.pk)
    if reader.receipt_at is None and reader.sent_at is not None:
        reader.receipt_at = reader.updated_at = at
        reader.save(update_fields=["receipt_at", "updated_at"])
        trail.record(reader.campaign, "campaign.receipt", by=reader.user, show=str(reader.user or ""), at=at)
    return reader


trail.label("campaign.receipt", gettext_lazy("Confirmed to have read the results"))
