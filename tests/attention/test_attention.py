"""Attention: one open row per rule, subject and person; put off, passed on, settled; reviews that come due."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from brm.attention.domain import RULES, attend, attention_for, pass_on, settle, snooze, team_attention_for
from brm.attention.models import Attention, Severity
from brm.attention.sweeps import call_due_reviews
from brm.core import clock
from brm.core.errors import DomainError
from brm.parties.domain.handover import hand_over
from brm.parties.domain.relationships import change_relationship, move_relationship
from tests.factories.parties import ContactFactory, RelationshipFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db


def call(relationship, **facts):
    return attend(relationship.owner, "review", relationship, relationship=relationship, **facts)


def test_one_open_row_brought_up_to_date():
    relationship = RelationshipFactory()

    first = call(relationship, severity=Severity.SOON, name="a")
    again = call(relationship, severity=Severity.LATE, name="b")

    assert first.pk == again.pk
    assert (again.severity, again.params) == (Severity.LATE, {"name": "b"})


def test_what_worsens_comes_back_from_being_put_off():
    relationship = RelationshipFactory()
    row = call(relationship, severity=Severity.SOON)
    snooze(row, until=clock.today() + timedelta(days=5), by=relationship.owner)
    assert not attention_for(relationship.owner).exists()

    call(relationship, severity=Severity.LATE)

    assert attention_for(relationship.owner).exists()


@pytest.mark.parametrize("days", [0, -1, 91])
def test_put_off_to_a_day_ahead_within_ninety(days):
    relationship = RelationshipFactory()

    with pytest.raises(DomainError):
        snooze(call(relationship), until=clock.today("Asia/Shanghai") + timedelta(days=days), by=relationship.owner)


def test_settled_is_gone_and_may_come_again():
    relationship = RelationshipFactory()
    row = call(relationship)

    assert settle("review", relationship) == 1
    assert call(relationship).pk != row.pk


def test_passed_on_is_not_doubled():
    relationship, other = RelationshipFactory(), UserFactory()
    call(relationship)
    attend(other, "review", relationship)

    assert pass_on(from_user=relationship.owner, to_user=other) == 0
    assert Attention.objects.get(closed_at=None).assignee == other


def test_a_lead_sees_the_teams():
    owner, lead = UserFactory(), UserFactory(roles=["lead"])
    TeamFactory(members=[owner], leads=[lead])
    row = call(RelationshipFactory(owner=owner))

    assert list(team_attention_for(lead)) == [row]
    assert not team_attention_for(UserFactory(roles=["lead"])).exists()


def test_a_review_is_called_once_on_its_day_and_settled_by_another_day():
    relationship = RelationshipFactory(next_review_on=clock.today())
    RelationshipFactory(next_review_on=clock.today() + timedelta(days=1))

    assert call_due_reviews() == 1
    assert call_due_reviews() == 0
    assert attention_for(relationship.owner).get().rule == "review"

    change_relationship(relationship, by=None, next_review_on=clock.today() + timedelta(days=90))
    assert not attention_for(relationship.owner).exists()


def test_a_review_follows_its_relationship_to_the_next_manager():
    relationship, to = RelationshipFactory(next_review_on=clock.today()), UserFactory()
    call_due_reviews()

    hand_over(relationship, to=to, note="x", by=None)

    assert call_due_reviews() == 0
    assert set(attention_for(to).values_list("rule", flat=True)) == {"review", "handover"}


def test_an_ended_relationship_asks_for_nothing():
    relationship = RelationshipFactory(next_review_on=clock.today())
    call_due_reviews()

    move_relationship(relationship, "end", by=None, reason="x", end_reason="lost")

    assert not attention_for(relationship.owner).exists()
    assert call_due_reviews() == 0


def test_kept_equals_rebuilt():
    relationship = RelationshipFactory(next_review_on=clock.today())
    hand_over(relationship, to=UserFactory(), note="x", by=None)
    call_due_reviews()

    for name in ("review", "handover"):
        kept = set(Attention.objects.filter(rule=name, closed_at=None).values_list("assignee_id", "subject_id"))
        assert set(RULES[name].expected()) == kept


def test_every_rule_reads_as_a_sentence():
    relationship = RelationshipFactory(next_review_on=clock.today())
    ContactFactory(organisation=relationship.organisation, is_key=True)
    call_due_reviews()
    hand_over(relationship, to=UserFactory(), note="x", by=None)

    with override("en"):
        for row in Attention.objects.filter(closed_at=None):
            assert RULES[row.rule].sentence(row)
