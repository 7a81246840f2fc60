"""What hangs on a person who leaves, and what is known of one person (rulings 15, 16)."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.core import clock
from brm.parties.models import Contact
from customers.valueadded.domain.asking import ask
from customers.valueadded.enums import ValueStatus
from customers.valueadded.models import Beneficiary, Deliverer, ValueAddedService


def deliveries_of(user: User) -> int:
    """Value-added services a person is to deliver."""
    return Deliverer.objects.filter(user=user, value_added__status=ValueStatus.SCHEDULED).count()


def pass_on_deliveries(from_user: User, to_user: User, by: User | None) -> int:
    """Another person delivers them."""
    rows = ValueAddedService.objects.filter(delivered_by__user=from_user, status=ValueStatus.SCHEDULED)
    services = list(rows.select_for_update(of=("self",)))
    for value_added in services:
        value_added.delivered_by.filter(user=from_user).delete()
        Deliverer.objects.get_or_create(value_added=value_added, user=to_user)
        trail.record(value_added, "value_added.pass_on", by=by, changes={"staff": ([from_user.pk], [to_user.pk])})
        ask(value_added, clock.now())
    return len(services)


def collect_person(person: models.Model) -> dict[str, Any]:
    """What is known of one person here: services they delivered or received."""
    if isinstance(person, User):
        rows = Deliverer.objects.filter(user=person)
        return _some(delivered=list(rows.values("value_added__matter__number", "value_added__delivered_on")))
    if isinstance(person, Contact):
        got = Beneficiary.objects.filter(contact=person)
        return _some(received=list(got.values("value_added__matter__number", "value_added__delivered_on")))
    return {}


def _some(**found: Any) -> dict[str, Any]:
    return {name: rows for name, rows in found.items() if rows}


trail.label("value_added.pass_on", gettext_lazy("Gave the delivery to somebody else"))
