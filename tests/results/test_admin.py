"""What administrators set of surveys: a new row follows the old one, and history is only looked at."""

import pytest
from django.urls import reverse

from brm.audit.models import AuditEvent
from brm.core import clock
from surveys.asking.models import Budget
from surveys.results.domain.gaps import gap_limit
from surveys.results.models import GapLimit
from tests.factories.asking import make_rule

pytestmark = pytest.mark.django_db
BUDGET = {"cool_down_days": 21, "yearly_most": 4, "hold_days": 7, "complaint_hold": "on", "reason": "Too often"}


@pytest.mark.req("C-26")
def test_settings_are_followed_by_newer_ones_and_never_changed(client, cast):
    client.force_login(cast.ada)
    client.post(reverse("admin:asking_budget_add"), BUDGET)
    refused = client.post(reverse("admin:asking_budget_add"), BUDGET)
    client.post(reverse("admin:results_gaplimit_add"), {"points": 9, "reason": "Earlier"})

    assert "That is how it is already" in refused.content.decode()
    budget, limit = Budget.objects.get(), GapLimit.objects.get()
    assert (budget.cool_down_days, budget.set_by, gap_limit(), limit.set_by) == (21, cast.ada, 9, cast.ada)
    assert set(AuditEvent.objects.values_list("action", flat=True)) >= {"survey_budget.set", "survey_gap.set"}
    for name, row in (("asking_budget", budget), ("results_gaplimit", limit)):
        assert "set" in client.get(reverse(f"admin:{name}_changelist")).content.decode()
        change = reverse(f"admin:{name}_change", args=[row.pk])
        assert (client.get(change).status_code, client.post(change, BUDGET | {"points": 1}).status_code) == (200, 403)


def test_rules_are_only_looked_at(client, cast):
    client.force_login(cast.ada)
    rule = make_rule(at=clock.now())

    assert str(rule) in client.get(reverse("admin:asking_surveyrule_changelist")).content.decode()
    change = reverse("admin:asking_surveyrule_change", args=[rule.pk])
    assert (client.get(change).status_code, client.post(change, {"name": "Mine"}).status_code) == (200, 403)
    assert client.get(reverse("admin:asking_surveyrule_add")).status_code == 403
    assert client.post(reverse("admin:asking_surveyrule_delete", args=[rule.pk])).status_code == 403
