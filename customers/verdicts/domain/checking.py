"""Asking before investing: an idea, its survey, what it said, the decision (Q-15)."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from brm.accounts.models import User
from brm.audit import trail
from brm.core import clock
from brm.core.editing import locked, refuse_stale, save_changes, save_new
from brm.core.errors import DomainError
from customers.verdicts.enums import Decision
from customers.verdicts.models import NeedCheck
from surveys.answering.models import Answer, Ballot, Response
from surveys.asking.enums import CampaignStatus, InvitationStatus, RespondentKind
from surveys.asking.models import Campaign, Invitation
from surveys.questionnaires.domain.statistics import MIN_N
from surveys.questionnaires.enums import QuestionType
from surveys.questionnaires.models import Question

FACTS = ("title", "idea", "campaign", "value_added", "owner")


@dataclass(frozen=True)
class Option:
    """One answer to choose, and how many users and customers chose it."""

    label: str
    user: int
    customer: int


@dataclass(frozen=True)
class Said:
    """What was said to one question; of fewer than five of a kind only how many there were."""

    question: Question
    n_user: int
    n_customer: int
    options: list[Option]

    @property
    def shows_user(self) -> bool:
        return self.n_user >= MIN_N

    @property
    def shows_customer(self) -> bool:
        return self.n_customer >= MIN_N


@dataclass(frozen=True)
class Heard:
    """What a need check brought so far."""

    invited: int
    answered: int
    questions: list[Said]


@transaction.atomic
def open_need_check(*, by: User, at: datetime | None = None, **facts: Any) -> NeedCheck:
    """Write an idea down that customers are asked about before we invest in it."""
    at = at or clock.now()
    facts.setdefault("owner", by)
    row = save_new(
        NeedCheck(created_at=at, updated_at=at, **{name: facts.get(name) for name in FACTS if name in facts})
    )
    trail.record(row, "need_check.open", by=by, at=at, show=row.title)
    return row


@transaction.atomic
def change_need_check(row: NeedCheck, *, by: User, expected_version: int | None = None, **facts: Any) -> NeedCheck:
    """Better words, another survey; not any more once it is decided."""
    row = locked(row)
    refuse_stale(row, expected_version, facts)
    if row.decision:
        raise DomainError(_("It is decided. Write the next idea down as a new one."))
    changes = save_changes(row, {name: value for name, value in facts.items() if name in FACTS})
    if changes:
        trail.record(row, "need_check.change", by=by, changes=changes, show=row.title)
    return row


@transaction.atomic
def decide_need_check(row: NeedCheck, *, decision: str, reason: str, by: User, at: datetime | None = None) -> NeedCheck:
    """What we do about the idea, and why: so that later one can tell whether it was worth asking."""
    at = at or clock.now()
    row = locked(row)
    if row.decision:
        raise DomainError(_("It is decided already."))
    if decision not in Decision.values:
        raise DomainError(_("Say what we do."), field="decision")
    if not reason.strip():
        raise DomainError(_("Say why."), field="reason")
    changes = save_changes(
        row, {"decision": decision, "reason": reason.strip(), "decided_at": at, "decided_by": by}
    )  # fmt: skip
    trail.record(row, "need_check.decide", by=by, changes=changes, reason=reason.strip(), show=row.title, at=at)
    return row


def heard(row: NeedCheck) -> Heard:
    """What the survey said so far, users and customers apart; anonymous answers once it is closed and its box empty."""
    campaign = row.campaign
    if campaign is None:
        return Heard(0, 0, [])
    invitations = Invitation.objects.filter(campaign=campaign, sent_at__isnull=False)
    invited = invitations.count()
    answered = invitations.filter(status=InvitationStatus.ANSWERED).count()
    questions = list(
        Question.objects.filter(
            version__campaigns=campaign, type__in=[QuestionType.CHOICE, QuestionType.MULTIPLE, QuestionType.SCALE,
                                                   QuestionType.TEN]
        ).order_by("position")
    ) if _is_told(campaign) else []  # fmt: skip
    given: dict[tuple[int, str], Counter[str]] = {}
    totals: Counter[tuple[int, str]] = Counter()
    responses = Response.objects.filter(campaign=campaign, answered_on__isnull=False).values("pk")
    rows = Answer.objects.filter(response__in=responses, question__in=questions)
    for question, kind, value, chosen in rows.values_list("question", "response__respondent_kind", "value", "chosen"):
        said = list(chosen) if chosen else [] if value is None else [str(value)]
        if said:
            totals[question, kind] += 1
            given.setdefault((question, kind), Counter()).update(said)
    return Heard(invited, answered, [_said(question, given, totals) for question in questions])


def _is_told(campaign: Campaign) -> bool:
    """Of an anonymous survey nothing is told before its end."""
    if not campaign.is_anonymous:
        return True
    over = campaign.status not in {CampaignStatus.DRAFT, CampaignStatus.APPROVED, CampaignStatus.OPEN}
    return over and not Ballot.objects.filter(campaign=campaign).exists()


def _said(question: Question, given: dict[tuple[int, str], Counter[str]], totals: "Counter[tuple[int, str]]") -> Said:
    user, customer = (given.get((question.pk, kind), Counter()) for kind in RespondentKind.values)
    if question.options:
        named = [(str(one.get("value")), str(one.get("zh") or "") if _is_chinese() else str(one.get("en") or ""))
                 for one in question.options]  # fmt: skip
    else:
        low, high = (0, 10) if question.type == QuestionType.TEN else (question.low, question.high)
        named = [(str(value), str(value)) for value in range(low, high + 1)]
    options = [Option(label or value, user[value], customer[value]) for value, label in named]
    n_user, n_customer = (totals[question.pk, kind] for kind in RespondentKind.values)
    return Said(question, n_user, n_customer, options)


def _is_chinese() -> bool:
    return (get_language() or "").startswith("zh")


trail.label("need_check.open", gettext_lazy("Wrote an idea down to ask about"))
trail.label("need_check.change", gettext_lazy("Changed the idea to ask about"))
trail.label("need_check.decide", gettext_lazy("Decided about the idea"))
