"""Working off what was taken in: each mail judged and delivered in one transaction, or kept aside with the reason."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from brm.audit import trail
from brm.core import clock
from brm.core.errors import DomainError
from brm.core.lifecycle import Transition
from brm.inbound.domain.enclosures import sort_files, told_to_the_writer
from brm.inbound.domain.judging import Verdict, judge
from brm.inbound.domain.telling import tell_administrators
from brm.inbound.enums import Reason
from brm.inbound.lifecycle import LIFECYCLE
from brm.inbound.models import InboundMail
from brm.inbound.rules.automatic import returned_mails
from brm.inbound.rules.quotes import new_words
from brm.inbound.rules.reading import Letter, read
from brm.inbound.threads import THREADS, Opening
from brm.notifications.domain.returned import mail_came_back
from brm.parties.models import Contact

logger = logging.getLogger(__name__)
MOST_TRIES = 5
AT_ONCE = 200


def work_off() -> int:
    """Look at every mail whose moment has come. Two at once share the work; answers how many were done."""
    done = 0
    due = InboundMail.objects.to_look_at(clock.now()).order_by("next_try_at")
    for number in list(due.values_list("pk", flat=True)[:AT_ONCE]):
        try:
            with transaction.atomic():
                mail = due.select_for_update(skip_locked=True, of=("self",)).filter(pk=number).first()
                if mail is not None:
                    _work(mail)
                    done += 1
        except Exception:
            logger.exception("a mail that came in could not be worked off", extra={"mail": number})
            _later(number)
    if done:
        tell_administrators()
    return done


def _work(mail: InboundMail) -> None:
    try:
        letter = letter_of(mail)
    except OSError:
        raise
    except Exception:  # a stranger's mail may break any reader; the original is kept
        logger.warning("a mail that came in cannot be read", extra={"mail": mail.pk})
        _settle(mail, Verdict(Reason.UNREADABLE))
        return
    mail.sender, mail.title = letter.sender or _shown_senders(letter), letter.title
    mail.sender_name = letter.senders[0][0] if letter.senders else ""
    mail.text = new_words(letter.text)
    verdict = judge(mail, letter)
    if verdict.reason == Reason.BOUNCE:
        mail.detail = _note_returned(letter)
    to = _destination(verdict, letter)
    if verdict.step != "deliver" or verdict.contact is None or to is None:
        _fit, mail.files = sort_files(letter, language="")
        _settle(mail, verdict)
        return
    try:
        with transaction.atomic():
            mail.files, mail.url = hand_over(mail, letter, to=to, contact=verdict.contact)
    except NothingNewError:
        _settle(mail, replace(verdict, reason=Reason.EMPTY))
    except (DomainError, ObjectDoesNotExist) as refusal:
        mail.detail = str(refusal)
        _fit, mail.files = sort_files(letter, language="")
        _settle(mail, replace(verdict, reason=Reason.REFUSED))
    else:
        _settle(mail, verdict)


Destination = Callable[..., str]
"""Takes contact, user, text, files, at and message_id; answers the page."""


def answering(thread: str, subject_pk: int) -> Destination:
    """To what it answers."""
    return partial(THREADS[thread].accept, subject_pk)


def opening(what: Opening, letter: Letter) -> Destination:
    """To something new, under the subject of the mail."""
    return partial(what.begin, title=letter.title)


def _destination(verdict: Verdict, letter: Letter) -> Destination | None:
    if verdict.reason != Reason.NOTHING:
        return None
    if verdict.signed is not None:
        return answering(verdict.signed.thread, verdict.signed.subject)
    return opening(verdict.opening, letter) if verdict.opening is not None else None


class NothingNewError(DomainError):
    """A mail without new words and without a file that we keep."""


def hand_over(
    mail: InboundMail, letter: Letter, *, to: Destination, contact: Contact
) -> tuple[list[dict[str, object]], str]:
    """Give the words and the files to what they answer, or to what they open.

    Answers what is to be said of the files, and the page.
    """
    fit, told = sort_files(letter, language=contact.language)
    if not mail.text and not fit:
        raise NothingNewError(Reason.EMPTY.label)
    left_out = told_to_the_writer(told, language=contact.language)
    user = contact.user if contact.user is not None and contact.user.is_active else None
    again = InboundMail.objects.filter(message_id=mail.message_id).exclude(pk=mail.pk).exists()
    url = to(
        contact=contact,
        user=user,
        text="\n\n".join(part for part in (mail.text, left_out) if part),
        files=fit,
        at=clock.now(),
        message_id=f"{mail.message_id}#{mail.fingerprint[:8]}" if again else mail.message_id,
    )
    return told, url


def letter_of(mail: InboundMail) -> Letter:
    """The mail read again from its original."""
    with mail.raw.open("rb") as file:
        return read(file.read())


def _settle(mail: InboundMail, verdict: Verdict) -> None:
    """Write down what became of the mail."""
    step: Transition = LIFECYCLE.step(verdict.step, mail)
    before, mail.state = mail.state, step.target
    mail.reason, mail.checked, mail.next_try_at = verdict.reason, verdict.checked, None
    if verdict.signed is not None:
        mail.thread, mail.subject_id = verdict.signed.thread, verdict.signed.subject
    elif verdict.opening is not None:
        mail.thread = verdict.opening.name
    mail.contact = verdict.contact
    mail.save()
    who = verdict.contact.user if verdict.contact is not None and verdict.step == "deliver" else None
    changes = {"state": (before, mail.state), "reason": ("", mail.reason)}
    trail.record(mail, f"inbound.{step.name}", by=who, changes=changes, show="")


def _shown_senders(letter: Letter) -> str:
    return ", ".join(address for _name, address in letter.senders)[:254]


def _note_returned(letter: Letter) -> str:
    """Mark the mails of ours that came back; answers what the servers said, for the administrator."""
    returned = returned_mails(letter.message)
    for each in returned:
        mail_came_back(each.message_id, address=each.address, answer=each.answer)
    return "\n".join(f"{each.address}: {each.answer}" for each in returned)


def _later(number: int) -> None:
    """Try again soon, less and less often; after some tries an administrator must look."""
    with transaction.atomic():
        mail = InboundMail.objects.select_for_update(of=("self",)).filter(pk=number).first()
        if mail is None or mail.next_try_at is None:
            return
        mail.tries += 1
        if mail.tries >= MOST_TRIES:
            _settle(mail, Verdict(Reason.TROUBLE))
            return
        mail.next_try_at = clock.now() + timedelta(minutes=2**mail.tries)
        mail.save(update_fields=["tries", "next_try_at"])
