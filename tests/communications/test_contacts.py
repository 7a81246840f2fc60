"""Daily contact is logged in seconds, corrected for a week, and ends silence; needs are kept."""

from datetime import timedelta

import pytest

from brm.attention.models import Attention
from brm.attention.rebuild import differences
from brm.audit.models import AuditEvent
from brm.communications.domain.interactions import add_addendum, change_interaction, log_interaction, review_need
from brm.communications.domain.queries import interactions_for, needs_for
from brm.communications.domain.silence import contact_gap, show_silence, silent_for
from brm.communications.models import NeedHeard
from brm.core import clock
from brm.core.errors import DomainError
from brm.parties.domain.handover import hand_over
from brm.parties.domain.relationships import change_relationship
from brm.timeline.models import TimelineEntry
from tests.factories.communications import NOON, Scene
from tests.factories.parties import ContactFactory, RelationshipFactory


@pytest.mark.req("C-03", "C-09")
def test_a_contact_is_logged_with_what_was_heard(scene: Scene):
    record = log_interaction(
        scene.relationship, by=scene.owner, channel="phone", touchpoint="incident", summary=" Called about May ",
        perception=-1, contacts=[scene.vip], needs=["Faster reports", " "], at=NOON,
    )  # fmt: skip

    scene.relationship.refresh_from_db()
    assert record.summary == "Called about May"
    assert scene.relationship.last_contact_at == NOON
    assert scene.relationship.silent_from == NOON + timedelta(days=14)
    assert [need.text for need in needs_for(scene.owner)] == ["Faster reports"]
    assert not Attention.objects.filter(rule="new_contact", closed_at=None).exists()
    entry = TimelineEntry.objects.get(kind="interaction")
    assert (entry.text, entry.event, entry.params["perception"]) == ("Called about May", "phone", -1)
    line = AuditEvent.objects.get(action="interaction.log")
    assert "Called" not in str(line.changes)


def test_wrong_records_are_refused(scene: Scene):
    with pytest.raises(DomainError) as refusal:
        log_interaction(scene.relationship, by=scene.owner, summary=" ")
    assert refusal.value.field == "summary"
    with pytest.raises(DomainError) as refusal:
        log_interaction(scene.relationship, by=scene.owner, summary="x", happened_at=NOON + timedelta(hours=1))
    assert refusal.value.field == "at"
    with pytest.raises(DomainError) as refusal:
        log_interaction(scene.relationship, by=scene.owner, summary="x", contacts=[ContactFactory()])
    assert refusal.value.field == "theirs"
    with pytest.raises(DomainError) as refusal:
        log_interaction(scene.relationship, by=scene.owner, summary="x", channel="pigeon")
    assert refusal.value.field == "channel"


def test_a_record_is_open_for_a_week_to_who_wrote_it(scene: Scene):
    record = log_interaction(scene.relationship, by=scene.owner, summary="Called", at=NOON)

    with pytest.raises(DomainError, match="Only Olivia"):
        change_interaction(record, by=scene.mate, summary="Visited")
    change_interaction(record, by=scene.owner, summary="Visited", channel="visit", contacts=[scene.contact])
    assert TimelineEntry.objects.get(kind="interaction").text == "Visited"
    with clock.at(NOON + timedelta(days=7)):
        with pytest.raises(DomainError, match="locked"):
            change_interaction(record, by=scene.owner, summary="Never")
        add_addendum(record, text="They called back", by=scene.mate)
    record.refresh_from_db()
    assert record.summary == "Visited"
    assert [str(word) for word in record.addenda.all()] == ["They called back"]


@pytest.mark.req("K-10")
def test_an_old_contact_written_down_late_does_not_hide_silence(scene: Scene):
    log_interaction(scene.relationship, by=scene.owner, summary="New", at=NOON)
    log_interaction(scene.relationship, by=scene.owner, summary="Old", happened_at=NOON - timedelta(days=30))

    scene.relationship.refresh_from_db()
    assert scene.relationship.last_contact_at == NOON


@pytest.mark.req("C-30")
def test_a_need_is_looked_at_once(scene: Scene):
    log_interaction(scene.relationship, by=scene.owner, summary="x", needs=["A need"])
    need = NeedHeard.objects.get()

    review_need(need, by=scene.owner)
    review_need(need, by=scene.mate)

    need.refresh_from_db()
    assert need.reviewed_by == scene.owner


@pytest.mark.req("K-10", "C-09")
def test_silence_grows_louder_and_ends_with_a_contact(scene: Scene):
    def severity() -> int | None:
        show_silence()
        row = Attention.objects.filter(rule="silence", closed_at=None).first()
        assert not [one for one in differences() if one.rule == "silence"]
        return row.severity if row else None

    assert severity() is None
    for days, expected in ((14, 2), (21, 3), (28, 4)):
        clock.travel(NOON + timedelta(days=days))
        assert severity() == expected
    scene.relationship.refresh_from_db()
    gap = contact_gap(scene.relationship)
    assert (gap.days, gap.target, gap.severity, gap.never) == (28, 14, 4, True)
    assert list(silent_for(scene.owner)) == [scene.relationship]
    assert not silent_for(scene.stranger).exists()

    log_interaction(scene.relationship, by=scene.owner, summary="At last")
    assert Attention.objects.filter(rule="silence", closed_at=None).count() == 0
    assert severity() is None


@pytest.mark.req("K-10")
def test_a_worse_silence_ends_a_snooze(scene: Scene):
    clock.travel(NOON + timedelta(days=15))
    show_silence()
    Attention.objects.filter(rule="silence").update(snoozed_until=(NOON + timedelta(days=90)).date())
    show_silence()
    assert Attention.objects.get(rule="silence").snoozed_until is not None
    clock.travel(NOON + timedelta(days=22))

    show_silence()

    assert Attention.objects.get(rule="silence").snoozed_until is None


@pytest.mark.req("K-10")
def test_silence_follows_the_owner(scene: Scene):
    clock.travel(NOON + timedelta(days=15))
    show_silence()

    hand_over(scene.relationship, to=scene.mate, note="Yours now", by=scene.owner)
    show_silence()

    assert [row.assignee for row in Attention.objects.filter(rule="silence", closed_at=None)] == [scene.mate]


def test_only_who_may_see_the_relationship_reads_its_contacts(scene: Scene):
    log_interaction(scene.relationship, by=scene.owner, summary="Secret")
    log_interaction(RelationshipFactory(owner=scene.stranger), by=scene.stranger, summary="Other")

    assert [str(row) for row in interactions_for(scene.owner)] == ["Secret"]
    assert [str(row) for row in interactions_for(scene.lead)] == ["Secret"]
    assert [str(row) for row in interactions_for(scene.stranger)] == ["Other"]
    assert not needs_for(scene.stranger)


@pytest.mark.req("K-10")
def test_today_follows_another_contact_target(scene: Scene):
    clock.travel(NOON + timedelta(days=20))
    show_silence()
    change_relationship(scene.relationship, by=scene.owner, tier="B")
    assert not Attention.objects.filter(rule="silence", closed_at=None).exists()

    change_relationship(scene.relationship, by=scene.owner, contact_target_days=7)
    row = Attention.objects.get(rule="silence", closed_at=None)
    assert row.due_at == NOON + timedelta(days=7)

    change_relationship(scene.relationship, by=scene.owner, contact_target_days=8)
    row.refresh_from_db()
    assert (row.closed_at, row.due_at) == (None, NOON + timedelta(days=8))
