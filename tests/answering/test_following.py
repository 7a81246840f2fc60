"""Low answers are followed up, climb when nobody moves, and what came of it is seen (K-13, C-16)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from brm.accounts.domain.ladders import activate_ladder, make_ladder
from brm.accounts.domain.leaving import OPEN_WORK
from brm.accounts.domain.privacy import PERSONAL
from brm.attention.models import Attention
from brm.attention.rebuild import differences
from brm.core import clock
from brm.core.errors import DomainError
from brm.notifications.models import Notification
from brm.parties.domain.handover import hand_over
from surveys.answering.domain.desk import desk_figures
from surveys.answering.domain.follow_ups import (
    contact_for_follow_up,
    finish_follow_up,
    give_follow_up,
    reopen_follow_up,
)
from surveys.answering.domain.queries import follow_ups_for, last_score_of, with_recovery
from surveys.answering.domain.rising import raise_late_follow_ups
from surveys.answering.domain.taking import submit_response
from surveys.answering.models import FollowUp
from tests.answering.factories import BAD, WORDS, invite, make_rule, make_version
from tests.factories.parties import RelationshipFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 2, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def ladder():
    people = [
        UserFactory(name="Lea", roles=["lead"]), UserFactory(name="Hugo", roles=["lead"]),
        UserFactory(name="Xenia", roles=["executive"]),
    ]  # fmt: skip
    activate_ladder(make_ladder(None, by=None, **dict(zip(("first", "second", "third"), people, strict=True))), by=None)
    return people


@pytest.fixture
def low(ladder):
    clock.travel(MONDAY)
    relationship = RelationshipFactory(owner=UserFactory(name="Owen"))
    rule = make_rule(make_version(), follow_up_hours=4)
    invitation, _token = invite(relationship, version=rule.questionnaire.versions.get(), rule=rule)
    submit_response(invitation, BAD)
    return FollowUp.objects.get()


def told(kind):
    return list(Notification.objects.filter(kind=kind).order_by("pk").values_list("recipient__name", flat=True))


@pytest.mark.req("K-13", "C-16")
def test_it_climbs_step_by_step_once_however_often_the_sweep_runs(low):
    assert told("survey_low") == ["Owen"]
    clock.travel(low.due_at - timedelta(minutes=1))
    assert raise_late_follow_ups() == 0
    clock.travel(low.due_at)
    assert (raise_late_follow_ups(), raise_late_follow_ups()) == (1, 0)
    assert told("survey_follow_up_late") == ["Lea"]
    low.refresh_from_db()
    assert (low.rank, low.risen_to.name) == (1, "Lea")
    assert Attention.objects.get(rule="survey_follow_up_risen", closed_at=None).assignee.name == "Lea"
    assert differences() == []


def test_after_an_outage_of_days_it_rises_through_all_steps_once(low):
    clock.travel(MONDAY + timedelta(days=4))
    raise_late_follow_ups()
    raise_late_follow_ups()

    assert told("survey_follow_up_late") == ["Lea", "Hugo", "Xenia"]
    low.refresh_from_db()
    assert (low.rank, low.step_at) == (3, None)


@pytest.mark.req("K-13")
def test_spoken_with_done_and_content_again(low):
    by = low.owner
    with pytest.raises(DomainError):
        contact_for_follow_up(low, by=by, note=" ")
    low = contact_for_follow_up(low, by=by, note="They waited 20 minutes; we add a line.")
    assert low.due_at > clock.now() + timedelta(days=4)
    with pytest.raises(DomainError):
        finish_follow_up(low, by=by, outcome="splendid", note="x")
    low = finish_follow_up(low, by=by, outcome="recovered", note="")
    assert low.note.startswith("They waited")
    assert not Attention.objects.filter(rule__startswith="survey", closed_at=None).exists()
    assert with_recovery(FollowUp.objects.all()).get().score_after is None
    clock.travel(MONDAY + timedelta(days=30))
    later, _token = invite(low.relationship, contact=low.response.contact)
    submit_response(later, {"content": 5, "easy": 5})

    row = with_recovery(follow_ups_for(by)).get()
    assert (row.score_before, row.score_after) == (low.response.score, 100)
    figures = desk_figures(follow_ups_for(by))
    assert (figures.done, figures.recovered, figures.measured, figures.shown_gain) == (1, 1, 1, None)  # too few
    assert last_score_of(low.relationship, clock.now() + timedelta(hours=1))[1] == 100
    assert raise_late_follow_ups(at=clock.now() + timedelta(days=90)) == 0


def test_taken_up_again_the_clock_runs_anew(low):
    by = low.owner
    low = finish_follow_up(low, by=by, outcome="no_answer", note="Three calls, nobody.")
    clock.travel(MONDAY + timedelta(days=7))
    low = reopen_follow_up(low, by=by, reason="They called back.")

    assert (low.status, low.outcome, low.rank) == ("open", "", 0)
    assert low.due_at > clock.now()
    assert raise_late_follow_ups() == 0


def test_it_goes_to_somebody_else_with_its_customer_or_its_owner(low):
    colleague, next_one = UserFactory(name="Cleo"), UserFactory(name="Nina")
    give_follow_up(low, to=colleague, by=low.owner)
    assert told("survey_low") == ["Owen", "Cleo"]
    # whoever sees to it reads it, though the customer is somebody else's
    assert follow_ups_for(colleague).get() == low
    work = OPEN_WORK["follow_ups"]
    assert work.count(colleague) == 1
    assert work.pass_on(colleague, low.relationship.owner, None) == 1
    hand_over(low.relationship, to=next_one, note="Moving on", by=low.relationship.owner)

    low.refresh_from_db()
    assert low.owner == next_one
    assert differences() == []


def test_what_is_known_of_a_person_is_told_and_erased(low):
    contact, answers = low.response.contact, PERSONAL["answers"]
    assert WORDS in str(answers.collect(contact))
    answers.erase(contact)

    assert WORDS not in str(answers.collect(contact))
    low.response.refresh_from_db()
    assert low.response.csat == 0  # what is counted stays
