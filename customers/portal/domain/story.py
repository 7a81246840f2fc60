"""A complaint as its complainant reads it: what happened, in order, and what comes next, in plain words."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from brm.accounts.models import User
from brm.core import clock
from brm.documents.models import Document
from customers.complaints.domain.ending import may_reopen_until
from customers.complaints.domain.queries import clocks_of, files_of, rises_of, visible_messages_of
from customers.complaints.enums import ClockKind, MessageKind, RiseCause, Status
from customers.complaints.models import Complaint, ComplaintClock, ComplaintMessage

TO_ANSWER = (Status.ACKNOWLEDGED, Status.ASSESSED, Status.INVESTIGATING, Status.ANSWER_PROPOSED, Status.REFUSED)
"""States in which the next thing is our answer."""
STEPS = (Status.RECEIVED, Status.ACKNOWLEDGED, Status.INVESTIGATING, Status.DECISION_TOLD, Status.CLOSED)
"""The way as it is drawn: told, confirmed, looked into, answered, settled."""


@dataclass
class Moment:
    """Something that happened: when, who said it, in which words, with which files."""

    at: datetime
    title: str
    icon: str = "point"
    tone: str = "grey"
    who: str = ""
    words: str = ""
    mine: bool = False
    files: list[Document] = field(default_factory=list)


@dataclass
class Ahead:
    """What comes next, and until when; ``late`` where that moment is over."""

    title: str
    until: datetime | None = None
    late: bool = False
    by_them: bool = False


def story_of(complaint: Complaint, reader: User) -> list[Moment]:
    """Everything the complainant may know of, in the order in which it happened; the reader has been checked."""
    files = _files(complaint)
    told = [
        Moment(
            complaint.received_at, _("You told us") if _is(complaint.contact, reader) else _("It was told to us"),
            "message-report", "orange", str(complaint.contact or complaint.caller), complaint.text, True,
            files.get(None, []),
        )
    ]  # fmt: skip
    if complaint.acknowledged_at:
        told.append(Moment(complaint.acknowledged_at, _("We confirmed that we are on it"), "checks", "blue"))
    if complaint.assessed_at:
        told.append(
            Moment(
                complaint.assessed_at, _("We looked at how grave it is"), "gauge", "blue",
                words=str(complaint.get_severity_display()),
            )
        )  # fmt: skip
    told += [_said(message, reader, files.get(message.pk, [])) for message in visible_messages_of(complaint)]
    told += [
        Moment(
            rise.at,
            (
                _("It took too long: %(person)s looks after it too now")
                if rise.cause == RiseCause.CLOCK
                else _("%(person)s looks after it too now")
            )
            % {"person": rise.person},
            "arrow-up", "purple",
        )
        for rise in rises_of(complaint)
    ]  # fmt: skip
    if complaint.closed_at and complaint.status == Status.CLOSED:
        told.append(Moment(complaint.closed_at, _("Settled"), "circle-check", "green"))
    if complaint.closed_at and complaint.status == Status.MERGED:
        told.append(
            Moment(complaint.closed_at, _("It goes on together with another complaint of yours"), "arrow-merge")
        )
    return sorted(told, key=lambda moment: moment.at)


_TITLES: dict[str, tuple[Any, str, str]] = {
    MessageKind.QUESTION: (lambda: _("We asked you something"), "help-circle", "yellow"),
    MessageKind.REPLY: (lambda: _("You replied"), "message-circle", "orange"),
    MessageKind.DECISION: (lambda: _("Our answer"), "message-circle", "green"),
    MessageKind.REFUSAL: (lambda: _("The answer did not settle it"), "circle-x", "red"),
    MessageKind.ACCEPTANCE: (lambda: _("The answer was accepted"), "circle-check", "green"),
    MessageKind.STATEMENT: (lambda: _("Taken back"), "arrow-back-up", "grey"),
    MessageKind.REOPENING: (lambda: _("Opened again"), "refresh", "orange"),
}


def _said(message: ComplaintMessage, reader: User, files: list[Document]) -> Moment:
    theirs = message.contact_id is not None
    words, icon, tone = _TITLES.get(
        message.kind,
        (
            (lambda: _("A message from you")) if theirs else (lambda: _("A message from us")),
            "message", "orange" if theirs else "blue",
        ),
    )  # fmt: skip
    who = str(message.contact or message.user or "")
    return Moment(message.at, words(), icon, tone, who, message.text, theirs, files)


def _is(contact: Any, reader: User) -> bool:
    return contact is not None and contact.user_id == reader.pk


def _files(complaint: Complaint) -> dict[int | None, list[Document]]:
    """The files by the message they came with; those of the complaint itself under None."""
    found: dict[int | None, list[Document]] = {}
    for file in files_of(complaint, visible_only=True):
        own = file.subject_type == Complaint._meta.label_lower
        found.setdefault(None if own else file.subject_id, []).append(file)
    return found


def ahead_of(complaint: Complaint) -> list[Ahead]:
    """What comes next, the nearest first."""
    if complaint.status == Status.WAITING:
        return [Ahead(_("You answer our question"), complaint.waiting_until, by_them=True)]
    if complaint.status == Status.DECISION_TOLD:
        if complaint.accepted_at:
            return [Ahead(_("We close it"))]
        return [Ahead(_("You say whether our answer settles it"), by_them=True)]
    if complaint.status == Status.RECEIVED:
        clocks = list(clocks_of(complaint))
        return [
            _until(clocks, ClockKind.ACKNOWLEDGE, _("We confirm that we are on it")),
            _until(clocks, ClockKind.ANSWER, _("You get our answer")),
        ]
    if complaint.status in TO_ANSWER:
        answer = _until(clocks_of(complaint), ClockKind.ANSWER, _("You get our answer"))
        return [answer, Ahead(_("You say whether it settles it"))]
    return []


def _until(clocks: Iterable[ComplaintClock], kind: str, title: str) -> Ahead:
    running = [row for row in clocks if row.kind == kind and row.stopped_at is None]
    until = running[-1].due_at if running else None
    return Ahead(title, until, late=until is not None and until < clock.now())


def way_of(complaint: Complaint) -> list[tuple[str, str]]:
    """How far it has come: (word, done, here or nothing) for each step of the way."""
    words = [
        pgettext("way of a complaint", "Sent"), pgettext("way of a complaint", "On it"),
        pgettext("way of a complaint", "Looked into"), pgettext("way of a complaint", "Answer"),
        pgettext("way of a complaint", "Settled"),
    ]  # fmt: skip
    status = complaint.waiting_from if complaint.status == Status.WAITING else complaint.status
    here = {
        Status.RECEIVED: 0, Status.ACKNOWLEDGED: 1, Status.ASSESSED: 1, Status.INVESTIGATING: 2,
        Status.ANSWER_PROPOSED: 2, Status.REFUSED: 2, Status.DECISION_TOLD: 3, Status.CLOSED: 5,
    }.get(Status(status), 0)  # fmt: skip
    return [(word, "done" if n < here else "here" if n == here else "") for n, word in enumerate(words)]


def plain_state(complaint: Complaint) -> str:
    """Where it stands, in one short sentence."""
    if complaint.status == Status.DECISION_TOLD and complaint.accepted_at:
        return _("You accepted our answer. We close it.")
    return {
        Status.RECEIVED: _("We have it and will confirm soon."),
        Status.ACKNOWLEDGED: _("We are on it."),
        Status.ASSESSED: _("We are on it."),
        Status.INVESTIGATING: _("We are finding out what was wrong."),
        Status.ANSWER_PROPOSED: _("Our answer is being prepared."),
        Status.DECISION_TOLD: _("Our answer is there. Does it settle it?"),
        Status.REFUSED: _("Somebody higher up looks at it anew."),
        Status.WAITING: _("We asked you something."),
        Status.CLOSED: _("Settled."),
        Status.WITHDRAWN: _("Taken back."),
        Status.MERGED: _("It goes on together with another complaint of yours."),
    }[Status(complaint.status)]


def calls_them(complaint: Complaint) -> bool:
    """Whether it waits for the complainant's side."""
    waits = complaint.status == Status.DECISION_TOLD and complaint.accepted_at is None
    return waits or complaint.status == Status.WAITING


def reopens_until(complaint: Complaint) -> datetime | None:
    """Until when it can be opened again, if it can today."""
    until = may_reopen_until(complaint) if complaint.status == Status.CLOSED else None
    return until if until is not None and clock.now() <= until else None
