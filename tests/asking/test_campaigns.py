"""A campaign's life by the table of 4.8: each step, each refusal, the sweep twice and late (Q-02 to Q-04)."""

import pytest

from brm.actionitems.models import ActionItem
from brm.attention.models import Attention
from brm.attention.rebuild import differences
from brm.core import clock
from brm.core.errors import BlockedError, TransitionError
from brm.notifications.models import Notification
from brm.timeline.models import TimelineEntry
from surveys.answering.domain.follow_ups import finish_follow_up
from surveys.answering.domain.taking import submit_response
from surveys.answering.models import FollowUp
from surveys.asking.domain import running
from surveys.asking.domain.audience import count_audience
from surveys.asking.domain.campaign_figures import standing_of
from surveys.asking.domain.campaign_sweep import sweep_campaigns
from surveys.asking.domain.campaigns import add_reader, change_campaign, copy_campaign, create_campaign
from surveys.asking.domain.learning import add_improvement, add_practice, remove_lesson
from surveys.asking.domain.passing_on import confirm_receipt, reader_of
from surveys.asking.domain.sweeps import sweep_invitations
from surveys.asking.enums import CampaignStatus, InvitationStatus, Why
from tests.asking.stage import DAY, HOUR, TEN, later, refused, rows, send_everything
from tests.factories.asking import make_person, make_questionnaire
from tests.factories.campaigns import fresh, make_campaign, make_closed_campaign, make_open, make_shared
from tests.factories.parties import RelationshipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ten():
    clock.travel(TEN)
    yield
    clock.travel(None)


@pytest.fixture
def customer(cast):
    return RelationshipFactory(owner=cast.alice, team=cast.team)


@pytest.mark.req("Q-02", "Q-03", "Q-04", "INV-32")
def test_a_campaign_goes_from_draft_to_archive_by_itself_and_by_its_people(cast, customer):
    people = [make_person(customer) for _n in range(4)]
    campaign = make_campaign(cast.alice, reader=cast.ed)
    refused(lambda: running.approve_campaign(campaign, by=cast.alice), "A lead approves")
    campaign = running.approve_campaign(campaign, by=cast.lena)
    assert (campaign.status, campaign.asked_version.number) == (CampaignStatus.APPROVED, 1)
    sweep_campaigns(at=TEN)
    assert fresh(campaign).status == CampaignStatus.APPROVED
    for _time in range(2):
        sweep_campaigns(at=campaign.opens_at)
    assert sweep_campaigns(at=campaign.opens_at) == 0
    campaign = fresh(campaign)
    assert (campaign.status, campaign.invited, rows(campaign).count()) == (CampaignStatus.OPEN, 4, 4)
    assert TimelineEntry.objects.filter(kind="campaign", event="open", params__people=4).count() == 1
    send_everything(campaign, at=TEN + DAY)
    assert {row.status for row in rows(campaign)} == {InvitationStatus.SENT}
    submit_response(rows(campaign).get(contact=people[0]), {"csat": 1})
    submit_response(rows(campaign).get(contact=people[1]), {"csat": 5})
    assert standing_of(campaign).whole.percent == 50
    clock.travel(campaign.closes_at)
    sweep_campaigns(at=campaign.closes_at)
    sweep_invitations(at=campaign.closes_at)
    campaign = fresh(campaign)
    assert campaign.status == CampaignStatus.CLOSED
    refused(lambda: submit_response(rows(campaign).get(contact=people[2]), {"csat": 5}), "over")
    refused(lambda: running.analyse_campaign(campaign, by=cast.alice), "at least one good practice")
    entry = add_improvement(
        campaign, text="Answer sooner", relationship=customer, owner=cast.bob, due_on=clock.today() + 9 * DAY,
        by=cast.alice,
    )  # fmt: skip
    assert ActionItem.objects.get(campaign_entry=entry).owner == cast.bob
    refused(lambda: running.communicate_campaign(campaign, by=cast.alice), kind=TransitionError)
    running.analyse_campaign(campaign, by=cast.alice, summary="Mostly content.")
    refused(lambda: running.archive_campaign(campaign, by=cast.alice), kind=TransitionError)
    campaign = running.communicate_campaign(campaign, by=cast.alice)
    reader = campaign.readers.get()
    sent = reader_of(Notification.objects.get(recipient=cast.ed, kind="survey_results").url.rstrip("/").split("/")[-1])
    assert sent == reader  # the pass tells its second too: two of one reader need not be alike
    confirm_receipt(sent)
    assert campaign.readers.get().receipt_at is not None
    refused(lambda: running.archive_campaign(campaign, by=cast.alice), "not followed up", BlockedError)
    finish_follow_up(FollowUp.objects.get(), by=cast.alice, outcome="recovered", note="Spoken with them")
    assert running.archive_campaign(campaign, by=cast.alice).status == CampaignStatus.ARCHIVED
    assert not Attention.objects.filter(subject_type="asking.campaign", closed_at=None).exists()


