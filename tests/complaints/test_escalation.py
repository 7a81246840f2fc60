"""Rising by the clocks: the right people, once, in order, late or twice (C-16, INV-13, INV-14, INV-15)."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from brm.accounts.domain.deputies import name_deputy
from brm.accounts.domain.ladders import activate_ladder, change_ladder, deactivate_ladder, ladder_of, make_ladder
from brm.accounts.domain.leaving import deactivate_person
from brm.accounts.models import EscalationLadder
from brm.attention.models import Attention
from brm.attention.rebuild import differences
from brm.audit.models import AuditEvent
from brm.calendars.enums import Unit
from brm.calendars.limits import Limit
from brm.communications.models import ExecutiveVisit
from brm.core import clock
from brm.core.errors import BlockedError, DomainError
from brm.notifications.models import Notification
from brm.parties.domain.relationships import change_relationship
from brm.timeline.domain import KINDS
from brm.timeline.models import TimelineEntry
from customers.complaints.domain import steps
from customers.complaints.domain.escalating import escalate_complaints
from customers.complaints.domain.limits import limits_at, set_limit
from customers.complaints.domain.visiting import propose_visits
from customers.complaints.domain.waiting import expire_waits
from customers.complaints.enums import Status
from customers.complaints.models import Complaint, ComplaintRise, ComplaintWait, WatchEntry
from tests.factories.complaints import NOON, TEN, make_stage
from tests.factories.people import UserFactory


def rises(complaint):
    return list(ComplaintRise.objects.filter(complaint=complaint).order_by("pk").values_list("level", "person__name"))


@pytest.mark.req("C-16", "INV-14")
def test_it_rises_at_100_150_and_200_percent_to_lead_head_and_executive(stage):
    complaint = stage.file(felt=1, path="direct")  # around the clock: acknowledge within 15 minutes of ten

    clock.travel(TEN + timedelta(minutes=14, seconds=59))
    assert escalate_complaints() == 0
    clock.travel(TEN + timedelta(minutes=15))
    assert escalate_complaints() == 1
    assert rises(complaint) == [(1, "Lea")]
    assert escalate_complaints() == 0
    clock.travel(TEN + timedelta(minutes=23))
    escalate_complaints()
    clock.travel(TEN + timedelta(minutes=30))
    escalate_complaints()

    assert rises(complaint) == [(1, "Lea"), (2, "Hugo"), (3, "Xenia")]
    complaint.refresh_from_db()
    assert (complaint.level, complaint.status, complaint.owner) == (3, Status.RECEIVED, stage.owner)
    told = Notification.objects.filter(kind="complaint_escalated").order_by("pk")
    assert [row.recipient.name for row in told] == ["Lea", "Hugo", "Xenia"]
    assert "Acknowledge" in told[0].body
    assert "150 %" in told[1].body
    history = AuditEvent.objects.filter(action="complaint.escalate", subject_id=complaint.pk)
    assert history.count() == 3
    story = TimelineEntry.objects.filter(kind="complaint", event="escalate")
    assert ["Xenia" in KINDS["complaint"].sentence(entry) for entry in story.order_by("pk")] == [False, False, True]
    assert WatchEntry.objects.get().matter == complaint.matter
    assert set(Attention.objects.filter(rule="complaint_escalated", closed_at=None).values_list("assignee__name")) == {
        ("Xenia",)
    }
    assert differences() == []


@pytest.mark.req("INV-14")
def test_a_sweep_two_days_late_catches_up_level_by_level(stage):
    complaint = stage.file(felt=1)
    clock.travel(NOON + timedelta(days=2))

    assert escalate_complaints() == 1

    assert rises(complaint) == [(1, "Lea"), (2, "Hugo"), (3, "Xenia")]
    assert Notification.objects.filter(kind="complaint_escalated").count() == 3
    assert escalate_complaints() == 0


@pytest.mark.req("INV-13")
def test_nothing_rises_while_we_wait_for_the_complainant_and_the_wait_expires(stage):
    complaint = stage.at(Status.WAITING)
    wait = ComplaintWait.objects.get()
    assert wait.expires_at == TEN + timedelta(days=7)  # five working days
    clock.travel(TEN + timedelta(days=6, hours=23))
    assert (escalate_complaints(), expire_waits()) == (0, 0)
    clock.travel(TEN + timedelta(days=8))

    assert expire_waits() == 1
    assert expire_waits() == 0

    complaint.refresh_from_db()
    wait.refresh_from_db()
    assert complaint.status == Status.INVESTIGATING
    assert (wait.until_at, wait.ended_by) == (TEN + timedelta(days=7), "expired")
    assert complaint.clocks.get(kind="resolve").due_at == TEN + timedelta(days=14)
    assert Notification.objects.filter(kind="complaint_expired", recipient=stage.owner).exists()
    assert differences() == []


def test_a_clock_that_was_answered_in_time_never_escalates(stage):
    complaint = stage.at(Status.CLOSED)
    clock.travel(NOON + timedelta(days=30))

    assert escalate_complaints() == 0
    complaint.refresh_from_db()
    assert complaint.level == 0


@pytest.mark.req("INV-14")
def test_clocks_of_the_new_level_raise_above_it(stage):
    complaint = stage.at(Status.REFUSED)
    complaint = steps.investigate(complaint, by=stage.lead)
    clock.travel(NOON + timedelta(days=2, hours=1))  # two working days for the answer
    escalate_complaints()

    complaint.refresh_from_db()
    assert rises(complaint) == [(1, "Lea"), (2, "Hugo")]
    assert complaint.owner == stage.lead


@pytest.mark.req("INV-14")
def test_the_owner_is_never_named_to_themselves(stage):
    change_relationship(stage.relationship, by=stage.owner)
    complaint = stage.file(felt=1)
    complaint = steps.assign(complaint, to=stage.lead, by=stage.owner)
    clock.travel(NOON)

    escalate_complaints()

    assert rises(complaint) == [(1, "Hugo"), (2, "Xenia")]


def test_a_deputy_hears_of_it_too(stage):
    deputy = UserFactory(name="Dora", roles=["lead"])
    name_deputy(stage.lead, deputy=deputy, from_on=NOON.date(), to_on=NOON.date(), by=None)
    stage.file(felt=1)

    escalate_complaints()

    assert {"Lea", "Dora"} <= set(
        Notification.objects.filter(kind="complaint_escalated").values_list("recipient__name", flat=True)
    )


def test_without_a_ladder_leads_and_executives_stand_in(db):
    stage = make_stage(with_ladder=False)
    complaint = stage.file(felt=1)

    assert ladder_of(stage.team.pk).is_makeshift
    escalate_complaints()

    assert rises(complaint) == [(1, "Lea"), (2, "Xenia")]


@pytest.mark.req("C-16")
def test_an_unfilled_ladder_cannot_be_in_force(stage):
    head = UserFactory(roles=["lead"])
    ladder = make_ladder(None, by=None, first=head)
    with pytest.raises(BlockedError) as refusal:
        activate_ladder(ladder, by=None)
    assert len(refusal.value.reasons) == 2
    with pytest.raises(DomainError, match="higher rank"):
        change_ladder(ladder, by=None, second=head)
    ladder = change_ladder(ladder, by=None, second=stage.executive, third=stage.head)
    with pytest.raises(BlockedError, match="cannot be in force"):
        activate_ladder(ladder, by=None)
    kept = EscalationLadder.objects.get(team=stage.team)
    with pytest.raises(DomainError, match="every step"):
        change_ladder(kept, by=None, second=None)
    assert not deactivate_ladder(kept, by=None).is_active


def test_a_leaving_person_passes_their_step_and_their_complaints_on(stage):
    complaint = stage.file()
    follower = UserFactory(name="Nora", roles=["manager", "lead"])
    complaint = steps.assign(complaint, to=stage.head, by=stage.owner)

    deactivate_person(stage.head, by=None, successor=follower)

    complaint.refresh_from_db()
    assert complaint.owner == follower
    assert EscalationLadder.objects.get(team=stage.team).second == follower
    assert differences() == []


@pytest.mark.req("INV-15")
def test_a_severity_1_complaint_nobody_assesses_gets_its_visit_within_a_working_day(stage):
    stage.file(felt=1)
    clock.travel(TEN + timedelta(hours=5))
    assert propose_visits() == 0
    clock.travel(TEN + timedelta(hours=5, minutes=20))  # half of the seven and a half hours of a working day

    assert propose_visits() == 1
    assert propose_visits() == 0
    visit = ExecutiveVisit.objects.get()
    assert visit.created_at <= TEN + timedelta(days=1)
    complaint = Complaint.objects.get()
    complaint = steps.acknowledge(complaint, by=stage.owner, channel="phone")
    steps.assess(complaint, by=stage.owner, severity=1, impact="All", remedy_sought="Fix", service=stage.service)
    assert ExecutiveVisit.objects.count() == 1


def test_running_clocks_keep_their_limit_and_new_ones_take_the_new(stage):
    before = stage.file().clocks.get(kind="answer").due_at
    set_limit("answer_3", Limit(1, Unit.WORKING_DAYS), by=None, from_at=NOON + timedelta(hours=1))
    assert limits_at(NOON)["answer_3"].amount == 2
    clock.travel(NOON + timedelta(hours=1))
    later = stage.file(at=NOON + timedelta(hours=1)).clocks.get(kind="answer")

    assert Complaint.objects.order_by("pk").first().clocks.get(kind="answer").due_at == before
    assert later.due_at == NOON + timedelta(days=1)
    with pytest.raises(DomainError, match="now or later"):
        set_limit("answer_3", Limit(1, Unit.WORKING_DAYS), by=None, from_at=NOON)


@pytest.mark.req("INV-13")
def test_another_zone_midway_keeps_what_is_spent(stage):
    complaint = stage.file()  # four working hours to acknowledge: 10-12 and 13:30-15:30
    row = complaint.clocks.get(kind="acknowledge")
    assert row.due_at == TEN + timedelta(hours=5, minutes=30)

    clock.travel(TEN + timedelta(hours=2))  # two hours are spent
    change_relationship(stage.relationship, by=stage.owner, time_zone="Europe/Berlin")

    row.refresh_from_db()
    assert row.spent_before == timedelta(hours=2)
    # six in Berlin; two hours are left from nine on there
    assert row.due_at == TEN + timedelta(hours=7)
    assert AuditEvent.objects.filter(action="complaint.switch_hours").exists()
    complaint.refresh_from_db()
    assert complaint.desk_at == row.due_at


@pytest.mark.django_db(transaction=True)
@pytest.mark.req("INV-14")
def test_two_sweeps_at_once_raise_each_complaint_once():
    clock.travel(NOON)
    stage = make_stage()
    for number in range(12):
        stage.file(felt=1, text=f"Down {number}")
    done = []

    def sweep():
        try:
            done.append(escalate_complaints())
        finally:
            connection.close()

    threads = [threading.Thread(target=sweep) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    # at noon two hours have passed: all three levels of the acknowledgement
    assert ComplaintRise.objects.count() == 36
    assert Notification.objects.filter(kind="complaint_escalated").count() == 36
    assert set(Complaint.objects.values_list("level", flat=True)) == {3}


def test_an_administrator_sets_a_limit_from_a_moment_on(client, cast):
    client.force_login(cast.ada)
    form = {
        "name": "answer_3", "amount": 1, "unit": "working_days", "calendar": "relationship",
        "in_force_from_0": "2026-06-02", "in_force_from_1": "00:00:00",
    }  # fmt: skip

    assert client.post("/admin/complaints/complaintlimit/add/", form).status_code == 302
    assert limits_at(NOON + timedelta(days=2))["answer_3"] == Limit(1, Unit.WORKING_DAYS)
    assert limits_at(NOON)["answer_3"].amount == 2
    refused = client.post("/admin/complaints/complaintlimit/add/", form | {"in_force_from_0": "2026-05-01"})
    assert "now or later" in refused.content.decode()
    assert client.get("/admin/complaints/complaintlimit/").status_code == 200
    assert AuditEvent.objects.get(action="complaint_limit.set").actor == cast.ada
