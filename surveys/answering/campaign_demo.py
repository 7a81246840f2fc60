"""The campaigns of the story: three told to their end, two of earlier quarters; one that runs; one that waits."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from brm.accounts.models import User
from brm.core import clock
from brm.demo.story import CHAPTERS, ZONE, Chapter, Story
from surveys.answering.domain.follow_ups import contact_for_follow_up, finish_follow_up
from surveys.answering.domain.taking import submit_response, take_by_phone
from surveys.answering.models import FollowUp
from surveys.asking.domain.campaign_sweep import sweep_campaigns
from surveys.asking.domain.campaigns import add_reader, create_campaign
from surveys.asking.domain.learning import add_improvement, add_practice
from surveys.asking.domain.passing_on import confirm_receipt
from surveys.asking.domain.queries import questionnaires_open_to
from surveys.asking.domain.running import analyse_campaign, approve_campaign, archive_campaign, communicate_campaign
from surveys.asking.domain.sweeps import next_step, sweep_invitations
from surveys.asking.enums import InvitationStatus
from surveys.asking.models import Campaign, Invitation
from surveys.questionnaires.domain.drafting import change_questionnaire

ANSWERS = (
    (5, 9, "surely", "驻场团队响应快，月报清楚。", ""),
    (4, 8, "probably", "", "希望提前通知变更窗口。"),
    (3, 6, "rather_not", "", "重大变更请提前两周告知业务部门。"),
    (5, 10, "surely", "Your engineers explain things in plain words.", ""),
    (4, 7, "probably", "培训很实用。", ""),
    (2, 4, "rather_not", "", "夜间支持的接手速度需要提高。"),
)  # fmt: skip
EARLIER = (
    (4, 7, "probably", "", ""),
    (4, 8, "probably", "工程师态度很好。", ""),
    (5, 8, "surely", "", ""),
    (4, 6, "probably", "", "月报太长，看不出重点。"),
    (4, 7, "probably", "", ""),
    (2, 5, "rather_not", "", "Nobody told us about the change before it happened."),
    (4, 7, "probably", "", "夜间电话常常要等。"),
)  # fmt: skip
NAMES = {
    "After a service event": "服务事件后回访", "Half-yearly satisfaction": "服务满意度调查", "Need check": "需求确认",
}  # fmt: skip
SUMMARY = (
    "总体满意度良好，用户与签约客户的看法接近。大家最看重讲得清楚的月报和驻场团队的响应；"
    "最常提到的改进是变更窗口提前通知和夜间接手速度。"
)


class LastCampaign(Chapter):
    """Before the single events, since they came later: whoever was asked is left alone for a while."""

    order = 40
    answers: Sequence[tuple[int, int, str, str, str]] = ANSWERS
    silent = 3
    """Of so many who were asked, one says nothing."""
    stride = timedelta()
    """How long the sweep is let lie, so that it does more at once."""

    def tell(self, story: Story) -> None:
        """Tell it, at past moments, with the sweeps in between as beat would have run them."""
        self.story, self.today = story, clock.now().astimezone(ZONE)
        self.lead, self.owner = story.people["zhou.lan"], story.of("bjrail").owner
        self.satisfaction, self.needs = NAMES["Half-yearly satisfaction"], NAMES["Need check"]
        self.play()

    def play(self) -> None:
        """From the draft to the last receipt but one."""
        self.told()

    def ago(self, days: int, hour: int = 10) -> datetime:
        """That hour so many days before the story's last; ahead, where the number is negative."""
        return (self.today - timedelta(days=days)).replace(hour=hour, minute=0, second=0, microsecond=0)

    def draft(
        self,
        title: str,
        days: int,
        *,
        opens: int,
        closes: int,
        channels: Sequence[str] = ("mail", "phone"),
        **facts: Any,
    ) -> Campaign:
        """Drafted so many days ago, with those who are told."""
        with clock.at(self.ago(days)):
            questionnaire = questionnaires_open_to(self.lead).get(name=self.satisfaction)
            campaign = create_campaign(
                by=self.lead, title=title, owner=self.lead, questionnaire=questionnaire, channels=list(channels),
                opens_at=self.ago(opens, 8), closes_at=self.ago(closes, 18), spread_days=3, **facts,
            )  # fmt: skip
            for reader in self.readers():
                add_reader(campaign, by=self.lead, user=reader)
        return campaign

    def readers(self) -> list[User]:
        """Those who operate the service first of all (Q-04)."""
        people = self.story.people
        return [people[key] for key in ("eng.li", "eng.sun", "zhou.lan") if key in people]

    def told(self) -> None:
        """Drafted, approved, answered, analysed, passed on."""
        campaign = self.draft("上半年服务满意度调查", 88, opens=86, closes=72, channels=("mail", "sheet"))
        with clock.at(self.ago(87)):
            approve_campaign(campaign, by=self.lead)
        self.run(campaign, self.ago(86, 8), self.ago(72, 18))
        with clock.at(self.ago(71)):
            add_practice(campaign, text="月报一页说清承诺与进展，客户领导认可，推广到全部甲级客户。", by=self.lead)
            known = self.story.of("bjrail")
            add_improvement(
                campaign, text="变更窗口至少提前十个工作日书面通知业务部门。", relationship=known.relationship,
                owner=known.owner, due_on=self.ago(-30).date(), by=self.lead,
            )  # fmt: skip
            self.follow_up(campaign)
            analyse_campaign(campaign, by=self.lead, summary=SUMMARY)
        with clock.at(self.ago(69)):
            communicate_campaign(campaign, by=self.lead)
        with clock.at(self.ago(68)):
            for reader in list(campaign.readers.order_by("pk"))[:2]:
                confirm_receipt(reader)

    def run(self, campaign: Campaign, start: datetime, end: datetime) -> None:
        """Every sweep that falls due until a moment, and answers a few hours after the questions."""
        with clock.at(start):
            sweep_campaigns()
        last = None
        while (moment := next_step(end)) is not None and moment != last:
            last, swept = moment, moment + self.stride
            with clock.at(swept):
                sweep_invitations(at=swept)
            self.answer(campaign, swept + timedelta(hours=3), end)
        with clock.at(end):
            sweep_invitations()
            sweep_campaigns()

    def answer(self, campaign: Campaign, moment: datetime, end: datetime) -> None:
        """Most of those who were just asked answer."""
        if moment >= end:
            return
        rows = Invitation.objects.filter(
            campaign=campaign, status=InvitationStatus.SENT, channel__in=("mail", "sheet")
        ).select_related("relationship__owner")
        for row in rows.filter(sent_at__lte=moment - timedelta(hours=3)).order_by("pk"):
            if row.pk % self.silent == 2:
                continue
            satisfied, recommend, renew, good, better = self.answers[row.pk % len(self.answers)]
            said = {"satisfied": satisfied, "recommend": recommend, "renew": renew, "good": good, "better": better}
            said = {code: value for code, value in said.items() if value != ""}
            with clock.at(moment):
                if row.channel == "mail":
                    submit_response(row, said)
                else:
                    take_by_phone(row, said, by=row.relationship.owner)

    def follow_up(self, campaign: Campaign) -> None:
        """Whoever was not content was spoken with before the results went out."""
        for row in FollowUp.objects.filter(response__campaign=campaign).order_by("pk"):
            contact_for_follow_up(row, by=row.owner, note="已致电了解情况，说明改进安排。")
            finish_follow_up(row, by=row.owner, outcome="improving", note="")


