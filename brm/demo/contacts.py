"""Daily life in the story: calls, visits, what was heard, promises kept."""

from datetime import timedelta
from typing import TYPE_CHECKING

from brm.actionitems.domain.items import move_action_item
from brm.actionitems.models import OPEN, ActionItem
from brm.communications.domain.interactions import log_interaction
from brm.core import clock
from brm.demo import lines

if TYPE_CHECKING:
    from brm.demo.story import Story

CHANCE = {"A": 0.30, "B": 0.14, "C": 0.07}


def talk(story: "Story") -> None:
    """Somebody calls somebody; customers of a higher tier more often."""
    left = (clock.today("Asia/Shanghai") - story.day).days
    for known in story.known:
        if left <= lines.SILENT.get(known.party.key, 0):
            continue
        if story.rng.random() > CHANCE[known.party.tier] * known.party.care:
            continue
        language = known.party.language
        channel, perception, summary = story.rng.choice(lines.CONTACTS[language])
        needs = [story.rng.choice(lines.NEEDS[language])] if story.rng.random() < 0.12 else []
        with clock.at(story.moment(story.rng.randint(9, 17), story.rng.randrange(60))):
            known.relationship.refresh_from_db()
            log_interaction(
                known.relationship,
                by=known.relationship.owner,
                summary=summary,
                channel=channel,
                perception=perception,
                contacts=[story.rng.choice(known.contacts)],
                needs=needs,
            )


def finish_actions(story: "Story") -> None:
    """Most promises are kept in time, some late, some not yet."""
    items = ActionItem.objects.filter(status__in=OPEN, due_on__lte=story.day + timedelta(days=2)).select_related(
        "owner"
    )
    with clock.at(story.moment(16, 30)):
        for item in items.order_by("id"):
            chance = 0.45 if item.due_on >= story.day else 0.12
            if story.rng.random() < chance:
                move_action_item(item, "finish", by=item.owner)
                if story.rng.random() < 0.5:
                    move_action_item(item, "verify", by=item.owner)
