"""The days that differ from their weekday: holidays and make-up days (ruling 10)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brm.calendars.enums import DayKind, Origin, Standing
from brm.calendars.models.calendar import WorkingCalendar
from brm.core.models import Timestamped


class CalendarDay(Timestamped):
    """A holiday on a weekday that works, or a make-up day (调休) on one that does not.

    Official once it has been announced, provisional until then; what an administrator put survives every loading.
    """

    calendar = models.ForeignKey(
        WorkingCalendar, models.CASCADE, related_name="days", verbose_name=_("working calendar")
    )
    day = models.DateField(_("day"))
    kind = models.CharField(_("kind"), max_length=8, choices=DayKind, default=DayKind.HOLIDAY)
    name = models.CharField(_("name"), max_length=120, blank=True)
    standing = models.CharField(_("standing"), max_length=12, choices=Standing, default=Standing.OFFICIAL)
    origin = models.CharField(_("origin"), max_length=8, choices=Origin, default=Origin.BY_HAND, editable=False)
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("calendar day")
        verbose_name_plural = _("calendar days")
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                fields=["calendar", "day"],
                name="calendar_names_a_day_once",
                violation_error_message=_("This day is already in the calendar."),
            ),
            models.CheckConstraint(condition=Q(kind__in=DayKind.values), name="calendar_day_has_a_kind"),
            models.CheckConstraint(condition=Q(standing__in=Standing.values), name="calendar_day_has_a_standing"),
            models.CheckConstraint(condition=Q(origin__in=Origin.values), name="calendar_day_has_an_origin"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.name or self.get_kind_display()}"
