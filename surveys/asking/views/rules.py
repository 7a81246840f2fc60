"""Rules of case-by-case surveys, and the budget they all keep to."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.parties.views.base import PartyFormPage
from brm.ui.columns import Column
from brm.ui.http import Request
from brm.ui.lists import Empty, ListPage
from brm.ui.pages import DetailPage, FormPage, Page, attempt
from surveys.asking.domain.budget import budget_at, budgets_for, may_configure, sees_asking, set_budget
from surveys.asking.domain.keeping import activate_rule, change_rule, create_rule, deactivate_rule
from surveys.asking.domain.queries import figures_of_rule, rules_for
from surveys.asking.filters import RuleFilter
from surveys.asking.forms import BudgetForm, RuleForm
from surveys.asking.models import SurveyRule
from surveys.asking.views.base import Tabbed

SHOWN = 20


class RuleList(Tabbed, ListPage):
    """Every rule, in the order they are asked."""

    show = sees_asking
    source = rules_for
    title = _("Survey rules")
    filterset_class = RuleFilter
    default_sort = "source"
    row_template = "asking/rule_row.html"
    template_name = "asking/rules.html"
    columns = (
        Column("name", _("Rule"), kind="title"),
        Column("source", _("When this closes"), "get_source_display", sort="source"),
        Column("questionnaire", _("Asks with"), "questionnaire.name"),
        Column("share", _("Share asked (%)"), kind="num"),
        Column("within", _("Ask within (hours)"), "within_hours", kind="num"),
        Column("place", _("Place"), kind="num", default=False),
        Column("state", _("In force"), "is_active", kind="state"),
    )
    empty = Empty(
        _("No rule yet"),
        _("A rule asks the person concerned when a service event, a complaint, a value-added service or a meeting is"
          " over: soon, in their working hours, once, and never more often than the budget allows."),
        "adjustments", _("New rule"), "asking:rule_new",
    )  # fmt: skip


class RulePage(DetailPage):
    """One rule in words, and what came of it."""

    show = sees_asking
    source = rules_for
    template_name = "asking/rule.html"
    object_name = "rule"

    def get_crumbs(self) -> list[Any]:
        return [(reverse("asking:rules"), _("Survey rules"))]

    def get_context(self, **more: Any) -> dict[str, Any]:
        return super().get_context(
            services=list(self.object.services.all()), may_configure=may_configure(self.request.user),
            figures=figures_of_rule(self.request.user, self.object), **more,
        )  # fmt: skip


class EditRule(PartyFormPage):
    """Change a rule."""

    show = may_configure
    source = rules_for
    form_class: Any = RuleForm
    title = _("Change the rule")
    success = _("Saved. It counts for what closes from now on.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_initial(self) -> dict[str, Any]:
        return RuleForm.values_of(self.object) if self.object else {}

    def get_crumbs(self) -> list[Any]:
        return [(reverse("asking:rules"), _("Survey rules"))]

    def get_cancel_url(self) -> str:
        return self.object.get_absolute_url() if self.object else reverse("asking:rules")

    def save(self, form: Any) -> SurveyRule:
        return change_rule(self.object, by=self.request.user, expected_version=self.version, **form.cleaned_data)


class NewRule(EditRule):
    """A new rule."""

    source: Any = None
    title = _("New rule")
    success = _("Made. Put it in force when it says what you mean.")

    def save(self, form: Any) -> SurveyRule:
        return create_rule(by=self.request.user, **form.cleaned_data)


class RulePress(Page):
    """One press of a button on a rule."""

    show = may_configure
    verb: Any  # a plain function: (rule, *, by)
    success: Any = ""

    def post(self, request: Request, pk: int) -> HttpResponse:
        page = type(self)
        rule = get_object_or_404(rules_for(request.user), pk=pk)
        return attempt(
            request, lambda: page.verb(rule, by=request.user), success=self.success, back=rule.get_absolute_url()
        )


class ActivateRule(RulePress):
    """Put it in force."""

    verb = activate_rule
    success = _("In force: what closes from now on is asked about.")


class DeactivateRule(RulePress):
    """Take it out of force."""

    verb = deactivate_rule
    success = _("Out of force. What was planned by it is left out.")


class BudgetPage(Tabbed, FormPage):
    """How often one person may be asked, and how it was before."""

    show = sees_asking
    form_class: Any = BudgetForm
    template_name = "asking/budget.html"
    title = _("How often people may be asked")
    subtitle = _("One budget per person, across all surveys and reminders.")
    success = _("Saved. It counts from now on.")
    grid = False

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        if not may_configure(request.user):
            return self.http_method_not_allowed(request)
        return super().post(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"budget": budget_at()}

    def save(self, form: Any) -> Any:
        return set_budget(by=self.request.user, **form.cleaned_data)

    def get_success_url(self, result: Any) -> str:
        return reverse("asking:budget")

    def get_cancel_url(self) -> str:
        return reverse("asking:budget")

    def get_context(self, **more: Any) -> dict[str, Any]:
        return super().get_context(budget=budget_at(), before=list(budgets_for(self.request.user)[:SHOWN]), **more)
