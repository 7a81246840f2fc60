"""What answers in people's own words are about: a few tags each, found again later (issue 4, part 6)."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.core.editing import locked
from brm.core.errors import DomainError
from surveys.answering.domain.saying import still_of
from surveys.answering.models import Answer
from surveys.feedback.domain.receiving import receive_feedback
from surveys.feedback.enums import FeedbackChannel
from surveys.feedback.models import FeedbackItem

MOST, LONGEST = 8, 40


@transaction.atomic
def tag_answer(answer: Answer, *, tags: Iterable[str], by: User) -> Answer:
    """Say what it is about; the new tags stand in place of the old."""
    answer = locked(answer)
    if not answer.text:
        raise DomainError(_("Only an answer in their own words has tags."), field="tags")
    wanted = list(dict.fromkeys(" ".join(tag.split()).lower()[:LONGEST] for tag in tags if tag.strip()))
    if len(wanted) > MOST:
        raise DomainError(_("At most %(number)s tags.") % {"number": MOST}, field="tags")
    if wanted != answer.tags:
        before, answer.tags = answer.tags, wanted
        answer.save(update_fields=["tags"])
        relationship_id = answer.response.relationship_id
        trail.record(
            answer, "survey_answer.tag", by=by, changes={"tags": (before, wanted)}, show="",
            relationship_id=relationship_id,
        )  # fmt: skip
    return answer


@transaction.atomic
def pass_to_feedback(answer: Answer, *, by: User) -> FeedbackItem:
    """Words that ask for something go into the feedback inbox, where they get a number and an end (INV-34)."""
    if not answer.text:
        raise DomainError(_("There are no words in it."))
    response = answer.response
    contact, moved = still_of(response.relationship, response.contact), ""
    if contact is None and response.contact is not None and response.contact.erased_at is None:
        moved = response.contact.name
    item = receive_feedback(
        response.relationship, text=answer.text, channel=FeedbackChannel.SURVEY, contact=contact, teller=moved,
        service=response.service, by=by, key=f"survey-answer-{answer.pk}",
    )  # fmt: skip
    trail.record(
        answer, "survey_answer.to_feedback", by=by, changes={"number": (None, item.matter.number)}, show="",
        relationship_id=response.relationship_id,
    )  # fmt: skip
    return item


trail.label("survey_answer.tag", gettext_lazy("Tagged the answer"))
trail.label("survey_answer.to_feedback", gettext_lazy("Put the answer into the feedback inbox"))
