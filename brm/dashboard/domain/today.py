"""The one list of what needs somebody now, worst first, mine or my team's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Count, F, Prefetch, Q
from django.db.models.functions import Coalesce

from brm.accounts.domain.queries import acting_ids, led_team_ids, team_member_ids
from brm.accounts.enums import Role
from brm.accounts.models import User
from brm.attention.domain import RULES, AttentionRule
from brm.attention.models import Attention, Severity
from brm.core import clock
from brm.core.narrowing import ORGANISATION, PERSON, narrowed
from brm.parties.models import Relationship

PER_PAGE = 25
WORST_FIRST = ("ease", "since")
"""The order of Today: the gravest first, among equals the longest due."""


@dataclass(frozen=True)
class Line:
    """One row of Today as it is read: the words, the one action, how late."""

    row: Attention
    rule: AttentionRule
    sentence: str
    action_label: object
    action_url: str

    @property
    def is_late(self) -> bool:
        """Whether it asks loudly."""
        return self.row.severity >= Severity.LATE

    @property
    def tone(self) -> str:
        """The colour of its mark: red for what is late, yellow for what is due."""
        return "red" if self.is_late else "yellow" if self.row.severity == Severity.DUE else "blue"


def watches_a_team(user: User) -> bool:
    """Whether the person has somebody to look after: a lead with a team, an executive."""
    return user.has_role(Role.EXECUTIVE) or bool(led_team_ids(user))


def people_of(user: User, *, team: bool) -> list[int]:
    """Whose work is on the page."""
    return team_member_ids(user) if team and watches_a_team(user) else acting_ids(user)


def rows_for(
    user: User, *, team: bool = False, rule: str = "", person: int | None = None, snoozed: bool = False
) -> models.QuerySet[Attention]:
    """Open rows over mine or my team's work, worst first; snoozed ones only when asked for."""
    day: date = clock.today(user.time_zone)
    people = people_of(user, team=team)
    if person is not None:
        people = [person] if person in people else []
    rows = Attention.objects.filter(assignee_id__in=people, closed_at=None)
    if team:
        rows = rows.exclude(rule__in=[each.name for each in RULES if each.is_echo])
    if snoozed:
        rows = rows.filter(snoozed_until__gt=day)
    else:
        rows = rows.filter(Q(snoozed_until=None) | Q(snoozed_until__lte=day))
    if rule in RULES:
        rows = rows.filter(rule=rule)
    # about whom they are is read for the page alone: joined, the database joins everything before it sorts
    about = narrowed(
        Relationship.objects.order_by(), ("organisation", "kind", "last_contact_at"), organisation=ORGANISATION
    )
    rows = narrowed(rows, assignee=PERSON).prefetch_related(Prefetch("relationship", about))
    return rows.annotate(ease=Severity.GRAVE - F("severity"), since=Coalesce("due_at", "opened_at"))


def lines(rows: Sequence[Attention]) -> list[Line]:
    """Rows in words. A row whose rule is gone is left out."""
    answer = []
    for row in rows:
        rule = RULES.get(row.rule)
        if rule is None:
            continue
        label, url = rule.action(row)
        answer.append(Line(row, rule, rule.sentence(row), label, url))
    return answer


def counts_by_rule(user: User, *, team: bool = False) -> list[tuple[AttentionRule, int]]:
    """How many rows of each rule are open, for the filter above the list."""
    counted = dict(
        rows_for(user, team=team)
        .order_by()
        .values_list("rule")
        .annotate(number=Count("pk"))
        .values_list("rule", "number")
    )
    return [(rule, counted[rule.name]) for rule in RULES if rule.name in counted]


def all_rows_for(user: User) -> models.QuerySet[Attention]:
    """Open rows the person may move: their own, those of whom they stand in for, the team's for its lead."""
    people = {*acting_ids(user), *(team_member_ids(user) if watches_a_team(user) else ())}
    return Attention.objects.filter(assignee_id__in=people, closed_at=None).select_related("assignee", "relationship")
