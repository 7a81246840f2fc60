"""The sweep: outages, calls, ends, the rehearsal, many at once, two at once (Q-01, INV-30)."""

import threading

import pytest
from django.db import connection

from brm.attention.models import Attention
from brm.attention.rebuild import differences
from brm.core import clock
from brm.core.errors import DomainError
from brm.notifications.domain.sending import send_due
from brm.notifications.enums import HeldReason, MailState
from brm.notifications.models import Notification
from surveys.asking.domain.budget import opt_out, set_budget
from surveys.asking.domain.calling import record_call
from surveys.asking.domain.ending import decline_invitation, mark_answered, refusal_of, revoke_invitation
from surveys.asking.domain.links import invitation_of, new_token
from surveys.asking.domain.rehearsing import rehearse
from surveys.asking.domain.sweeps import sweep_invitations
from surveys.asking.enums import Why
from surveys.asking.models import Invitation
from tests.asking.stage import DAY, HOUR, TEN, asked, later, now
from tests.factories.asking import make_person, make_rule
from tests.factories.parties import RelationshipFactory
from tests.fakes.smtp import mail_server

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ten():
    clock.travel(TEN)
    yield
    clock.travel(None)


@pytest.fixture
def customer():
    return RelationshipFactory()


@pytest.mark.req("Q-01", "INV-30")
def test_after_three_days_of_outage_nothing_is_sent_late(customer):
    make_rule(at=TEN, expire_days=2, remind_days=1)
    late, open_ = asked(customer), asked(customer)
    Invitation.objects.filter(pk=late.pk).update(step_at=TEN + 2 * HOUR, send_at=TEN + 2 * HOUR)
    later(TEN + HOUR)
    assert now(open_).status == "sent"
    later(TEN + 3 * DAY)
    assert (now(late).status, now(late).why) == ("left_out", Why.LATE)
    assert now(open_).status == "expired"
    assert Notification.objects.count() == 1


@pytest.mark.req("Q-01", "INV-30")
@pytest.mark.parametrize("ended", ["answered", "revoked", "unwilling", "over"])
def test_a_mail_that_waited_is_not_sent_when_there_is_nothing_to_ask_any_more(customer, ended):
    make_rule(at=TEN, expire_days=1, remind_days=None)
    row, other = asked(customer), asked(customer)
    later(TEN + HOUR)
    moment = TEN + 2 * HOUR
    with mail_server() as box:
        if ended == "answered":
            mark_answered(row, at=moment)
        elif ended == "revoked":
            revoke_invitation(row, by=customer.owner, reason="Asked in error", at=moment)
        elif ended == "unwilling":
            opt_out(row.contact, at=moment)
        else:
            box.refuse[row.contact.email] = "451 4.7.1 greylisted"
            clock.travel(moment)
            assert send_due() == 1
            box.refuse.clear()
            moment += DAY
        clock.travel(moment)
        assert send_due() == (0 if ended == "over" else 1)
        assert box.recipients() == [other.contact.email]
    kept = Notification.objects.get(address=row.contact.email)
    assert (kept.state, kept.held_reason) == (MailState.SUPPRESSED, HeldReason.OLD)


@pytest.mark.req("Q-01")
def test_somebody_without_mail_is_called_and_each_try_is_written_down(customer):
    make_rule(at=TEN)
    row = asked(customer, email="", phone="+86 10 5555 1234")
    later(TEN + HOUR)
    row = now(row)
    assert (row.status, row.channel, row.token_hash) == ("sent", "phone", "")
    assert not Notification.objects.exists()
    with pytest.raises(DomainError):
        record_call(row, by=customer.owner, outcome="later")
    assert [one.assignee for one in Attention.objects.filter(rule="survey_call", closed_at=None)] == [customer.owner]
    assert differences() == []
    record_call(row, by=customer.owner, outcome="later", again_at=TEN + DAY)
    assert (now(row).calls, now(row).send_at) == (1, TEN + DAY)
    record_call(row, by=customer.owner, outcome="declined", note="No time")
    assert now(row).status == "declined"
    assert not Attention.objects.filter(rule="survey_call", closed_at=None).exists()
    other = asked(customer, email="", phone="+86 10 5555 1235")
    later(TEN + 5 * HOUR)
    later(TEN + 12 * DAY)
    assert now(other).status == "expired"
    assert differences() == []


def test_an_invitation_ends_once(customer):
    make_rule(at=TEN)
    answered, revoked = asked(customer), asked(customer)
    with pytest.raises(DomainError):
        mark_answered(answered)
    later(TEN + HOUR)
    mark_answered(answered)
    for verb in (mark_answered, decline_invitation):
        with pytest.raises(DomainError):
            verb(answered)
    revoke_invitation(revoked, by=customer.owner, reason="Asked in person")
    assert "taken back" in refusal_of(now(revoked))
    later(TEN + 9 * DAY)
    assert [now(answered).status, now(revoked).status] == ["answered", "revoked"]


def test_a_stranger_finds_nothing_by_guessing():
    tokens = {new_token() for _n in range(1000)}
    assert len(tokens) == 1000
    assert all(len(token) >= 22 for token in tokens)
    assert invitation_of("") is None
    assert invitation_of("x" * 5000) is None
    assert invitation_of(next(iter(tokens))) is None


@pytest.mark.req("Q-01")
def test_the_rehearsal_says_what_the_sweep_will_do(customer):
    make_rule(at=TEN)
    twice = make_person(customer)
    rows = [asked(customer), asked(customer, twice), asked(customer, twice), asked(customer, email="", phone="1")]
    unwilling = asked(customer)
    opt_out(unwilling.contact)
    told = rehearse(customer.owner, TEN.date())
    going = {one.invitation.pk for one in told.going}
    assert {one.invitation.pk: one.verdict.why for one in told.left_out} == {rows[2].pk: Why.COOL_DOWN}
    later(TEN + HOUR)
    assert {row.pk for row in Invitation.objects.filter(status="sent")} == going
    assert told.reasons == [(Why.COOL_DOWN, 1)]


def test_many_cost_no_more_statements_than_few(customer, django_assert_max_num_queries):
    make_rule(at=TEN)
    for _n in range(3):
        asked(customer)
    with django_assert_max_num_queries(24) as few:
        later(TEN + HOUR)
    for _n in range(40):
        asked(customer, at=TEN + HOUR)
    with django_assert_max_num_queries(len(few)) as many:
        later(TEN + 5 * HOUR)
    assert len(many) == len(few)


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_ask_nobody_twice():
    customer = RelationshipFactory()
    set_budget(by=None, cool_down_days=30)
    make_rule(at=TEN)
    people = [make_person(customer) for _n in range(4)]
    for contact in people * 3:
        asked(customer, contact)
    gate = threading.Barrier(4)

    def go():
        try:
            gate.wait()
            sweep_invitations(at=TEN + HOUR)
        finally:
            connection.close()

    threads = [threading.Thread(target=go) for _n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sweep_invitations(at=TEN + HOUR)
    assert Invitation.objects.filter(status="sent").count() == 4
    assert Notification.objects.filter(kind="survey_invitation").count() == 4
    assert set(Invitation.objects.filter(status="sent").values_list("contact_id", flat=True)) == {p.pk for p in people}
