"""What customers answer in the story when they are asked: most are content, some are not, one is again."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from brm.accounts.models import User
from brm.core import clock
from brm.demo.story import Story
from surveys.answering.domain.follow_ups import contact_for_follow_up, finish_follow_up
from surveys.answering.domain.rising import raise_late_follow_ups
from surveys.answering.domain.tagging import tag_answer
from surveys.answering.domain.taking import save_draft, submit_response, take_by_phone
from surveys.answering.models import FollowUp, Response
from surveys.asking.enums import AskChannel
from surveys.asking.models import Invitation
from surveys.asking.story import ASKED


@dataclass(frozen=True)
class Said:
    """What one of them says, and what we make of it: nothing, begun only, contacted, recovered, or left lying."""

    satisfied: int
    easy: int
    comment: str = ""
    what: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    end: str = ""
    note: str = ""


TURNS: tuple[Said | None, ...] = (
    Said(4, 6, "处理很快，谢谢。", (), ("速度",)),
    Said(2, 3, "等了两个小时才有人回复，过程中没有任何消息。", ("time", "information"), ("进度通报",), "recovered",
         "已电话致歉；今后每 30 分钟通报一次进度，客户认可。"),
    Said(5, 7, "Fast and friendly, thank you."),
    None,
    Said(5, 6, "工程师讲解得很清楚。"),
    Said(2, 2, "问题反复出现，希望给出根本原因。", ("solution",), ("根本原因",), "contacted",
         "已通话：下周提交根因分析报告。"),
    Said(5, 7),
    Said(4, 5),
    Said(4, 6, "", (), (), "begun"),
    Said(1, 2, "备件延误没有人通知我们。", ("information", "time"), ("进度通报", "备件"), "open"),
    Said(5, 6, "这次进度通报很及时。", (), ("进度通报",)),
)  # fmt: skip


def answer(story: Story, invitation: Invitation) -> None:
    """They take turns; every fourth or so says nothing."""
    said = TURNS[invitation.pk % len(TURNS)]
    if said is None or invitation.version is None:
        return
    owner = invitation.relationship.owner
    given = {
        "satisfied": said.satisfied, "easy": said.easy, "comment": said.comment, "what_was_it": list(said.what),
        "may_call": True,
    }  # fmt: skip
    asked = set(invitation.version.questions.values_list("code", flat=True))
    given = {code: value for code, value in given.items() if code in asked}
    if said.end == "begun":
        save_draft(invitation, {"satisfied": said.satisfied})
    elif invitation.channel == AskChannel.MAIL:
        if (response := submit_response(invitation, given)) is not None:
            follow(said, response, owner, story.moment(0))
    else:
        follow(said, take_by_phone(invitation, given, by=owner), owner, story.moment(0))


def follow(said: Said, response: Response, owner: User, today: datetime) -> None:
    """Tag the words, speak with the discontent, say what came of it; never later than the story's last day."""
    words = response.answers.exclude(text="").first()
    if said.tags and words is not None:
        tag_answer(words, tags=said.tags, by=owner)
    follow_up = FollowUp.objects.filter(response=response).first()
    answered = clock.now()
    if follow_up is None:
        return
    if said.end in ("contacted", "recovered") and (spoken := answered + timedelta(days=1)) < today:
        with clock.at(spoken):
            follow_up = contact_for_follow_up(follow_up, by=owner, note=said.note)
    if said.end == "recovered" and (done := answered + timedelta(days=4)) < today:
        with clock.at(done):
            finish_follow_up(follow_up, by=owner, outcome="recovered", note=said.note)
    elif (late := answered + timedelta(days=5)) < today:
        with clock.at(late):
            raise_late_follow_ups()


ASKED.register("answers", answer)
