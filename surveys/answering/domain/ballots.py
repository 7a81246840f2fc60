"""The ballot box of anonymous campaigns: cast apart from the invitation, kept, shaken, emptied (ruling 32).

The link is crossed off in one transaction and the ballot cast in another; nothing of the one is in the other. Ballots
become responses in handfuls, in an order drawn by lot, under new random ids, with their day and no moment. Killed
between the two transactions an answer is lost rather than doubled or told apart.
"""

import random
import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count

from brm.core import clock
from surveys.answering.domain.doors import refuse_closed
from surveys.answering.domain.hearers import tell_hearers
from surveys.answering.domain.measuring import answers_from, figures_of
from surveys.answering.models import Answer, Ballot, Response
from surveys.answering.rules import BOX_MOST, BOX_SMALLEST
from surveys.asking.domain.ending import mark_answered
from surveys.asking.enums import CampaignStatus, InvitationStatus
from surveys.asking.models import Campaign, Invitation
from surveys.questionnaires.domain.answers import Given

_LOT: random.Random = secrets.SystemRandom()


def cast_ballot(invitation: Invitation, given: Sequence[Given], *, at: datetime) -> None:
    """Cross the invitation off, then put the answer into the box. Nobody can tell later which was whose."""
    campaign, content = invitation.campaign, _content(invitation, given)
    if campaign is None:
        raise ValueError("only campaigns are anonymous")
    with transaction.atomic(durable=True):
        row = Invitation.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=invitation.pk)
        refuse_closed(row, at)
        day = mark_answered(row, at=at).ended_on or clock.day_of(at)
    try:
        with transaction.atomic(durable=True):
            Ballot.objects.create(campaign=campaign, content=content, on=day)
    except Exception:
        # it did not reach the box: they may try again
        Invitation.objects.filter(pk=invitation.pk).update(
            status=InvitationStatus.SENT, ended_on=None, step_at=invitation.step_at
        )
        raise


def _content(invitation: Invitation, given: Sequence[Given]) -> dict[str, Any]:
    return content_of(
        given, version=invitation.version_id, relationship=invitation.relationship_id, service=invitation.service_id,
        kind=invitation.respondent_kind, grade=invitation.grade, channel=invitation.channel,
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
    rows = Ballot.objects.order_by().values("campaign").annotate(n=Count("pk")).values_list("campaign", "n")
    held = list(rows)
    closed = Campaign.objects.filter(pk__in=[pk for pk, _n in held]).exclude(status=CampaignStatus.OPEN)
    over = set(closed.values_list("pk", flat=True))
    done = 0
    for campaign_id, n in held:
        while n >= BOX_SMALLEST or (n and campaign_id in over):
            taken = _empty(campaign_id, whole=campaign_id in over, at=now)
            if not taken:
                break
            done, n = done + taken, n - taken
    return done


@transaction.atomic
def _empty(campaign_id: int, *, whole: bool, at: datetime) -> int:
    """One handful; another sweep that holds the same box waits for its turn by skipping it."""
    if not Campaign.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=campaign_id).exists():
        return 0
    ballots = list(Ballot.objects.filter(campaign=campaign_id).order_by("?")[:BOX_MOST])
    if len(ballots) < BOX_SMALLEST and not whole:
        return 0
    _LOT.shuffle(ballots)
    responses = [_response(ballot) for ballot in ballots]
    Response.objects.bulk_create(responses)
    Answer.objects.bulk_create(
        Answer(
            response=response, question_id=row["question"], line=row["line"], value=row["value"], chosen=row["chosen"],
            text=row["text"], points=row["points"], factor=row["factor"],
        )
        for ballot, response in zip(ballots, responses, strict=True)
        for row in ballot.content["answers"]
    )  # fmt: skip
    Ballot.objects.filter(pk__in=[ballot.pk for ballot in ballots]).delete()
    for response in responses:
        tell_hearers(response)
    return len(ballots)


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
