"""Taking an import back, as far as nobody built on it."""

import pytest

from brm.audit.models import AuditEvent
from brm.core.errors import DomainError
from brm.imports.domain.undoing import undo
from brm.imports.domain.working import work
from brm.imports.models import ImportEffect, ImportRun
from brm.parties.domain.contacts import add_contact
from brm.parties.domain.relationships import change_relationship
from brm.parties.models import Contact, Organisation, Relationship
from brm.search.domain.queries import search_for
from tests.imports.world import applied, person, table

pytestmark = pytest.mark.django_db


def undone(run, by):
    undo(run, by=by)
    work(run.pk)
    return ImportRun.objects.get(pk=run.pk)


def test_what_it_made_goes_and_history_keeps_that():
    me = person("Me")
    run = applied(table(["Company"], ["Acme"], ["Beta"]), me)

    run = undone(run, me)

    assert (run.status, run.kept["undone"], run.kept["stayed"]) == ("undone", 4, 0)
    assert not Organisation.objects.exists()
    assert not Relationship.objects.exists()
    assert search_for(me, "acme").count == 0
    assert AuditEvent.objects.filter(action="import.take_back").count() == 4


def test_what_it_changed_is_restored():
    me = person("Me")
    applied(table(["Company", "Tier", "Region"], ["Acme", "B", "CA"]), me)
    run = applied(table(["Company", "Tier", "Region"], ["Acme", "A", "TX"]), me)

    undone(run, me)

    assert Relationship.objects.get().tier == "B"
    assert Organisation.objects.get().region == "CA"


def test_what_somebody_touched_or_uses_stays_and_says_why():
    me = person("Me")
    run = applied(table(["Company"], ["Acme"], ["Beta"], ["Gamma"]), me)
    change_relationship(Relationship.objects.get(organisation__name="Acme"), by=me, tier="A")
    add_contact(Organisation.objects.get(name="Beta"), by=me, name="Ann")

    run = undone(run, me)

    kept = dict(ImportEffect.objects.filter(run=run, undone_at=None).values_list("label", "kept_because"))
    assert run.kept["stayed"] == 3
    assert set(Organisation.objects.values_list("name", flat=True)) == {"Acme", "Beta"}
    reasons = set(
        ImportEffect.objects.filter(run=run, undone_at=None).values_list("subject_type", "label", "kept_because")
    )
    assert reasons == {
        ("parties.relationship", "Acme", "touched"), ("parties.organisation", "Acme", "in_use"),
        ("parties.organisation", "Beta", "in_use"),
    }  # fmt: skip
    assert kept

    contact = Contact.objects.get()
    contact.delete()
    run = undone(run, me)
    assert set(Organisation.objects.values_list("name", flat=True)) == {"Acme"}


def test_a_value_changed_since_is_not_overwritten_by_undoing():
    me = person("Me")
    applied(table(["Company", "Tier"], ["Acme", "B"]), me)
    run = applied(table(["Company", "Tier"], ["Acme", "A"]), me)
    change_relationship(Relationship.objects.get(), by=me, tier="C")

    undone(run, me)

    assert Relationship.objects.get().tier == "C"


def test_parents_made_by_the_same_file_go_after_their_children():
    me = person("Me")
    run = applied(
        table(["Name", "Part of"], ["Group", ""], ["Child", "Group"], ["Grandchild", "Child"]), me, "organisation"
    )

    undone(run, me)

    assert not Organisation.objects.exists()


def test_nobody_else_undoes_it_and_nothing_is_undone_twice():
    me, boss = person("Me"), person("Boss", "executive")
    run = applied(table(["Company"], ["Acme"]), me)

    with pytest.raises(DomainError, match="Only Me"):
        undo(run, by=boss)
    run = undone(run, me)
    with pytest.raises(DomainError, match="nothing left"):
        undo(run, by=me)
