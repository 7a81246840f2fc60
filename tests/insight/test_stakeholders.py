"""The stakeholder map, channels, concerns, coverage by grade: what is known of the people of a customer."""

from datetime import UTC, datetime, timedelta

import pytest

from brm.attention.models import Attention
from brm.attention.rebuild import differences
from brm.communications.domain.interactions import log_interaction
from brm.core import clock
from brm.core.errors import DomainError, StaleError
from brm.parties.domain.contacts import contact_left
from customers.insight.domain import channels, concerns, stakeholders
from customers.insight.domain.figures import coverage_by_grade
from customers.insight.enums import Quadrant
from customers.insight.models import Engagement
from tests.factories.communications import make_plan
from tests.factories.parties import ContactFactory, RelationshipFactory, UserFactory
from tests.insight.conftest import NOW


def calls(rule):
    return list(Attention.objects.filter(rule=rule, closed_at=None).values_list("params__count", flat=True))


@pytest.mark.req("G-42")
def test_the_place_gives_the_quadrant_and_how_often_one_speaks(customer, boss, user):
    stakeholders.place_stakeholder(customer, user, influence=1, interest=4, by=customer.owner)

    known = {one.contact.name: one for one in stakeholders.stakeholders_of(customer)}

    assert (known["Boss"].quadrant, known["Boss"].every_days) == (Quadrant.CLOSELY, 14)
    assert (known["Usha"].quadrant, known["Usha"].every_days) == (Quadrant.INFORMED, 30)
    assert known["Boss"].is_neglected
    log_interaction(customer, by=customer.owner, summary="Call", contacts=[boss])
    known = {one.contact.name: one for one in stakeholders.stakeholders_of(customer)}
    assert not known["Boss"].is_neglected
    clock.travel(NOW + timedelta(days=16))
    assert {one.contact.name for one in stakeholders.neglected(stakeholders.stakeholders_of(customer))} >= {"Boss"}


@pytest.mark.req("G-42")
@pytest.mark.parametrize(("influence", "interest"), [(6, 1), (0, 1), (3, None), (None, 2)])
def test_a_place_outside_the_map_is_refused(customer, boss, influence, interest):
    with pytest.raises(DomainError):
        stakeholders.place_stakeholder(customer, boss, influence=influence, interest=interest, by=customer.owner)


def test_only_people_of_the_customer_stand_on_its_map(customer, boss):
    stranger, gone = ContactFactory(), ContactFactory(organisation=customer.organisation)
    contact_left(gone, on=clock.today(), by=customer.owner)
    for person in (stranger, gone):
        with pytest.raises(DomainError):
            stakeholders.place_stakeholder(customer, person, influence=1, interest=1, by=customer.owner)
        with pytest.raises(DomainError):
            stakeholders.plan_engagement(customer, person, stance="neutral", by=customer.owner)


@pytest.mark.req("G-44")
def test_the_plan_of_a_stakeholder_is_kept_and_two_people_see_the_difference(customer, boss):
    plan = stakeholders.plan_engagement(customer, boss, stance="critical", aim="Win him", every_days=7, by=None)
    stakeholders.plan_engagement(customer, boss, stance="friendly", expected_version=plan.version, by=None)

    assert Engagement.objects.get().stance == "friendly"
    with pytest.raises(StaleError):
        stakeholders.plan_engagement(customer, boss, stance="opponent", expected_version=plan.version, by=None)
    for facts in ({"stance": "in love"}, {"keeper": UserFactory(roles=["contact"])}, {"every_days": 0}):
        with pytest.raises(DomainError):
            stakeholders.plan_engagement(customer, boss, by=None, **facts)
    elsewhere = channels.open_point(RelationshipFactory(), name="Theirs", by=None)
    with pytest.raises(DomainError):
        stakeholders.plan_engagement(customer, boss, complaint_point=elsewhere, by=None)


@pytest.mark.req("G-44", "C-28")
def test_the_manager_is_told_until_everybody_has_somewhere_to_complain(customer, boss, user):
    stakeholders.place_stakeholder(customer, user, influence=2, interest=5, by=customer.owner)
    assert calls("no_complaint_channel") == []
    stakeholders.plan_engagement(customer, boss, stance="neutral", by=customer.owner)
    assert calls("no_complaint_channel") == [2]
    assert not channels.has_user_channel(customer)

    point = channels.open_point(customer, name="Hotline", audience="customers", for_complaints=True, by=customer.owner)
    assert calls("no_complaint_channel") == [1]
    assert [one for one in differences() if one.rule == "no_complaint_channel"] == []
    channels.change_point(point, audience="everybody", by=customer.owner)
    assert calls("no_complaint_channel") == []
    assert channels.has_user_channel(customer)
    channels.withdraw_point(point, by=customer.owner)
    assert calls("no_complaint_channel") == [2]
    contact_left(user, on=clock.today(), by=customer.owner)
    assert calls("no_complaint_channel") == [1]
    with pytest.raises(DomainError):
        channels.withdraw_point(point, by=customer.owner)


