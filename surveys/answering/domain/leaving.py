"""What hangs on a person who leaves or hands over, and what is known of one person (rulings 15, 16)."""

from typing import Any

from django.db import models

from brm.accounts.models import User
from brm.attention.models import Attention
from brm.audit import personal
from brm.notifications.models import Notification
from brm.parties.models import Contact, Handover
from brm.timeline.models import TimelineEntry
from surveys.answering.domain.follow_ups import give_follow_up
from surveys.answering.enums import OPEN_FOLLOW_UP
from surveys.answering.models import Answer, FollowUp, Response


def follow_ups_to_do(user: User) -> int:
    """Low answers a person still sees to."""
    return FollowUp.objects.filter(owner=user, status__in=OPEN_FOLLOW_UP).count()


def pass_on(from_user: User, to_user: User, by: User | None) -> int:
    """Another person sees to them."""
    return _give(FollowUp.objects.filter(owner=from_user, status__in=OPEN_FOLLOW_UP), to_user, by)


def handed_over(handover: Handover, *, by: User | None) -> None:
    """The new manager takes over whom the old one was to speak with."""
    rows = FollowUp.objects.filter(
        relationship=handover.relationship, owner=handover.from_user, status__in=OPEN_FOLLOW_UP
    )
    _give(rows, handover.to_user, by)


def _give(rows: "models.QuerySet[FollowUp]", to_user: User, by: User | None) -> int:
    found = list(rows.order_by("pk"))
    for follow_up in found:
        give_follow_up(follow_up, to=to_user, by=by)
    return len(found)


def collect_person(person: models.Model) -> dict[str, Any]:
    """What one person answered under their name, and what was spoken with them about it."""
    if isinstance(person, Contact):
        mine = Response.objects.filter(contact=person)
    elif isinstance(person, User):
        mine = Response.objects.filter(contact__user=person)
    else:
        return {}
    answers = Answer.objects.filter(response__in=mine)
    found: dict[str, list[Any]] = {
        "survey_answers": list(
            answers.values("response__answered_on", "question__text_en", "line", "value", "chosen", "text")
        ),
        "survey_drafts": list(mine.exclude(draft={}).values("started_at", "draft")),
        "survey_follow_ups": list(FollowUp.objects.filter(response__in=mine).values("opened_at", "note", "outcome")),
    }
    return {name: rows for name, rows in found.items() if rows}


def erase_person(person: models.Model) -> None:
    """Figures stay, for they are counted; words that may tell of the person go, and their name wherever it stood."""
    if not isinstance(person, Contact):
        return
    mine = Response.objects.filter(contact=person)
    Answer.objects.filter(response__in=mine).exclude(text="").update(text="–", tags=[])
    follow_ups = FollowUp.objects.filter(response__in=mine)
    follow_ups.exclude(note="").update(note="–")
    mine.filter(answered_on=None).delete()
    _forget_name(list(follow_ups), [str(pk) for pk in mine.values_list("pk", flat=True)])


def _forget_name(follow_ups: list[FollowUp], responses: list[str]) -> None:
    """On timelines, on Today, in what was written to our people and beside the history."""
    about: dict[str, Any] = {
        "subject_type": FollowUp._meta.label_lower, "subject_id__in": [row.pk for row in follow_ups],
    }  # fmt: skip
    for entry in TimelineEntry.objects.filter(
        models.Q(**about) | models.Q(kind="survey", params__response__in=responses)
    ):
        entry.text, entry.params = "", {**entry.params, "contact": ""}
        entry.save(update_fields=["text", "params"])
    for line in Attention.objects.filter(**about):
        line.params = {**line.params, "contact": ""}
        line.save(update_fields=["params"])
    for row in follow_ups:
        personal.forget(row)
    told = Notification.objects.filter(relationship_id__in={row.relationship_id for row in follow_ups})
    told.filter(url__in=[row.get_absolute_url() for row in follow_ups]).update(title="–", body="")
