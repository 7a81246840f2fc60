"""Whatever is sent, only what is listed as changeable changes."""

import pytest
from django.db import models

from brm.api.urls import router
from tests.api.world import COMMON, MAKERS

pytestmark = pytest.mark.django_db
CHANGING = {prefix: resource for prefix, resource, _name in router.registry if hasattr(resource, "partial_update")}
MOVES_ALONG = {"updated_at", "version"}


def other_value(field, value):
    """A value of the field's kind that is not the one it has."""
    if isinstance(field, models.BooleanField):
        return not value
    if field.choices:
        return next(choice for choice, _label in field.flatchoices if choice != value)
    if isinstance(field, models.IntegerField | models.ForeignKey):
        return (value or 0) + 1
    if isinstance(field, models.DateTimeField):
        return "2020-02-02T02:02:02Z"
    if isinstance(field, models.DateField):
        return "2020-02-02"
    if isinstance(field, models.TimeField):
        return "03:03"
    if isinstance(field, models.JSONField):
        return {"frequency": "yearly"}
    return "another@example.com"


@pytest.mark.parametrize("name", sorted(CHANGING))
def test_nothing_unlisted_changes(name, cast, lena):
    owner = cast.lena
    record = {**MAKERS, **COMMON}[name](owner)
    serializer = CHANGING[name].serializer_class(context={})
    writable = {field.source for field in serializer.fields.values() if not field.read_only}
    before = type(record).objects.values().get(pk=record.pk)

    for field in type(record)._meta.concrete_fields:
        if field.name not in writable:
            value = other_value(field, before[field.attname])
            lena.patch(f"{name}/{record.pk}/", {field.name: value, field.attname: value, "id": 77, "pk": 77})

    after = type(record).objects.values().get(pk=record.pk)
    assert {key for key in after if after[key] != before[key]} <= MOVES_ALONG


@pytest.mark.parametrize("name", ["organisations", "contacts", "relationships", "action-items", "interactions"])
def test_a_new_record_is_made_of_what_is_listed(name, cast, lena):
    model = type(MAKERS[name](cast.lena))
    organisation = MAKERS["organisations"](cast.lena)
    sent = {
        "name": "New", "organisation": organisation.pk, "kind": "supplier" if name == "relationships" else "customer",
        "relationship": organisation.relationships.get().pk, "title": "New", "due_on": "2030-01-01", "summary": "New",
        "status": "ended", "end_reason": "lost", "archived_at": "2020-01-01T00:00:00Z", "left_on": "2020-01-01",
        "erased_at": "2020-01-01T00:00:00Z", "merged_into": 1, "sort_key": "a", "recorded_by": cast.sam.pk,
        "done_at": "2020-01-01T00:00:00Z", "created_by": cast.sam.pk, "lock_at": "2099-01-01T00:00:00Z",
        "created_at": "2020-01-01T00:00:00Z", "id": 777, "mail_wrong": True, "user": cast.sam.pk, "version": 9,
    }  # fmt: skip

    answer = lena.post(f"{name}/", sent)

    assert answer.status_code == 201, answer.content
    row = model.objects.values().get(pk=answer.json()["id"])
    assert row["id"] != 777
    assert row["created_at"].year > 2020
    assert row["version"] == 1
    assert {row.get(key) for key in ("archived_at", "left_on", "erased_at", "merged_into_id", "done_at")} == {None}
    assert row.get("status") in {None, "prospect", "open"}
    assert row.get("recorded_by_id") in {None, cast.lena.pk}
    assert row.get("user_id") is None
    assert row.get("sort_key") != "a"
