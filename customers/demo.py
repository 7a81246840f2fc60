"""The story's service events, closed one by one, and who was asked about them, by rule and within the budget."""

from datetime import datetime, timedelta

from brm.accounts.models import User
from brm.calendars.domain.queries import default_schedule
from brm.catalogue.models import Service
from brm.core import clock
from brm.demo.parties import Known
from brm.demo.story import CHAPTERS, ZONE, Chapter, Story
from customers.domain.intake import take_in_service_event
from customers.story_events import Event, events
from surveys.asking.domain.budget import opt_out, set_budget
from surveys.asking.domain.keeping import activate_rule, change_rule
from surveys.asking.domain.offering import active_rules
from surveys.asking.domain.queries import just_asked, rules_for
from surveys.asking.domain.sweeps import next_step, sweep_invitations
from surveys.asking.enums import Source
from surveys.asking.story import ASKED

SOON = timedelta(hours=5)
"""So long after the mail somebody answers."""


class Asked(Chapter):
    """After everybody else has told theirs: whose complaint is open is not asked."""

    order = 50

    def tell(self, story: Story) -> None:
        """Tell it, at past moments, with the sweeps in between as beat would have run them."""
        self.story = story
        self.services = {row.code: row for row in Service.objects.filter(archived_at=None)}
        self.schedule = default_schedule()
        self.seen: set[int] = set()
        self.waiting: int | None = None
        lead = story.people["zhou.lan"]
        with clock.at(self.ago(84)):
            set_budget(by=lead, cool_down_days=21, yearly_most=6, reason="同一联系人三周内最多调查一次")
            if not active_rules(Source.SERVICE_EVENT):
                self.activate(Source.SERVICE_EVENT, "服务事件后回访", lead)
        for event in events():
            self.close(event)
        self.this_morning()
        self.activate(Source.COMPLAINT, "投诉关闭后回访", lead)
        sweep_invitations()

    def activate(self, source: str, name: str, lead: User) -> None:
        """Put the usual rule for a source in force, under a name of theirs."""
        rule = rules_for(lead).filter(source=source).first()
        if rule is not None:
            activate_rule(change_rule(rule, by=lead, name=name), by=lead)

    def ago(self, days: int, hour: int = 10) -> datetime:
        """That hour so many days ago, the next working moment."""
        day = (clock.now() - timedelta(days=days)).astimezone(ZONE)
        return self.schedule.next_moment(day.replace(hour=hour, minute=20, second=0, microsecond=0))

    def close(self, event: Event) -> None:
        """The desk closes an event; an hour later its caller is asked; some answer, some need a reminder."""
        known, moment = self.story.of(event.party), self.ago(event.days, event.hour)
        self.sweep_until(moment)
        with clock.at(moment):
            self.take_in(known, event, number=f"INC{4000 - event.days:07d}", closed_at=moment)

    def take_in(self, known: Known, event: Event, *, number: str, closed_at: datetime) -> None:
        take_in_service_event(
            known.relationship, number=number, opened_at=closed_at - timedelta(hours=3), closed_at=closed_at,
            by=known.owner, title=event.title, state="Closed", priority=event.priority, made_sla=event.made_sla,
            channel="phone", service=self.services.get(event.service), resolved_at=closed_at - timedelta(hours=1),
            contact=known.contacts[event.caller % len(known.contacts)],
        )  # fmt: skip

    def sweep_until(self, end: datetime) -> None:
        """Every sweep that falls due before a moment, each at its own."""
        last = None
        while (moment := next_step(end)) is not None and moment != last:
            with clock.at(moment):
                sweep_invitations(at=moment)
            last = moment
            self.answers(moment + SOON)

    def answers(self, moment: datetime) -> None:
        """Whoever was asked last, and has had the time, may have answered by now."""
        if moment >= clock.now():
            return
        for row in just_asked(self.seen):
            self.seen.add(row.pk)
            if row.contact_id == self.waiting:
                continue
            with clock.at(moment):
                for answer in ASKED:
                    answer(self.story, row)

    def this_morning(self) -> None:
        """What waits: a call to make, somebody who does not want to be asked, events closed just now."""
        bjrail, tjport, mersey = (self.story.of(key) for key in ("bjrail", "tjport", "mersey"))
        before = self.ago(4, 9)
        self.sweep_until(before)
        with clock.at(before):
            event, _is_new = take_in_service_event(
                tjport.relationship, number="INC0004101", opened_at=before - timedelta(hours=2), closed_at=before,
                by=tjport.owner, title="闸口系统扫描枪失灵", state="Closed", made_sla=True, caller="码头闸口值班室",
                caller_phone="+86 22 5550 0199", service=self.services.get("OPS-R"),
            )  # fmt: skip
            self.waiting = event.contact_id
            opt_out(mersey.contacts[-1], by=mersey.owner, reason="Please no more surveys, call me instead.")
        now = clock.now()
        self.sweep_until(now)
        for number, (known, title) in enumerate(((bjrail, "站务终端无法登录"), (tjport, "堆场网络中断十分钟"))):
            with clock.at(now - timedelta(minutes=40 - number)):
                self.take_in(
                    known, Event(known.party.key, 0, 0, title, "OPS-S", 2), number=f"INC000420{number}",
                    closed_at=now - timedelta(minutes=40 - number),
                )  # fmt: skip


CHAPTERS.register("asked", Asked())
