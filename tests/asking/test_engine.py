"""Who is asked, when, and why not: rules, the budget, the holds (Q-01, INV-31)."""

from datetime import UTC, datetime, timedelta

import pytest

from brm.attention.rebuild import differences
from brm.communications.domain.placing import calendar_of
from brm.core import clock
from brm.matters.domain import reopen_matter
from brm.notifications.models import Notification
from brm.parties.domain.contacts import contact_left
from surveys.asking.domain.budget import end_opt_out, opt_out, set_budget
from surveys.asking.domain.ending import refusal_of
from surveys.asking.domain.links import hash_of, invitation_of
from surveys.asking.domain.offering import is_drawn, offer
from surveys.asking.domain.queries import calls_for
from surveys.asking.domain.rehearsing import rehearse
from surveys.asking.domain.sweeps import sweep_invitations
from surveys.asking.enums import InvitationStatus, Source, Why
from surveys.asking.models import Invitation
from tests.asking.stage import DAY, HOUR, TEN, asked, later, now
from tests.factories.asking import make_closed, make_person, make_rule
from tests.factories.complaints import make_stage
from tests.factories.parties import RelationshipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ten():
    clock.travel(TEN)
    yield
    clock.travel(None)


@pytest.fixture
def customer():
    return RelationshipFactory()


def link_in(mail):
    return mail.url.strip("/").rsplit("/", 1)[-1]


@pytest.mark.req("Q-01", "INV-31")
def test_an_event_that_closes_is_asked_about_after_its_delay_and_reminded_of_once(customer):
    make_rule(at=TEN)
    row = asked(customer)
    assert row.send_at == TEN + HOUR
    assert row.respondent_kind == "user"

    sweep_invitations(at=TEN + timedelta(minutes=59))
    assert now(row).status == InvitationStatus.PLANNED
    for _again in range(2):
        later(TEN + HOUR)
    row = now(row)
    assert (row.status, row.sent_at, row.expires_at) == ("sent", TEN + HOUR, TEN + HOUR + 7 * DAY)
    mail = Notification.objects.get()
    assert mail.kind == "survey_invitation"
    assert row.matter.number in mail.title
    assert row.token_hash == hash_of(link_in(mail)) != link_in(mail)
    assert invitation_of(link_in(mail)) == row

    for _again in range(2):
        later(TEN + HOUR + 3 * DAY)
    reminder = Notification.objects.get(kind="survey_reminder")
    assert invitation_of(link_in(reminder)) == invitation_of(link_in(mail)) == row
    for _again in range(2):
        later(TEN + HOUR + 7 * DAY)
    row = now(row)
    assert (row.status, row.step_at) == ("expired", None)
    assert refusal_of(row)
    assert Notification.objects.count() == 2


@pytest.mark.req("INV-31")
def test_the_same_event_is_offered_once_and_its_sample_is_the_same_everywhere(customer):
    rule = make_rule(at=TEN)
    matter, contact = make_closed(customer, at=TEN), make_person(customer)
    first = offer(matter, contact=contact, source=Source.SERVICE_EVENT, at=TEN)
    assert offer(matter, contact=contact, source=Source.SERVICE_EVENT, at=TEN) == first
    assert offer(matter, contact=contact, source=Source.COMPLAINT, at=TEN) == first
    drawn = sum(is_drawn(rule.pk, number, rule.share / 4) for number in range(4000))
    assert 900 < drawn < 1100
    assert all(is_drawn(rule.pk, number, rule.share) for number in range(500))


@pytest.mark.req("Q-01")
def test_rules_choose_by_service_tier_and_grade_and_say_why_not(customer):
    make_rule(at=TEN, tiers=["A"])
    assert asked(customer) is None
    make_rule(at=TEN, grades=["A"], share="0.01")
    row = asked(customer, grade="A")
    assert (row.status, row.why, row.grade) == ("left_out", Why.SAMPLE, "A")
    assert asked(customer, grade="B") is None
    make_rule(at=TEN)
    assert asked(customer, email="", phone="").why == Why.NO_ADDRESS
    assert asked(customer, email=customer.owner.email).why == Why.OURSELVES
    by_voice = asked(customer, email="", phone="+86 10 5555 1234")
    assert (by_voice.channel, by_voice.status) == ("phone", "planned")


def test_what_closed_long_ago_is_not_asked_about(customer):
    make_rule(at=TEN)
    matter = make_closed(customer, at=TEN - 30 * DAY)
    assert offer(matter, contact=make_person(customer), source=Source.SERVICE_EVENT, at=TEN) is None
    assert not Invitation.objects.exists()


@pytest.mark.req("Q-01")
def test_nobody_is_written_to_outside_the_working_hours_of_where_they_are(customer):
    make_rule(at=TEN)
    evening = datetime(2026, 6, 5, 11, 0, tzinfo=UTC)
    there = asked(customer, at=evening)
    assert there.send_at == datetime(2026, 6, 8, 1, 0, tzinfo=UTC)
    far = asked(customer, at=evening, time_zone="America/New_York")
    assert far.send_at == datetime(2026, 6, 5, 13, 0, tzinfo=UTC)
    Invitation.objects.filter(pk=there.pk).update(step_at=evening)
    later(evening + HOUR)
    assert (now(there).status, now(there).step_at) == ("planned", there.send_at)
    assert calendar_of(customer) is None


