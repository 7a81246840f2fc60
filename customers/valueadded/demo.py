"""The value-added services of the story: one became an offer, one is under way, one waits, one was refused."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any, TypeVar

from brm.core import clock
from brm.demo.parties import Known
from brm.demo.story import CHAPTERS, Chapter, Story
from customers.valueadded.domain.gaps import set_policy, show_gaps
from customers.valueadded.domain.giving import (
    close_value_added,
    convert_value_added,
    deliver_value_added,
    evaluate_value_added,
    schedule_value_added,
)
from customers.valueadded.domain.proposing import (
    answer_principles,
    approve_value_added,
    propose_value_added,
    reject_value_added,
)
from customers.valueadded.domain.sweeps import sweep_value_added
from customers.valueadded.models import ValueAddedService

T = TypeVar("T")
REASONS = (
    "由二线工程师在约定窗口外完成，不占用驻场排班。",
    "月度例会上客户两次提到，使用部门也有同样诉求。",
    "两名工程师各半天，差旅在本市内，低于限额。",
    "可扩展为年度服务包，团队具备相应能力。",
)
GIVEN = (
    ("bjrail", 80, "高管电脑健康检查", "为 6 位高管的办公电脑做季度健康检查：系统、备份、安全三项，当场出报告。",
     1800, "converted"),
    ("hbpower", 66, "调度大厅应急演练观摩", "邀请客户观摩我方应急演练，并为值班长做一小时讲解。", 3200, "closed"),
    ("shbank", 48, "结算日前的专项巡检", "年终与季度结算日前，加做一次不在协议内的专项巡检。", 2600, "evaluated"),
    ("nordlog", 26, "Warehouse Wi-Fi heat map", "A survey of the Hamburg warehouse, outside the agreement, with a heat"
     " map for their planners.", 2400, "scheduled"),
    ("tjport", 14, "新员工系统使用培训", "为 20 名新员工做半天系统使用培训，附操作手册。", 1500, "approved"),
    ("hzretail", 6, "大促前压力测试", "为商城做一次压力测试并给出容量建议。", 4800, "assessed"),
    ("sjzhosp", 20, "全院打印机免费更换", "为全院更换 200 台打印机。", 86000, "rejected"),
    ("njsoft", 2, "街道窗口电脑清灰", "为 3 个街道的窗口电脑清灰。", 0, "proposed"),
)  # fmt: skip
ORDER = ("proposed", "assessed", "approved", "scheduled", "delivered", "evaluated", "closed")


class BeyondAgreements(Chapter):
    """What was given on purpose, beyond what was owed."""

    def tell(self, story: Story) -> None:
        """Tell it, at past moments."""
        with clock.at(clock.now() - timedelta(days=90)):
            set_policy(by=story.people["wang.jing"], months=2, tiers=["A", "B"], cost_limit=Decimal(5000))
        for key, days, title, description, cost, reached in GIVEN:
            self._tell(story, story.of(key), days, title, description, cost, reached)
        sweep_value_added()
        show_gaps()

    def _tell(
        self, story: Story, known: Known, days: int, title: str, description: str, cost: int, reached: str
    ) -> None:
        executive = story.people["zhou.lan"]
        row = _on(days, lambda: propose_value_added(
            known.relationship, by=known.owner, title=title, description=description,
            beneficiaries=known.contacts[:2], is_outside=True,
        ))  # fmt: skip
        if reached == "proposed":
            return
        refused = reached == "rejected"
        answers = {
            number: ("no" if refused and number == 3 else "yes", "远超限额。" if refused and number == 3 else reason)
            for number, reason in enumerate(REASONS, 1)
        }
        row = _on(days - 1, lambda: answer_principles(
            row, by=known.owner, answers=answers, cost_estimate=Decimal(cost), cost_limit=Decimal(5000),
            effort_hours=Decimal(8),
        ))  # fmt: skip
        if refused:
            _on(
                days - 2, lambda: reject_value_added(row, by=executive, reason="投入超出可接受范围，改为提供选型建议。")
            )
            return
        self._give(story, known, row, days, cost, "closed" if reached == "converted" else reached, reached)

    def _give(
        self, story: Story, known: Known, row: ValueAddedService, days: int, cost: int, until: str, end: str
    ) -> None:
        executive = story.people["zhou.lan"]
        engineer = story.people["eng.sun" if known.party.key == "shbank" else "eng.li"]
        steps: dict[str, Callable[[], Any]] = {
            "approved": lambda: approve_value_added(row, by=executive),
            "scheduled": lambda: schedule_value_added(
                row, by=known.owner, starts_on=clock.today() + timedelta(days=2),
                ends_on=clock.today() + timedelta(days=30 if until == "scheduled" else 6), staff=[engineer],
                leaves_agreed_work=True,
            ),
            "delivered": lambda: deliver_value_added(row, by=engineer, evidence="已按计划完成，签收单与报告已归档。"),
            "evaluated": lambda: evaluate_value_added(
                row, by=known.owner, reaction=2, actual_cost=Decimal(cost - 200), actual_hours=Decimal(7),
                reaction_text="比预想的细致，希望固定下来。",
            ),
            "closed": lambda: (
                convert_value_added(row, by=executive, title=f"报价：{row.matter.title}（年度）")
                if end == "converted"
                else close_value_added(row, by=executive, note="达到目的，不再重复。")
            ),
        }  # fmt: skip
        for place, (name, act) in enumerate(steps.items()):
            if ORDER.index(name) > ORDER.index(until):
                return
            row = _on(days - 2 - 4 * place, act)


def _on(days: int, act: Callable[[], T]) -> T:
    """Do it so many days ago."""
    with clock.at(clock.now() - timedelta(days=max(days, 0), hours=1)):
        return act()


CHAPTERS.register("value_added", BeyondAgreements())