@pytest.mark.req("Q-02")
def test_nothing_is_approved_that_could_not_be_asked(cast, customer):
    version = make_questionnaire(at=TEN).versions.get()
    facts = {"title": "Empty", "owner": cast.alice, "opens_at": TEN + HOUR, "closes_at": TEN + DAY}
    campaign = create_campaign(by=cast.alice, questionnaire=version.questionnaire, **facts)
    refused(lambda: running.approve_campaign(campaign, by=cast.lena), "audience is empty", BlockedError)
    told = running.hindrances("approve", campaign, at=TEN)
    assert len(told) == 3
    person = make_person(customer, email="")
    change_campaign(campaign, by=cast.alice, channels=["mail"])
    add_reader(campaign, by=cast.alice, user=cast.ed)
    refused(lambda: running.approve_campaign(campaign, by=cast.lena), "None of these people", BlockedError)
    change_campaign(fresh(campaign), by=cast.alice, channels=["visit"])
    assert count_audience(fresh(campaign)).channels == {"visit": 1, "": 0}
    refused(lambda: running.approve_campaign(campaign, by=cast.lena, at=TEN + DAY), "is over", BlockedError)
    running.approve_campaign(campaign, by=cast.lena)
    refused(lambda: change_campaign(campaign, by=cast.alice, title="Else"), "Copy it")
    refused(lambda: running.cancel_campaign(campaign, by=cast.alice, reason=" "), "Say why")
    assert running.cancel_campaign(campaign, by=cast.alice, reason="Not now").status == CampaignStatus.CANCELLED
    assert sweep_campaigns(at=TEN + 2 * HOUR) == 0
    assert not person.invitations.exists()


@pytest.mark.req("Q-02")
def test_steps_out_of_turn_are_refused(cast, customer):
    make_person(customer)
    draft = make_campaign(cast.alice)
    for name in ("open", "close", "analyse", "communicate", "archive"):
        verb = getattr(running, f"{name}_campaign")
        more = {"nothing_learnt": "None"} if name == "analyse" else {}
        refused(lambda verb=verb, more=more: verb(draft, by=cast.alice, **more), kind=TransitionError)
    refused(lambda: running.extend_campaign(draft, by=cast.alice, closes_at=TEN + 20 * DAY, reason="x"))
    approved = running.approve_campaign(draft, by=cast.lena)
    refused(lambda: running.open_campaign(approved, by=cast.alice), "by itself")
    clock.travel(TEN + 2 * HOUR)
    opened = running.open_campaign(approved, by=cast.alice)
    refused(lambda: running.close_campaign(opened, by=cast.alice), "by itself")
    refused(lambda: running.cancel_campaign(opened, by=cast.alice, reason="No"), kind=TransitionError)
    refused(lambda: running.approve_campaign(opened, by=cast.lena), kind=TransitionError)
    refused(lambda: add_practice(opened, text="Well", by=cast.alice), "between closing")


@pytest.mark.req("Q-02")
def test_it_is_extended_once_and_reminds_only_those_who_have_not_answered(cast, customer):
    people = [make_person(customer) for _n in range(3)]
    campaign = make_open(cast.alice, remind_days=None)
    send_everything(campaign, at=TEN + DAY)
    submit_response(rows(campaign).get(contact=people[0]), {"csat": 5})
    refused(lambda: running.extend_campaign(campaign, by=cast.alice, closes_at=campaign.closes_at, reason="x"))
    refused(lambda: running.extend_campaign(campaign, by=cast.alice, closes_at=TEN + 20 * DAY, reason=""), "Say why")
    at = TEN + 7 * DAY
    clock.travel(at)
    campaign = running.extend_campaign(campaign, by=cast.alice, closes_at=TEN + 20 * DAY, reason="Few answers", at=at)
    assert campaign.status == CampaignStatus.OPEN
    refused(lambda: running.extend_campaign(campaign, by=cast.alice, closes_at=TEN + 30 * DAY, reason="y"), "once")
    sweep_campaigns(at=at)
    sweep_invitations(at=at)
    sweep_invitations(at=at)
    told = Notification.objects.filter(kind="survey_reminder").values_list("address", flat=True)
    assert sorted(told) == sorted(person.email for person in people[1:])
    assert {row.expires_at for row in rows(campaign).filter(status="sent")} == {TEN + 20 * DAY}
    sweep_campaigns(at=TEN + 11 * DAY)
    assert fresh(campaign).status == CampaignStatus.OPEN
    assert TimelineEntry.objects.filter(kind="campaign").count() == 1


