"""Who is asked and how often, for administrators: a new budget follows the old one, rules are looked at."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from brm.accounts.admin import ThroughDomain, actor
from brm.accounts.admin_forms import DomainModelForm
from brm.audit.admin import Followed, Shown
from surveys.asking.domain.budget import FACTS, budget_at, budgets_for, set_budget
from surveys.asking.domain.queries import rules_for
from surveys.asking.models import Budget, SurveyRule


class BudgetAdminForm(DomainModelForm):
    """Another budget from now on; it begins with what is in force."""

    class Meta:
        model = Budget
        fields = [*FACTS, "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = budget_at()
        for name in FACTS:
            if name in self.fields:
                self.initial[name] = getattr(now, name)

    def apply(self, given: dict[str, Any]) -> Budget:
        return set_budget(by=self.by, **given)


@admin.register(Budget)
class BudgetAdmin(Followed, ThroughDomain):
    """How often one person may be asked, newest first; without a row it is once in thirty days."""

    form = BudgetAdminForm
    list_display = ["since", *FACTS, "set_by", "reason"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Budget]:
        return budgets_for(actor(request))


@admin.register(SurveyRule)
class SurveyRuleAdmin(Shown):
    """Which closed events trigger which questionnaire (Q-01); they are kept under Surveys, with their history."""

    list_display = ["name", "source", "questionnaire", "share", "channel", "is_active"]
    list_filter = ["source", "is_active"]
    search_fields = ["name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[SurveyRule]:
        return rules_for(actor(request))
