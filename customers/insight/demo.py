"""What the managers of the story know of their customers, told at past moments by the functions of the domain."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.utils import translation

from brm.accounts.models import User
from brm.core import clock
from brm.demo.parties import Known
from brm.demo.story import CHAPTERS, Chapter, Story
from brm.parties.domain.contacts import add_contact
from brm.parties.models import Contact
from brm.risks.domain.register import (
    assess_risk,
    begin_register,
    monitor_risk,
    record_occurrence,
    register_risk,
    treat_risk,
)
from brm.risks.domain.reviewing import ask_for_reviews
from brm.risks.models import Risk
from customers.insight import demo_lines as lines
from customers.insight.domain.channels import (
    answer_enquiry,
    count_missed_answers,
    open_point,
    record_enquiry,
    refresh_channel_alerts,
)
from customers.insight.domain.concerns import address_concern
from customers.insight.domain.difficulties import end_difficulty, note_difficulty, work_on_difficulty
from customers.insight.domain.events import (
    close_major_event,
    flag_conflict,
    report_major_event,
    review_major_event,
    solve_major_event,
    take_major_event,
)
from customers.insight.domain.expectations import move_expectation, note_expectation
from customers.insight.domain.factors import score_factors
from customers.insight.domain.objectives import group_customer, review_objective, set_objective
from customers.insight.domain.queries import signals_for
from customers.insight.domain.signals import judge_signal, show_signals
from customers.insight.domain.stakeholders import plan_engagement
from customers.insight.enums import Factor


class KnowingTheCustomer(Chapter):
    """Maps, expectations, difficulties, a major event, objectives, scores, risks."""

    def tell(self, story: Story) -> None:
        """Tell it."""
        for known in story.known:
            self._know(story, known)
        _major_events(story)
        for known in story.known:
            _register_of_risks(story, known)
        ask_for_reviews()
        count_missed_answers()
        show_signals()
        refresh_channel_alerts()

    def _know(self, story: Story, known: Known) -> None:
        key = known.party.key
        for days, part in ((80, _points), (70, _grades), (66, _map), (60, _objectives), (45, _expectations)):
            _on(story, days, partial(part, known, lines.OF.get(key, {})))
        _on(story, 40, lambda: _difficulties(known, lines.OF.get(key, {})))
        _on(story, 20, lambda: _scores(known, lines.OF.get(key, {})))
        _on(story, 6, lambda: _signals(known))


def _on(story: Story, days: int, act: Callable[[], Any]) -> Any:
    """Do something on a morning so many days before the story ends."""
    with clock.at(story.moment(9, 20) - timedelta(days=days)):
        return act()


def _points(known: Known, told: dict[str, Any]) -> None:
    zh = known.party.language != "en"
    for name_zh, name_en, facts in lines.POINTS if known.party.tier != "C" else lines.POINTS[:1]:
        open_point(known.relationship, name=name_zh if zh else name_en, by=known.owner, **facts)
    if "users" in told.get("without", ()):
        return
    if known.party.tier == "A":
        open_point(
            known.relationship, name="用户服务群" if zh else "User chat", channel="message", audience="users",
            for_complaints=True, answer_amount=30, answer_unit="working_minutes", by=known.owner,
        )  # fmt: skip


def _grades(known: Known, told: dict[str, Any]) -> None:
    zh = known.party.language != "en"
    for name, title, grade, place in told.get("users", ()):
        add_contact(
            known.relationship.organisation, name=name, job_title=title, kind="service_user", grade=grade,
            by=known.owner, language="zh-hans" if zh else "en", influence=place[0] if place else None,
            interest=place[1] if place else None,
        )  # fmt: skip


def _map(known: Known, told: dict[str, Any]) -> None:
    people = _people(known)
    for name, (stance, aim, days) in told.get("stakeholders", {}).items():
        if name in people:
            plan_engagement(
                known.relationship, people[name], stance=stance, aim=aim, every_days=days, keeper=known.owner,
                by=known.owner,
            )  # fmt: skip
    for name, concerns in told.get("concerns", {}).items():
        for concern in concerns if name in people else ():
            address_concern(known.relationship, people[name], concern, by=known.owner)


def _people(known: Known) -> dict[str, Contact]:
    rows = Contact.objects.filter(organisation=known.relationship.organisation_id, left_on=None)
    return {contact.name: contact for contact in rows}


def _objectives(known: Known, told: dict[str, Any]) -> None:
    for goal, text, measure, status in told.get("objectives", ()):
        row = set_objective(known.relationship, goal=goal, text=text, measure=measure, by=known.owner)
        if status:
            review_objective(row, status=status, by=known.owner, at=clock.now() + timedelta(days=30))
    if group := told.get("group"):
        group_customer(known.relationship, by=known.owner, **group)


def _expectations(known: Known, told: dict[str, Any]) -> None:
    people = _people(known)
    for text, name, beyond, steps in told.get("expectations", ()):
        row = note_expectation(
            known.relationship, text=text, contact=people.get(name), beyond_agreement=beyond, by=known.owner
        )
        at = clock.now()
        for step, outcome in steps:
            at += timedelta(days=12)
            move_expectation(row, step, by=known.owner, outcome=outcome, at=at)


def _difficulties(known: Known, told: dict[str, Any]) -> None:
    for item, detail, action, result in told.get("difficulties", ()):
        row = note_difficulty(known.relationship, item=item, detail=detail, by=known.owner)
        if action:
            due_on = clock.today("Asia/Shanghai") + timedelta(days=55)
            work_on_difficulty(row, action=action, due_on=due_on, by=known.owner)
        if result:
            end_difficulty(row, "solve", result=result, by=known.owner, at=clock.now() + timedelta(days=25))


def _scores(known: Known, told: dict[str, Any]) -> None:
    rounds = told.get("scores", ())
    for back, scores in zip(range(len(rounds) - 1, -1, -1), rounds, strict=True):
        period = clock.today("Asia/Shanghai") - timedelta(days=182 * back)
        kept = {factor.value: (score, "") for factor, score in zip(Factor, scores, strict=True)}
        score_factors(known.relationship, scores=kept, period=period, by=known.owner)


def _signals(known: Known) -> None:
    waiting = signals_for(known.owner).filter(relationship=known.relationship, reviewed_at=None)
    for number, need in enumerate(waiting.order_by("pk")[:4]):
        impact = ("medium", "low", "high", "low")[number]
        said = lines.CONSEQUENCE[known.party.language != "en"] if impact == "high" else ""
        judge_signal(need, impact=impact, consequence=said, by=known.owner)
    points = list(known.relationship.contact_points.order_by("pk"))
    if points and known.party.tier == "A":
        asked = record_enquiry(points[0], subject=lines.ENQUIRY[known.party.language != "en"], by=known.owner)
        answer_enquiry(asked, by=known.owner, at=clock.now() + timedelta(minutes=10))
        record_enquiry(
            points[-1], subject=lines.ENQUIRY[known.party.language != "en"], by=known.owner,
            answered_at=None, received_at=clock.now() - timedelta(days=2),
        )  # fmt: skip


def _major_events(story: Story) -> None:
    executive = story.people["zhou.lan"]
    rail, bank, port = (story.of(key) for key in ("bjrail", "shbank", "tjport"))
    title, summary, solution, lessons = lines.EVENTS["bjrail"]
    event = _on(story, 52, lambda: report_major_event(
        rail.relationship, title=title, summary=summary, grade="special", by=rail.owner,
    ))  # fmt: skip
    _on(story, 51, lambda: take_major_event(event, by=rail.owner))
    _on(story, 51, lambda: solve_major_event(event, solution=solution, by=rail.owner))
    _on(story, 46, lambda: flag_conflict(
        event, mediator=executive, agreed_facts="电源切换延迟 40 秒,双方日志一致。",
        outcome="双方共同承担整改,不追究费用。", by=rail.owner,
    ))  # fmt: skip
    _on(story, 44, lambda: review_major_event(
        event, lessons=lessons, executive_feeling=1, executive_view="处理透明,希望半年演练一次。", by=rail.owner,
    ))  # fmt: skip
    _on(story, 40, lambda: close_major_event(event, by=rail.owner))
    title, summary, solution, _lessons = lines.EVENTS["shbank"]
    second = _on(story, 24, lambda: report_major_event(
        bank.relationship, title=title, summary=summary, grade="one", by=bank.owner
    ))  # fmt: skip
    _on(story, 24, lambda: take_major_event(second, by=bank.owner))
    _on(story, 23, lambda: solve_major_event(second, solution=solution, by=bank.owner))
    title, summary, _solution, _lessons = lines.EVENTS["tjport"]
    third = _on(story, 1, lambda: report_major_event(
        port.relationship, title=title, summary=summary, grade="one", by=port.owner
    ))  # fmt: skip
    _on(story, 1, lambda: take_major_event(third, by=port.owner))


def _ahead(days: int) -> date:
    return clock.today("Asia/Shanghai") + timedelta(days=days)


def _hold_in_check(risk: Risk, response: str, by: User, days: int) -> Risk:
    risk = treat_risk(risk, response=response, control=risk.control, by=by)
    return monitor_risk(risk, review_on=_ahead(days), by=by)


def _register_of_risks(story: Story, known: Known) -> None:
    told, by = lines.RISKS.get(known.party.key), known.owner
    if told is None:
        return
    with translation.override(by.language):
        rows = _on(story, 75, lambda: begin_register(known.relationship, keys=list(told), by=by))
    for risk in rows:
        first, latest, response = told[risk.template_key]
        if first:
            risk = _weigh(story, risk, first, 72, by=by)
        if response:
            risk = _on(story, 70, partial(_hold_in_check, risk, response, by, 45))
        if latest:
            _weigh(story, risk, latest, 26, by=by, ahead=70)
    for title, effect, control, place, shared in lines.OWN_RISKS.get(known.party.key, ()):
        facts: dict[str, Any] = {"title": title, "effect": effect, "control": control, "shared": shared}
        facts |= {"probability": place[0], "impact": place[1]}
        risk = _on(story, 33, partial(register_risk, known.relationship, by=by, **facts))
        if shared:
            risk = _on(story, 30, partial(_hold_in_check, risk, "reduce", by, 60))
        if shared and known.party.key == "bjrail":
            said = "国贸站备件断供两天,从天津调拨。"
            _on(story, 12, partial(record_occurrence, risk, what_happened=said, by=by))


def _weigh(story: Story, risk: Risk, place: tuple[int, int], days: int, *, by: User, ahead: int = 40) -> Risk:
    def act() -> Risk:
        return assess_risk(risk, probability=place[0], impact=place[1], review_on=_ahead(ahead), by=by)

    weighed: Risk = _on(story, days, act)
    return weighed


CHAPTERS.register("insight", KnowingTheCustomer())
