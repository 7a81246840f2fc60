"""What administrators fill in: a calendar, its hours, its days, a pasted list of official days."""

import csv
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from brm.calendars.domain.calendars import check_calendar
from brm.calendars.domain.sources import SourceDay
from brm.calendars.engine import spans_of
from brm.calendars.enums import DayKind
from brm.calendars.models import WorkingCalendar
from brm.core.errors import DomainError

KINDS = {
    **dict.fromkeys(("holiday", "free", "off", "休", "假", "放假", "节假日", "休息日"), DayKind.HOLIDAY),
    **dict.fromkeys(("workday", "working day", "work", "班", "上班", "调休", "补班", "工作日"), DayKind.WORKDAY),
}
_SEPARATORS = str.maketrans({"\t": ",", "，": ",", "、": ",", ";": ",", "；": ","})
_DATE_MARKS = str.maketrans({"/": "-", ".": "-", "年": "-", "月": "-", "日": None})


class CalendarForm(forms.ModelForm):
    """Name, zone and country, with the domain's own refusals beside the fields."""

    class Meta:
        model = WorkingCalendar
        fields = ["name", "code", "time_zone", "country"]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if cleaned and "time_zone" in cleaned and "country" in cleaned:
            try:
                check_calendar(cleaned["time_zone"], cleaned["country"])
            except DomainError as refusal:
                self.add_error(refusal.field, str(refusal))
        return cleaned


class HoursFormSet(forms.BaseInlineFormSet):
    """The rows of weekly hours, checked together."""

    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            return
        try:
            days = [spans_of(stretches) for stretches in self.hours().values()]
            if not any(days):
                raise DomainError(_t("A calendar needs working hours on at least one weekday."))
        except DomainError as refusal:
            raise ValidationError(str(refusal)) from refusal

    def hours(self) -> dict[int, list[tuple[time, time]]]:
        """The hours as they would be, rows marked for deletion left out."""
        found: dict[int, list[tuple[time, time]]] = {}
        for form in self.forms:
            row = form.cleaned_data
            if row.get("starts") is not None and not row.get("DELETE"):
                found.setdefault(row["weekday"], []).append((row["starts"], row["ends"]))
        return found


class ImportDaysForm(forms.Form):
    """An official list as it is pasted: one day a line, its kind, its name."""

    rows = forms.CharField(
        label=_("Dates"),
        widget=forms.Textarea(attrs={"rows": 16, "cols": 60}),
        help_text=_("One day a line: 2027-02-06, holiday, Spring Festival. The kind is holiday (休) or workday (班)."),
        max_length=50_000,
    )
    source = forms.CharField(label=_("Source"), max_length=200, required=False)
    complete = forms.BooleanField(
        label=_("This is all there is for its years: provisional days of these years go."), required=False, initial=True
    )

    def clean_rows(self) -> list[SourceDay]:
        """Every line that is no day is named with its number."""
        found: list[SourceDay] = []
        wrong: list[str] = []
        for number, line in enumerate(self.cleaned_data["rows"].splitlines(), start=1):
            if not line.strip():
                continue
            try:
                found.append(_read(line))
            except (ValueError, KeyError, csv.Error):
                wrong.append(_t("Line %(number)d is not a day, a kind and a name.") % {"number": number})
        if wrong:
            raise ValidationError(wrong)
        return found


def _read(line: str) -> SourceDay:
    day, kind, *name = (cell.strip() for cell in next(csv.reader([line.translate(_SEPARATORS)])))
    year, month, number = day.translate(_DATE_MARKS).strip("-").split("-")
    return SourceDay(date(int(year), int(month), int(number)), KINDS[kind.lower()], " ".join(name).strip())
