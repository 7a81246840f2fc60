"""The list of value-added services, and the rules that hold for them."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.accounts.enums import Role
from brm.core import clock
from brm.ui.columns import Column
from brm.ui.lists import Empty, ListPage, Preset
from brm.ui.pages import Crumb, FormPage
from customers.valueadded.domain.gaps import set_policy
from customers.valueadded.domain.queries import policies_for, policy_on, shown_in_lists, value_added_for
from customers.valueadded.enums import ValueStatus
from customers.valueadded.filters import ValueAddedFilter
from customers.valueadded.forms import PolicyForm
from customers.valueadded.models import ValueAddedService, ValuePolicy


def deciding(user: Any) -> bool:
    """Leads and executives, who set the rules."""
    return bool(user.has_role(Role.LEAD, Role.EXECUTIVE))


def staff_of(row: ValueAddedService) -> str:
    """Who delivers a row."""
    return ", ".join(one.user.name for one in row.delivered_by.all())


class ValueAddedList(ListPage):
    """Everything given beyond agreements that a person may see, the latest first."""

    source = value_added_for
    title = _("Value-added services")
    filterset_class = ValueAddedFilter
    default_sort = "-proposed"
    row_template = "valueadded/row.html"
    template_name = "valueadded/list.html"
    columns = (
        Column("title", _("Value-added service"), "matter.title", kind="title"),
        Column("number", _("Number"), "matter.number", default=False),
        Column("relationship", _("Customer"), "relationship.organisation.name"),
        Column("service", _("Service"), "service.name", default=False),
        Column("staff", _("Who delivers it"), staff_of),
        Column("proposed", _("Proposed"), "proposed_at", sort="proposed_at"),
        Column("proposed_by", _("Proposed by"), "proposed_by.name", default=False),
        Column("principles", _("Principles held to"), "agreed_principles", kind="num"),
        Column("cost", _("Estimate"), "cost_estimate", kind="num"),
        Column("currency", _("Currency"), default=False),
        Column("actual_cost", _("Actual cost"), kind="num", default=False),
        Column("days", _("Period"), "ends_on"),
        Column("reaction", _("Reaction"), "reaction", default=False),
        Column("state", _("State"), "status", kind="state"),
    )
    presets = (
        Preset("open", _("Under way"), "state=open"),
        Preset("proposed", _("To assess"), "state=proposed"),
        Preset("assessed", _("To decide"), "state=assessed"),
        Preset("scheduled", _("To deliver"), "state=scheduled"),
    )
    empty = Empty(
        _("Nothing beyond agreements yet"),
        _("A small service on purpose, outside the agreement, keeps recognition alive. Propose one; four principles"
          " decide whether we give it."),
        "gift", _("Propose a value-added service"), "valueadded:new",
    )  # fmt: skip

    def get_queryset(self) -> "QuerySet[ValueAddedService]":
        return shown_in_lists(super().get_queryset())

    def get_context(self, **more: Any) -> dict[str, Any]:
        return super().get_context(
            today=clock.today(), scheduled=ValueStatus.SCHEDULED, leads=deciding(self.request.user), **more
        )


class PolicyPage(FormPage):
    """When we are reminded, for which tiers, how much one may usually cost (C-21, C-22)."""

    show = deciding
    form_class = PolicyForm
    title = _("Rules for value-added services")
    subtitle = _("They hold from now on; running proposals keep the limit they were given.")
    success = _("Saved.")
    template_name = "valueadded/policy.html"

    def get_initial(self) -> dict[str, Any]:
        policy = policy_on()
        return {name: getattr(policy, name) for name in ("months", "tiers", "cost_limit", "currency")}

    def get_crumbs(self) -> list[Crumb]:
        return [(reverse("valueadded:list"), _("Value-added services"))]

    def get_cancel_url(self) -> str:
        return reverse("valueadded:list")

    def get_success_url(self, result: ValuePolicy) -> str:
        return reverse("valueadded:policy")

    def get_context(self, **more: Any) -> dict[str, Any]:
        return super().get_context(history=list(policies_for(self.request.user)[:20]), **more)

    def save(self, form: PolicyForm) -> ValuePolicy:
        return set_policy(by=self.request.user, **form.cleaned_data)
