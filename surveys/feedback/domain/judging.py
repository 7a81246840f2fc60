"""Feedback is judged, answered, or goes on as complaint or praise: it ends in one of the four (INV-34)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.domain.queries import insiders, leads_of
from brm.accounts.models import User
from brm.attention.domain import settle
from brm.audit import trail
from brm.core import clock
from brm.core.editing import locked, refuse_stale, save_changes
from brm.core.errors import DomainError
from brm.core.registry import Registry
from brm.matters.domain import close_matter, link_matters
from brm.matters.models import LinkKind, Matter
from surveys.feedback.domain.asking import RULE, ask
from surveys.feedback.domain.telling import tell_ours, tell_story, tell_teller
from surveys.feedback.enums import ANSWERABLE, GOES_ON, ConfirmedBy, FeedbackKind, FeedbackStatus
from surveys.feedback.lifecycle import LIFECYCLE
from surveys.feedback.models import FeedbackItem


@dataclass(frozen=True)
class Converter:
    """How feedback goes on as something else: ``make`` opens it in the words of the feedback, answers its matter.

    ``page`` answers its address. Called in the transaction of the feedback's own change.
    """

    kind: str
    make: Callable[[FeedbackItem, User, datetime], Matter]
    page: Callable[[Matter], str]


CONVERTERS: Registry[Converter] = Registry("converter of feedback")


@transaction.atomic
def classify_feedback(
    item: FeedbackItem, *, by: User, kind: str, expected_version: int | None = None, at: datetime | None = None
) -> FeedbackItem:
    """Say what it is. What is a complaint or praise is taken on by ``convert_feedback``."""
    at = at or clock.now()
    item = locked(item)
    if kind not in FeedbackKind.values or not kind:
        raise DomainError(_("Say what it is."), field="kind")
    refuse_stale(item, expected_version, {"kind": kind})
    changes = save_changes(item, {"kind": kind, "status": LIFECYCLE.step("classify", item).target})
    trail.record(item, "feedback.classify", by=by, changes=changes, at=at)
    ask(item, at)
    return item


@transaction.atomic
def convert_feedback(
    item: FeedbackItem, *, by: User, kind: str = "", at: datetime | None = None
) -> tuple[FeedbackItem, Matter]:
    """It goes on as a complaint or as praise, under a number of its own; both point to one another."""
    at = at or clock.now()
    item = locked(item)
    kind = kind or item.kind
    converter = CONVERTERS.get(kind)
    if kind not in GOES_ON or converter is None:
        raise DomainError(_("Only complaints and praise go on elsewhere. Answer it here."), field="kind")
    target = LIFECYCLE.step("convert", item).target
    became = converter.make(item, by, at)
    changes = save_changes(item, {"kind": kind, "status": target, "due_at": None, "desk_at": None})
    link_matters(item.matter, became, kind=LinkKind.LEADS_TO, by=by, at=at)
    close_matter(item.matter, by=by, at=at)
    trail.record(item, f"feedback.convert_{kind}", by=by, changes=_shown(changes), at=at)
    tell_story(item, f"convert_{kind}", at=at, by=by, became=became.number)
    ask(item, at)
    return item, became


@transaction.atomic
def answer_feedback(
    item: FeedbackItem, *, by: User, answer: str, kind: str = "", told: str = "",
    expected_version: int | None = None, at: datetime | None = None,
) -> FeedbackItem:  # fmt: skip
    """Answer a suggestion or question. It goes out by mail; ``told`` says how, where there is no address."""
    at = at or clock.now()
    item = locked(item)
    answer = answer.strip()
    refuse_stale(item, expected_version, {"answer": answer})
    if not answer:
        raise DomainError(_("Write the answer."), field="answer")
    kind = kind or item.kind
    if kind and (kind != item.kind or item.status == FeedbackStatus.RECEIVED):
        item = classify_feedback(item, by=by, kind=kind, at=at)
    if item.kind and item.kind not in ANSWERABLE:
        raise DomainError(_("A complaint or praise is not answered here: take it on."), field="kind")
    target = LIFECYCLE.step("answer", item).target
    how = tell_teller(item, "answered", at=at, answer=answer, text=item.text[:2000], person=str(by)) or told
    if not how and (item.contact_id or item.teller):
        raise DomainError(
            _("There is no address to write to. Tell them by call or in person, and say so here."), field="told"
        )
    values: dict[str, Any] = {"answer": answer, "answered_at": at, "status": target, "due_at": None, "desk_at": None}
    if item.confirmed_at is None:
        values |= {"confirmed_at": at, "confirmed_how": how or ConfirmedBy.CALL}
    changes = save_changes(item, values)
    trail.record(item, "feedback.answer", by=by, changes=_shown(changes), at=at)
    tell_story(item, "answer", at=at, by=by, text=answer)
    close_matter(item.matter, by=by, at=at)
    ask(item, at)
    return item


@transaction.atomic
def give_feedback_to(item: FeedbackItem, owner: User, *, by: User | None, at: datetime | None = None) -> FeedbackItem:
    """Somebody else sees to it."""
    at = at or clock.now()
    item = locked(item)
    if not insiders().filter(pk=owner.pk).exists():
        raise DomainError(_("Choose among our own active people."), field="owner")
    changes = save_changes(item, {"owner": owner})
    if changes:
        trail.record(item, "feedback.give", by=by, changes=changes, at=at)
        settle(RULE, item, at=at)
        ask(item, at)
        if by is None or by.pk != owner.pk:
            tell_ours(item, "given", owner, at=at, key=str(item.version), text=item.text[:2000])
    return item


def show_late(item: FeedbackItem, at: datetime) -> None:
    """Its day has passed: owner and leads are told, once. Called by the sweep, with the row held."""
    item.desk_at = None
    item.save(update_fields=["desk_at"])
    ask(item, at)
    people = {person.pk: person for person in (item.owner, *leads_of(item.relationship.team_id))}
    for person in people.values():
        tell_ours(item, "late", person, at=at)


def _shown(changes: dict[str, tuple[Any, Any]]) -> dict[str, tuple[Any, Any]]:
    return {name: pair for name, pair in changes.items() if name in ("status", "kind")}


for _name, _words in (
    ("classify", gettext_lazy("Said what the feedback is")),
    ("convert_complaint", gettext_lazy("Went on as a complaint")),
    ("convert_praise", gettext_lazy("Went on as praise")),
    ("answer", gettext_lazy("Answered the feedback")),
    ("give", gettext_lazy("Gave the feedback to somebody else")),
):
    trail.label(f"feedback.{_name}", _words)
