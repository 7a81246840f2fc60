"""What an answer changes elsewhere: the complaint it is about, the page of the customer; links nobody guesses."""

from datetime import timedelta

import pytest

from brm.core import clock
from brm.health.domain.signals import SIGNALS
from customers.complaints.models import SatisfactionCheck
from surveys.answering.domain.taking import submit_response
from surveys.asking.domain.links import invitation_of, new_token
from tests.answering.factories import invite, make_campaign, make_rule, make_version
from tests.factories.complaints import NOON, make_stage
from tests.factories.parties import RelationshipFactory
from tests.proof_figures import full, record

pytestmark = pytest.mark.django_db


@pytest.mark.req("C-13", "K-13")
def test_a_survey_about_a_closed_complaint_answers_its_check():
    stage = make_stage()
    before, _token = invite(stage.relationship, at=NOON - timedelta(days=3))
    submit_response(before, {"content": 2, "easy": 2}, at=NOON - timedelta(days=2))
    clock.travel(NOON)
    complaint = stage.bring(stage.file(at=NOON), "closed", at=NOON)
    invitation, _token = invite(stage.relationship, matter=complaint.matter, contact=stage.caller)
    submit_response(invitation, {"content": 4}, at=NOON + timedelta(days=1))

    complaint.refresh_from_db()
    assert (complaint.score_before, complaint.score_after) == (25, 75)
    assert SatisfactionCheck.objects.get().score == 75


@pytest.mark.req("C-26", "INV-33")
def test_answers_count_on_the_first_page_users_and_customers_apart():
    relationship = RelationshipFactory()
    version = make_version()
    rule = make_rule(version)
    for said, kind in [(5, "user")] * 5 + [(1, "customer")] * 4:
        submit_response(
            invite(relationship, version=version, rule=rule, respondent_kind=kind)[0], {"content": said, "easy": said}
        )
    secret = make_campaign(version, owner=relationship.owner, is_anonymous=True)
    submit_response(invite(relationship, campaign=secret, respondent_kind="customer")[0], {"content": 1})

    reading = SIGNALS["satisfaction"].reckon([relationship.pk], clock.now() + timedelta(minutes=1))[relationship.pk]
    # the customers are four; the anonymous fifth does not make them five
    assert (reading.params["users"], reading.params["customers"], reading.n) == (100, None, 9)
    assert not SatisfactionCheck.objects.exists()


@pytest.mark.req("INV-31")
def test_random_links_lead_nowhere():
    number = 100_000 if full() else 500
    version = make_version()
    rule = make_rule(version)
    known = [invite(version=version, rule=rule)[1] for _n in range(20)]
    hits = sum(invitation_of(new_token()) is not None for _n in range(number))

    assert all(invitation_of(token) for token in known)
    assert hits == 0
    record("survey_links", {"random_links": number, "hits": hits})
