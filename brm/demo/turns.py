"""The turns of the story: a hand-over, a person who leaves, visits at the top, what lies open this morning."""

from datetime import timedelta
from typing import TYPE_CHECKING

from brm.actionitems.domain.items import add_action_item
from brm.communications.domain.visits import (
    approve_visit,
    follow_up_visit,
    hold_visit,
    propose_visit,
    schedule_visit,
)
from brm.communications.enums import VisitReason
from brm.core import clock
from brm.demo import lines
from brm.parties.domain.contacts import add_contact, contact_left
from brm.parties.domain.handover import hand_over
from brm.parties.domain.relationships import change_relationship
from brm.parties.domain.sharing import share_relationship

if TYPE_CHECKING:
    from brm.demo.story import Story


def happen(story: "Story") -> None:
    """What the story has in store for its present day."""
    turn = TURNS.get((clock.today("Asia/Shanghai") - story.day).days)
    if turn is not None:
        with clock.at(story.moment(14, 10)):
            turn(story)


def _top_level_visit(story: "Story") -> None:
    known = story.of("shbank")
    value, expected = lines.VISIT[known.party.language]
    executive, lead = story.people["zhou.lan"], story.people["chen.hong"]
    visit = propose_visit(
        known.relationship, reason=VisitReason.RENEWAL, purpose=value, by=known.owner, ours=[executive, lead],
        theirs=known.contacts[:1], value_message=value,
    )  # fmt: skip
    visit = approve_visit(visit, by=executive)
    visit = schedule_visit(visit, on=story.day + timedelta(days=1), by=known.owner)
    with clock.at(story.moment(16) + timedelta(days=1)):
        visit = hold_visit(visit, by=known.owner, expectations=expected)
        follow_up_visit(visit, by=known.owner, follow_up=lines.IMPROVEMENTS[known.party.language][2])


def _handed_over(story: "Story") -> None:
    known = story.of("jnuni")
    known.relationship.refresh_from_db()
    hand_over(known.relationship, to=story.people["zhao.lei"], note=lines.HANDOVER["zh-hans"], by=known.owner)
    known.owner = story.people["zhao.lei"]


def _somebody_leaves(story: "Story") -> None:
    known = story.of("bjrail")
    gone = known.contacts[3]  # one without a sign-in of the demo
    successor = add_contact(
        known.relationship.organisation, name="何晓", by=known.owner, kind=gone.kind, job_title=gone.job_title,
        persona=gone.persona, influence=3, interest=5, is_key=True, language="zh-hans",
        email="contact9@bjrail.example", phone="+86 10 5550 0009",
    )  # fmt: skip
    contact_left(gone, on=story.day, by=known.owner, successor=successor)
    known.contacts.remove(gone)  # nobody has met the successor yet


def _proposed(story: "Story") -> None:
    known = story.of("nordlog")
    value, _expected = lines.VISIT[known.party.language]
    propose_visit(
        known.relationship, reason=VisitReason.ROUTINE, purpose=value, by=story.people["tom.hale"],
        owner=known.owner, theirs=known.contacts[:1], wanted_by=story.day + timedelta(days=20),
    )  # fmt: skip


def _shared(story: "Story") -> None:
    share_relationship(
        story.of("hzretail").relationship,
        user=story.people["liu.yang"],
        by=story.people["xu.fei"],
        note="驻场工程师协调",
    )


TURNS = {62: _top_level_visit, 30: _shared, 21: _proposed, 12: _handed_over, 5: _somebody_leaves}


def leave_open(story: "Story") -> None:
    """What waits for somebody this morning."""
    rail, power = story.of("bjrail"), story.of("hbpower")
    today = clock.today("Asia/Shanghai")
    for known, title, days, side in (
        (rail, "补齐西直门站备件", -2, "ours"),
        (rail, "确认夜间值守名单", 0, "theirs"),
        (power, "提交可用率改进方案", 1, "ours"),
        (power, "整理年度服务总结", 9, "ours"),
    ):
        add_action_item(
            known.relationship,
            title=title,
            owner=known.owner,
            due_on=today + timedelta(days=days),
            by=known.owner,
            side=side,
            counterpart=known.contacts[0] if side == "theirs" else None,
            at=clock.now() - timedelta(days=8),
        )
    change_relationship(rail.relationship, by=rail.owner, next_review_on=today + timedelta(days=3))
