"""Campaigns: their owner, the owner's leads and executives; results for whoever holds the address they were sent."""

from datetime import timedelta
from typing import Any

from brm.core import clock
from surveys.answering.domain.campaigns import public_part
from surveys.asking.domain.learning import add_practice
from surveys.asking.domain.passing_on import pass_of
from surveys.asking.models import Campaign, CampaignEntry
from tests.access.declarations import EVERYBODY, KEEPERS, RECORD, Door, door
from tests.factories.asking import make_person
from tests.factories.campaigns import fresh, make_campaign, make_closed_campaign, make_open, make_shared

LEADING = frozenset({"lead", "executive"})
STEPS = (
    "campaign", "campaign_edit", "campaign_copy", "campaign_open", "campaign_extend", "campaign_close",
    "campaign_cancel", "campaign_analyse", "campaign_communicate", "campaign_archive", "practice_new",
    "improvement_new", "reader_new",
)  # fmt: skip
DOORS: dict[str, Door] = {
    "asking:campaigns": Door(KEEPERS),
    "asking:campaign_new": Door(KEEPERS),
    **{f"asking:{name}": door(RECORD, pk="survey_campaign") for name in STEPS},
    "asking:campaign_approve": door(LEADING, pk="survey_campaign"),
    "asking:lesson_remove": door(RECORD, pk="survey_lesson"),
    "asking:reader_remove": door(RECORD, pk="survey_reader"),
    "asking:results": door(EVERYBODY, reader_pass="survey_results"),
    "answering:open": door(EVERYBODY, code="survey_public", part="survey_part"),
    "answering:campaign_sheets": door(RECORD, pk="survey_sheets"),
}
API_DOORS: dict[str, Door] = {
    **{f"api:survey-{name}-list": Door(KEEPERS) for name in ("campaign", "lesson", "reader")},
    **{
        f"api:survey-campaign-{name}": door(RECORD, pk="survey_campaign")
        for name in (
            "detail", "approve", "open", "extend", "close", "practice", "improvement", "analyse", "communicate",
            "archive", "cancel", "copy", "audience", "standing",
        )
    },
    **{f"api:survey-lesson-{name}": door(RECORD, pk="survey_lesson") for name in ("detail", "remove")},
    **{f"api:survey-reader-{name}": door(RECORD, pk="survey_reader") for name in ("detail", "remove")},
}  # fmt: skip
MARKED = ((Campaign, "title"), (CampaignEntry, "text"))


def things(world: Any) -> dict[str, Any]:
    """A draft with a reader; one that is closed, with a lesson; one on paper and the website; one passed on."""
    alice, then = world.people["owner"], clock.now() - timedelta(days=30)
    only = {"relationships": [world.customer.pk]}
    make_person(world.customer, phone="+86 10 1")
    draft = make_campaign(alice, audience=only)
    closed = make_closed_campaign(alice, at=then, audience=only)
    lesson = add_practice(closed, text="They like the weekly mail", by=alice)
    reader = make_shared(alice, at=then, audience=only).readers.get()
    public = make_open(alice, at=clock.now() - timedelta(days=1), audience=only, channels=["sheet", "web"])
    sheet = fresh(public).invitations.filter(status="planned").first()
    sheet.version, sheet.status, sheet.sent_at = public.asked_version, "sent", clock.now()
    sheet.save()
    return {
        "survey_campaign": draft.pk, "survey_lesson": lesson.pk, "survey_reader": draft.readers.get().pk,
        "survey_results": pass_of(reader), "survey_public": public.public_code,
        "survey_part": public_part(public, world.customer.pk), "survey_sheets": public.pk,
    }  # fmt: skip
