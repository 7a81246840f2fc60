"""Relationships: opening, their life, silence, hand-over, shares, who sees what."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from brm.accounts.enums import Role
from brm.accounts.models import Deputy
from brm.actionitems.domain import add_action_item
from brm.actionitems.models import ActionItem
from brm.attention.models import Attention
from brm.audit.trail import history_of
from brm.core import clock
from brm.core.errors import BlockedError, DomainError, TransitionError
from brm.parties.domain.handover import acknowledge_handover, hand_over, hand_over_many, pass_on_relationships
from brm.parties.domain.queries import may_steer, organisations_for, relationships_for
from brm.parties.domain.relationships import change_relationship, move_relationship, open_relationship
from brm.parties.domain.sharing import share_relationship, unshare_relationship
from brm.parties.domain.targets import contact_target_days, touch
from brm.parties.enums import EndReason, Kind, Status, Tier
from brm.parties.models import Handover, Relationship
from brm.timeline.models import TimelineEntry
from customers.models import Customer
from tests.factories.parties import OrganisationFactory, RelationshipFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.mark.req("C-01", "C-33", "G-48")
def test_one_organisation_may_be_customer_supplier_and_third_party():
    organisation = OrganisationFactory()
    owner = UserFactory()

    for kind in Kind:
        open_relationship(organisation, kind=kind, owner=owner, by=owner)

    assert {row.kind for row in organisation.relationships.all()} == set(Kind)
    assert Customer.objects.filter(relationship__organisation=organisation).count() == 1
    assert {row.status for row in organisation.relationships.all()} == {Status.PROSPECT}


@pytest.mark.req("C-01")
def test_a_second_relationship_of_a_kind_is_refused_in_words():
    relationship = RelationshipFactory()

    with pytest.raises(DomainError, match="already such a relationship"):
        open_relationship(relationship.organisation, kind=Kind.CUSTOMER, owner=relationship.owner, by=None)


@pytest.mark.req("INV-57")
def test_the_database_knows_no_relationship_without_or_beside_its_manager():
    relationship = RelationshipFactory()

    with pytest.raises(IntegrityError, match="owner_id"), transaction.atomic():
        Relationship.objects.filter(pk=relationship.pk).update(owner=None)
    with pytest.raises(IntegrityError, match="one_relationship_of_a_kind_per_organisation"), transaction.atomic():
        Relationship.objects.create(
            organisation=relationship.organisation, kind=Kind.CUSTOMER, owner=UserFactory(), sort_key="x"
        )


@pytest.mark.req("INV-57")
@pytest.mark.parametrize("roles", [[Role.CONTACT], [Role.ENGINEER], [Role.ADMINISTRATOR]])
def test_only_who_keeps_relationships_can_be_responsible(roles):
    with pytest.raises(DomainError, match="cannot be responsible"):
        open_relationship(OrganisationFactory(), kind=Kind.CUSTOMER, owner=UserFactory(roles=roles), by=None)


def test_the_owners_team_is_the_relationships_team():
    owner = UserFactory()
    team = TeamFactory(members=[owner])

    assert RelationshipFactory(owner=owner).team == team


@pytest.mark.req("INV-60", "C-33", "M-18")
def test_life_from_prospect_to_end_and_back_is_in_history_and_timeline():
    relationship = RelationshipFactory(status=Status.PROSPECT)
    owner = relationship.owner

    move_relationship(relationship, "activate", by=owner)
    move_relationship(relationship, "suspend", by=owner, reason="They moved house")
    move_relationship(relationship, "resume", by=owner)
    move_relationship(relationship, "end", by=owner, reason="Went elsewhere", end_reason=EndReason.LOST)
    relationship = move_relationship(relationship, "revive", by=owner)

    assert (relationship.status, relationship.end_reason) == (Status.PROSPECT, "")
    steps = [event.action.split(".")[1] for event in history_of(relationship)]
    assert steps == ["revive", "end", "resume", "suspend", "activate", "open"]
    ended = history_of(relationship)[1]
    assert (ended.reason, ended.changes["status"], ended.actor) == ("Went elsewhere", ["active", "ended"], owner)
    told = TimelineEntry.objects.filter(relationship=relationship).order_by("id").values_list("event", flat=True)
    assert list(told) == ["open", "activate", "suspend", "resume", "end", "revive"]


def test_a_step_that_does_not_follow_is_refused():
    relationship = RelationshipFactory(status=Status.PROSPECT)

    with pytest.raises(TransitionError, match="not possible while the state is “Prospect”"):
        move_relationship(relationship, "suspend", by=None, reason="x")


@pytest.mark.req("C-33", "M-18")
@pytest.mark.parametrize(("reason", "end_reason", "field"), [("", "lost", "reason"), ("why", "", "end_reason")])
def test_ending_needs_words_and_a_kind(reason, end_reason, field):
    relationship = RelationshipFactory()

    with pytest.raises(DomainError) as refusal:
        move_relationship(relationship, "end", by=None, reason=reason, end_reason=end_reason)

    assert refusal.value.field == field


def test_a_merged_relationship_is_not_taken_up_again():
    relationship = RelationshipFactory(status=Status.ENDED)
    Relationship.objects.filter(pk=relationship.pk).update(end_reason=EndReason.MERGED)

    with pytest.raises(BlockedError, match="was merged"):
        move_relationship(relationship, "revive", by=None)


@pytest.mark.req("C-09", "K-10")
@pytest.mark.parametrize(("tier", "days"), [(Tier.A, 14), (Tier.B, 30), (Tier.C, 60)])
def test_the_contact_target_follows_the_tier(tier, days):
    relationship = RelationshipFactory(tier=tier, at=AT)

    assert contact_target_days(relationship) == days
    assert relationship.silent_from == AT + timedelta(days=days)


@pytest.mark.req("K-10")
def test_touch_moves_silence_forward_only():
    one = RelationshipFactory(tier=Tier.A, at=AT)
    own_target = RelationshipFactory(tier=Tier.B, at=AT, contact_target_days=7)
    asleep = RelationshipFactory(status=Status.SUSPENDED, at=AT)

    touch([one.pk, own_target.pk, asleep.pk], AT + timedelta(days=5))
    touch(one.pk, AT + timedelta(days=1))

    for row in (one, own_target, asleep):
        row.refresh_from_db()
    assert one.last_contact_at == AT + timedelta(days=5)
    assert one.silent_from == AT + timedelta(days=19)
    assert own_target.silent_from == AT + timedelta(days=12)
    assert (asleep.last_contact_at, asleep.silent_from) == (AT + timedelta(days=5), None)


@pytest.mark.req("C-09", "K-10")
def test_another_tier_is_another_silence():
    relationship = RelationshipFactory(tier=Tier.C, at=AT)

    relationship = change_relationship(relationship, by=None, tier=Tier.A)

    assert relationship.silent_from == AT + timedelta(days=14)
    assert TimelineEntry.objects.filter(relationship=relationship, event="tier").get().params == {
        "old": "C",
        "new": "A",
    }


@pytest.mark.req("INV-57", "INV-58")
def test_hand_over_leaves_a_note_a_task_and_takes_the_open_work_along():
    relationship = RelationshipFactory()
    before, after, lead = relationship.owner, UserFactory(), UserFactory(roles=[Role.LEAD])
    item = add_action_item(relationship, title="Call back", owner=before, due_on=clock.today(), by=before)

    handover = hand_over(relationship, to=after, note="Ask for Ms Wang", by=lead, at=AT)

    relationship.refresh_from_db()
    item.refresh_from_db()
    assert (relationship.owner, item.owner) == (after, after)
    task = ActionItem.objects.exclude(pk=item.pk).get()
    assert (task.owner, task.due_on) == (after, (AT + timedelta(days=10)).date())
    assert TimelineEntry.objects.get(kind="handover").text == "Ask for Ms Wang"
    assert Attention.objects.get(rule="handover", closed_at=None).assignee == after
    event = history_of(relationship).first()
    assert (event.action, event.reason, event.actor) == ("relationship.hand_over", "Ask for Ms Wang", lead)

    acknowledge_handover(handover, by=after)
    assert not Attention.objects.filter(rule="handover", closed_at=None).exists()


@pytest.mark.req("INV-57")
def test_hand_over_without_a_note_or_to_the_same_person_is_refused():
    relationship = RelationshipFactory()

    with pytest.raises(DomainError, match="Write a note"):
        hand_over(relationship, to=UserFactory(), note=" ", by=None)
    with pytest.raises(DomainError, match="responsible already"):
        hand_over(relationship, to=relationship.owner, note="x", by=None)
    assert not Handover.objects.exists()


@pytest.mark.req("INV-57")
def test_a_second_hand_over_replaces_the_first_call():
    relationship = RelationshipFactory()
    middle, last = UserFactory(), UserFactory()

    hand_over(relationship, to=middle, note="first", by=None)
    relationship.refresh_from_db()
    hand_over(relationship, to=last, note="second", by=None)

    assert Attention.objects.get(rule="handover", closed_at=None).assignee == last


def test_many_are_handed_over_at_once_and_ones_own_left_alone():
    owner, to = UserFactory(), UserFactory()
    rows = [RelationshipFactory(owner=owner), RelationshipFactory(owner=owner), RelationshipFactory(owner=to)]

    assert hand_over_many(rows, to=to, note="New area", by=None) == 2


@pytest.mark.req("INV-58", "INV-57")
def test_everything_of_a_leaving_person_is_passed_on():
    owner, to = UserFactory(), UserFactory()
    RelationshipFactory(owner=owner)
    RelationshipFactory(owner=owner, status=Status.ENDED)

    assert pass_on_relationships(owner, to, None) == 2
    assert not Relationship.objects.filter(owner=owner).exists()


def test_who_sees_a_relationship():
    owner, mate, stranger = UserFactory(), UserFactory(), UserFactory()
    lead, other_lead = UserFactory(roles=[Role.LEAD]), UserFactory(roles=[Role.LEAD])
    deputy = UserFactory()
    TeamFactory(members=[owner], leads=[lead])
    TeamFactory(leads=[other_lead])
    relationship = RelationshipFactory(owner=owner)
    share_relationship(relationship, user=mate, by=owner)
    day = clock.today("Asia/Shanghai")
    Deputy.objects.create(absent=owner, deputy=deputy, from_on=day, to_on=day)
    sees = {
        owner: True, mate: True, stranger: False, lead: True, other_lead: False, deputy: True,
        UserFactory(roles=[Role.EXECUTIVE]): True,
        UserFactory(roles=[Role.ENGINEER]): False,
        UserFactory(roles=[Role.FINANCE]): False,
        UserFactory(roles=[Role.ADMINISTRATOR]): False,
        UserFactory(roles=[Role.CONTACT]): False,
        UserFactory(is_active=False): False,
    }  # fmt: skip

    for user, may in sees.items():
        assert relationships_for(user).filter(pk=relationship.pk).exists() is may, user.roles
        assert organisations_for(user).filter(pk=relationship.organisation_id).exists() is may, user.roles
    assert may_steer(owner, relationship)
    assert not may_steer(mate, relationship)


def test_a_share_ends():
    relationship, mate = RelationshipFactory(), UserFactory()
    share_relationship(relationship, user=mate, by=relationship.owner)

    unshare_relationship(relationship, user=mate, by=relationship.owner)

    assert not relationships_for(mate).exists()
    assert [event.action for event in history_of(relationship)[:2]] == ["relationship.unshare", "relationship.share"]


def test_sharing_is_refused_with_the_owner_twice_and_with_outsiders():
    relationship, mate = RelationshipFactory(), UserFactory()
    share_relationship(relationship, user=mate, by=None)

    for user in (relationship.owner, mate, UserFactory(roles=[Role.CONTACT])):
        with pytest.raises(DomainError):
            share_relationship(relationship, user=user, by=None)


def test_sites_and_parents_of_mine_are_seen_and_unclaimed_ones_too():
    group = OrganisationFactory()
    company = OrganisationFactory(parent=group)
    site = OrganisationFactory(parent=company)
    sister = OrganisationFactory(parent=group)
    unclaimed = OrganisationFactory()
    relationship = RelationshipFactory(organisation=company)
    others = RelationshipFactory().organisation
    others_site = OrganisationFactory(parent=others)
    OrganisationFactory(parent=others_site)

    seen = set(organisations_for(relationship.owner))

    assert seen == {group, company, site, sister, unclaimed}
