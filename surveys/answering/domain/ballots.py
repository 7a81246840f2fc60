"""The ballot box of anonymous campaigns: cast apart from the invitation, kept, shaken, emptied (ruling 32).

The link is crossed off in one transaction and the ballot cast in another; nothing of the one is in the other. Ballots
become responses in handfuls, in an order drawn by lot, under new random ids. All of a campaign bear one day, that on
which it began: beside the day on which a link was crossed off, a day of their own would name who answered. For the same
reason the grade stays behind, and the few that are left at the end are shuffled among some that were taken out before.
Those that wait for company are put in anew together, so that not even the numbers of the transactions name whose they
are. Killed between the two transactions an answer is lost rather than doubled or told apart.
"""

import random
import secrets
import uuid
from collections.abc import Sequence
from copy import copy
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Case, Count, Q, QuerySet, When
from django.db.models.base import ModelState
from django.db.models.expressions import RawSQL

from brm.core import clock
from surveys.answering.domain.doors import refuse_closed
from surveys.answering.domain.hearers import tell_hearers
from surveys.answering.domain.measuring import answers_from, figures_of
from surveys.answering.models import Answer, Ballot, Response
from surveys.answering.rules import BOX_MOST, BOX_SMALLEST, COMPANY
from surveys.asking.domain.ending import mark_answered
from surveys.asking.enums import AskChannel, CampaignStatus, InvitationStatus
from surveys.asking.models import Campaign, Invitation
from surveys.questionnaires.domain.answers import Given

_LOT: random.Random = secrets.SystemRandom()
_WEB = Q(content__channel=str(AskChannel.WEB))


def cast_ballot(invitation: Invitation, given: Sequence[Given], *, at: datetime) -> None:
    """Cross the invitation off, then put the answer into the box. Nobody can tell later which was whose."""
    campaign, content = invitation.campaign, _content(invitation, given)
    if campaign is None:
        raise ValueError("only campaigns are anonymous")
    with transaction.atomic(durable=True):
        row = Invitation.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=invitation.pk)
        refuse_closed(row, at)
        mark_answered(row, at=at)
    try:
        with transaction.atomic(durable=True):
            Ballot.objects.create(campaign=campaign, content=content, on=clock.day_of(campaign.opens_at))
    except Exception:
        # it did not reach the box: they may try again
        Invitation.objects.filter(pk=invitation.pk).update(
            status=InvitationStatus.SENT, ended_on=None, step_at=invitation.step_at
        )
        raise


def _content(invitation: Invitation, given: Sequence[Given]) -> dict[str, Any]:
    return content_of(
        given, version=invitation.version_id, relationship=invitation.relationship_id, service=invitation.service_id,
        kind=invitation.respondent_kind, grade="", channel=invitation.channel,
    )  # fmt: skip


def content_of(given: Sequence[Given], **group: Any) -> dict[str, Any]:
    """What the answer says, and the group it is counted in; nothing else."""
    figures = figures_of(given)
    return {
        **group,
        "figures": {name: None if value is None else str(value) for name, value in figures.items()},
        "answers": [
            {
                "question": row.question_id, "line": row.line, "value": row.value, "chosen": row.chosen,
                "text": row.text, "points": None if row.points is None else str(row.points), "factor": row.factor,
            }
            for row in answers_from(given)
        ],
    }  # fmt: skip


def empty_boxes(*, at: datetime | None = None) -> int:
    """Shake every box that holds enough, or whose campaign is over, and take the ballots out; answers how many."""
    now = at or clock.now()
    kinds = Ballot.objects.order_by().annotate(web=Case(When(_WEB, then=True), default=False))
    held = list(kinds.values("campaign", "web").annotate(n=Count("pk")).values_list("campaign", "web", "n"))
    closed = Campaign.objects.filter(pk__in=[pk for pk, _web, _n in held]).exclude(status=CampaignStatus.OPEN)
    over = set(closed.values_list("pk", flat=True))
    done = 0
    for campaign_id, web, n in held:
        while n >= BOX_SMALLEST or (n and campaign_id in over):
            taken = _empty(campaign_id, web=web, whole=campaign_id in over, at=now)
            if not taken:
                break
            done, n = done + taken, n - taken
        if n:
            _mingle(campaign_id, web=web)
    return done


