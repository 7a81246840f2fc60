"""The administrators' desk for calendars. It asks the domain for every change; the history hears of it there."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from brm.calendars.domain.calendars import OFFICE_HOURS, change_calendar, create_calendar, make_default, set_hours
from brm.calendars.domain.days import import_days, remove_day, set_day
from brm.calendars.domain.defaults import load_near_years
from brm.calendars.domain.queries import calendars_for, recent_days_of, years_of
from brm.calendars.enums import Standing
from brm.calendars.forms import CalendarForm, HoursFormSet, ImportDaysForm
from brm.calendars.models import CalendarDay, WorkingCalendar, WorkingInterval
from brm.core.errors import DomainError


class HoursInline(admin.TabularInline):
    """The weekly hours, all rows at once."""

    model = WorkingInterval
    formset = HoursFormSet
    extra = 1


class DaysInline(admin.TabularInline):
    """The days from last year on; older ones stay as they are."""

    model = CalendarDay
    fields = ["day", "kind", "name", "standing", "origin", "source"]
    readonly_fields = ["origin", "source"]
    extra = 1

    def get_queryset(self, request: HttpRequest) -> QuerySet[CalendarDay]:
        return recent_days_of(super().get_queryset(request))


@admin.register(WorkingCalendar)
class WorkingCalendarAdmin(admin.ModelAdmin):
    """Calendars: their hours and days, loading official days, importing a pasted list."""

    form = CalendarForm
    list_display = ["name", "code", "time_zone", "country", "is_default", "years"]
    actions = ["load_official_days", "make_ours"]
    change_form_template = "calendars/admin_change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[WorkingCalendar]:
        return calendars_for(request.user)

    def get_inlines(self, request: HttpRequest, obj: WorkingCalendar | None) -> list[Any]:
        return [HoursInline, DaysInline] if obj else []

    def get_readonly_fields(self, request: HttpRequest, obj: WorkingCalendar | None = None) -> list[str]:
        return ["code"] if obj else []

    def has_delete_permission(self, request: HttpRequest, obj: WorkingCalendar | None = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        own = path(
            "<int:pk>/import/", self.admin_site.admin_view(self.import_view), name="calendars_workingcalendar_import"
        )
        return [own, *super().get_urls()]

    @admin.display(description=_("years"))
    def years(self, calendar: WorkingCalendar) -> str:
        return ", ".join(
            f"{year}" if standing == Standing.OFFICIAL else f"{year} ({Standing(standing).label})"
            for year, standing, _days in years_of(calendar)
        )

    def save_model(self, request: HttpRequest, obj: WorkingCalendar, form: Any, change: bool) -> None:
        values = form.cleaned_data
        if change:
            change_calendar(obj, by=request.user, **{name: values[name] for name in ("name", "time_zone", "country")})
        else:
            made = create_calendar(**values, hours=OFFICE_HOURS, by=request.user)
            load_near_years(made, by=request.user)
            obj.pk = made.pk

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []
        calendar = form.instance
        if isinstance(formset, HoursFormSet):
            set_hours(calendar, formset.hours(), by=request.user)
            return
        for row in formset.forms:
            if not row.has_changed():
                continue
            values, before = row.cleaned_data, row.initial.get("day")
            if before and (values.get("DELETE") or values["day"] != before):
                remove_day(calendar, before, by=request.user)
            if not values.get("DELETE"):
                set_day(
                    calendar,
                    values["day"],
                    values["kind"],
                    name=values["name"],
                    standing=values["standing"],
                    by=request.user,
                )

    @admin.action(description=_("Load official days of the near years"))
    def load_official_days(self, request: HttpRequest, queryset: QuerySet[WorkingCalendar]) -> None:
        for calendar in queryset:
            changed = [loading.year for loading in load_near_years(calendar, by=request.user) if loading]
            said = ", ".join(map(str, changed)) or _t("nothing new")
            self.message_user(request, f"{calendar}: {said}", messages.SUCCESS)

    @admin.action(description=_("Make it our own calendar"))
    def make_ours(self, request: HttpRequest, queryset: QuerySet[WorkingCalendar]) -> None:
        if queryset.count() != 1:
            self.message_user(request, _t("Choose one calendar."), messages.ERROR)
            return
        make_default(queryset.get(), by=request.user)

    def import_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A pasted list of official days; what is wrong with it is said, and what was pasted stays."""
        calendar = get_object_or_404(calendars_for(request.user), pk=pk)
        form = ImportDaysForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                loading = import_days(calendar, by=request.user, **form.cleaned_data)
            except DomainError as refusal:
                form.add_error("rows", str(refusal))
            else:
                said = _t("%(added)d days added, %(changed)d changed, %(removed)d removed.") % vars(loading)
                self.message_user(request, said, messages.SUCCESS)
                return HttpResponseRedirect(reverse("admin:calendars_workingcalendar_change", args=[pk]))
        title = format_html("{}: {}", calendar, _t("Import official days"))
        context = {**self.admin_site.each_context(request), "opts": self.opts, "form": form, "title": title}
        return render(request, "calendars/admin_import.html", {**context, "original": calendar})