@pytest.mark.req("Q-02")
def test_after_an_outage_nobody_is_asked_late(cast, customer):
    make_person(customer)
    campaign = running.approve_campaign(make_campaign(cast.alice), by=None)
    late = campaign.closes_at + DAY
    clock.travel(late)
    sweep_campaigns(at=late)
    assert fresh(campaign).status == CampaignStatus.APPROVED
    assert not rows(campaign).exists()
    assert Attention.objects.filter(rule="campaign_own", assignee=cast.alice, closed_at=None).exists()
    assert not differences()


@pytest.mark.req("Q-02")
def test_an_open_campaign_that_nobody_swept_closes_late_and_sends_nothing(cast, customer):
    make_person(customer)
    campaign = make_open(cast.alice)
    late = campaign.closes_at + 3 * DAY
    clock.travel(late)
    sweep_campaigns(at=late)
    sweep_invitations(at=late)
    assert fresh(campaign).status == CampaignStatus.CLOSED
    row = rows(campaign).get()
    assert (row.status, row.why) == (InvitationStatus.LEFT_OUT, Why.LATE)
    assert not Notification.objects.filter(kind="survey_invitation").exists()


@pytest.mark.req("Q-02", "INV-30")
def test_at_the_moment_it_closes_nobody_is_asked_any_more(cast, customer):
    make_person(customer)
    campaign = make_open(cast.alice)
    rows(campaign).update(step_at=campaign.closes_at)
    later(campaign.closes_at)
    row = rows(campaign).get()
    assert (row.status, row.why) == (InvitationStatus.LEFT_OUT, Why.LATE)
    assert not Notification.objects.filter(kind="survey_invitation").exists()


@pytest.mark.req("Q-04")
def test_results_that_are_not_passed_on_are_shown_to_owner_and_lead_once(cast, customer):
    make_person(customer)
    campaign = make_closed_campaign(cast.alice)
    late = campaign.closed_at + 10 * DAY
    clock.travel(late)
    for _time in range(2):
        sweep_campaigns(at=late)
    told = Notification.objects.filter(kind="survey_unshared").values_list("recipient", flat=True)
    assert sorted(told) == sorted([cast.alice.pk, cast.lena.pk])
    assert Attention.objects.filter(rule="campaign_lead", assignee=cast.lena, closed_at=None).count() == 1
    assert not differences()
    add_practice(campaign, text="They like the mail", by=cast.alice)
    running.analyse_campaign(campaign, by=cast.alice)
    running.communicate_campaign(fresh(campaign), by=cast.alice)
    assert not Attention.objects.filter(subject_type="asking.campaign", closed_at=None).exists()


@pytest.mark.req("Q-03")
def test_a_lesson_taken_back_drops_its_action_item(cast, customer):
    make_person(customer)
    campaign = make_closed_campaign(cast.alice)
    entry = add_improvement(
        campaign, text="Call sooner", relationship=customer, owner=cast.bob, due_on=clock.today() + 30 * DAY,
        by=cast.alice,
    )  # fmt: skip
    item = entry.action_item
    remove_lesson(entry, by=cast.alice)
    item.refresh_from_db()
    assert item.status == "dropped"
    assert running.analyse_campaign(campaign, by=cast.alice, nothing_learnt="Too few answers").nothing_learnt


@pytest.mark.req("Q-04")
def test_the_next_period_begins_as_a_copy_and_late_readers_get_the_results_at_once(cast, customer):
    make_person(customer)
    campaign = make_shared(cast.alice, quotas={"A": 5})
    add_reader(campaign, by=cast.alice, user=cast.ed)
    assert Notification.objects.filter(recipient=cast.ed, kind="survey_results").count() == 1
    reader = make_person(customer)
    add_reader(campaign, by=cast.alice, contact=reader)
    assert Notification.objects.get(kind="survey_results_outside").address == reader.email
    made = copy_campaign(campaign, by=cast.bob, title="Next", opens_at=TEN + 100 * DAY, closes_at=TEN + 110 * DAY)
    assert (made.status, made.owner, made.quotas) == (CampaignStatus.DRAFT, cast.bob, {"A": 5})
    assert made.readers.count() == 3
    assert not made.readers.exclude(sent_at=None).exists()
