"""Many answers at once by program: each as if it were alone, in as many statements as one."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from brm.audit.models import AuditEvent
from brm.timeline.models import TimelineEntry
from surveys.answering.domain.sheets import web_code
from surveys.answering.domain.taking import Sent, save_draft, take_in
from surveys.answering.models import Ballot, FollowUp, Response
from surveys.asking.domain.links import hash_of, new_token
from surveys.asking.models import Invitation
from surveys.results.domain.closing import close_period
from surveys.results.domain.periods import present
from tests.answering.factories import BAD, GOOD, invite, make_campaign, make_version
from tests.api.caller import Caller
from tests.factories.parties import RelationshipFactory
from tests.racing import at_once, meanwhile

PATH = "survey-answers/batch/"


def one(token: str, answers: dict[str, Any]) -> dict[str, Any]:
    return {"token": token, "answers": answers}


@pytest.mark.django_db
@pytest.mark.req("Q-01", "INV-31")
def test_many_are_taken_in_and_each_is_told_what_became_of_it():
    relationship = RelationshipFactory()
    version = make_version()
    (first, good), (_low, bad), (begun, drafted), (_odd, wrong) = (
        invite(relationship, version=version) for _n in range(4)
    )
    save_draft(begun, {"content": 4})
    reminder = new_token()
    Invitation.objects.filter(pk=first.pk).update(reminder_hash=hash_of(reminder))
    secret = invite(relationship, campaign=make_campaign(version, owner=relationship.owner, is_anonymous=True))[1]
    sent = [
        one(good, GOOD), one(bad, BAD), one(drafted, {"easy": 3}), one(wrong, {"easy": 9}), one("nowhere", GOOD),
        one(reminder, BAD), one(secret, GOOD),
    ]  # fmt: skip
    caller = Caller(relationship.owner)

    told = caller.post(PATH, {"responses": sent})

    assert told.status_code == 200, told.content
    rows = told.json()
    assert [row["taken"] for row in rows] == [True, True, True, False, False, False, True]
    assert rows[3]["by_question"].keys() == {"content", "easy"}
    assert [row["error"] for row in rows[4:6]] == [
        "This link leads nowhere.", "You have answered already. Thank you!",
    ]  # fmt: skip
    assert (rows[6]["id"], rows[6]["anonymous"], Ballot.objects.count()) == (None, True, 1)
    taken = {str(response.pk): response for response in Response.objects.exclude(answered_on=None)}
    assert set(taken) == {row["id"] for row in rows[:3]}
    assert taken[rows[2]["id"]].answers.count() == 2
    assert taken[rows[2]["id"]].draft == {}
    assert FollowUp.objects.get().response_id == taken[rows[1]["id"]].pk
    history = AuditEvent.objects.filter(subject_type="asking.invitation", action="survey.answer")
    assert history.filter(subject_id=first.pk, relationship_id=relationship.pk).count() == 1
    assert TimelineEntry.objects.filter(kind="survey", event="answer", relationship=relationship).count() == 3

    again = caller.post(PATH, {"responses": sent}).json()
    assert [row["taken"] for row in again] == [False] * 7
    assert Response.objects.exclude(answered_on=None).count() == 3


@pytest.mark.django_db
@pytest.mark.parametrize("channel", ["mail", "sheet"])
def test_three_cost_as_many_statements_as_one(channel):
    relationship = RelationshipFactory()
    version, caller, counts = make_version(), Caller(relationship.owner), []
    for size in (1, 1, 3):
        asked_ones = [invite(relationship, version=version, channel=channel) for _n in range(size)]
        sent = [one(web_code(row) or token, GOOD) for row, token in asked_ones]
        with CaptureQueriesContext(connection) as asked:
            assert all(row["taken"] for row in caller.post(PATH, {"responses": sent}).json())
        counts.append(len(asked))

    assert counts[1] == counts[2] <= 17


@pytest.mark.django_db
def test_too_many_and_none_are_refused_in_words():
    caller = Caller(RelationshipFactory().owner)
    assert caller.post(PATH, {"responses": []}).status_code == 400
    told = caller.post(PATH, {"responses": [one("x", {})] * 501})
    assert told.status_code == 400
    assert "500" in str(told.json())


@pytest.mark.django_db(transaction=True)
@pytest.mark.req("INV-31")
def test_the_same_batch_twice_at_once_is_taken_once_and_nobody_waits_in_a_ring():
    relationship = RelationshipFactory()
    version = make_version()
    sent = [one(invite(relationship, version=version)[1], BAD) for _n in range(6)]
    callers = [Caller(relationship.owner) for _n in range(2)]

    answers = at_once(
        lambda: callers[0].post(PATH, {"responses": sent}).json(),
        lambda: callers[1].post(PATH, {"responses": sent[::-1]}).json(),
    )

    assert sum(row["taken"] for rows in answers for row in rows) == 6
    assert (Response.objects.count(), FollowUp.objects.count()) == (6, 6)


@pytest.mark.django_db(transaction=True)
def test_a_key_of_the_call_encloses_no_anonymous_answer_and_the_call_is_answered_alike_again():
    relationship = RelationshipFactory()
    version, caller = make_version(), Caller(relationship.owner)
    campaign = make_campaign(version, owner=relationship.owner, is_anonymous=True)
    named, secret, alone = invite(relationship, version=version)[1], *(
        invite(relationship, campaign=campaign)[1] for _n in range(2)
    )  # fmt: skip
    for path, sent in (
        (PATH, {"responses": [one(named, BAD), one(secret, GOOD)]}), ("survey-answers/", one(alone, GOOD)),
    ):  # fmt: skip
        key = {"Idempotency-Key": path}
        first = caller.post(path, sent, **key)
        assert first.status_code in (200, 201), first.content
        again = caller.post(path, sent, **key)
        assert (again.status_code, again.json()) == (first.status_code, first.json())

    assert (Response.objects.count(), FollowUp.objects.count(), Ballot.objects.count()) == (1, 1, 2)
    wrong = {"Idempotency-Key": "refused"}
    assert caller.post("survey-answers/", one(alone, GOOD), **wrong).status_code == 409
    assert caller.post("survey-answers/", one(named, GOOD), **wrong).status_code == 409  # what is refused keeps no key


@pytest.mark.django_db
def test_a_question_left_open_may_be_sent_as_nothing():
    relationship = RelationshipFactory()
    sent = one(invite(relationship)[1], {"content": 5, "words": None})
    assert Caller(relationship.owner).post(PATH, {"responses": [sent]}).json()[0]["taken"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.req("INV-30")
def test_a_period_closed_while_answers_come_in_is_told_in_words():
    relationship = RelationshipFactory()
    version, period = make_version(), present().before()
    sent = [Sent(invite(relationship, version=version)[0], given) for given in (BAD, GOOD)]

    _closed, told = meanwhile(
        lambda: close_period(period, by=None), lambda: take_in(sent, at=period.ends - timedelta(hours=5))
    )

    assert {str(one) for one in told} == {"This period is closed: no answer is added to it any more."}
    assert not Response.objects.exists()
