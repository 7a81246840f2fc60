"""What imports forget: old rows, and what names an erased person."""

from datetime import timedelta

import pytest
from django.urls import reverse

from brm.core import clock
from brm.imports.domain.forgetting import collect, erase
from brm.imports.models import ImportEffect, ImportRow, ImportRun
from brm.imports.tasks import forget_old
from brm.parties.models import Contact
from tests.imports.world import applied, checked, person, table

pytestmark = pytest.mark.django_db


def test_rows_are_forgotten_after_ninety_days_and_the_import_still_has_its_page(client):
    me = person("Me")
    done = applied(table(["Company"], ["Acme"]), me)
    open_ = checked(table(["Company"], ["Beta"]), me)

    clock.travel(timedelta(days=89))
    forget_old()
    assert ImportRow.objects.count() == 2
    clock.travel(timedelta(days=91))
    forget_old()

    assert not ImportRow.objects.exists()
    assert not ImportEffect.objects.exists()
    assert set(ImportRun.objects.values_list("status", flat=True)) == {"applied", "discarded"}
    client.force_login(me)
    for run in (done, open_):
        assert client.get(reverse("imports:detail", args=[run.pk])).status_code == 200


def test_rows_about_an_erased_person_are_emptied_and_others_stay():
    me = person("Me")
    applied(table(["Company"], ["Acme"]), me)
    applied(table(["Company", "Name"], ["Acme", "Ann"], ["Acme", "Bob"]), me, "contact")
    applied(table(["Company", "Name", "Phone"], ["Acme", "Ann", "1"]), me, "contact")
    ann = Contact.objects.get(name="Ann")

    assert [entry["row"] for entry in collect(ann)] == [2, 2]
    erase(ann)

    assert sorted(row.cells for row in ImportRow.objects.filter(run__kind="contact")) == [[], [], ["Acme", "Bob"]]
    assert collect(me) is None
