"""Taking an answer in: as they go, sent at the end, told by phone, copied from a printed sheet (Q-01, Q-02)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.audit.bulk import Line, record_many
from brm.core import clock
from brm.core.errors import DomainError
from brm.core.prepared import Prepared
from brm.timeline.domain import entry
from brm.timeline.models import TimelineEntry
from surveys.answering.domain.ballots import cast_ballot
from surveys.answering.domain.doors import Answerable, is_secret, refuse_closed
from surveys.answering.domain.follow_ups import open_follow_up
from surveys.answering.domain.hearers import refuse_untimely, tell_hearers
from surveys.answering.domain.measuring import answers_from, figures_of
from surveys.answering.models import Answer, Response
from surveys.answering.rules import HELD_AT_ONCE
from surveys.asking.domain.ending import (
    days_of_ending,
    decline_invitation,
    end_answered,
    held_invitation,
    held_invitations,
)
from surveys.asking.enums import AskChannel
from surveys.asking.models import Invitation
from surveys.questionnaires.domain.answers import Given, checked
from surveys.questionnaires.models import QuestionnaireVersion

Said = Mapping[str, Any]
"""What was answered, by the code of the question."""
_DRAFT = Prepared(lambda invitation: Response.objects.filter(invitation=invitation, answered_on=None).order_by())
_BEGUN = Prepared(lambda ids: Response.objects.select_for_update(of=("self",)).filter(invitation__in=ids).order_by())


@transaction.atomic
def save_draft(
    invitation: Invitation, given: Said, *, language: str = "", at: datetime | None = None
) -> Response | None:
    """Keep what was answered so far. Of an anonymous campaign nothing is kept before the end (ruling 32)."""
    at = at or clock.now()
    if is_secret(invitation):
        return None
    invitation = held_invitation(invitation)
    refuse_closed(invitation, at)
    response = _begun_of(invitation, at)
    response.draft = {**response.draft, **given}
    response.language = language or response.language
    response.save()
    return response


def draft_of(invitation: Invitation) -> Response | None:
    """What they have answered so far."""
    return _DRAFT.first(invitation.pk)


@dataclass(frozen=True)
class Sent:
    """What was answered to an invitation, as it came in."""

    invitation: Invitation
    given: Said
    language: str = ""


Taken = Response | DomainError | None
"""What became of one: the response, None where it is anonymous and lies in the ballot box, or why it was refused."""


def submit_response(
    invitation: Invitation, given: Said, *, language: str = "", at: datetime | None = None
) -> Response | None:
    """Take the answer in; None where it is anonymous and lies in the ballot box now."""
    taken = take_in([Sent(invitation, given, language)], at=at)[0]
    if isinstance(taken, DomainError):
        raise taken
    return taken


def take_in(sent: Sequence[Sent], *, at: datetime | None = None) -> list[Taken]:
    """Take many answers in at once, each as if it were alone: one that is refused hinders no other.

    Answers by name are written so many in one transaction, anonymous ones each in their own (ruling 32). Of two to the
    same invitation the first counts. Sent again after a fault nothing is taken twice.
    """
    at = at or clock.now()
    taken: list[Taken] = [None] * len(sent)
    open_ones = []
    for place, one in enumerate(sent):
        if is_secret(one.invitation):
            taken[place] = _dropped(one, at)
        else:
            open_ones.append(place)
    for first in range(0, len(open_ones), HELD_AT_ONCE):
        some = open_ones[first : first + HELD_AT_ONCE]
        for place, found in zip(some, _take_together([sent[place] for place in some], at), strict=True):
            taken[place] = found
    return taken


def _take_together(sent: Sequence[Sent], at: datetime) -> list[Taken]:
    """Some in one transaction. Where the database refused what we had let pass, a period was closed in between:
    looked at again, those it concerns are told so, and the others are taken in."""
    try:
        with transaction.atomic():
            return _take_open(sent, at)
    except IntegrityError:
        with transaction.atomic():
            return _take_open(sent, at)


def _dropped(one: Sent, at: datetime) -> DomainError | None:
    try:
        refuse_closed(one.invitation, at)
        cast_ballot(one.invitation, checked(_version(one.invitation), one.given), at=at)
    except DomainError as refusal:
        return refusal
    return None


def _take_open(sent: Sequence[Sent], at: datetime) -> list[Taken]:
    held = held_invitations([one.invitation for one in sent])
    begun = {row.invitation_id: row for row in _BEGUN([row.pk for row in held])}
    days, untimely = days_of_ending(held, at), dict[date, DomainError]()
    for day in set(days.values()):
        try:
            refuse_untimely(day)
        except DomainError as refusal:
            untimely[day] = refusal
    taken: list[Taken] = []
    rows: dict[int, _Row] = {}
    for one, invitation in zip(sent, held, strict=True):
        try:
            if invitation.pk in rows:
                raise DomainError(Answerable.ANSWERED.label)
            refuse_closed(invitation, at)
            if days[invitation.pk] in untimely:
                raise untimely[days[invitation.pk]]
            response = _begun(invitation, begun, at)
            given = checked(_version(invitation), {**response.draft, **one.given})
        except DomainError as refusal:
            taken.append(refusal)
            continue
        response.language, response.channel = one.language or response.language, invitation.channel
        rows[invitation.pk] = _Row(response, invitation, given)
        taken.append(response)
    _write(list(rows.values()), days, at=at)
    return taken


@transaction.atomic
def take_by_phone(
    invitation: Invitation, given: Said, *, by: User, channel: str = "", at: datetime | None = None
) -> Response:
    """Write down what somebody said on the phone or on a visit, or wrote on a printed sheet."""
    at = at or clock.now()
    if is_secret(invitation):
        raise DomainError(_("This survey is anonymous: nobody of ours writes an answer down for somebody."))
    invitation = held_invitation(invitation)
    refuse_closed(invitation, at)
    days = days_of_ending([invitation], at)
    refuse_untimely(days[invitation.pk])
    if channel not in ("", *AskChannel.values):
        raise DomainError(_("Say how the answer came."), field="channel")
    response = _begun_of(invitation, at)
    response.channel = channel or (invitation.channel if invitation.channel != AskChannel.MAIL else AskChannel.PHONE)
    response.taken_by = by
    _write([_Row(response, invitation, checked(_version(invitation), given))], days, by=by, at=at)
    return response


@transaction.atomic
def decline_to_answer(invitation: Invitation, *, by: User | None = None, at: datetime | None = None) -> Invitation:
    """They do not want to answer this one; nobody reminds them, and what they had begun is forgotten."""
    at = at or clock.now()
    refuse_closed(held_invitation(invitation), at)
    Response.objects.filter(invitation=invitation, answered_on=None).delete()
    return decline_invitation(invitation, by=by, at=at)


@dataclass(frozen=True)
class _Row:
    """A response that is about to be written, its invitation held, its answers checked."""

    response: Response
    invitation: Invitation
    given: Sequence[Given]


def _write(rows: Sequence[_Row], days: Mapping[int, date], *, at: datetime, by: User | None = None) -> None:
    """The responses with their answers; whoever must know hears of it in the same transaction."""
    if not rows:
        return
    end_answered([row.invitation for row in rows], days, at=at)
    answers = []
    for row in rows:
        response, row.response.draft = row.response, {}
        response.submitted_at, response.answered_on = at, row.invitation.ended_on
        for name, value in figures_of(row.given).items():
            setattr(response, name, value)
        for answer in answers_from(row.given):
            answer.response = response
            answers.append(answer)
    for row in rows:
        if not row.response._state.adding:
            row.response.save()
    Response.objects.bulk_create(row.response for row in rows if row.response._state.adding)
    Answer.objects.bulk_create(answers)
    _tell(rows, by=by, at=at)
    for row in rows:
        open_follow_up(row.response, at=at)
    tell_hearers([row.response for row in rows])


def _tell(rows: Sequence[_Row], *, by: User | None, at: datetime) -> None:
    """A line of history and one of the timeline for each."""
    lines = [
        Line(row.invitation.pk, relationship_id=row.invitation.relationship_id,
             changes={"score": (None, row.response.score)})
        for row in rows
    ]  # fmt: skip
    record_many("asking.invitation", lines, "survey.answer", by=by, at=at)
    TimelineEntry.objects.bulk_create(
        entry(
            row.invitation.relationship_id, "survey", event="answer", at=at, actor=by, response=str(row.response.pk),
            contact=row.response.contact.name if row.response.contact else "", asked_as=row.response.respondent_kind,
            score="" if row.response.score is None else str(round(row.response.score)),
        )
        for row in rows
    )  # fmt: skip


def _begun_of(invitation: Invitation, at: datetime) -> Response:
    return _begun(invitation, {row.invitation_id: row for row in _BEGUN([invitation.pk])}, at)


def _begun(invitation: Invitation, begun: Mapping[int | None, Response], at: datetime) -> Response:
    """The response of this invitation: begun before, or now."""
    found = begun.get(invitation.pk)
    if found is not None:
        found.invitation, found.contact, found.relationship = invitation, invitation.contact, invitation.relationship
        found.matter = invitation.matter
        return found
    return Response(
        invitation=invitation, campaign_id=invitation.campaign_id, matter=invitation.matter,
        version=_version(invitation), relationship=invitation.relationship, contact=invitation.contact,
        service_id=invitation.service_id, respondent_kind=invitation.respondent_kind, grade=invitation.grade,
        channel=invitation.channel, language=invitation.contact.language, started_at=at,
    )  # fmt: skip


def _version(invitation: Invitation) -> QuestionnaireVersion:
    version = invitation.version
    if version is None:
        raise DomainError(_("There is nothing to answer yet."))
    return version


trail.label("survey.answer", gettext_lazy("Answered the survey"))
