"""Customers who had nothing beyond their agreement for months, and the rules for it."""

from datetime import timedelta
from decimal import Decimal

import pytest

from brm.attention.models import Attention
from brm.core import clock
from brm.core.errors import DomainError
from brm.parties.models import Relationship
from customers.valueadded.domain import gaps
from customers.valueadded.domain.gaps import set_policy, show_gaps
from customers.valueadded.domain.proposing import (
    reject_value_added,
)
from customers.valueadded.domain.queries import policy_on
from tests.valueadded.factories import (
    assess,
    lead_of,
    make_customer,
    propose,
)

pytestmark = pytest.mark.django_db


def customer_for(months, tier="A"):
    relationship = make_customer(tier=tier, at=clock.now() - timedelta(days=31 * months))
    Relationship.objects.filter(pk=relationship.pk).update(
        status_since=clock.now() - timedelta(days=31 * months)
    )  # the factory's verbs keep the present for the state
    return relationship


@pytest.mark.req("C-22")
def test_a_customer_of_a_chosen_tier_without_one_for_months_asks_for_its_manager():
    quiet, new, small = customer_for(7), customer_for(2), customer_for(12, "C")
    rejected = customer_for(8)
    reject_value_added(assess(propose(rejected)), by=lead_of(rejected), reason="x")
    under_way = customer_for(9)
    propose(under_way)

    show_gaps()
    show_gaps()

    rows = Attention.objects.filter(rule="value_added_gap", closed_at=None)
    assert set(rows.values_list("subject_id", flat=True)) == {quiet.pk, rejected.pk}
    assert set(gaps.expected_gaps()) == set(rows.values_list("assignee", "subject_id"))
    propose(quiet)
    assert rows.get().subject_id == rejected.pk

    set_policy(by=lead_of(quiet), months=12, tiers=["C"], cost_limit=Decimal(3000))
    assert rows.get().subject_id == small.pk if rows.exists() else True
    assert (policy_on().months, policy_on().tiers) == (12, ["C"])
    assert new.pk not in set(rows.values_list("subject_id", flat=True))


def test_only_who_leads_sets_the_rules():
    relationship = make_customer()
    with pytest.raises(DomainError, match="Only a lead"):
        set_policy(by=relationship.owner, months=3, tiers=["A"], cost_limit=Decimal(1))
    with pytest.raises(DomainError, match="no tier"):
        set_policy(by=lead_of(relationship), months=3, tiers=["Z"], cost_limit=Decimal(1))
