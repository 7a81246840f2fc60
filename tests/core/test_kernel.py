"""The kernel's own promises: the role tie in the database, the append-only history, the one clock."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from brm.accounts.models import User
from brm.audit import trail
from brm.audit.models import AuditEvent
from brm.core import clock
from brm.parties.enums import Kind
from brm.parties.models import Organisation, Relationship
from customers.models import Customer
from suppliers.models import Supplier

pytestmark = pytest.mark.django_db


@pytest.fixture
def relationship() -> Relationship:
    owner = User.objects.create(email="owner@example.org", name="Owner", roles=["manager"])
    organisation = Organisation.objects.create(name="华信科技", sort_key="hua xin", name_key="华信科技")
    return Relationship.objects.create(organisation=organisation, kind=Kind.CUSTOMER, owner=owner, sort_key="hua xin")


@pytest.mark.req("C-01")
def test_a_profile_of_another_kind_is_refused_by_the_database(relationship):
    Customer.objects.create(relationship=relationship)

    def tie() -> None:
        with transaction.atomic():
            Supplier.objects.create(relationship=relationship)
            connection.check_constraints()

    with pytest.raises(IntegrityError, match="suppliers_supplier_is_of_its_kind"):
        tie()


@pytest.mark.req("INV-60")
@pytest.mark.parametrize("verb", ["update", "delete"])
def test_history_cannot_be_rewritten(relationship, verb):
    trail.record(relationship, "relationship.activate", by=relationship.owner, changes={"status": ("a", "b")})
    events = AuditEvent.objects.all()

    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
        events.update(reason="other") if verb == "update" else events.delete()
    assert AuditEvent.objects.get().changes == {"status": ["a", "b"]}


def test_the_clock_can_be_moved_and_comes_home():
    moment = datetime(2026, 2, 14, 9, 30, tzinfo=UTC)

    with clock.at(moment):
        assert abs((clock.now() - moment).total_seconds()) < 1
        assert clock.today("Asia/Shanghai").isoformat() == "2026-02-14"
    assert clock.now() > moment
