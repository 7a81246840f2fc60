"""A working calendar and its weekly hours (INV-59, G-08)."""

from datetime import time

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from brm.calendars.enums import Weekday
from brm.core.models import Timestamped


class WorkingCalendar(Timestamped):
    """When a party works: its zone, its weekly hours, its holidays and make-up days.

    Due days and working-hours clocks of a relationship are reckoned in its calendar (ruling 12). ``version`` rises
    with every change of hours or days, so that each process knows when its copy of the schedule is old.
    """

    name = models.CharField(_("name"), max_length=100)
    code = models.SlugField(_("code"), max_length=40, unique=True)
    time_zone = models.CharField(_("time zone"), max_length=64, default="Asia/Shanghai")
    country = models.CharField(
        _("country"),
        max_length=8,
        blank=True,
        default="CN",
        help_text=_("Two letters, for the public holidays; a region may follow (DE-BY). Empty: none are loaded."),
    )
    is_default = models.BooleanField(_("ours"), default=False, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("working calendar")
        verbose_name_plural = _("working calendars")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"],
                condition=Q(is_default=True),
                name="only_one_calendar_is_ours",
                violation_error_message=_("Another calendar is already ours."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class WorkingInterval(models.Model):
    """A stretch of working time on a weekday, by the wall clock; 00:00 as an end is the end of the day."""

    calendar = models.ForeignKey(
        WorkingCalendar, models.CASCADE, related_name="intervals", verbose_name=_("working calendar")
    )
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday)
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("until"))

    class Meta:
        verbose_name = _("working hours")
        verbose_name_plural = _("working hours")
        ordering = ["weekday", "starts"]
        constraints = [
            models.CheckConstraint(
                condition=Q(weekday__in=Weekday.values),
                name="working_interval_has_a_weekday",
                violation_error_message=_("Choose a weekday."),
            ),
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")) | Q(ends=time(0)),
                name="working_interval_ends_after_it_starts",
                violation_error_message=_(
                    "Working time must end after it starts. Split a night shift in two: until 00:00, and from 00:00."
                ),
            ),
            models.UniqueConstraint(
                fields=["calendar", "weekday", "starts"],
                name="working_intervals_do_not_start_together",
                violation_error_message=_("Working times of one weekday must not overlap."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.starts:%H:%M}-{self.ends:%H:%M}"
