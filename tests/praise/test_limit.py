"""How soon a customer is thanked is a setting: praise keeps the limit that held when it came."""

from datetime import UTC, datetime, timedelta

import pytest

from brm.audit.models import AuditEvent
from brm.calendars.enums import Unit
from brm.calendars.limits import Limit
from brm.core import clock
from brm.core.errors import DomainError
from customers.praise.domain.limits import limit_at, set_limit
from tests.praise.factories import make_praise

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 6, 1, 4, tzinfo=UTC)
"""Monday noon in Shanghai."""


@pytest.mark.req("C-18")
def test_praise_keeps_the_limit_that_held_when_it_came():
    clock.travel(NOON)
    old = make_praise(at=NOON)
    set_limit("thank", Limit(4, Unit.HOURS), by=None, from_at=NOON + timedelta(hours=1))
    still = make_praise(at=NOON)
    clock.travel(NOON + timedelta(hours=1))
    new = make_praise(at=NOON + timedelta(hours=1))

    assert new.thank_by == new.thank_sweep_at == NOON + timedelta(hours=5)
    assert old.thank_by == still.thank_by > new.thank_by
    old.refresh_from_db()
    assert old.thank_by == still.thank_by
    with pytest.raises(DomainError, match="now or later"):
        set_limit("thank", Limit(1, Unit.DAYS), by=None, from_at=NOON)
    with pytest.raises(DomainError, match="no limit called"):
        set_limit("answer", Limit(1, Unit.DAYS), by=None)


def test_an_administrator_sets_it_from_a_moment_on(client, cast):
    clock.travel(NOON)
    client.force_login(cast.ada)
    page = "/admin/praise/praiselimit/"
    form = {
        "name": "thank", "amount": 1, "unit": "working_days", "in_force_from_0": "2026-06-02",
        "in_force_from_1": "00:00:00",
    }  # fmt: skip

    assert client.get(f"{page}add/").status_code == 200
    assert client.post(f"{page}add/", form).status_code == 302
    assert limit_at("thank", NOON) == Limit(2, Unit.WORKING_DAYS)
    assert limit_at("thank", NOON + timedelta(days=1)) == Limit(1, Unit.WORKING_DAYS)
    assert "now or later" in client.post(f"{page}add/", form | {"in_force_from_0": "2026-05-01"}).content.decode()
    assert client.get(page).status_code == 200
    assert AuditEvent.objects.get(action="praise_limit.set").actor == cast.ada
    client.force_login(cast.alice)
    assert client.get(page, follow=True).status_code == 404