class EarlierCampaigns(LastCampaign):
    """What was asked two and three quarters ago, before the portal's own days: results have a past to be compared with.

    First of all chapters: nobody was held back then by what came later.
    """

    order = -10
    answers = EARLIER
    silent = 4
    stride = timedelta(hours=5)

    def play(self) -> None:
        """The questionnaires get names in the language of the house; then the older one first."""
        for was, name in NAMES.items():
            questionnaire = questionnaires_open_to(self.lead).get(name=was)
            change_questionnaire(questionnaire, by=self.lead, name=name, purpose=questionnaire.purpose)
        for days in (274, 182):
            self.asked(days)

    def asked(self, days: int) -> None:
        """Drafted, asked, answered, passed on, put away."""
        asked_on = self.ago(days)
        title = f"{asked_on.year} 年第 {(asked_on.month + 2) // 3} 季度服务满意度调查"
        campaign = self.draft(
            title,
            days + 2,
            opens=days,
            closes=days - 14,
            channels=("mail", "sheet"),
            remind_days=None,
            audience={"tiers": ["A", "B"]},
        )
        with clock.at(self.ago(days + 1)):
            approve_campaign(campaign, by=self.lead)
        self.run(campaign, self.ago(days, 8), self.ago(days - 14, 18))
        with clock.at(self.ago(days - 16)):
            add_practice(campaign, text="每次事件都由同一位工程师跟到底，客户不必重复说明。", by=self.lead)
            self.follow_up(campaign)
            analyse_campaign(campaign, by=self.lead, summary="对工程师评价好；变更通知和夜间电话需要改进。")
            communicate_campaign(campaign, by=self.lead)
        with clock.at(self.ago(days - 20)):
            for reader in campaign.readers.order_by("pk"):
                confirm_receipt(reader)
            archive_campaign(campaign, by=self.lead)


class Campaigns(LastCampaign):
    """After the single events: whoever was asked not long ago is left out, with the reason."""

    order = 60

    def play(self) -> None:
        """One that runs, one that waits."""
        self.running()
        self.waiting()

    def running(self) -> None:
        """Half of them have answered; some are still to be asked."""
        campaign = self.draft("下半年服务满意度调查", 5, opens=3, closes=-11, audience={"tiers": ["A", "B"]})
        with clock.at(self.ago(4)):
            approve_campaign(campaign, by=self.lead)
        self.run(campaign, self.ago(3, 8), clock.now() - timedelta(minutes=5))

    def waiting(self) -> None:
        """Waits for a lead's approval."""
        owner = self.owner
        with clock.at(self.ago(1)):
            questionnaire = questionnaires_open_to(owner).get(name=self.needs)
            campaign = create_campaign(
                by=owner, title="移动端巡检小程序需求征询", owner=owner, questionnaire=questionnaire,
                channels=["mail", "web"], is_anonymous=True, audience={"kinds": ["user"]},
                opens_at=self.ago(-5, 9), closes_at=self.ago(-19, 18),
            )  # fmt: skip
            add_reader(campaign, by=owner, user=self.lead)


CHAPTERS.register("earlier_campaigns", EarlierCampaigns())
CHAPTERS.register("last_campaign", LastCampaign())
CHAPTERS.register("campaigns", Campaigns())
