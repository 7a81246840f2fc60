"""The feedback of the story: what customers asked, wished and let drop, and what became of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from brm.catalogue.models import Service
from brm.core import clock
from brm.demo.parties import Known
from brm.demo.story import CHAPTERS, Chapter, Story
from surveys.feedback.domain.judging import answer_feedback, classify_feedback, convert_feedback
from surveys.feedback.domain.receiving import receive_feedback
from surveys.feedback.domain.sweeps import sweep_feedback

T = TypeVar("T")


@dataclass(frozen=True)
class Told:
    """One thing somebody told us: of which customer, so many days ago, what it was, what we answered."""

    party: str
    days: int
    text: str
    channel: str
    kind: str = ""
    answer: str = ""
    service: str = ""


STORY = (
    Told("bjrail", 66, "能否在月报里增加各站备件库存一览？", "mail", "suggestion",
         "自下月起月报附备件库存一览，每月 5 日前送达。", "OPS-S"),
    Told("shbank", 51, "割接窗口能否提前两周通知业务部门？", "visit", "suggestion",
         "已写入沟通计划：割接窗口提前十个工作日书面通知。"),
    Told("tjport", 40, "夜间是否有人值守？电话打哪里？", "portal", "question",
         "有的，7×24 小时值守，热线不变；值班表已发到门户文档。", "OPS-R"),
    Told("nordlog", 33, "Could the portal show the root causes of the last quarter in one list?", "form", "suggestion",
         "It does now: see the service review of the quarter under Papers.", "OPS-R"),
    Told("sjzhosp", 21, "门诊高峰期系统又卡了两次，大家意见很大。", "call", "complaint", "", "OPS-S"),
    Told("hbpower", 15, "你们的巡检小程序在业内群里被推荐了，做得不错。", "social", "praise"),
    Told("hzretail", 2, "大促期间能否临时增加一名驻场？费用怎么算？", "mail", "question"),
    Told("mersey", 1, "The weekly mail is long. Could the first paragraph say what we must do?", "review"),
    Told("njsoft", 0, "希望培训材料提供街道版本。", "usage"),
)  # fmt: skip


class ToldUs(Chapter):
    """Who told us what, and how it ended."""

    def tell(self, story: Story) -> None:
        """Tell it, at past moments."""
        services = {row.code: row for row in Service.objects.filter(archived_at=None)}
        for told in STORY:
            self._tell(told, story.of(told.party), services.get(told.service))
        sweep_feedback()

    def _tell(self, told: Told, known: Known, service: Service | None) -> None:
        item = _on(told.days, lambda: receive_feedback(
            known.relationship, text=told.text, channel=told.channel, contact=known.contacts[0], service=service,
        ))  # fmt: skip
        if told.kind in ("complaint", "praise"):
            _on(told.days - 1, lambda: convert_feedback(item, by=known.owner, kind=told.kind))
        elif told.kind:
            item = _on(told.days - 1, lambda: classify_feedback(item, by=known.owner, kind=told.kind))
            if told.answer:
                _on(told.days - 2, lambda: answer_feedback(item, by=known.owner, answer=told.answer))


def _on(days: int, act: Callable[[], T]) -> T:
    """Do it so many days ago."""
    with clock.at(clock.now() - timedelta(days=max(days, 0), hours=1)):
        return act()


CHAPTERS.register("feedback", ToldUs())
