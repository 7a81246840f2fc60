"""The story's complaints: what went wrong in ninety days, who took it up, how it ended, what is open this morning."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from brm.accounts.domain.ladders import activate_ladder, make_ladder
from brm.accounts.models import User
from brm.calendars.domain.queries import default_schedule
from brm.catalogue.models import Service
from brm.core import clock
from brm.demo.parties import Known
from brm.demo.story import CHAPTERS, ZONE, Chapter, Story
from customers.complaints.domain import conflicts, merging, messages, recovery, steps
from customers.complaints.domain.escalating import escalate_complaints
from customers.complaints.domain.filing import file_complaint
from customers.complaints.domain.visiting import propose_visits
from customers.complaints.domain.waiting import expire_waits
from customers.complaints.models import Complaint
from customers.complaints.story_lines import SETTLED, Case, Words, words_of

Act = Callable[[], Any]


class Complaints(Chapter):
    """Deeds at moments, done in the order of time, with the sweeps in between as beat would have run them."""

    def tell(self, story: Story) -> None:
        self.story = story
        self.deeds: list[tuple[datetime, Act]] = []
        self.kept: dict[str, Complaint] = {}
        self.services = list(Service.objects.filter(archived_at=None).order_by("code"))
        self.ladders()
        for number, case in enumerate(SETTLED):
            self.settle(case, number)
        self.open_ones()
        for moment, deed in sorted(self.deeds, key=lambda each: each[0]):
            if moment < clock.now():
                with clock.at(moment):
                    escalate_complaints()
                    deed()
        for sweep in (expire_waits, propose_visits, recovery.send_checks, escalate_complaints):
            sweep()

    # What it is told with

    def person(self, key: str) -> User:
        return self.story.people[key]

    def ladders(self) -> None:
        """Whom complaints rise to, in each team and for everybody else."""
        lan, head = self.person("zhou.lan"), self.person("chen.hong")
        wang, anna = self.person("wang.jing"), self.person("anna.berg")
        for key, first, second in (("wang.jing", wang, head), ("chen.hong", head, wang), ("anna.berg", anna, head)):
            team = self.person(key).memberships.select_related("team").get(is_lead=True).team
            activate_ladder(make_ladder(team, by=lan, first=first, second=second, third=lan), by=lan)
        activate_ladder(make_ladder(None, by=lan, first=wang, second=head, third=lan), by=lan)

    def ago(self, days: int, hour: int = 9, minute: int = 30) -> datetime:
        """That hour so many working days ago."""
        return self.on(default_schedule().add_working_days(self.story.day, -days), hour, minute)

    def on(self, day: date, hour: int, minute: int) -> datetime:
        """That hour of a day, where the story is told."""
        return datetime.combine(day, time(hour, minute), ZONE)

    def then(self, moment: datetime, deed: Act) -> None:
        self.deeds.append((moment, deed))

    def file(self, name: str, known: Known, words: Words, moment: datetime, who: int = 0, **facts: Any) -> None:
        contact = known.contacts[min(who, len(known.contacts) - 1)]
        given: dict[str, Any] = {
            "by": None, "kind": "user" if contact.kind == "service_user" else "customer", "path": "direct",
            "channel": "portal", "contact": contact, "text": words.text, "title": words.title,
            "remedy": words.remedy, "category": words.subject,
        } | facts  # fmt: skip

        def deed() -> None:
            self.kept[name] = file_complaint(known.relationship, **given)

        self.then(moment, deed)

    def step(self, name: str, moment: datetime, verb: Callable[..., Any], **facts: Any) -> None:
        """One verb on a complaint, by its owner unless somebody else does it."""

        def deed() -> None:
            complaint = Complaint.objects.select_related("owner").get(pk=self.kept[name].pk)
            given = {key: value(complaint) if callable(value) else value for key, value in facts.items()}
            if "contact" not in given:
                given.setdefault("by", complaint.owner)
            verb(complaint, **given)

        self.then(moment, deed)

    def begin(
        self, name: str, known: Known, words: Words, moment: datetime, *, severity: int, upto: int = 3, **facts: Any
    ) -> None:
        """Filed, acknowledged, assessed, investigated: as far as ``upto`` of these three."""
        self.file(name, known, words, moment, **facts)
        service = self.services[len(self.kept) % len(self.services)] if self.services else None
        ways: list[tuple[float, Callable[..., Any], dict[str, Any]]] = [
            (0.2, steps.acknowledge, {"channel": "phone"}),
            (1.5, steps.assess, {"severity": severity, "impact": words.impact, "service": service}),
            (2.5, steps.investigate, {}),
        ]
        for hours, verb, given in ways[:upto]:
            self.step(name, moment + timedelta(hours=hours), verb, **given)

    def answer(self, name: str, words: Words, moment: datetime, **facts: Any) -> None:
        self.step(
            name, moment, steps.propose_answer, root_cause=words.cause, corrective_action=words.action,
            remedy_offered=words.offer, **facts,
        )  # fmt: skip

    def tell_it(self, name: str, words: Words, moment: datetime) -> None:
        self.step(name, moment, steps.tell_decision, decision=words.decision, verdict="upheld", channel="email")

    # The parts

    def settle(self, case: Case, number: int) -> None:
        """One that was settled: closed, and how content they were with it."""
        day = default_schedule().move(self.story.day - timedelta(days=case.days_ago), "before")
        known, moment = self.story.of(case.customer), self.on(day, 9 + number % 4, 10 * (number % 6))
        words, name = words_of(known.party.language, number), f"settled {number}"
        self.begin(name, known, words, moment, severity=case.severity, who=case.who, path=case.path,
                   channel=case.channel)  # fmt: skip
        self.answer(name, words, moment + timedelta(hours=3.5))
        told = moment + timedelta(hours=4) if case.severity > 1 else moment + timedelta(hours=3.8)
        self.tell_it(name, words, told)
        self.step(name, told + timedelta(hours=2), steps.accept, contact=lambda complaint: complaint.contact)
        self.step(name, told + timedelta(hours=3), steps.close)
        if case.score is not None:
            self.step(
                name, told + timedelta(days=3), recovery.record_satisfaction, score=case.score,
                contact=lambda complaint: complaint.contact,
            )  # fmt: skip

    def open_ones(self) -> None:
        """What lies open this morning, each in another state."""
        rail, power, bank = self.story.of("bjrail"), self.story.of("hbpower"), self.story.of("shbank")
        hospital, retail, nord = self.story.of("sjzhosp"), self.story.of("hzretail"), self.story.of("nordlog")
        mersey, port, soft = self.story.of("mersey"), self.story.of("tjport"), self.story.of("njsoft")
        self.grave(rail)
        self.waiting(hospital)
        words = words_of("zh-hans", 3)
        self.begin("told", power, words, self.ago(4), severity=3, who=1)
        self.answer("told", words, self.ago(3, 15))
        self.tell_it("told", words, self.ago(3, 16))
        words = words_of("zh-hans", 1)
        self.begin("costly", bank, words, self.ago(2), severity=2, who=1)
        self.answer("costly", words, self.ago(1, 11), remedy_cost=12_000, remedy_currency="CNY")
        self.refused(nord)
        self.reopened(retail)
        words = words_of("zh-hans", 4)
        self.file("withdrawn", port, words, self.ago(9), who=1)
        self.step("withdrawn", self.ago(8), steps.withdraw, contact=lambda complaint: complaint.contact,
                  statement="已与值班工程师当面说明，问题已消除，撤回投诉。")  # fmt: skip
        self.case_of_two(soft)
        self.file("fresh", mersey, words_of("en", 2), clock.now() - timedelta(minutes=25), who=1, felt=2)

    def grave(self, rail: Known) -> None:
        """Relayed by management, severity 1, risen twice, a conflict with a mediator, still under investigation."""
        words, moment = words_of("zh-hans", 0), clock.now() - timedelta(hours=7)
        self.begin("grave", rail, words, moment, severity=1, path="relayed", kind="customer", felt=1, channel="phone")
        self.step(
            "grave", moment + timedelta(hours=3), conflicts.flag_conflict, mediator=self.person("chen.hong"),
            reason="客户认为停机由我方变更引起，现场认为是站内供电波动。",
        )  # fmt: skip
        self.step(
            "grave", moment + timedelta(hours=4), messages.write, visible=True,
            text="备机已运抵西直门站，正在更换电源模块，预计两小时内恢复。",
        )  # fmt: skip
        self.step("grave", moment + timedelta(hours=5), messages.write, visible=False, by=self.person("wang.jing"),
                  text="请同步核对站内供电记录，结论出来前不要对外下判断。")  # fmt: skip

    def waiting(self, hospital: Known) -> None:
        """We asked, and wait for the reply."""
        self.begin("waiting", hospital, words_of("zh-hans", 2), self.ago(3), severity=3, who=1)
        self.step("waiting", self.ago(1, 10), steps.ask, question="请告知出现问题的病区和大致时间，并附一张报错截图。")

    def refused(self, nord: Known) -> None:
        """The first answer was not good enough: somebody of higher rank has taken it up."""
        words = words_of("en", 1)
        self.begin("refused", nord, words, self.ago(7), severity=3, who=1)
        self.answer("refused", words, self.ago(6, 11))
        self.tell_it("refused", words, self.ago(6, 14))
        self.step("refused", self.ago(2, 11), steps.refuse, contact=lambda complaint: complaint.contact,
                  reason="You explain the outage, but not how you will keep it from coming back.")  # fmt: skip
        self.step("refused", self.ago(2, 13), steps.investigate, by=self.person("anna.berg"))

    def reopened(self, retail: Known) -> None:
        """It was closed, and came back."""
        words = words_of("zh-hans", 5)
        self.begin("reopened", retail, words, self.ago(14), severity=3, who=1)
        self.answer("reopened", words, self.ago(13, 11))
        self.tell_it("reopened", words, self.ago(13, 14))
        self.step("reopened", self.ago(12, 10), steps.accept, contact=lambda complaint: complaint.contact)
        self.step("reopened", self.ago(12, 15), steps.close)
        self.step("reopened", self.ago(1, 14), steps.reopen, contact=lambda complaint: complaint.contact,
                  reason="滨江店的收银终端今天早上又掉线了。")  # fmt: skip

    def case_of_two(self, soft: Known) -> None:
        """A user complained, then their management did: two complaints, one case; and a duplicate taken in."""
        direct, relayed, double = (words_of("zh-hans", number) for number in (4, 4, 4))
        self.begin("direct", soft, direct, self.ago(6), severity=3, who=1)
        self.file("double", soft, double, self.ago(6, 14), who=1)
        self.begin("relayed", soft, relayed, self.ago(2), severity=2, who=0, path="relayed", kind="customer")
        self.step("direct", self.ago(5, 11), lambda complaint, by: merging.merge_complaints(
            complaint, self.kept["double"], by=by, reason="同一问题重复登记"))  # fmt: skip
        self.step("direct", self.ago(1, 15), lambda complaint, by: merging.link_as_one_case(
            complaint, self.kept["relayed"], by=by))  # fmt: skip
        self.answer("direct", direct, self.ago(1, 16))


CHAPTERS.register("complaints", Complaints())
