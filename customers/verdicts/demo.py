"""The story's part in verdicts: four customers judged, what they take service for, one idea asked about."""

from datetime import timedelta

from brm.core import clock
from brm.demo.story import CHAPTERS, Chapter, Story
from customers.insight.models.factors import half_year_of
from customers.verdicts.domain.checking import decide_need_check, open_need_check
from customers.verdicts.domain.facts import facts_of, half_before
from customers.verdicts.domain.grading import set_cognition
from customers.verdicts.domain.judging import give_verdict
from customers.verdicts.enums import Ask, Decision, Level, Light

JUDGED = {
    "hzretail": ({Ask.COMPLAINTS: Light.AMBER, Ask.SPEND: Light.AMBER}, "门店希望更及时的进度通报。"),
    "jnuni": ({}, "合作稳定，愿意扩大范围。"),
    "shbank": ({Ask.EXECUTIVES: Light.RED, Ask.INCIDENTS: Light.AMBER, Ask.SLA: Light.AMBER}, "对上次故障不满。"),
    "nordlog": ({Ask.SPEND: Light.AMBER}, "Content, but the budget for next year is open."),
}  # fmt: skip
LEVELS = {
    "hzretail": ((85, Level.SOLVING, ""), (20, Level.GUARDING, "开始要求主动巡检")),
    "jnuni": ((80, Level.GUARDING, ""), (12, Level.IMPROVING, "请我们参与信息化规划")),
    "shbank": ((70, Level.IMPROVING, ""), (9, Level.GUARDING, "故障之后只谈稳定性")),
    "nordlog": ((60, Level.SOLVING, ""),),
}


class Judged(Chapter):
    """The managers judge the half-year, and say what service is to their customers."""

    def tell(self, story: Story) -> None:
        """At past moments; customers the cast does not have are passed over."""
        now = clock.now()
        present = half_year_of(clock.today())
        by_key = {known.party.key: known for known in story.known}
        for key, (answers, comment) in JUDGED.items():
            if (known := by_key.get(key)) is None:
                continue
            for period in (half_before(present), present):
                suggested = {each.ask: each.light or Light.GREEN for each in facts_of(known.relationship, period)}
                if period == present:
                    suggested |= answers
                give_verdict(
                    known.relationship, answers={ask: (light, "") for ask, light in suggested.items()}, period=period,
                    comment=comment if period == present else "", by=known.owner,
                )  # fmt: skip
            for days, level, note in LEVELS[key]:
                set_cognition(
                    known.relationship, level=level, by=known.owner, note_text=note, at=now - timedelta(days=days)
                )
        owner = story.people["liu.yang"]
        open_need_check(
            title="夜间自助重置密码", idea="用户夜里常因忘记密码来电，做一个自助页面？先问问用户会不会用。", by=owner,
            at=now - timedelta(days=14),
        )  # fmt: skip
        dropped = open_need_check(
            title="每周短信周报", idea="给客户领导每周发一条短信周报。", by=owner, at=now - timedelta(days=40)
        )
        decide_need_check(
            dropped, decision=Decision.DROP, reason="问过五家客户，都说邮件已经够了。", by=owner,
            at=now - timedelta(days=25),
        )  # fmt: skip


CHAPTERS.register("verdicts", Judged())