@pytest.mark.req("C-35", "INV-59")
def test_an_answer_that_does_not_come_in_working_time_is_counted(customer, user):
    point = channels.open_point(
        customer, name="Mailbox", answer_amount=4, answer_unit="working_hours", by=customer.owner
    )
    friday = datetime(2026, 6, 5, 8, 0, tzinfo=UTC)  # four in the afternoon in Shanghai
    clock.travel(friday)
    enquiry = channels.record_enquiry(point, contact=user, subject="Access", by=customer.owner)

    assert enquiry.due_at.date().isoformat() == "2026-06-08"
    clock.travel(datetime(2026, 6, 7, 8, 0, tzinfo=UTC))
    assert channels.count_missed_answers() == 0
    clock.travel(datetime(2026, 6, 8, 12, 0, tzinfo=UTC))
    assert (channels.count_missed_answers(), channels.count_missed_answers()) == (1, 0)
    assert calls("enquiry_unanswered") == [None]
    assert [one for one in differences() if one.rule == "enquiry_unanswered"] == []

    answered = channels.answer_enquiry(enquiry, by=customer.owner)
    assert answered.missed_at == enquiry.due_at
    assert calls("enquiry_unanswered") == []
    with pytest.raises(DomainError):
        channels.answer_enquiry(enquiry, by=customer.owner)
    now = clock.now()
    in_time = channels.record_enquiry(point, by=customer.owner, received_at=now, answered_at=now)
    assert in_time.missed_at is None


@pytest.mark.req("C-35")
def test_an_enquiry_that_cannot_have_been_is_refused(customer):
    point = channels.open_point(customer, name="Mailbox", by=None)
    shared = channels.open_point(None, name="For all", by=None)
    now = clock.now()
    for facts in (
        {"received_at": now + timedelta(hours=1)},
        {"received_at": now, "answered_at": now - timedelta(hours=1)},
        {"relationship": RelationshipFactory()},
    ):
        with pytest.raises(DomainError):
            channels.record_enquiry(point, by=None, **facts)
    with pytest.raises(DomainError):
        channels.record_enquiry(shared, by=None)
    assert channels.record_enquiry(shared, relationship=customer, by=None).relationship == customer


@pytest.mark.req("C-31")
def test_concerns_of_a_persona_are_marked_once_per_meeting_and_taken_back(customer, boss, user):
    meeting = make_plan(customer, at=NOW, start_on=clock.today()).occurrences.order_by("due_on").first()
    among = [boss, user]

    concerns.mark_concerns(meeting, [(boss, "price"), (boss, "value")], by=customer.owner, among=among)
    concerns.mark_concerns(meeting, [(boss, "price")], by=customer.owner, among=among)

    [list_, other] = concerns.checklists(customer, among, occurrence=meeting)
    assert {line.concern.value for line in list_.lines if line.here} == {"price"}
    assert (list_.open, len(list_.lines), other.open) == (3, 4, 3)
    with pytest.raises(DomainError):
        concerns.address_concern(customer, boss, "speed", by=customer.owner)
    elsewhere = make_plan(RelationshipFactory(), at=NOW).occurrences.first()
    with pytest.raises(DomainError):
        concerns.address_concern(customer, boss, "price", occurrence=elsewhere, by=customer.owner)


@pytest.mark.req("C-27")
def test_a_grade_nobody_spoke_with_is_said(customer, user):
    ContactFactory(organisation=customer.organisation, kind="service_user", grade="C")
    log_interaction(customer, by=customer.owner, summary="Call", contacts=[user])

    found = {each.grade: each for each in coverage_by_grade(customer)}

    assert (found["B"].users, found["B"].reached, found["B"].is_forgotten) == (1, 1, False)
    assert found["C"].is_forgotten
    assert not found["A"].is_forgotten  # there are none
    clock.travel(NOW + timedelta(days=91))
    assert {each.grade for each in coverage_by_grade(customer) if each.is_forgotten} == {"B", "C"}
