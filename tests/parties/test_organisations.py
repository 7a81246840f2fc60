"""Organisations: registering, changing with the other's edit in sight, duplicates, archive."""

import pytest

from brm.audit.models import AuditEvent
from brm.audit.trail import history_of
from brm.core.errors import BlockedError, DomainError, StaleError
from brm.parties.domain.duplicates import duplicates_of, look_alikes_for
from brm.parties.domain.organisations import (
    archive_organisation,
    change_organisation,
    register_organisation,
    restore_organisation,
)
from brm.parties.enums import Status
from brm.parties.text import name_key, sort_key
from tests.factories.parties import OrganisationFactory, RelationshipFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_registering_keeps_keys_and_history():
    user = UserFactory()

    organisation = register_organisation(name="  上海  东方银行 ", by=user, region="华东")

    assert organisation.name == "上海 东方银行"
    assert organisation.sort_key.startswith("shang hai")
    assert [event.action for event in history_of(organisation)] == ["organisation.register"]
    assert history_of(organisation).first().actor == user


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bank of America, N.A.", "BANK OF AMERICA"),
        ("东方电气股份有限公司", "东方电气"),
        ("Acme Co., Ltd.", "ＡＣＭＥ"),
        ("Équifax Inc", "équifax"),
    ],
)
def test_two_spellings_of_one_company_have_one_key(one, other):
    assert name_key(one) == name_key(other)


def test_a_name_of_nothing_but_a_legal_form_keeps_a_key():
    assert name_key("公司") == "公司"


def test_names_sort_by_sound_chinese_and_latin_together():
    names = ["中国银行", "Bank of China", "阿里巴巴", "Zeta"]

    assert sorted(names, key=sort_key) == ["阿里巴巴", "Bank of China", "Zeta", "中国银行"]


def test_an_organisation_needs_a_name():
    with pytest.raises(DomainError, match="needs a name") as refusal:
        register_organisation(name="   ", by=None)

    assert refusal.value.field == "name"


def test_a_code_is_taken_once():
    OrganisationFactory(code="A-1")

    with pytest.raises(DomainError, match="has this code") as refusal:
        OrganisationFactory(code="A-1")

    assert refusal.value.field == "code"


def test_an_unknown_time_zone_is_refused():
    with pytest.raises(DomainError, match="not a time zone"):
        OrganisationFactory(time_zone="Mars/Base")


def test_changing_writes_what_changed_and_sorts_the_relationships_anew():
    relationship = RelationshipFactory(organisation=OrganisationFactory(name="Zeta"))

    change_organisation(relationship.organisation, by=relationship.owner, name="Alpha", region="North")

    relationship.refresh_from_db()
    assert relationship.sort_key == sort_key("Alpha")
    event = history_of(relationship.organisation).first()
    assert event.changes == {"name": ["Zeta", "Alpha"], "region": ["", "North"]}


def test_the_second_of_two_editors_sees_what_the_first_did():
    organisation = OrganisationFactory(region="North")
    change_organisation(organisation, by=None, region="South")

    with pytest.raises(StaleError) as refusal:
        change_organisation(organisation, by=None, expected_version=organisation.version, region="East")

    assert refusal.value.changes == [("region", "South", "East")]


def test_nothing_changed_writes_no_history():
    organisation = OrganisationFactory(region="North")
    before = AuditEvent.objects.count()

    change_organisation(organisation, by=None, region="North")

    assert AuditEvent.objects.count() == before


def test_no_circle_of_parents():
    top = OrganisationFactory()
    middle = OrganisationFactory(parent=top)

    with pytest.raises(DomainError, match="part of itself"):
        change_organisation(top, by=None, parent=middle)


def test_archiving_waits_for_living_relationships():
    relationship = RelationshipFactory()

    with pytest.raises(BlockedError) as refusal:
        archive_organisation(relationship.organisation, by=None)

    assert refusal.value.reasons == ["Customer: Active"]


def test_archive_and_restore():
    organisation = RelationshipFactory(status=Status.ENDED).organisation

    assert archive_organisation(organisation, by=None).archived_at is not None
    assert restore_organisation(organisation, by=None).archived_at is None


def test_duplicates_by_code_bare_name_and_beginning():
    same = OrganisationFactory(name="Eastern Bank Co., Ltd.")
    longer = OrganisationFactory(name="Eastern Banking House")
    coded = OrganisationFactory(name="Something else", code="EB")
    OrganisationFactory(name="Western Bank")

    found = duplicates_of(name="EASTERN BANK", code="EB")

    assert set(found) == {same, longer, coded}


def test_look_alikes_of_others_show_only_whom_to_ask():
    mine = RelationshipFactory(organisation=OrganisationFactory(name="Eastern Bank"))
    theirs = RelationshipFactory(organisation=OrganisationFactory(name="Eastern Bank Ltd"))

    found = look_alikes_for(mine.owner, name="eastern bank")

    assert [(row.organisation, row.owners) for row in found] == [
        (mine.organisation, ()),
        (None, (theirs.owner,)),
    ]
