"""An answer is taken in once, scored, followed up; nothing after the end (Q-01, INV-30, INV-31)."""

from datetime import timedelta

import pytest

from brm.attention.models import Attention
from brm.core import clock
from brm.core.errors import DomainError
from surveys.answering.domain.queries import responses_for
from surveys.answering.domain.taking import decline_to_answer, draft_of, save_draft, submit_response, take_by_phone
from surveys.answering.models import FollowUp, Response
from tests.answering.factories import BAD, GOOD, WORDS, invite, make_rule, make_version
from tests.factories.parties import RelationshipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.req("Q-01", "Q-16", "K-06", "INV-31")
def test_an_answer_is_scored_with_loyalty_apart():
    invitation, _token = invite()
    response = submit_response(invitation, {"content": 4, "easy": 2, "recommend": 10})

    response.refresh_from_db()
    assert (response.score, response.csat, response.ces, response.nps) == (50, 75, 25, 10)
    assert response.answers.get(question__code="recommend").value == 10
    invitation.refresh_from_db()
    assert (invitation.status, invitation.step_at) == ("answered", None)
    with pytest.raises(DomainError):
        submit_response(invitation, GOOD)
    assert Response.objects.count() == 1


@pytest.mark.req("Q-01")
def test_what_was_answered_on_the_way_is_kept_and_sent_at_the_end():
    invitation, _token = invite()
    save_draft(invitation, {"content": 1}, language="en")
    save_draft(invitation, {"easy": 3, "why": "Slow"})

    draft = draft_of(invitation)
    assert draft.draft == {"content": 1, "easy": 3, "why": "Slow"}
    assert not responses_for(invitation.relationship.owner).exists()
    response = submit_response(invitation, {"content": 5})

    # they changed their mind: what was asked only of the discontent is no answer any more
    assert response.pk == draft.pk
    assert not response.answers.filter(question__code="why").exists()
    assert (response.draft, response.language) == ({}, "en")


@pytest.mark.req("INV-30")
@pytest.mark.parametrize(
    "facts",
    [{"status": "expired"}, {"status": "revoked"}, {"status": "declined"}, {"status": "planned"}, {"late": True}],
)
def test_no_answer_after_the_end(facts):
    late = facts.pop("late", False)
    invitation, _token = invite(**facts)
    at = clock.now() + timedelta(days=8 if late else 0)

    for act in (submit_response, save_draft):
        with pytest.raises(DomainError):
            act(invitation, GOOD, at=at)
    assert not Response.objects.exists()


def test_required_answers_are_asked_for_by_name():
    invitation, _token = invite()
    with pytest.raises(DomainError) as refusal:
        submit_response(invitation, {"easy": 3})
    assert refusal.value.field == "content"


@pytest.mark.req("Q-02")
def test_an_answer_by_phone_says_who_wrote_it_down():
    invitation, _token = invite(channel="phone")
    by = UserFactory(roles=["engineer"])
    response = take_by_phone(invitation, BAD, by=by)

    assert (response.taken_by, response.channel) == (by, "phone")
    assert response.answers.get(question__code="why").text == WORDS


def test_declining_ends_it_and_forgets_what_was_begun():
    invitation, _token = invite()
    save_draft(invitation, {"content": 1})
    decline_to_answer(invitation)

    invitation.refresh_from_db()
    assert (invitation.status, invitation.step_at) == ("declined", None)
    assert not Response.objects.exists()


@pytest.mark.req("Q-01", "K-13")
def test_a_low_answer_has_an_owner_and_a_date_and_others_do_not():
    relationship = RelationshipFactory()
    rule = make_rule(make_version(), low_below=50, follow_up_hours=8)
    version = rule.questionnaire.versions.get()
    low, _token = invite(relationship, version=version, rule=rule)
    fine, _token = invite(relationship, version=version, rule=rule)
    submit_response(low, {"content": 2, "easy": 3})
    submit_response(fine, {"content": 4, "easy": 3})

    follow_up = FollowUp.objects.get()
    assert (follow_up.response.invitation, follow_up.owner, follow_up.hours) == (low, relationship.owner, 8)
    assert follow_up.due_at > follow_up.opened_at
    assert Attention.objects.get(rule="survey_follow_up", closed_at=None).assignee == relationship.owner
