"""The gate of value-added services holds when two people press at the same moment (INV-07 to INV-10)."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from brm.actionitems.models import ActionItem
from brm.audit.models import AuditEvent
from brm.catalogue.models import Service
from brm.core import clock
from customers.agreements.domain.queries import services_covered
from customers.valueadded.domain.giving import convert_value_added, repeat_value_added
from customers.valueadded.domain.proposing import (
    answer_principles,
    approve_value_added,
    change_value_added,
    reject_value_added,
)
from customers.valueadded.models import ValueAddedService
from tests.factories.agreements import make_agreement
from tests.factories.communications import NOON
from tests.racing import at_once, meanwhile, refused
from tests.valueadded.factories import YES, assess, evaluate, lead_of, make_customer, propose

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    clock.travel(NOON)
    yield
    clock.travel(None)


def decisions(row: ValueAddedService) -> list[str]:
    steps = ["value_added.approve", "value_added.reject"]
    return list(AuditEvent.objects.filter(subject_id=row.pk, action__in=steps).values_list("action", flat=True))


@pytest.mark.req("INV-07", "INV-08", "INV-10")
def test_it_is_decided_once_and_never_against_what_is_answered_meanwhile():
    row = assess()
    owner, lead = row.relationship.owner, lead_of(row.relationship)
    answers = at_once(
        lambda: approve_value_added(row, by=lead),
        lambda: approve_value_added(row, by=lead),
        lambda: reject_value_added(row, by=lead, reason="Too dear"),
    )
    assert (refused(answers), len(decisions(row))) == (2, 1)

    # the assessor takes a yes back while the lead approves: whoever is first, the other is told
    for first_is_answer in (True, False):
        row = assess(propose(row.relationship))
        no = lambda row=row: answer_principles(  # noqa: E731 - one of two calls in either order
            row, by=owner, answers=YES | {2: ("no", "They never asked")}, cost_estimate=Decimal(800),
            cost_limit=Decimal(1000),
        )  # fmt: skip
        yes = lambda row=row: approve_value_added(row, by=lead)  # noqa: E731 - the other
        answers = meanwhile(no, yes) if first_is_answer else meanwhile(yes, no)
        row.refresh_from_db()
        assert refused(answers) == 1
        assert (row.status, row.agreed_principles) == (("assessed", 3) if first_is_answer else ("approved", 4))
        assert row.answers.get(principle=2).answer == ("no" if first_is_answer else "yes")

    # and while the estimate rises above the limit
    row = assess(propose(row.relationship))
    dearer = {"answers": YES, "cost_estimate": Decimal(2000), "cost_limit": Decimal(1000)}
    assert refused(meanwhile(lambda: answer_principles(row, by=owner, **dearer),
                             lambda: approve_value_added(row, by=lead))) == 1  # fmt: skip
    assert decisions(row) == []


@pytest.mark.req("INV-09")
def test_a_service_of_the_agreement_is_not_named_while_it_is_approved():
    relationship = make_customer()
    owner, lead = relationship.owner, lead_of(relationship)
    service = Service.objects.create(code="DESK", name_en="Service desk")
    free = Service.objects.create(code="CHECK", name_en="Health check")
    make_agreement(relationship, services=[service])
    assert services_covered(relationship, clock.today()) == {service.pk}
    row = assess(propose(relationship, service=free))

    answers = at_once(
        lambda: change_value_added(row, by=owner, service=service),
        lambda: approve_value_added(row, by=lead),
        lambda: propose(relationship, service=service),
    )

    assert refused(answers) == 2
    assert not ValueAddedService.objects.filter(service=service).exists()


def test_what_follows_from_it_follows_once():
    row = evaluate()
    lead = lead_of(row.relationship)

    answers = at_once(
        *[lambda: repeat_value_added(row, by=lead)] * 2, *[lambda: convert_value_added(row, by=lead, title="Offer")] * 2
    )

    assert refused(answers) == 3
    assert ValueAddedService.objects.count() + ActionItem.objects.count() == 2
