"""How a campaign stands: asked and answered by kind, grade, channel; why somebody was not asked (Q-02, Q-08, Q-09).

From the invitations alone, so that an anonymous campaign can be counted without looking at any answer.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from brm.core.registry import Registry
from surveys.asking.enums import AskChannel, InvitationStatus, RespondentKind, Why
from surveys.asking.models import Campaign, Invitation

ASKED = (
    InvitationStatus.SENT, InvitationStatus.ANSWERED, InvitationStatus.DECLINED, InvitationStatus.EXPIRED,
    InvitationStatus.REVOKED,
)  # fmt: skip
UNINVITED: Registry[Callable[[Campaign], int]] = Registry("answers nobody was invited to")
"""Who takes answers of the public page in answers how many there are."""


@dataclass
class Group:
    """One kind, grade or channel: how many were asked and answered."""

    label: str
    asked: int = 0
    answered: int = 0

    @property
    def rate(self) -> float | None:
        """The share of those asked who answered; not known before anybody is asked."""
        return self.answered / self.asked if self.asked else None

    @property
    def percent(self) -> int:
        """The same for a bar."""
        return round(100 * (self.rate or 0))


@dataclass
class Standing:
    """A campaign in figures."""

    whole: Group
    states: "Counter[str]" = field(default_factory=Counter)
    reasons: list[tuple[str, str, int]] = field(default_factory=list)
    kinds: list[Group] = field(default_factory=list)
    grades: list[Group] = field(default_factory=list)
    channels: list[Group] = field(default_factory=list)
    uninvited: int = 0

    @property
    def waiting(self) -> int:
        """Planned or held back."""
        return self.states[InvitationStatus.PLANNED] + self.states[InvitationStatus.HELD]


def standing_of(campaign: Campaign) -> Standing:
    """Where a campaign stands now, in one look at its invitations."""
    rows = Invitation.objects.filter(campaign=campaign).order_by()
    counted = rows.values_list("respondent_kind", "grade", "channel", "status", "why").annotate(n=Count("pk"))
    told = Standing(Group(""))
    reasons: Counter[str] = Counter()
    tables: tuple[dict[str, Group], ...] = ({}, {}, {})
    for kind, grade, channel, status, why, n in counted:
        told.states[status] += n
        if why and status in (InvitationStatus.HELD, InvitationStatus.LEFT_OUT):
            reasons[why] += n
        if status not in ASKED:
            continue
        labels = (str(RespondentKind(kind).label), grade or _("No grade"), str(AskChannel(channel).label))
        groups = [table.setdefault(key, Group(label)) for table, key, label in
                  zip(tables, (kind, grade, channel), labels, strict=True)]  # fmt: skip
        for group in (told.whole, *groups):
            group.asked += n
            group.answered += n if status == InvitationStatus.ANSWERED else 0
    told.kinds, told.grades, told.channels = ([table[key] for key in sorted(table)] for table in tables)
    told.reasons = [(why, str(Why(why).label), n) for why, n in reasons.most_common()]
    told.uninvited = sum(count(campaign) for count in UNINVITED)
    return told


def with_rates(rows: "QuerySet[Campaign]") -> "dict[int, Group]":
    """How many were asked and answered in each of a page's campaigns, in one statement."""
    counted = Invitation.objects.filter(campaign__in=[row.pk for row in rows], status__in=ASKED).order_by()
    found: dict[int, Group] = {row.pk: Group("") for row in rows}
    for campaign, status, n in counted.values_list("campaign", "status").annotate(n=Count("pk")):
        found[campaign].asked += n
        found[campaign].answered += n if status == InvitationStatus.ANSWERED else 0
    return found
