"""What an administrator decides about a mail kept aside: read it, put it through, discard it."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.core import clock
from brm.core.editing import locked
from brm.core.errors import DomainError
from brm.inbound.domain.working import Destination, answering, hand_over, letter_of, opening
from brm.inbound.enums import MailState
from brm.inbound.lifecycle import LIFECYCLE
from brm.inbound.models import InboundMail
from brm.inbound.rules.reading import Letter
from brm.inbound.threads import OPENINGS, THREADS, opening_for
from brm.parties.models import Contact


def open_letter(mail: InboundMail, *, by: User) -> Letter | None:
    """Read the whole mail, which the history will tell (ruling 14). None where the original is no longer there."""
    if not mail.raw:
        return None
    trail.record(mail, "inbound.read", by=by, changes={}, show="")
    try:
        return letter_of(mail)
    except Exception:  # a mail that could not be read the first time
        return None


def put_through_as_addressed(mail: InboundMail, *, by: User) -> InboundMail:
    """Deliver a mail to what it was addressed to, as words of the contact whom the address was given to."""
    if mail.contact is None or mail.subject_id is None:
        raise DomainError(_("It was not sent to an address of ours for answers. Say where it belongs."))
    if mail.thread not in THREADS:
        raise DomainError(_("Nothing of this kind can be answered by mail any more."))
    return _put_through(mail, thread=mail.thread, subject_pk=mail.subject_id, contacts=[mail.contact], by=by)


def put_through(mail: InboundMail, *, thread: str, number: str, address: str, by: User) -> InboundMail:
    """Deliver a mail where an administrator says: to a record by number, as words of the contact with an address.

    Without a number it opens something new of theirs, as it would have done had we known the writer.
    """
    number, target = " ".join(number.split()), THREADS.get(thread)
    subject = target.find(number) if target and number else None
    if subject is None and (number or not list(OPENINGS)):
        raise DomainError(_("There is nothing with the number “%(number)s”.") % {"number": number}, field="number")
    contacts = list(
        Contact.objects.select_related("user")
        .filter(email__iexact=address.strip(), left_on=None, merged_into=None, erased_at=None)
        .order_by("pk")[:20]
    )
    if not contacts:
        raise DomainError(_("No contact has the address %(address)s.") % {"address": address}, field="address")
    return _put_through(mail, thread=thread, subject_pk=subject, contacts=contacts, by=by)


@transaction.atomic
def _put_through(
    mail: InboundMail, *, thread: str, subject_pk: int | None, contacts: Sequence[Contact], by: User
) -> InboundMail:
    mail = locked(mail)
    step = LIFECYCLE.step("put_through", mail)
    if not mail.raw:
        raise DomainError(_("The original of this mail is no longer kept."))
    letter = letter_of(mail)
    refusal: DomainError | None = None
    for contact in contacts:
        try:
            with transaction.atomic():
                kind, to = _destination(thread, subject_pk, contact, letter)
                mail.files, mail.url = hand_over(mail, letter, to=to, contact=contact)
        except DomainError as error:
            refusal = error
            continue
        before, mail.state = mail.state, step.target
        mail.thread, mail.subject_id, mail.contact = kind, subject_pk, contact
        mail.decided_by, mail.decided_at = by, clock.now()
        mail.save()
        trail.record(mail, "inbound.put_through", by=by, changes={"state": (before, mail.state)}, show="")
        return mail
    raise refusal or DomainError(_("Nobody can be named as its writer."))


def _destination(
    thread: str, subject_pk: int | None, contact: Contact, letter: Letter
) -> tuple[str, Destination]:  # fmt: skip
    """What a mail is put to, and its kind: the record named, or something new of this contact's."""
    if subject_pk is not None:
        return thread, answering(thread, subject_pk)
    new = opening_for(contact)
    if new is None:
        raise DomainError(_("A mail of this contact opens nothing. Say the number of a record."), field="number")
    return new.name, opening(new, letter)


@transaction.atomic
def discard(mail: InboundMail, *, by: User, reason: str = "") -> InboundMail:
    """Decide that a mail is of no use. It is still kept for a while and may be put through after all."""
    mail = locked(mail)
    step = LIFECYCLE.step("discard", mail)
    before, mail.state = mail.state, step.target
    mail.decided_by, mail.decided_at = by, clock.now()
    mail.save(update_fields=["state", "decided_by", "decided_at"])
    trail.record(mail, "inbound.discard", by=by, changes={"state": (before, mail.state)}, reason=reason[:300], show="")
    return mail


def discard_many(mails: Sequence[InboundMail], *, by: User) -> int:
    """Discard those of the mails that wait for a decision. Answers how many."""
    waiting = [mail for mail in mails if mail.state == MailState.QUARANTINED]
    for mail in waiting:
        discard(mail, by=by)
    return len(waiting)


trail.label("inbound.deliver", gettext_lazy("Delivered a mail that came in"))
trail.label("inbound.keep_aside", gettext_lazy("Kept a mail that came in aside"))
trail.label("inbound.ignore", gettext_lazy("Left a mail that came in alone"))
trail.label("inbound.put_through", gettext_lazy("Put a mail that came in through"))
trail.label("inbound.discard", gettext_lazy("Discarded a mail that came in"))
trail.label("inbound.read", gettext_lazy("Read a mail that came in"))
