"""Telling people: one row per person and key, in their language, with the mail planned by their choice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connection, models, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from brm.accounts.models import Deputy, User
from brm.core import clock, jobs
from brm.notifications.domain.kinds import KINDS, NotificationKind, Params
from brm.notifications.domain.letters import message_id_for
from brm.notifications.enums import Channel, MailState
from brm.notifications.models import Attachment, Notification
from brm.notifications.rules import STALE_AFTER, Plan, plan_for

File = tuple[str, str, str | bytes]
"""File name, MIME type (``text/calendar; method=REQUEST`` makes it an invitation), content."""


@dataclass(frozen=True)
class Notice:
    """One of many notices written together by ``notify_many``."""

    user: User
    key: str
    params: Mapping[str, Any] = field(default_factory=dict)
    url: str = ""
    relationship: models.Model | int | None = None
    attachments: Sequence[File] = ()
    reply_to: str = ""


@dataclass(frozen=True)
class Mail:
    """A mail to somebody without an account, as ``mail`` would write it; among the letters of ``tell``."""

    address: str
    key: str
    language: str
    time_zone: str
    name: str = ""
    contact_id: int | None = None
    params: Mapping[str, Any] = field(default_factory=dict)
    url: str = ""
    relationship: models.Model | int | None = None
    reply_to: str = ""


Letter = tuple[str, Notice | Mail]
"""A kind, and whom it tells what."""


def notify(
    user: User,
    kind: str,
    *,
    key: str,
    url: str = "",
    relationship: models.Model | int | None = None,
    at: datetime | None = None,
    attachments: Sequence[File] = (),
    reply_to: str = "",
    **params: Any,
) -> Notification | None:
    """Tell a person with an account, once per ``key``; their deputy too while they are absent and it is about work.

    With ``reply_to`` an answer by mail goes there (``brm.inbound.threads.reply_address``), a deputy's excepted.
    Answers the row, also when it was written before; None if the person is no longer active.
    """
    notice = Notice(user, key, params, url, relationship, attachments, reply_to)
    written = _write(kind, [notice], at=at)
    if own := [row for row in written if row.recipient_id == user.pk]:
        return own[0]
    return Notification.objects.filter(recipient=user, key=key).first() if user.is_active else None


def notify_many(kind: str, notices: Iterable[Notice], *, at: datetime | None = None) -> int:
    """Tell many people in a constant number of statements, however many they are. Answers how many rows are new."""
    return len(_write(kind, list(notices), at=at))


@transaction.atomic
def mail(
    address: str,
    kind: str,
    *,
    key: str,
    language: str,
    time_zone: str,
    name: str = "",
    contact_id: int | None = None,
    url: str = "",
    attachments: Sequence[File] = (),
    relationship: models.Model | int | None = None,
    at: datetime | None = None,
    reply_to: str = "",
    **params: Any,
) -> Notification | None:
    """Write to somebody without an account, once per ``key`` and address. An answer by mail goes to ``reply_to``.

    An address that is none is kept as a refused mail, where an administrator sees it; without any the answer is None.
    """
    letter = Mail(address, key, language, time_zone, name, contact_id, params, url, relationship, reply_to)
    row = _mail(KINDS[kind], letter, at or clock.now())
    if row is None:
        return None
    if written := _insert([(row, attachments)]):
        return written[0]
    return Notification.objects.filter(recipient=None, key=key, address__iexact=row.address).first()


@transaction.atomic
def tell(letters: Iterable[Letter], *, at: datetime) -> int:
    """Many letters of several kinds, to people with accounts and without, together. Answers how many rows are new."""
    return len(_insert(_rows(list(letters), at)))


def letters_to_insert(letters: Iterable[Letter], *, at: datetime) -> list[Notification]:
    """The rows ``tell`` would write, for those who insert them with rows of their own, and say ``posted``.

    Only where none of them can have been written before: about a record that is new.
    """
    return [row for row, _files in _rows(list(letters), at)]


def posted(rows: Iterable[Notification]) -> None:
    """Rows were inserted: whoever sends the mails hears of it after commit."""
    if settings.MAIL_CONFIGURED and any(row.state == MailState.WAITING for row in rows):
        hint_once()


def _mail(of: NotificationKind, letter: Mail, moment: datetime) -> Notification | None:
    address = " ".join(letter.address.split())[:254]
    if not address:
        return None
    row = Notification(
        contact_id=letter.contact_id,
        name=" ".join(letter.name.split())[:120],
        address=address,
        language=letter.language,
        time_zone=letter.time_zone,
    )
    _fill(row, of, Plan(Channel.EMAIL, MailState.WAITING, moment), letter, moment)
    row.in_inbox = False
    try:
        validate_email(address)
    except ValidationError:
        row.state, row.last_error = MailState.FAILED, str(_("This is not an e-mail address."))
    return row


def mail_many(kind: str, letters: Iterable[Mail], *, at: datetime | None = None) -> int:
    """Write to many people without an account in a constant number of statements. Answers how many rows are new."""
    return tell(((kind, letter) for letter in letters), at=at or clock.now())


@transaction.atomic
def _write(kind: str, notices: list[Notice], *, at: datetime | None) -> list[Notification]:
    return _insert(_rows([(kind, notice) for notice in notices], at or clock.now()))


def _rows(letters: Sequence[Letter], moment: datetime) -> list[tuple[Notification, Sequence[File]]]:
    rows: list[tuple[Notification, Sequence[File]]] = []
    people = {
        letter.user.pk: letter.user
        for kind, letter in letters
        if isinstance(letter, Notice) and letter.user.is_active and KINDS[kind].work
    }
    deputies = deputies_of(people, moment)
    for kind, letter in letters:
        of = KINDS[kind]
        if isinstance(letter, Mail):
            rows.extend((row, ()) for row in (_mail(of, letter, moment),) if row is not None)
        elif letter.user.is_active:
            rows.append((_row(of, letter, letter.user, moment), letter.attachments))
            rows.extend(
                (_row(of, letter, deputy, moment, for_whom=letter.user), letter.attachments)
                for deputy in (deputies.get(letter.user.pk, ()) if of.work else ())
            )
    return rows


def deputies_of(people: Mapping[int, User], moment: datetime) -> dict[int, list[User]]:
    """Who stands in for each of ``people`` on the day it is for them (ruling 15). One statement for all."""
    if not people:
        return {}
    day = moment.date()
    found: dict[int, list[User]] = {}
    absences = Deputy.objects.filter(
        absent__in=people, from_on__lte=day + timedelta(days=1), to_on__gte=day - timedelta(days=1)
    ).select_related("deputy")
    for absence in absences:
        here = moment.astimezone(ZoneInfo(people[absence.absent_id].time_zone)).date()
        if absence.deputy.is_active and absence.from_on <= here <= absence.to_on:
            found.setdefault(absence.absent_id, []).append(absence.deputy)
    return found


def _row(
    of: NotificationKind, notice: Notice, recipient: User, moment: datetime, *, for_whom: User | None = None
) -> Notification:
    row = Notification(
        recipient=recipient,
        address=recipient.email,
        name=recipient.name,
        language=recipient.language,
        time_zone=recipient.time_zone,
    )
    if moment < clock.now() - STALE_AFTER or not recipient.email:
        plan = Plan(Channel.INBOX, MailState.NONE, moment)
    else:
        plan = plan_for(
            recipient, of.category, moment, urgent=of.urgent, grave=of.grave, essential=of.essential or not of.in_inbox
        )
    return _fill(row, of, plan, notice, moment, for_whom=for_whom)


def _fill(
    row: Notification,
    of: NotificationKind,
    plan: Plan,
    notice: Notice | Mail,
    moment: datetime,
    *,
    for_whom: User | None = None,
) -> Notification:
    """The words in the recipient's language and zone, and the plan of the mail."""
    row.title, row.body = _words(of, notice.params, row.language, row.time_zone, for_whom)
    row.kind, row.category, row.key = of.name, of.category, notice.key
    row.url, row.in_inbox, row.created_at = notice.url, of.in_inbox, moment
    row.reply_to = notice.reply_to if for_whom is None else ""
    about = notice.relationship
    row.relationship_id = about.pk if isinstance(about, models.Model) else about
    row.channel, row.state, row.not_before, row.held_reason = plan.channel, plan.state, plan.not_before, plan.reason
    row.message_id = message_id_for(notice.key, row.address)
    return row


