"""How long before its end an agreement warns is a setting: new days hold for the warnings still to come."""

from datetime import UTC, date, datetime, timedelta

import pytest

from brm.audit.models import AuditEvent
from brm.core import clock
from brm.core.errors import DomainError
from brm.notifications.models import Notification
from customers.agreements.domain.past import Recorded, record_agreements
from customers.agreements.domain.steps import step_agreements
from customers.agreements.domain.warnings import plan_at, set_warning
from customers.agreements.enums import AgreementStatus
from customers.agreements.models import AgreementLimit
from tests.factories.agreements import make_agreement
from tests.factories.communications import NOON, Scene


def now_is(year: int, month: int, day: int, hour: int = 4) -> None:
    clock.travel(datetime(year, month, day, hour, tzinfo=UTC))


def told() -> list[str]:
    rows = Notification.objects.filter(kind="agreement_ending").order_by("key").values_list("key", flat=True)
    return sorted({key.rsplit("-", 1)[-1] for key in rows})


@pytest.mark.req("C-37")
def test_a_warning_set_earlier_is_given_at_once_and_the_next_moment_follows(scene: Scene):
    agreement = make_agreement(scene.relationship)  # until 31 December, 213 days from now
    before = agreement.step_at

    set_warning("warn_1", 240, by=None, at=NOON)
    agreement.refresh_from_db()
    assert agreement.step_at == NOON < before
    assert (step_agreements(), step_agreements()) == (1, 0)
    agreement.refresh_from_db()
    assert agreement.warned_days == 240
    assert told() == ["240"]
    assert agreement.step_at == datetime(2026, 10, 2, tzinfo=UTC)  # 90 days before, eight o'clock in Shanghai

    set_warning("warn_2", 100, by=None)
    now_is(2026, 9, 22)  # 100 days before
    step_agreements()
    assert told() == ["100", "240"]
    agreement.refresh_from_db()
    assert agreement.status == AgreementStatus.ACTIVE

    now_is(2026, 10, 2)  # it counts as expiring as before, whatever the warnings are
    step_agreements()
    agreement.refresh_from_db()
    assert (agreement.status, agreement.warned_days) == (AgreementStatus.EXPIRING, 100)


def test_one_that_was_given_is_not_given_again_and_the_leads_hear_the_last(scene: Scene):
    agreement = make_agreement(scene.relationship)
    now_is(2026, 7, 4)  # 180 days before
    step_agreements()
    set_warning("warn_1", 200, by=None)
    set_warning("warn_3", 75, by=None)
    step_agreements()
    assert told() == ["180"]

    now_is(2026, 10, 17)  # 75 days before
    step_agreements()
    last = Notification.objects.filter(kind="agreement_ending", key__endswith="-75").values_list("recipient", flat=True)
    assert set(last) == {scene.owner.pk, scene.lead.pk}
    agreement.refresh_from_db()
    assert agreement.step_at == datetime(2026, 12, 31, 16, tzinfo=UTC)


def test_a_later_change_waits_for_its_moment(scene: Scene):
    agreement = make_agreement(scene.relationship)
    start = NOON + timedelta(days=3)
    set_warning("warn_1", 240, by=None, from_at=start)
    newer = make_agreement(scene.relationship)
    for row in (agreement, newer):
        row.refresh_from_db()
        assert row.step_at == start
    assert step_agreements() == 0
    assert (plan_at(NOON).days, plan_at(start).days) == ((180, 90, 60), (240, 90, 60))

    clock.travel(start)
    assert (step_agreements(), step_agreements()) == (2, 0)
    assert told() == ["240"]


def test_what_comes_from_a_register_stands_by_the_days_of_today(scene: Scene):
    set_warning("warn_1", 240, by=None)
    facts: dict[str, object] = {
        "title": "Old",
        "number": "OLD-1",
        "start_on": date(2026, 1, 1),
        "end_on": date(2026, 12, 31),
    }
    facts |= {"signed_on": date(2025, 12, 1)}
    (made,) = record_agreements([Recorded(scene.relationship, facts)], by=scene.owner, import_id=None)
    assert (made.warned_days, made.step_at) == (240, datetime(2026, 10, 2, tzinfo=UTC))


def test_warnings_stay_in_their_order(scene: Scene):
    for name, days in (("warn_1", 90), ("warn_2", 180), ("warn_3", 95), ("warn_1", 0), ("warn_1", 2000)):
        with pytest.raises(DomainError):
            set_warning(name, days, by=None)
    set_warning("warn_1", 100, by=None, from_at=NOON + timedelta(days=5))
    with pytest.raises(DomainError, match="nearer to the end"):
        set_warning("warn_2", 120, by=None)  # in order today, but not from the fifth day on
    with pytest.raises(DomainError, match="now or later"):
        set_warning("warn_2", 85, by=None, from_at=NOON - timedelta(days=1))
    assert AgreementLimit.objects.count() == 1


def test_an_administrator_sets_a_warning_from_a_moment_on(client, cast):
    clock.travel(NOON)
    client.force_login(cast.ada)
    page = "/admin/agreements/agreementlimit/"
    form = {"name": "warn_1", "amount": 240, "in_force_from_0": "2026-06-02", "in_force_from_1": "00:00:00"}

    assert client.get(f"{page}add/").status_code == 200
    assert client.post(f"{page}add/", form).status_code == 302
    assert "nearer to the end" in client.post(f"{page}add/", form | {"name": "warn_2", "amount": 300}).content.decode()
    past = client.post(f"{page}add/", form | {"in_force_from_0": "2026-05-01"}).content.decode()
    assert "now or later" in past
    assert "240" in client.get(page).content.decode()
    assert AuditEvent.objects.get(action="agreement_warning.set").actor == cast.ada
    client.force_login(cast.alice)
    assert client.get(page, follow=True).status_code == 404
