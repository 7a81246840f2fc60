"""The four figures of the kernel: plans kept, contacts of the week, silent relationships, promises late."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import connection
from django.db.models import Count
from django.db.models.functions import TruncWeek
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.actionitems.models import OPEN
from brm.communications.domain.adherence import adherence, monthly
from brm.communications.models import Interaction, Occurrence
from brm.core import clock
from brm.dashboard.domain.figures import FIGURES, Figure, Value
from brm.parties.enums import Status
from brm.parties.models import Relationship

MONTHS = 6
WEEKS = 8
GOOD = 0.9
FAIR = 0.7
CAP = 1000

_OPEN = """
SELECT (SELECT count(*) FROM (SELECT FROM actionitems_actionitem
    WHERE owner_id = ANY(%(people)s) AND status = ANY(%(open)s) AND due_on < %(today)s LIMIT %(most)s) late),
  (SELECT count(*) FROM (SELECT FROM actionitems_actionitem
    WHERE owner_id = ANY(%(people)s) AND status = ANY(%(open)s) LIMIT %(most)s) whole)
"""


def plans_kept(people: Sequence[int]) -> Value:
    """Meetings held in their period over the last 90 days, with the months before as trend (K-09)."""
    today = clock.today()
    rows = Occurrence.objects.filter(relationship__owner_id__in=people)
    figures = adherence(rows, today - timedelta(days=90), today)
    if figures.share is None:
        return Value(None, "%", n=0, note=_("nothing was due yet"))
    tone = "green" if figures.share >= GOOD else "yellow" if figures.share >= FAIR else "red"
    past = monthly(rows, (today - timedelta(days=30 * (MONTHS - 1))).replace(day=1), today)
    trend = [None if month.share is None else round(month.share * 100) for _first, month in past]
    return Value(round(figures.share * 100), "%", n=figures.n, trend=trend, tone=tone, note=_("last 90 days"))


def contacts_this_week(people: Sequence[int]) -> Value:
    """Contacts recorded this week, with the weeks before as trend (C-09)."""
    today = clock.today()
    monday = today - timedelta(days=today.weekday())
    first = monday - timedelta(weeks=WEEKS - 1)
    counted = dict(
        Interaction.objects.filter(recorded_by_id__in=people, at__date__gte=first)
        .order_by()
        .annotate(week=TruncWeek("at"))
        .values_list("week")
        .annotate(number=Count("pk"))
    )
    by_day = {week.date(): number for week, number in counted.items()}
    trend = [by_day.get(first + timedelta(weeks=week), 0) for week in range(WEEKS)]
    return Value(trend[-1], trend=trend, note=_("by weeks"))


def silent_relationships(people: Sequence[int]) -> Value:
    """Living relationships past their contact target (K-10)."""
    rows = Relationship.objects.filter(owner_id__in=people, silent_from__lte=clock.now()).exclude(status=Status.ENDED)
    number = rows.order_by()[: CAP + 1].count()
    total = Relationship.objects.filter(owner_id__in=people).exclude(status=Status.ENDED).order_by()[: CAP + 1].count()
    note = _("of %(total)s") % {"total": total if total <= CAP else f"{CAP}+"}
    return Value(number if total else None, tone="red" if number else "green", note=note)


def promises_late(people: Sequence[int]) -> Value:
    """Open action items past their day (C-06)."""
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, {"people": list(people), "open": list(OPEN), "today": clock.today(), "most": CAP + 1})
        number, total = cursor.fetchone()
    note = _("of %(total)s open") % {"total": total if total <= CAP else f"{CAP}+"}
    return Value(number, tone="red" if number else "green", note=note)


FIGURES.register(
    "plans_kept", Figure("plans_kept", gettext_lazy("Plans kept"), 10, plans_kept, "communications:adherence")
)
FIGURES.register(
    "contacts",
    Figure("contacts", gettext_lazy("Contacts this week"), 20, contacts_this_week, "communications:interactions"),
)
FIGURES.register("silent", Figure("silent", gettext_lazy("Silent"), 30, silent_relationships, "communications:silence"))
FIGURES.register("late", Figure("late", gettext_lazy("Promises late"), 40, promises_late, "actionitems:list"))
