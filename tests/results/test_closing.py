"""Closed periods: frozen, reckoned again, closed to answers; the warning when users and customers lie apart."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from brm.attention.domain import attention_for
from brm.core import clock
from brm.core.errors import DomainError
from surveys.answering.domain.taking import submit_response
from surveys.answering.models import Response
from surveys.results.domain.closing import close_period, recheck
from surveys.results.domain.counting import Scope
from surveys.results.domain.figures import results_of
from surveys.results.domain.gaps import expected_gaps, gap_limit, set_gap_limit, show_gaps
from surveys.results.domain.periods import present
from tests.answering.factories import GOOD, invite
from tests.api.caller import Caller
from tests.factories.agreements import make_service
from tests.factories.parties import RelationshipFactory
from tests.results.factories import Survey, noon
from tests.results.test_figures import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(cast):
    """A quarter that is over, with answers by name and without."""
    survey, period = Survey(cast.alice), present().before()
    customer, service = RelationshipFactory(owner=cast.alice), make_service()
    for number in range(7):
        survey.said(
            customer, 10 * number, on=period.first_on + timedelta(days=number), service=service, nps=number, csat=75,
            kind="customer" if number % 3 == 0 else "user", factors={"quality": 5 * number, "price": 3},
        )  # fmt: skip
    survey.asked(customer, kind="user", on=period.last_on)
    campaign = survey.over(cast.alice, on=period.last_on)
    for _n in range(5):
        survey.secret(customer, 33, campaign=campaign, on=period.last_on, factors={"control": 40})
    return survey, customer, period


@pytest.mark.req("INV-30", "Q-07")
def test_a_closed_period_says_the_same_reckoned_again_and_a_year_later(told, cast):
    survey, customer, period = told
    before = results_of(period, Scope())
    closed = close_period(period, by=cast.lena)

    frozen = results_of(period, Scope())
    assert (frozen.now, frozen.factors, frozen.by_customer) == (before.now, before.factors, before.by_customer)
    assert recheck(closed).is_equal
    assert recheck(closed).cells > 4
    # what comes later is of later periods
    late = customer.invitations.get(status="sent")
    late.status, late.ended_on = "answered", clock.today()
    late.save()
    survey.said(customer, 100, on=clock.today())
    assert recheck(closed).is_equal
    # and should somebody change an answer all the same, the page stays, and reckoning again tells
    Response.objects.filter(contact=None).update(score=99)
    assert results_of(period, Scope()).now == before.now
    assert not recheck(closed).is_equal
    page = signed_in(cast.alice).get(reverse("results:recheck", args=[closed.pk]))
    assert page.status_code == 200
    said = Caller(cast.alice).get(f"survey-periods/{closed.pk}/recheck/").json()
    assert said["is_equal"] is False


@pytest.mark.req("INV-30")
def test_no_answer_is_added_after_closing(told, cast):
    survey, customer, period = told
    close_period(period, by=cast.lena)
    day = noon(period.last_on - timedelta(days=3))
    invitation, _token = invite(customer, at=day)

    with pytest.raises(DomainError, match="closed"):
        submit_response(invitation, GOOD, at=day + timedelta(hours=1))
    with pytest.raises(IntegrityError), transaction.atomic():
        survey.said(customer, 50, on=period.last_on)


@pytest.mark.req("INV-30")
def test_leads_and_executives_close_what_is_over_once(cast):
    period = present().before()
    with pytest.raises(DomainError):
        close_period(period, by=cast.alice)
    with pytest.raises(DomainError, match="not over"):
        close_period(present(), by=cast.lena)

    assert signed_in(cast.alice).post(reverse("results:periods"), {"period": period.code}).status_code == 405
    assert Caller(cast.alice).post("survey-periods/", {"period": period.code}).status_code == 404
    lead = signed_in(cast.lena)
    offered = [code for code, _name in lead.get(reverse("results:periods")).context["form"].fields["period"].choices]
    assert period.code in offered
    assert present().code not in offered, "what is not over cannot be closed"
    assert lead.post(reverse("results:periods"), {"period": period.code}).status_code == 302
    form = lead.get(reverse("results:periods")).context["form"]
    assert period.code not in [code for code, _name in form.fields["period"].choices], "it is closed once"
    again = Caller(cast.lena).post("survey-periods/", {"period": period.code})
    assert again.status_code in (409, 422)


@pytest.mark.req("C-26")
def test_users_and_customers_too_far_apart_stand_on_today(cast):
    survey, customer = Survey(cast.alice), RelationshipFactory(owner=cast.alice)
    for _n in range(5):
        survey.said(customer, 80, on=clock.today(), kind="user")
        survey.said(customer, 62, on=clock.today(), kind="customer")

    def lines():
        return [row for row in attention_for(cast.alice) if row.rule == "satisfaction_gap"]

    assert gap_limit() == 15
    show_gaps()
    show_gaps()
    assert [row.subject_id for row in lines()] == [customer.pk]
    assert list(expected_gaps()) == [(cast.alice.pk, customer.pk)]
    assert lines()[0].params["users"] == 80
    assert str(customer) in signed_in(cast.alice).get("/").content.decode()

    set_gap_limit(20, by=cast.lena, reason="Two grades apart are usual here")
    assert lines() == []
    with pytest.raises(DomainError):
        set_gap_limit(20, by=cast.lena)
    with pytest.raises(DomainError):
        set_gap_limit(10, by=cast.alice)
    answer = signed_in(cast.lena).post(reverse("results:gap"), {"points": 17, "reason": ""})
    assert answer.status_code == 302
    assert len(lines()) == 1
    assert "Two grades apart" in signed_in(cast.alice).get(reverse("results:gap")).content.decode()


@pytest.mark.req("INV-30", "Q-07")
def test_reckoning_again_tells_a_manager_of_nobody_elses_customers(told, cast):
    survey, customer, period = told
    theirs = RelationshipFactory(owner=cast.sam)
    survey.said(theirs, 50, on=period.first_on)
    closed = close_period(period, by=cast.lena)
    Response.objects.filter(relationship__in=[customer, theirs]).update(service=make_service())

    path = f"survey-periods/{closed.pk}/recheck/"
    seen = {who: Caller(who).get(path).json() for who in (cast.alice, cast.sam)}
    for who, mine in ((cast.alice, customer), (cast.sam, theirs)):
        assert seen[who]["is_equal"] is False
        assert {row["relationship_id"] for row in seen[who]["differences"]} == {mine.pk}
        shown = signed_in(who).get(reverse("results:recheck", args=[closed.pk])).context["found"]
        assert {row["relationship_id"] for row in shown.differences} == {mine.pk}
        assert shown.elsewhere > 0
    assert recheck(closed).elsewhere == 0
