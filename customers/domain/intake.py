"""A service desk tells us of an event, often and from several places at once: it is kept once (Q-01)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from brm.accounts.models import User
from brm.catalogue.models import Service
from brm.core.errors import DomainError
from brm.matters.models import Matter, MatterKind
from brm.parties.domain.queries import people_of
from brm.parties.models import Contact, Relationship
from customers.domain.callers import hold_name, known_caller
from customers.domain.service_events import record_service_events
from customers.models import ServiceEvent


@transaction.atomic
def take_in_service_event(
    relationship: Relationship,
    *,
    number: str,
    opened_at: datetime,
    by: User | None,
    location: str = "",
    caller: str = "",
    caller_email: str = "",
    caller_phone: str = "",
    contact: Contact | None = None,
    service: Service | None = None,
    **facts: Any,
) -> tuple[ServiceEvent, bool]:
    """The event as the service desk has it now, by its own number; answers whether it is new to us.

    The same again changes nothing. Whoever called is found by address or phone, or added as a user of the customer;
    when the event closes they are offered to the surveys.
    """
    hold_name(f"service-event:{number.strip()}")
    if location.strip():
        hold_name(f"site:{relationship.organisation_id}:{' '.join(location.split()).lower()}")
    if contact is not None and not people_of(relationship).filter(pk=contact.pk).exists():
        raise DomainError(_("Choose a contact of this customer."), field="contact")
    contact = contact or known_caller(relationship, name=caller, email=caller_email, phone=caller_phone, by=by)
    known = Matter.objects.filter(kind=MatterKind.SERVICE_EVENT, number=number.strip()[:40]).exists()
    row = {
        "number": number, "opened_at": opened_at, "location": location,
        "caller": caller or (contact.name if contact else None), "contact_id": contact.pk if contact else None,
        "service_id": service.pk if service else None, **facts,
    }  # fmt: skip
    record_service_events([row], relationship=relationship, by=by)
    event = ServiceEvent.objects.select_related("matter", "contact").get(
        matter__number=number.strip()[:40], matter__kind=MatterKind.SERVICE_EVENT
    )
    return event, not known
