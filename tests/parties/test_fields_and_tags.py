"""Custom fields are typed; tags hang where they are put."""

from datetime import date

import pytest

from brm.audit.trail import history_of
from brm.core.errors import DomainError
from brm.parties.domain.fields import archive_field, change_field, clean_custom, define_field
from brm.parties.domain.relationships import change_relationship
from brm.parties.domain.tags import add_tag, change_tag, create_tag, delete_tag, set_tags
from brm.parties.enums import FieldSubject, FieldType
from brm.parties.models import Tag
from tests.factories.parties import RelationshipFactory

pytestmark = pytest.mark.django_db


def field(kind, **facts):
    return define_field(
        subject=FieldSubject.CUSTOMER, name=facts.pop("name", "one"), label="One", type=kind, by=None, **facts
    )


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [
        (FieldType.TEXT, " a ", "a"),
        (FieldType.NUMBER, "1,200", 1200),
        (FieldType.NUMBER, "0.5", 0.5),
        (FieldType.DATE, "2026-03-01", "2026-03-01"),
        (FieldType.DATE, date(2026, 3, 1), "2026-03-01"),
        (FieldType.CHOICE, "gold", "gold"),
        (FieldType.FLAG, "是", True),
        (FieldType.FLAG, False, False),
    ],
)
def test_values_are_kept_in_their_type(kind, given, kept):
    field(kind, choices=["gold", "silver"])

    assert clean_custom(FieldSubject.CUSTOMER, {"one": given}) == {"one": kept}


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        (FieldType.NUMBER, "many"),
        (FieldType.NUMBER, "NaN"),
        (FieldType.NUMBER, True),
        (FieldType.DATE, "31.12.2026"),
        (FieldType.CHOICE, "bronze"),
        (FieldType.FLAG, "perhaps"),
        (FieldType.TEXT, "x" * 2001),
    ],
)
def test_what_is_not_of_the_type_is_refused(kind, given):
    field(kind, choices=["gold"])

    with pytest.raises(DomainError) as refusal:
        clean_custom(FieldSubject.CUSTOMER, {"one": given})

    assert refusal.value.field == "custom_one"


def test_unknown_and_missing_obligatory_values_are_refused():
    field(FieldType.TEXT, required=True)

    with pytest.raises(DomainError, match="no custom field"):
        clean_custom(FieldSubject.CUSTOMER, {"two": "x"})
    with pytest.raises(DomainError, match="must be filled in"):
        clean_custom(FieldSubject.CUSTOMER, {"one": " "})


def test_values_of_archived_fields_stay():
    relationship = RelationshipFactory()
    kept = field(FieldType.TEXT)
    relationship = change_relationship(relationship, by=None, custom={"one": "old"})
    archive_field(kept, by=None)
    field(FieldType.TEXT, name="two")

    relationship = change_relationship(relationship, by=None, custom={"two": "new"})

    assert relationship.custom == {"one": "old", "two": "new"}


def test_a_choice_field_needs_choices_and_a_type_stays():
    with pytest.raises(DomainError, match="at least one choice"):
        field(FieldType.CHOICE)
    with pytest.raises(DomainError, match="cannot change"):
        change_field(field(FieldType.TEXT), by=None, type=FieldType.NUMBER)


def test_tags_hang_once_and_history_names_them():
    one, two = RelationshipFactory(), RelationshipFactory()
    tag = create_tag("Key", by=None)
    assert create_tag("key", by=None) == tag

    assert add_tag([one, two], tag, by=one.owner) == 2
    assert add_tag([one], tag, by=one.owner) == 0
    assert history_of(one).first().changes == {"tags": [[], ["Key"]]}

    set_tags(one, [], by=one.owner)
    assert list(one.tags.all()) == []

    change_tag(tag, by=None, name="Crown")
    assert [row.name for row in two.tags.all()] == ["Crown"]
    delete_tag(tag, by=None)
    assert not Tag.objects.exists()
