"""Whether a mail is what it says: sent to an address we signed, by whom we gave it to, vouched for (ruling 21)."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.models import Q

from brm.core import clock
from brm.inbound.enums import MailState, Reason
from brm.inbound.models import InboundMail
from brm.inbound.rules.authentication import Vouched, vouched_for
from brm.inbound.rules.automatic import why_automatic
from brm.inbound.rules.reading import Letter
from brm.inbound.threads import THREADS, Opening, Signed, is_ours, opening_for, signed_in
from brm.notifications.domain.letters import own_address
from brm.notifications.domain.returned import reply_address_of
from brm.parties.models import Contact

MOST_PER_HOUR = 30
_KINDLY = frozenset({Reason.BOUNCE, Reason.AUTO_REPLY, Reason.BULK, Reason.LOOP})


@dataclass(frozen=True)
class Verdict:
    """What is to be done with a mail, and everything found out on the way."""

    reason: Reason = Reason.NOTHING
    signed: Signed | None = None
    contact: Contact | None = None
    checked: str = ""
    opening: Opening | None = None
    """Where it answers nothing, but a contact we know wrote it: what it opens."""

    @property
    def step(self) -> str:
        """The step in its life."""
        if self.reason == Reason.NOTHING:
            return "deliver"
        return "ignore" if self.reason in _KINDLY else "keep_aside"


def judge(mail: InboundMail, letter: Letter) -> Verdict:
    """Look at everything that must hold before a stranger's words count as a customer's."""
    if letter.sender and (is_ours(letter.sender) or letter.sender == own_address()):
        return Verdict(Reason.LOOP)
    if automatic := why_automatic(letter.message, letter.sender, letter.title):
        return Verdict(automatic)
    signed, forged = signed_in(letter.recipients)
    if signed is None and letter.sender and letter.answers:
        signed, _forged = signed_in([reply_address_of(letter.answers, address=letter.sender)])
    if signed is None:
        return Verdict(Reason.FORGED_ADDRESS) if forged else _of_their_own_accord(mail, letter)
    contact = _contact(signed.contact)
    domain = letter.sender.rpartition("@")[2]
    vouched, checked = vouched_for(letter.headers, domain, settings.INBOUND_TRUSTED_HOST)
    return Verdict(_doubt(mail, letter, signed, contact, vouched), signed, contact, checked)


def _of_their_own_accord(mail: InboundMail, letter: Letter) -> Verdict:
    """It answers nothing. Of a contact we know it opens something; whoever is a stranger waits for a person."""
    writers = contacts_writing_from(letter.sender) if settings.INBOUND_ADDRESS and letter.sender else []
    known = [(contact, opening) for contact in writers if (opening := opening_for(contact)) is not None]
    if len(known) != 1:
        return Verdict(Reason.NO_ADDRESS)
    contact, opening = known[0]
    domain = letter.sender.rpartition("@")[2]
    vouched, checked = vouched_for(letter.headers, domain, settings.INBOUND_TRUSTED_HOST)
    return Verdict(_unsure(mail, contact, vouched), None, contact, checked, opening)


def contacts_writing_from(address: str) -> list[Contact]:
    """The contacts who are still there and write from an address; more than one is nobody's word."""
    rows = Contact.objects.select_related("user", "organisation").filter(
        Q(email__iexact=address) | Q(user__email__iexact=address, user__is_active=True),
        left_on=None, merged_into=None, erased_at=None,
    )  # fmt: skip
    return list(rows.order_by("pk")[:20])


def _doubt(mail: InboundMail, letter: Letter, signed: Signed, contact: Contact | None, vouched: Vouched) -> Reason:
    """The first thing that is not as it should be."""
    if signed.thread not in THREADS:
        return Reason.THREAD_GONE
    if not letter.sender:
        return Reason.AMBIGUOUS_SENDER
    if contact is None:
        return Reason.CONTACT_GONE
    if letter.sender not in addresses_of(contact):
        return Reason.OTHER_SENDER
    return _unsure(mail, contact, vouched)


def _unsure(mail: InboundMail, contact: Contact, vouched: Vouched) -> Reason:
    """Whether it is really theirs, and not one of a flood."""
    if not settings.INBOUND_TRUSTED_HOST:
        return Reason.NOT_CHECKED
    if vouched != Vouched.YES:
        return Reason.SPOOFED if vouched == Vouched.FORGED else Reason.NOT_AUTHENTICATED
    if InboundMail.objects.filter(message_id=mail.message_id).exclude(pk=mail.pk).exists():
        return Reason.REPEATED
    hour_ago = clock.now() - timedelta(hours=1)
    recent = InboundMail.objects.filter(contact=contact, state=MailState.DELIVERED, arrived_at__gt=hour_ago)
    return Reason.FLOOD if recent.count() >= MOST_PER_HOUR else Reason.NOTHING


def addresses_of(contact: Contact) -> set[str]:
    """The addresses a contact writes from: their own, and their account's."""
    user = contact.user
    found = {contact.email, user.email if user is not None and user.is_active else ""}
    return {address.lower() for address in found if address}


def _contact(number: int) -> Contact | None:
    """The contact an address was given to, or whom they were merged into; nobody once they left."""
    contact = Contact.objects.select_related("user", "merged_into__user").filter(pk=number).first()
    if contact is not None and contact.merged_into is not None:
        contact = contact.merged_into
    if contact is None or contact.has_left or contact.erased_at is not None:
        return None
    return contact
