"""The praise of the story: thanks in many forms, some honoured, some shown outside, one that nobody has thanked for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TypeVar

from brm.catalogue.models import Service
from brm.core import clock
from brm.demo.parties import Known
from brm.demo.story import CHAPTERS, Chapter, Story
from customers.praise.domain.consents import record_consent
from customers.praise.domain.honouring import hold_honour, plan_honour
from customers.praise.domain.recording import record_praise
from customers.praise.domain.steps import decline_praise, publish_praise, share_praise, verify_praise
from customers.praise.domain.sweeps import sweep_praise
from customers.praise.domain.thanking import thank_for_praise
from customers.praise.models import Praise

T = TypeVar("T")


@dataclass(frozen=True)
class Thanks:
    """One praise of the story: of which customer, so many days ago, how far it came."""

    party: str
    days: int
    text: str
    source: str
    people: tuple[str, ...] = ()
    service: str = ""
    reached: str = "published"
    title: str = ""
    consent: str = ""
    honours: tuple[str, ...] = ()


STORY = (
    Thanks("bjrail", 84, "凌晨两点信号系统告警，李工四十分钟赶到国贸站，早高峰前恢复，乘客毫无察觉。非常感谢！",
           "letter", ("eng.li",), "OPS-S", "shared", "早高峰前恢复信号系统", "person", ("letter", "exchange")),
    Thanks("hbpower", 71, "迎峰度夏期间驻场团队连续值守十八天，零中断。特送锦旗一面。", "letter", (), "OPS-S", "shared",
           "迎峰度夏零中断", "organisation", ("letter", "sharing")),
    Thanks("shbank", 63, "年终结算夜孙工主动留守，提前发现一处批处理隐患并处理，结算准时完成。", "mail",
           ("eng.sun",), "", "published", "年终结算夜的坚守", "", ("sharing",)),
    Thanks("tjport", 52, "远程支持响应很快，十分钟内就有人接手，问题当天解决。", "call", (), "OPS-R", "published"),
    Thanks("nordlog", 44, "Your team explained the root cause in plain words to our board. That was exceptional.",
           "meeting", (), "OPS-R", "published", "A root cause the board understood", "organisation"),
    Thanks("sjzhosp", 37, "门诊系统切换当天，李工陪护士站熬到收尾，大家都记得他的耐心。", "portal", ("eng.li",), "",
           "published", "门诊系统切换日的耐心"),
    Thanks("hzretail", 30, "大促前的巡检报告写得清楚，连我们的财务都看懂了。", "survey", ("eng.sun",), "", "published"),
    Thanks("bjrail", 24, "新版月报一页就说清了承诺和进展，领导很满意。", "meeting", ("liu.yang",), "", "verified"),
    Thanks("mersey", 19, "Friendly, quick and honest about what went wrong. Thank you.", "mail", ("tom.hale",), "OPS-R",
           "published"),
    Thanks("njsoft", 12, "培训老师讲得生动，三个街道都希望再讲一次。", "call", ("eng.sun",), "", "verified"),
    Thanks("jnuni", 9, "服务不错，继续努力。", "survey", (), "", "declined"),
    Thanks("hbpower", 5, "昨天的备件调拨真及时，差一点就影响检修窗口。", "call", ("eng.li",), "OPS-S", "unthanked",
           "备件及时到位"),
    Thanks("shbank", 1, "感谢支持团队周末协助搬迁机房！", "portal", (), "", "recorded"),
)  # fmt: skip
REPLY = "感谢您的肯定，我们已转达给每一位参与的同事，并会继续努力。"
EVIDENCE = {
    "letter": "表扬信已张贴在公告栏，并随月报送达客户。",
    "exchange": "与客户联合开展经验交流会，双方 26 人参加，材料已归档。",
    "sharing": "在部门例会上分享处理过程，录像已上传知识库。",
}


class Praised(Chapter):
    """Who thanked whom, and what was made of it."""

    def tell(self, story: Story) -> None:
        """Tell it, at past moments."""
        self.services = {row.code: row for row in Service.objects.filter(archived_at=None)}
        for thanks in STORY:
            self._tell(story, thanks, story.of(thanks.party))
        sweep_praise()

    def _tell(self, story: Story, thanks: Thanks, known: Known) -> None:
        people = [story.people[key] for key in thanks.people]
        praise = _on(thanks.days, lambda: record_praise(
            known.relationship, by=known.owner, text=thanks.text, source=thanks.source, title=thanks.title,
            contact=known.contacts[0], people=people, team=None if people else known.relationship.team,
            service=self.services.get(thanks.service),
        ))  # fmt: skip
        if thanks.reached == "recorded":
            return
        if thanks.reached == "declined":
            _on(
                thanks.days - 1,
                lambda: decline_praise(praise, by=known.owner, reason="问卷里的客套话，未指明具体事情。"),
            )
            return
        lead = next(user for user in (known.owner, story.people["zhou.lan"]) if user not in people)
        praise = _on(thanks.days - 1, lambda: verify_praise(praise, by=lead))
        if thanks.reached != "unthanked":
            _on(thanks.days - 1, lambda: thank_for_praise(praise, by=known.owner, how="call", words=REPLY))
        if thanks.consent:
            _on(thanks.days - 2, lambda: record_consent(
                praise, by=known.owner, scope=thanks.consent, given_by=known.contacts[0],
                expires_on=clock.today() + timedelta(days=365), evidence="邮件同意",
            ))  # fmt: skip
        if thanks.reached in ("published", "shared"):
            publicity = "external" if thanks.consent else "internal"
            praise = _on(thanks.days - 3, lambda: publish_praise(praise, by=known.owner, publicity=publicity))
            self._honour(known, thanks, praise)

    def _honour(self, known: Known, thanks: Thanks, praise: Praise) -> None:
        for form in thanks.honours:
            if thanks.reached == "shared":
                held = partial(hold_honour, praise, by=known.owner, form=form, evidence=EVIDENCE[form])
                _on(thanks.days - 10, held)
            else:
                plan_honour(
                    praise, by=known.owner, form=form, planned_on=clock.today() + timedelta(days=6), owner=known.owner
                )
        if thanks.reached == "shared":
            _on(thanks.days - 12, lambda: share_praise(praise, by=known.owner))


def _on(days: int, act: Callable[[], T]) -> T:
    """Do it so many days ago."""
    with clock.at(clock.now() - timedelta(days=max(days, 0), hours=1)):
        return act()


CHAPTERS.register("praise", Praised())