def _words(
    of: NotificationKind, params: Params, language: str, time_zone: str, for_whom: User | None
) -> tuple[str, str]:
    with translation.override(language), timezone.override(ZoneInfo(time_zone)):
        title, body = " ".join(str(of.subject(params)).split()), str(of.body(params)).strip()
        if for_whom is not None:
            body = f"{_('You get this because you stand in for %(name)s.') % {'name': for_whom}}\n\n{body}".strip()
    return (title if len(title) <= 200 else title[:199] + "…"), body


def _insert(rows: list[tuple[Notification, Sequence[File]]]) -> list[Notification]:
    """Write what is not there yet; answers only what is new.

    The ids are taken beforehand, so that of two writers at once each knows which rows are its own, and files hang
    on those alone. In the order of the key, so that two writers wait for and never block one another.
    """
    if not rows:
        return []
    rows = sorted(rows, key=lambda pair: (pair[0].key, pair[0].recipient_id or 0, pair[0].address.lower()))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [Notification._meta.db_table, len(rows)],
        )
        for (row, _files), (number,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = number
    Notification.objects.bulk_create([row for row, _files in rows], ignore_conflicts=True)
    kept = set(Notification.objects.filter(pk__in=[row.pk for row, _files in rows]).values_list("pk", flat=True))
    Attachment.objects.bulk_create(
        Attachment(
            notification=row,
            filename=filename[:120],
            mime=mime[:120],
            content=content.encode() if isinstance(content, str) else content,
        )
        for row, files in rows
        if row.pk in kept
        for filename, mime, content in files
    )
    written = [row for row, _files in rows if row.pk in kept]
    for row in written:
        row._state.adding = False
    posted(written)
    return written


def hint_once() -> None:
    """After commit, one hint for all mails of the transaction; lost with the broker it costs a minute, no mail."""
    if not any(_hint in entry for entry in connection.run_on_commit):
        transaction.on_commit(_hint, robust=True)


def _hint() -> None:
    jobs.enqueue("notifications.hint")