@transaction.atomic
def _mingle(campaign_id: int, *, web: bool) -> None:
    """Put those that wait into the box anew, in one go and in an order drawn by lot.

    The number of the transaction in which each was cast is next to that in which its invitation was crossed off:
    whoever reads the tables with their system columns could lay the two side by side.
    """
    if not Campaign.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=campaign_id).exists():
        return
    waiting = _ballots(campaign_id, web=web)
    casts = waiting.order_by().annotate(cast=RawSQL("answering_ballot.xmin::text", ())).values("cast").distinct()
    if casts.count() > 1:
        ballots = list(waiting.order_by("?"))
        Ballot.objects.filter(pk__in=[ballot.pk for ballot in ballots]).delete()
        Ballot.objects.bulk_create(Ballot(campaign_id=campaign_id, content=row.content, on=row.on) for row in ballots)


def _ballots(campaign_id: int, *, web: bool) -> "QuerySet[Ballot]":
    return Ballot.objects.filter(_WEB if web else ~_WEB, campaign=campaign_id)


@transaction.atomic
def _empty(campaign_id: int, *, web: bool, whole: bool, at: datetime) -> int:
    """One handful; another sweep that holds the same box waits for its turn by skipping it.

    What came by the public page is company for nobody who was invited, so the two never fill one handful.
    """
    if not Campaign.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=campaign_id).exists():
        return 0
    ballots = list(_ballots(campaign_id, web=web).order_by("?")[:BOX_MOST])
    if not ballots or (len(ballots) < BOX_SMALLEST and not whole):
        return 0
    fresh = [(_response(ballot), _answers(ballot)) for ballot in ballots]
    made = [*fresh, *(_drawn_again(campaign_id, web=web) if len(ballots) < BOX_SMALLEST else ())]
    _LOT.shuffle(made)
    Response.objects.bulk_create(response for response, _said in made)
    for response, answers in made:
        for answer in answers:
            answer.response = response
    Answer.objects.bulk_create(answer for _row, answers in made for answer in answers)
    Ballot.objects.filter(pk__in=[ballot.pk for ballot in ballots]).delete()
    tell_hearers([response for response, _said in fresh])
    return len(ballots)


def _drawn_again(campaign_id: int, *, web: bool) -> list[tuple[Response, list[Answer]]]:
    """Some that were taken out before, under new ids, so that the last few do not lie apart as the last few."""
    by = Q(channel=AskChannel.WEB)
    rows = Response.objects.filter(by if web else ~by, campaign=campaign_id, contact=None, answered_on__isnull=False)
    before = list(rows.order_by("?")[:COMPANY].prefetch_related("answers"))
    found = [(copy(row), [copy(answer) for answer in row.answers.all()]) for row in before]
    Answer.objects.filter(response__in=before).delete()
    Response.objects.filter(pk__in=[row.pk for row in before]).delete()
    for row, answers in found:
        row.pk, row._state = uuid.uuid4(), ModelState()
        for answer in answers:
            answer.pk, answer._state = None, ModelState()
    return found


def _answers(ballot: Ballot) -> list[Answer]:
    return [
        Answer(
            question_id=row["question"], line=row["line"], value=row["value"], chosen=row["chosen"], text=row["text"],
            points=row["points"], factor=row["factor"],
        )
        for row in ballot.content["answers"]
    ]  # fmt: skip


def _response(ballot: Ballot) -> Response:
    said = ballot.content
    figures = said["figures"]
    return Response(
        campaign_id=ballot.campaign_id, version_id=said["version"], relationship_id=said["relationship"],
        service_id=said["service"], respondent_kind=said["kind"], grade=said["grade"], channel=said["channel"],
        started_at=None, submitted_at=None, answered_on=ballot.on,
        score=figures["score"], csat=figures["csat"], ces=figures["ces"],
        nps=None if figures["nps"] is None else int(figures["nps"]),
    )  # fmt: skip
