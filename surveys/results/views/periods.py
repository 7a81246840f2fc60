"""Closed periods, reckoned again; how far users and customers may lie apart."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.parties.places import keepers
from brm.ui.http import Request
from brm.ui.pages import FormPage, Page
from surveys.asking.domain.budget import may_configure, sees_asking
from surveys.results.domain.closing import close_period, closed_periods_for, may_close, recheck, stretch_of
from surveys.results.domain.figures import scope_for
from surveys.results.domain.gaps import gap_limit, gap_limits_for, set_gap_limit
from surveys.results.domain.periods import present
from surveys.results.forms import CloseForm, GapForm
from surveys.results.views.pages import Tabbed

SHOWN = 40


class PeriodsPage(Tabbed, FormPage):
    """Which periods are closed; leads and executives close another (INV-30)."""

    show = keepers
    form_class: Any = CloseForm
    template_name = "results/periods.html"
    title = _("Closed periods")
    subtitle = _("What a closed period says stays as it is: no answer is added to it any more.")
    success = _("Closed. Its figures are frozen.")
    submit = _("Close the period")
    grid = False

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        if not may_close(request.user):
            return self.http_method_not_allowed(request)
        return super().post(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_initial(self) -> dict[str, Any]:
        return {"period": present().before().code}

    def save(self, form: Any) -> Any:
        return close_period(form.cleaned_data["period"], by=self.request.user)

    def get_success_url(self, result: Any) -> str:
        return reverse("results:periods")

    def get_cancel_url(self) -> str:
        return reverse("results:periods")

    def get_context(self, **more: Any) -> dict[str, Any]:
        rows = [(row, stretch_of(row)) for row in closed_periods_for(self.request.user)[:SHOWN]]
        return super().get_context(rows=rows, may_close=may_close(self.request.user), **more)


class RecheckPage(Page):
    """A closed period reckoned again from its answers, and compared with what was frozen."""

    show = keepers
    title = _("Reckoned again")
    template_name = "results/recheck.html"

    def get_crumbs(self) -> list[Any]:
        return [(reverse("results:periods"), _("Closed periods"))]

    def get(self, request: Request, pk: int) -> HttpResponse:
        row = get_object_or_404(closed_periods_for(request.user), pk=pk)
        context = self.get_context(row=row, period=stretch_of(row), found=recheck(row, seen=scope_for(request.user)))
        return render(request, self.template_name, context)


class GapPage(Tabbed, FormPage):
    """The limit of the gap, and how it was before (C-26)."""

    show = sees_asking
    form_class: Any = GapForm
    template_name = "results/gap.html"
    title = _("Users and customers apart")
    subtitle = _("A content user base also serves the customer: when the two judge us differently, somebody looks.")
    success = _("Saved. It counts from now on.")
    grid = False

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        if not may_configure(request.user):
            return self.http_method_not_allowed(request)
        return super().post(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return {"points": gap_limit()}

    def save(self, form: Any) -> Any:
        return set_gap_limit(by=self.request.user, **form.cleaned_data)

    def get_success_url(self, result: Any) -> str:
        return reverse("results:gap")

    def get_cancel_url(self) -> str:
        return reverse("results:gap")

    def get_context(self, **more: Any) -> dict[str, Any]:
        before = list(gap_limits_for(self.request.user)[:SHOWN])
        return super().get_context(
            limit=gap_limit(), before=before, may_configure=may_configure(self.request.user), **more
        )
