"""Taking an answer in: as they go, sent at the end, told by phone, copied from a printed sheet (Q-01, Q-02)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.core import clock
from brm.core.errors import DomainError
from brm.core.prepared import Prepared
from brm.timeline.domain import note
from surveys.answering.domain.ballots import cast_ballot
from surveys.answering.domain.doors import is_secret, refuse_closed
from surveys.answering.domain.follow_ups import open_follow_up
from surveys.answering.domain.hearers import refuse_untimely, tell_hearers
from surveys.answering.domain.measuring import answers_from, figures_of
from surveys.answering.models import Answer, Response
from surveys.asking.domain.ending import decline_invitation, held_invitation, mark_answered
from surveys.asking.enums import AskChannel
from surveys.asking.models import Invitation
from surveys.questionnaires.domain.answers import Given, checked
from surveys.questionnaires.models import QuestionnaireVersion

Said = Mapping[str, Any]
"""What was answered, by the code of the question."""
_DRAFT = Prepared(lambda invitation: Response.objects.filter(invitation=invitation, answered_on=None).order_by())
_BEGUN = Prepared(
    lambda invitation: Response.objects.select_for_update(of=("self",)).filter(invitation=invitation).order_by()
)


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
    response = _begun(invitation, at)
    response.draft = {**response.draft, **given}
    response.language = language or response.language
    response.save()
    return response


def draft_of(invitation: Invitation) -> Response | None:
    """What they have answered so far."""
    return _DRAFT.first(invitation.pk)


def submit_response(
    invitation: Invitation, given: Said, *, language: str = "", at: datetime | None = None
) -> Response | None:
    """Take the answer in; None where it is anonymous and lies in the ballot box now."""
    at = at or clock.now()
    if is_secret(invitation):
        refuse_closed(invitation, at)
        cast_ballot(invitation, checked(_version(invitation), given), at=at)
        return None
    with transaction.atomic():
        invitation = held_invitation(invitation)
        refuse_closed(invitation, at)
        response = _begun(invitation, at)
        said = checked(_version(invitation), {**response.draft, **given})
        return _take(response, said, language=language, at=at)


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
    if channel not in ("", *AskChannel.values):
        raise DomainError(_("Say how the answer came."), field="channel")
    channel = channel or (invitation.channel if invitation.channel != AskChannel.MAIL else AskChannel.PHONE)
    return _take(_begun(invitation, at), checked(_version(invitation), given), by=by, channel=channel, at=at)


@transaction.atomic
def decline_to_answer(invitation: Invitation, *, by: User | None = None, at: datetime | None = None) -> Invitation:
    """They do not want to answer this one; nobody reminds them, and what they had begun is forgotten."""
    at = at or clock.now()
    refuse_closed(held_invitation(invitation), at)
    Response.objects.filter(invitation=invitation, answered_on=None).delete()
    return decline_invitation(invitation, by=by, at=at)


def _take(
    response: Response,
    given: Sequence[Given],
    *,
    at: datetime,
    language: str = "",
    by: User | None = None,
    channel: str = "",
) -> Response:
    """One response with its answers; whoever must know hears of it in the same transaction."""
    invitation = response.invitation
    if invitation is None:
        raise ValueError("only answers to an invitation are taken in here")
    figures = figures_of(given)
    ended = mark_answered(invitation, at=at, is_held=True)
    if ended.ended_on is not None:
        refuse_untimely(ended.ended_on)
    response.draft = {}
    response.language = language or response.language
    response.channel = channel or invitation.channel
    response.taken_by, response.submitted_at, response.answered_on = by, at, ended.ended_on
    for name, value in figures.items():
        setattr(response, name, value)
    response.save()
    answers = answers_from(given)
    for answer in answers:
        answer.response = response
    Answer.objects.bulk_create(answers)
    trail.record(invitation, "survey.answer", by=by, changes={"score": (None, response.score)}, at=at, show="")
    note(
        invitation.relationship_id, "survey", event="answer", at=at, actor=by, response=str(response.pk),
        contact=response.contact.name if response.contact else "", asked_as=response.respondent_kind,
        score="" if response.score is None else str(round(response.score)),
    )  # fmt: skip
    open_follow_up(response, at=at)
    tell_hearers(response)
    return response


def _begun(invitation: Invitation, at: datetime) -> Response:
    """The response of this invitation: begun before, or now."""
    found = _BEGUN.first(invitation.pk)
    if found is not None:
        found.invitation, found.contact, found.relationship = invitation, invitation.contact, invitation.relationship
        return found
    return Response(
        invitation=invitation, campaign_id=invitation.campaign_id, matter_id=invitation.matter_id,
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
