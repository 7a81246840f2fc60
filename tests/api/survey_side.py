"""One of each record of surveys, for the API's own world."""

from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any

from brm.accounts.models import User
from brm.core import clock
from customers.verdicts.domain.checking import open_need_check
from customers.verdicts.domain.grading import set_cognition
from customers.verdicts.domain.judging import give_verdict
from customers.verdicts.enums import Ask
from surveys.answering.domain.taking import submit_response
from surveys.asking.domain.budget import opt_out, set_budget
from surveys.asking.domain.learning import add_practice
from surveys.asking.models import Invitation
from surveys.feedback.domain.receiving import receive_feedback
from surveys.questionnaires.domain.composing import add_question, put_into_library
from surveys.questionnaires.domain.exchange import exported_file, import_questionnaire
from surveys.questionnaires.domain.queries import published_versions
from surveys.questionnaires.models import QuestionnaireVersion
from surveys.results.domain.closing import close_period
from surveys.results.domain.gaps import set_gap_limit
from surveys.results.domain.periods import present
from tests.answering.factories import BAD, invite
from tests.factories.asking import make_closed, make_person, make_rule
from tests.factories.campaigns import make_campaign, make_closed_campaign
from tests.factories.parties import RelationshipFactory

_number = count(1)


def an_invitation(owner: User) -> Any:
    """Somebody who is planned to be asked."""
    now, customer = clock.now(), RelationshipFactory(owner=owner)
    return Invitation.objects.create(
        rule=make_rule(at=now, active=False), matter=make_closed(customer, at=now), relationship=customer,
        contact=make_person(customer), respondent_kind="user", send_at=now, latest_at=now + timedelta(days=1),
        step_at=now + timedelta(days=1),
    )  # fmt: skip


def an_answer(owner: User) -> Any:
    """A low one."""
    return submit_response(invite(RelationshipFactory(owner=owner))[0], BAD)


def a_draft(owner: User) -> Any:
    """A questionnaire that is being written."""
    made = import_questionnaire(
        exported_file(published_versions().get(questionnaire__name="Need check")), by=owner,
        name=f"Questionnaire {next(_number)}",
    )  # fmt: skip
    return QuestionnaireVersion.objects.get(pk=made.pk)


def a_library_question(owner: User) -> Any:
    """A question that was put into the library."""
    question = add_question(a_draft(owner), by=owner, type="text", text_en=f"What of it {next(_number)}?")
    return put_into_library(question, by=owner)


def a_verdict(owner: User) -> Any:
    """All green."""
    answers = {ask.value: ("green", "") for ask in Ask}
    return give_verdict(RelationshipFactory(owner=owner), answers=answers, by=owner)


def _of(owner: User) -> dict[str, list[int]]:
    """One customer with somebody to ask."""
    customer = RelationshipFactory(owner=owner)
    make_person(customer)
    return {"relationships": [customer.pk]}


def a_lesson(owner: User) -> Any:
    """What a closed campaign taught."""
    campaign = make_closed_campaign(owner, at=clock.now() - timedelta(days=30), audience=_of(owner))
    return add_practice(campaign, text="Well done", by=owner)


SURVEYS: dict[str, Callable[[User], Any]] = {
    "satisfaction-verdicts": a_verdict,
    "value-cognitions": lambda owner: set_cognition(RelationshipFactory(owner=owner), level=2, by=owner),
    "survey-answers": an_answer,
    "survey-follow-ups": lambda owner: an_answer(owner).follow_up,
    "feedback": lambda owner: receive_feedback(
        RelationshipFactory(owner=owner), text=f"Could it be quicker? {next(_number)}", channel="call", by=owner
    ),
    "survey-campaigns": lambda owner: make_campaign(owner),
    "survey-lessons": a_lesson,
    "survey-readers": lambda owner: make_campaign(owner).readers.get(),
    "survey-invitations": an_invitation,
    "survey-opt-outs": lambda owner: opt_out(make_person(RelationshipFactory(owner=owner))),
}
"""What is one person's."""

SURVEYS_OF_ALL: dict[str, Callable[[User], Any]] = {
    "need-checks": lambda owner: open_need_check(title="Night desk", idea="Open at night?", by=owner),
    "survey-periods": lambda owner: close_period(present().before(next(_number)), by=None),
    "survey-gap-limits": lambda owner: set_gap_limit(20 + next(_number) % 60, by=None),
    "questionnaires": lambda owner: a_draft(owner).questionnaire,
    "questionnaire-versions": a_draft,
    "questions": lambda owner: a_draft(owner).questions.latest("pk"),
    "library-questions": a_library_question,
    "survey-rules": lambda owner: make_rule(at=clock.now(), active=False),
    "survey-budgets": lambda owner: set_budget(by=owner, cool_down_days=30 + next(_number)),
}
"""What everybody who keeps relationships may read."""