@pytest.mark.req("Q-01")
def test_the_budget_is_one_per_person_across_everything(customer):
    make_rule(at=TEN, remind_days=None)
    contact = make_person(customer)
    first, second = asked(customer, contact), asked(customer, contact)
    later(TEN + HOUR)
    assert (now(first).status, now(second).status, now(second).why) == ("sent", "left_out", Why.COOL_DOWN)

    set_budget(by=None, cool_down_days=1, yearly_most=3, hold_days=7)
    third = asked(customer, contact, at=TEN + 2 * DAY)
    later(TEN + 2 * DAY + HOUR)
    assert now(third).status == "sent"
    soon = asked(customer, contact, at=TEN + 2 * DAY + 2 * HOUR)
    later(TEN + 2 * DAY + 5 * HOUR)
    assert (now(soon).status, now(soon).why) == ("held", Why.COOL_DOWN)
    later(TEN + 3 * DAY + HOUR)
    assert now(soon).status == "sent"
    yearly = asked(customer, contact, at=TEN + 7 * DAY)
    later(TEN + 7 * DAY + HOUR)
    assert (now(yearly).status, now(yearly).why) == ("left_out", Why.YEARLY)


def test_a_reminder_counts_against_the_budget(customer):
    set_budget(by=None, cool_down_days=2)
    make_rule(at=TEN)
    contact = make_person(customer)
    asked(customer, contact)
    later(TEN + HOUR)
    later(TEN + 3 * DAY + HOUR)
    row = asked(customer, contact, at=TEN + 3 * DAY + HOUR)
    later(TEN + 3 * DAY + 5 * HOUR)
    assert (now(row).status, now(row).why) == ("left_out", Why.COOL_DOWN)


@pytest.mark.req("Q-01", "C-13")
def test_while_a_complaint_is_open_nobody_is_asked_and_nobody_is_reminded(customer):
    make_rule(at=TEN)
    stage = make_stage()
    stage.file(at=TEN)
    stage.caller.email = "caller@customer.example"
    stage.caller.save(update_fields=["email"])
    row = asked(stage.relationship, stage.caller)
    later(TEN + HOUR)
    assert (now(row).status, now(row).why) == ("held", Why.COMPLAINT)
    later(now(row).latest_at)
    assert (now(row).status, now(row).why) == ("left_out", Why.COMPLAINT)

    set_budget(by=None, complaint_hold=False)
    free = asked(stage.relationship, stage.caller, at=TEN + 2 * DAY)
    later(TEN + 2 * DAY + HOUR)
    assert now(free).status == "sent"
    set_budget(by=None, complaint_hold=True)
    later(TEN + 5 * DAY + HOUR)
    assert not Notification.objects.filter(kind="survey_reminder").exists()


def test_who_does_not_want_to_be_asked_is_not_until_they_say_so(customer):
    make_rule(at=TEN)
    contact = make_person(customer)
    row = asked(customer, contact)
    wish = opt_out(contact, reason="Too many mails")
    assert opt_out(contact) == wish
    assert (now(row).status, now(row).why) == ("left_out", Why.OPTED_OUT)
    other = asked(customer, contact)
    later(TEN + HOUR)
    assert now(other).why == Why.OPTED_OUT
    end_opt_out(wish, by=None)
    third = asked(customer, contact, at=TEN + 2 * HOUR)
    later(TEN + 5 * HOUR)
    assert now(third).status == "sent"


def test_whoever_left_and_whatever_was_opened_again_is_not_asked_about(customer):
    rule = make_rule(at=TEN)
    contact = make_person(customer)
    gone, reopened, off = asked(customer, contact), asked(customer), asked(customer)
    contact_left(contact, on=TEN.date(), by=None)
    reopen_matter(reopened.matter, by=None)
    later(TEN + HOUR)
    assert now(gone).why == Why.LEFT
    assert now(reopened).why == Why.REOPENED
    assert now(off).status == "sent"
    matter = reopened.matter
    matter.closed_at = TEN + 2 * HOUR
    matter.save(update_fields=["closed_at"])
    again = offer(matter, contact=reopened.contact, source=Source.SERVICE_EVENT, at=TEN + 2 * HOUR)
    assert (again.pk, again.status) == (reopened.pk, "planned")
    rule.is_active = False
    rule.save(update_fields=["is_active"])
    later(TEN + 5 * HOUR)
    assert now(again).why == Why.RULE_OFF


@pytest.mark.req("Q-01")
def test_the_most_of_a_year_holds_for_what_goes_out_together(customer):
    set_budget(by=None, cool_down_days=0, yearly_most=2)
    make_rule(at=TEN)
    contact = make_person(customer)
    together = [asked(customer, contact) for _n in range(4)]
    rehearsed = rehearse(customer.owner, TEN.date(), now=clock.now())
    assert (len(rehearsed.going), len(rehearsed.left_out)) == (2, 2)
    later(TEN + HOUR)
    assert [now(row).status for row in together] == ["sent", "sent", "left_out", "left_out"]
    assert {now(row).why for row in together[2:]} == {Why.YEARLY}


def test_who_does_not_want_to_be_asked_is_not_called_either(customer):
    make_rule(at=TEN)
    row = asked(customer, email="", phone="+86 10 5555 1234")
    later(TEN + HOUR)
    assert list(calls_for(customer.owner)) == [row]
    opt_out(row.contact)
    assert not calls_for(customer.owner).exists()
    assert (now(row).status, now(row).why) == ("left_out", Why.OPTED_OUT)
    assert not differences()
