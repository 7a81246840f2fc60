"""Customers asked after a service event, as the story tells it: most are content, some are not, one is again."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from brm.accounts.models import User
from brm.core import clock
from brm.demo.parties import Known
from brm.demo.story import CHAPTERS, ZONE, Chapter, Story
from brm.matters.domain import close_matter, open_matter
from brm.matters.models import MatterKind
from surveys.answering.domain.follow_ups import contact_for_follow_up, finish_follow_up
from surveys.answering.domain.rising import raise_late_follow_ups
from surveys.answering.domain.tagging import tag_answer
from surveys.answering.domain.taking import save_draft, submit_response, take_by_phone
from surveys.answering.models import Response
from surveys.asking.domain.keeping import activate_rule, create_rule
from surveys.asking.domain.offering import active_rules, offer
from surveys.asking.domain.sweeps import sweep_invitations
from surveys.asking.enums import InvitationStatus, Source
from surveys.asking.models import Invitation
from surveys.questionnaires.models import Questionnaire

NUMBER = "SE-DEMO-{:04}"
AFTER = "After a service event"


@dataclass(frozen=True)
class Asked:
    """One event that closed so many days ago, and what its reporter said of it."""

    party: str
    days: int
    title: str
    satisfied: int = 0
    easy: int | None = None
    comment: str = ""
    what: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    end: str = "answered"
    """answered, by phone, begun only, silent; and for low ones: open, contacted, recovered."""
    note: str = ""


STORY = (
    Asked("hzretail", 34, "收银系统夜间批处理超时", 2, 3, "等了两个小时才有人回复，过程中没有任何消息。",
          ("time", "information"), ("进度通报",), "recovered", "已电话致歉；今后每 30 分钟通报一次进度，客户认可。"),
    Asked("hzretail", 3, "门店 VPN 频繁断线", 5, 6, "这次进度通报很及时，谢谢。", (), ("进度通报",)),
    Asked("jnuni", 21, "选课系统无法登录", 4, 6, "处理很快。"),
    Asked("jnuni", 9, "校园网认证失败", 5, 7, "", (), (), "by phone"),
    Asked("shbank", 15, "报表平台打开缓慢", 2, 2, "问题反复出现，希望给出根本原因。", ("solution",), ("根本原因",),
          "contacted", "已与王工通话：下周提交根因分析报告。"),
    Asked("shbank", 6, "打印服务器离线", 4, 5),
    Asked("nordlog", 12, "Warehouse scanners lose the network", 5, 7, "Fast and friendly, thank you."),
    Asked("nordlog", 4, "Label printer prints empty pages", 1, 2, "Nobody told us that the spare part was late.",
          ("information", "time"), (), "open"),
    Asked("hzretail", 2, "会员小程序支付失败", 4, 6, "", (), (), "begun only"),
    Asked("jnuni", 2, "邮件系统容量告警", end="silent"),
)  # fmt: skip


class Answered(Chapter):
    """Who answered what, and what was made of it."""

    def tell(self, story: Story) -> None:
        """Tell it, at past moments; customers the cast does not have are passed over."""
        by_key = {known.party.key: known for known in story.known}
        begun = clock.now() - timedelta(days=60)
        with clock.at(begun):
            self._ensure_rule()
        for number, asked in enumerate(sorted(STORY, key=lambda one: -one.days), 1):
            if (known := by_key.get(asked.party)) is not None:
                self._tell(asked, known, number)
        raise_late_follow_ups()

    def _ensure_rule(self) -> None:
        if active_rules(Source.SERVICE_EVENT):
            return
        questionnaire = Questionnaire.objects.filter(name=AFTER).first()
        if questionnaire is not None:
            rule = create_rule(
                by=None, name="服务事件后回访", source=Source.SERVICE_EVENT, questionnaire=questionnaire, expire_days=10
            )
            activate_rule(rule, by=None)

    def _tell(self, asked: Asked, known: Known, number: int) -> None:
        relationship, contacts = known.relationship, known.contacts
        contact = contacts[number % len(contacts)]
        closed = _morning(asked.days)
        with clock.at(closed):
            matter = open_matter(
                relationship, kind=MatterKind.SERVICE_EVENT, title=asked.title, by=None, number=NUMBER.format(number)
            )
            close_matter(matter, by=None)
            invitation = offer(matter, contact=contact, source=Source.SERVICE_EVENT)
        if invitation is None:
            return
        with clock.at(closed + timedelta(hours=3)):
            sweep_invitations()
        invitation = Invitation.objects.get(pk=invitation.pk)
        if invitation.status == InvitationStatus.SENT and asked.end != "silent":
            with clock.at(closed + timedelta(hours=5)):
                self._answer(asked, invitation, known.owner)

    def _answer(self, asked: Asked, invitation: Invitation, owner: User) -> None:
        said = {
            "satisfied": asked.satisfied, "easy": asked.easy, "comment": asked.comment,
            "what_was_it": list(asked.what), "may_call": True,
        }  # fmt: skip
        if asked.end == "begun only":
            save_draft(invitation, {"satisfied": asked.satisfied})
        elif asked.end == "by phone":
            take_by_phone(invitation, said, by=owner)
        elif (response := submit_response(invitation, said)) is not None:
            self._follow(asked, response, owner)

    def _follow(self, asked: Asked, response: Response, owner: User) -> None:
        words = response.answers.exclude(text="").first()
        if asked.tags and words is not None:
            tag_answer(words, tags=asked.tags, by=owner)
        follow_up = getattr(response, "follow_up", None)
        if follow_up is None or asked.end not in ("contacted", "recovered"):
            return
        with clock.at(clock.now() + timedelta(days=1)):
            follow_up = contact_for_follow_up(follow_up, by=owner, note=asked.note)
        if asked.end == "recovered":
            with clock.at(clock.now() + timedelta(days=3)):
                finish_follow_up(follow_up, by=owner, outcome="recovered", note=asked.note)


def _morning(days: int) -> datetime:
    """Ten in the morning of the weekday that lies about so many days back."""
    moment = clock.now().astimezone(ZONE).replace(hour=10, minute=0, second=0, microsecond=0) - timedelta(days=days)
    while moment.weekday() > 4:
        moment -= timedelta(days=1)
    return moment


CHAPTERS.register("survey_answers", Answered())
