"""The campaigns of the story: last half-year's, told to its end; the one that runs; the one that waits for a lead."""

from datetime import datetime, timedelta
from typing import Any

from brm.accounts.models import User
from brm.core import clock
from brm.demo.story import CHAPTERS, ZONE, Chapter, Story
from surveys.answering.domain.follow_ups import contact_for_follow_up, finish_follow_up
from surveys.answering.domain.taking import submit_response
from surveys.answering.models import FollowUp
from surveys.asking.domain.campaign_sweep import sweep_campaigns
from surveys.asking.domain.campaigns import add_reader, create_campaign
from surveys.asking.domain.learning import add_improvement, add_practice
from surveys.asking.domain.passing_on import confirm_receipt
from surveys.asking.domain.queries import questionnaires_open_to
from surveys.asking.domain.running import analyse_campaign, approve_campaign, communicate_campaign
from surveys.asking.domain.sweeps import next_step, sweep_invitations
from surveys.asking.enums import InvitationStatus
from surveys.asking.models import Campaign, Invitation

ANSWERS = (
    (5, 9, "surely", "驻场团队响应快，月报清楚。", ""),
    (4, 8, "probably", "", "希望提前通知变更窗口。"),
    (3, 6, "rather_not", "", "重大变更请提前两周告知业务部门。"),
    (5, 10, "surely", "Your engineers explain things in plain words.", ""),
    (4, 7, "probably", "培训很实用。", ""),
    (2, 4, "rather_not", "", "夜间支持的接手速度需要提高。"),
)  # fmt: skip
SUMMARY = (
    "总体满意度良好，用户与签约客户的看法接近。大家最看重讲得清楚的月报和驻场团队的响应；"
    "最常提到的改进是变更窗口提前通知和夜间接手速度。"
)


class LastCampaign(Chapter):
    """Before the single events, since they came later: whoever was asked is left alone for a while."""

    order = 40

    def tell(self, story: Story) -> None:
        """Tell it, at past moments, with the sweeps in between as beat would have run them."""
        self.story, self.today = story, clock.now().astimezone(ZONE)
        self.lead, self.owner = story.people["zhou.lan"], story.of("bjrail").owner
        self.play()

    def play(self) -> None:
        """From the draft to the last receipt but one."""
        self.told()

    def ago(self, days: int, hour: int = 10) -> datetime:
        """That hour so many days before the story's last; ahead, where the number is negative."""
        return (self.today - timedelta(days=days)).replace(hour=hour, minute=0, second=0, microsecond=0)

    def draft(self, title: str, days: int, *, opens: int, closes: int, **facts: Any) -> Campaign:
        """Drafted so many days ago, with those who are told."""
        with clock.at(self.ago(days)):
            questionnaire = questionnaires_open_to(self.lead).get(name="Half-yearly satisfaction")
            campaign = create_campaign(
                by=self.lead, title=title, owner=self.lead, questionnaire=questionnaire, channels=["mail", "phone"],
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
        campaign = self.draft("上半年服务满意度调查", 88, opens=86, closes=72)
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
            with clock.at(moment):
                sweep_invitations(at=moment)
            last = moment
            self.answer(campaign, moment + timedelta(hours=3), end)
        with clock.at(end):
            sweep_invitations()
            sweep_campaigns()

    def answer(self, campaign: Campaign, moment: datetime, end: datetime) -> None:
        """Two of three who were just asked answer."""
        if moment >= end:
            return
        rows = Invitation.objects.filter(campaign=campaign, status=InvitationStatus.SENT, channel="mail")
        for row in rows.filter(sent_at__lte=moment - timedelta(hours=3)).order_by("pk"):
            if row.pk % 3 == 2:
                continue
            satisfied, recommend, renew, good, better = ANSWERS[row.pk % len(ANSWERS)]
            said = {"satisfied": satisfied, "recommend": recommend, "renew": renew, "good": good, "better": better}
            with clock.at(moment):
                submit_response(row, {code: value for code, value in said.items() if value != ""})

    def follow_up(self, campaign: Campaign) -> None:
        """Whoever was not content was spoken with before the results went out."""
        for row in FollowUp.objects.filter(response__campaign=campaign).order_by("pk"):
            contact_for_follow_up(row, by=row.owner, note="已致电了解情况，说明改进安排。")
            finish_follow_up(row, by=row.owner, outcome="improving", note="")


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
            questionnaire = questionnaires_open_to(owner).get(name="Need check")
            campaign = create_campaign(
                by=owner, title="移动端巡检小程序需求征询", owner=owner, questionnaire=questionnaire,
                channels=["mail", "web"], is_anonymous=True, audience={"kinds": ["user"]},
                opens_at=self.ago(-5, 9), closes_at=self.ago(-19, 18),
            )  # fmt: skip
            add_reader(campaign, by=owner, user=self.lead)


CHAPTERS.register("last_campaign", LastCampaign())
CHAPTERS.register("campaigns", Campaigns())
