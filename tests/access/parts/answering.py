"""Answers: everybody with the link answers; who keeps the customer reads by name; a follow-up also whose it is."""

from typing import Any

from surveys.answering.domain.saying import say_pass
from surveys.answering.domain.taking import submit_response
from surveys.answering.models import Answer, FollowUp
from tests.access.declarations import EVERYBODY, INSIDERS, KEEPERS, RECORD, Door, door
from tests.answering.factories import BAD, invite

DOORS: dict[str, Door] = {
    "answering:answer": door(EVERYBODY, token="survey_link"),
    "answering:by_code": door(EVERYBODY),
    "answering:decline": door(EVERYBODY, token="survey_link"),
    "answering:say": door(EVERYBODY, said_pass="survey_pass"),
    "answering:responses": door(KEEPERS),
    "answering:words": door(KEEPERS),
    "answering:sheet": door(INSIDERS),
    "answering:response": door(RECORD, pk="survey_response"),
    "answering:tags": door(RECORD, pk="survey_answer"),
    "answering:to_feedback": door(RECORD, pk="survey_answer"),
    "answering:take": door(RECORD, pk="survey_open"),
    "answering:printed": door(RECORD, pk="survey_open"),
    "answering:follow_ups": door(INSIDERS),
    **{
        f"answering:{name}": door(RECORD, pk="survey_follow_up")
        for name in ("follow_up", "contact", "finish", "reopen", "give")
    },
}
API_DOORS: dict[str, Door] = {
    "api:survey-answers-list": Door(INSIDERS),
    "api:survey-answers-batch": Door(INSIDERS),
    "api:survey-answers-detail": door(RECORD, pk="survey_response"),
    "api:survey-follow-ups-list": Door(INSIDERS),
    **{
        f"api:survey-follow-ups-{name}": door(RECORD, pk="survey_follow_up")
        for name in ("detail", "contact", "finish", "reopen", "give")
    },
}
MARKED = ((Answer, "text"), (FollowUp, "note"))


def things(world: Any) -> dict[str, Any]:
    """A low answer of Alice's customer, and somebody who has not answered yet."""
    response = submit_response(invite(world.customer)[0], BAD)
    assert response is not None
    open_one, token = invite(world.customer)
    answer = response.answers.get(question__code="why")
    return {
        "survey_link": token, "survey_pass": say_pass(open_one), "survey_response": response.pk,
        "survey_answer": answer.pk, "survey_open": open_one.pk, "survey_follow_up": response.follow_up.pk,
    }  # fmt: skip
