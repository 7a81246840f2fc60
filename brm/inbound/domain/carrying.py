"""What we keep of a person in mails that came in, to hand over or to forget."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from brm.accounts.domain.privacy import PERSONAL, PersonalData
from brm.accounts.models import User
from brm.inbound.domain.forgetting import forget_original
from brm.inbound.enums import MailState
from brm.inbound.models import InboundMail
from brm.parties.models import Contact


def _written_by(person: models.Model) -> models.QuerySet[InboundMail]:
    """What came from a contact, or from the address of an account."""
    if not isinstance(person, User | Contact):
        return InboundMail.objects.none()
    which = Q(contact=person) if isinstance(person, Contact) else Q()
    if person.email:
        which |= Q(sender__iexact=person.email)
    return InboundMail.objects.filter(which) if which else InboundMail.objects.none()


def _collect(person: models.Model) -> list[dict[str, Any]]:
    fields = ("arrived_at", "sender", "sender_name", "title", "text", "files", "state")
    return [{name: getattr(mail, name) for name in fields} for mail in _written_by(person).order_by("pk")]


def _erase(person: models.Model) -> None:
    """Words, names and originals go; that a mail came, and what became of it, stays."""
    mails = list(_written_by(person))
    for mail in mails:
        if mail.raw:
            forget_original(mail)
    rows = InboundMail.objects.filter(pk__in=[mail.pk for mail in mails])
    rows.filter(state=MailState.WAITING).update(state=MailState.DISCARDED, next_try_at=None)
    rows.update(sender="", sender_name="", title="", text="", files=[], detail="", checked="")


PERSONAL.register("inbound", PersonalData("inbound", gettext_lazy("Mails that came in"), _collect, _erase))
