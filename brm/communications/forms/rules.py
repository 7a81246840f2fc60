"""The rhythm, asked in plain questions: how often, on which day, what if it is a holiday (C-07)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils import dates
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from brm.communications.domain.placing import full_rule
from brm.communications.forms.fields import pills
from brm.core import clock
from brm.core.errors import DomainError
from brm.core.recurrence import Frequency, HolidayHandling, Rule

OFTEN = [
    (Frequency.WEEKLY.value, _("Weekly")),
    (Frequency.MONTHLY.value, _("Monthly")),
    (Frequency.QUARTERLY.value, _("Quarterly")),
    (Frequency.HALF_YEARLY.value, _("Half-yearly")),
    (Frequency.YEARLY.value, _("Yearly")),
    (Frequency.CUSTOM.value, _("A rule of our own")),
]
ON = [
    ("day", _("A day of the month")),
    ("nth_week", _("A weekday in the month")),
    ("nth_working_day", _("A working day of the month")),
]
HOLIDAYS = [
    (HolidayHandling.AFTER.value, _("The working day after")),
    (HolidayHandling.BEFORE.value, _("The working day before")),
    (HolidayHandling.KEEP.value, _("Keep the day")),
]
WEEKDAYS = list(dates.WEEKDAYS.items())
NTH = [(1, _("First")), (2, _("Second")), (3, _("Third")), (4, _("Fourth")), (-1, _("Last"))]
MONTHS = list(dates.MONTHS.items())
IN_PERIOD = [(n, str(n)) for n in range(1, 7)]
DAYS = [*((n, str(n)) for n in range(1, 32)), (-1, _("The last"))]


def _from_the_end(number: int) -> str:
    return gettext("%(n)d from the end") % {"n": number}


FROM_THE_END = lazy(_from_the_end, str)  # in the words of each reader, not of whoever started the process
WORKING_DAYS = [*((n, str(n)) for n in range(1, 24)), *((-n, FROM_THE_END(n)) for n in range(1, 6))]


def _choice(choices: Any, **kwargs: Any) -> forms.TypedChoiceField:
    widget = kwargs.pop("widget", None) or forms.Select(attrs={"data-plain": ""})
    return forms.TypedChoiceField(
        choices=choices, coerce=int, empty_value=None, required=False, widget=widget, **kwargs
    )


class RuleForm(forms.Form):
    """Questions whose answers make a rule; only those that belong to the chosen period count."""

    frequency = forms.ChoiceField(label=_("How often"), choices=OFTEN, widget=pills(), initial=Frequency.MONTHLY)
    interval = forms.IntegerField(
        label=_("Every so many"), min_value=1, max_value=52, initial=1, help_text=_("2: only every second one.")
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("On weekdays"), choices=WEEKDAYS, coerce=int, required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"data-layout": "pills"}),
    )  # fmt: skip
    month_in_period = _choice(IN_PERIOD, label=_("In which month of the period"), initial=1)
    months = forms.TypedMultipleChoiceField(
        label=_("In which months"), choices=MONTHS, coerce=int, required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"data-layout": "pills"}), help_text=_("None chosen: in all."),
    )  # fmt: skip
    day_by = forms.ChoiceField(label=_("The day is"), choices=ON, widget=pills(), initial="nth_working_day")
    day = _choice(DAYS, label=_("Day"), initial=10)
    nth_week = _choice(NTH, label=_("Which one"), initial=1)
    weekday = _choice(WEEKDAYS, label=_("Weekday"), initial=1)
    nth_working_day = _choice(WORKING_DAYS, label=_("Working day"), initial=10)
    custom = forms.CharField(
        label=_("Rule"), max_length=200, required=False, help_text=_("For example FREQ=DAILY;INTERVAL=10"),
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocapitalize": "characters"}),
    )  # fmt: skip
    grace_days = forms.IntegerField(
        label=_("Missed after so many days"), min_value=0, max_value=366, required=False,
        help_text=_("Empty: when the next one comes round."),
    )  # fmt: skip
    holidays = forms.ChoiceField(
        label=_("If it falls on a holiday"), choices=HOLIDAYS, widget=pills(), initial=HolidayHandling.AFTER
    )

    def rule(self, start: date | None = None, until: date | None = None) -> Rule:
        """The rule that was said, or the refusal that names its field."""
        return full_rule(kept_of(self.cleaned_data), start or clock.today(), until)

    def check_rule(self, start: date | None, until: date | None = None) -> None:
        """Put what is wrong with the rule beside its question."""
        if self.errors.keys() & set(RuleForm.base_fields):
            return
        try:
            self.rule(start, until)
        except DomainError as refusal:
            field = {"until": "end_on"}.get(refusal.field, refusal.field)
            self.add_error(field if field in self.fields else None, str(refusal))


def kept_of(answers: Mapping[str, Any]) -> dict[str, Any]:
    """The rule as it is kept, of the answers that count."""
    frequency = answers["frequency"]
    kept: dict[str, Any] = {"frequency": frequency, "holidays": answers["holidays"]}
    if frequency == Frequency.CUSTOM:
        return kept | {"custom": answers.get("custom") or "", "grace_days": answers.get("grace_days")}
    kept["interval"] = answers.get("interval") or 1
    if frequency == Frequency.WEEKLY:
        return kept | {"weekdays": list(answers.get("weekdays") or ())}
    if frequency in (Frequency.QUARTERLY, Frequency.HALF_YEARLY):
        kept["months"] = [answers.get("month_in_period") or 1]
    elif months := answers.get("months"):
        kept["months"] = list(months)
    by = answers["day_by"]
    kept[by] = answers.get(by)
    if by == "nth_week":
        kept["weekdays"] = [answers["weekday"]] if answers.get("weekday") is not None else []
    return kept


def answers_of(kept: Mapping[str, Any]) -> dict[str, Any]:
    """The answers that would make this rule, to change it."""
    frequency = kept.get("frequency", Frequency.MONTHLY.value)
    if frequency == Frequency.WORKING_DAY_OF_MONTH:
        frequency = Frequency.MONTHLY.value
    answers = {
        "frequency": frequency, "interval": kept.get("interval", 1), "custom": kept.get("custom", ""),
        "grace_days": kept.get("grace_days"), "holidays": kept.get("holidays", HolidayHandling.AFTER.value),
        "weekdays": kept.get("weekdays", []), "months": kept.get("months", []),
    }  # fmt: skip
    for by in ("day", "nth_week", "nth_working_day"):
        if kept.get(by) is not None:
            answers |= {"day_by": by, by: kept[by]}
    if kept.get("nth_week") is not None and kept.get("weekdays"):
        answers["weekday"] = kept["weekdays"][0]
    if frequency in (Frequency.QUARTERLY, Frequency.HALF_YEARLY) and kept.get("months"):
        answers |= {"month_in_period": kept["months"][0], "months": []}
    return answers
