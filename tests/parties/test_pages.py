"""Pages of the parties: allowed, hidden from strangers, refused in words, typed text kept, without scripts."""

import pytest
from django.urls import reverse

from brm.audit.trail import history_of
from brm.parties.domain.handover import hand_over
from brm.parties.domain.sharing import share_relationship
from brm.parties.enums import Kind, Status
from brm.parties.models import Handover, Organisation, Relationship, RelationshipShare
from tests.factories.parties import ContactFactory, OrganisationFactory, RelationshipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def relationship():
    return RelationshipFactory()


@pytest.fixture
def owner(client, relationship):
    client.force_login(relationship.owner)
    return relationship.owner


def addresses(relationship):
    contact = ContactFactory(organisation=relationship.organisation, email="c@example.com")
    handover = Handover.objects.create(
        relationship=relationship, from_user=UserFactory(), to_user=relationship.owner, note="x"
    )
    pk, organisation = relationship.pk, relationship.organisation_id
    return [
        reverse("customers:detail", args=[pk]),
        *(f"{reverse('customers:detail', args=[pk])}?tab={tab}" for tab in ("people", "history", "timeline")),
        reverse("parties:organisation", args=[organisation]),
        reverse("parties:organisation_edit", args=[organisation]),
        reverse("parties:organisation_merge", args=[organisation]),
        reverse("parties:contact", args=[contact.pk]),
        reverse("parties:contact_edit", args=[contact.pk]),
        reverse("parties:contact_left", args=[contact.pk]),
        reverse("parties:contact_merge", args=[contact.pk]),
        reverse("parties:portal_open", args=[contact.pk]),
        reverse("parties:relationship_edit", args=[pk]),
        reverse("parties:relationship_move", args=[pk, "end"]),
        reverse("parties:hand_over", args=[pk]),
        reverse("parties:share", args=[pk]),
        reverse("parties:handover", args=[handover.pk]),
    ]


def test_the_owner_may_and_a_stranger_finds_nothing(client, relationship, owner):
    found = addresses(relationship)

    assert {url: client.get(url).status_code for url in found} == dict.fromkeys(found, 200)
    for user in (UserFactory(), UserFactory(roles=["administrator"]), UserFactory(roles=["contact"])):
        client.force_login(user)
        assert {url: client.get(url).status_code for url in found} == dict.fromkeys(found, 404)
    client.logout()
    assert all(client.get(url).status_code == 302 for url in found)


def test_a_shared_colleague_works_but_does_not_steer(client, relationship):
    mate = UserFactory()
    share_relationship(relationship, user=mate, by=relationship.owner)
    client.force_login(mate)

    assert client.get(reverse("customers:detail", args=[relationship.pk])).status_code == 200
    assert client.get(reverse("parties:relationship_edit", args=[relationship.pk])).status_code == 200
    for name in ("hand_over", "share"):
        assert client.get(reverse(f"parties:{name}", args=[relationship.pk])).status_code == 404
    assert client.post(reverse("parties:relationship_move", args=[relationship.pk, "suspend"])).status_code == 404


@pytest.mark.req("C-33", "INV-60")
def test_ending_asks_why_and_tells_history(client, relationship, owner):
    url = reverse("parties:relationship_move", args=[relationship.pk, "end"])

    refused = client.post(url, {"reason": ""})
    assert refused.status_code == 422

    assert client.post(url, {"reason": "They closed", "end_reason": "finished"}).status_code == 302
    relationship.refresh_from_db()
    assert relationship.status == Status.ENDED
    assert history_of(relationship).first().reason == "They closed"


def test_a_step_that_does_not_follow_is_said(client, owner, relationship):
    response = client.post(reverse("parties:relationship_move", args=[relationship.pk, "revive"]), {"reason": "x"})

    assert response.status_code == 422
    assert "not possible" in response.content.decode()
    assert client.get(reverse("parties:relationship_move", args=[relationship.pk, "fly"])).status_code == 404


@pytest.mark.req("INV-57")
def test_handing_over_needs_a_note_and_keeps_what_was_typed(client, relationship, owner):
    url = reverse("parties:hand_over", args=[relationship.pk])
    to = UserFactory()

    refused = client.post(url, {"to": to.pk, "note": " "})
    assert refused.status_code == 422
    assert f'<option value="{to.pk}" selected>' in refused.content.decode()

    done = client.post(url, {"to": to.pk, "note": "Mind the roof"})
    assert (done.status_code, done.url) == (302, "/")
    handover = Handover.objects.get()
    client.force_login(to)
    page = client.get(reverse("parties:handover", args=[handover.pk])).content.decode()
    assert "Mind the roof" in page
    client.post(reverse("parties:handover", args=[handover.pk]))
    handover.refresh_from_db()
    assert handover.acknowledged_at is not None


def test_only_the_new_manager_takes_over(client, relationship, owner):
    handover = hand_over(relationship, to=UserFactory(roles=["executive"]), note="x", by=owner)
    boss = UserFactory(roles=["executive"])
    client.force_login(boss)

    assert client.post(reverse("parties:handover", args=[handover.pk])).status_code == 404


@pytest.mark.req("C-01", "C-33")
@pytest.mark.parametrize("app", ["customers", "suppliers", "thirdparty"])
def test_a_new_relationship_of_each_kind(client, app, relationship, owner):
    parent = OrganisationFactory()

    response = client.post(
        reverse(f"{app}:new"),
        {"name": "华东电力", "tier": "A", "type": "basic", "owner": owner.pk, "region": "华东", "parent": parent.pk},
    )

    made = Relationship.objects.get(organisation__name="华东电力")
    assert response.url == reverse(f"{app}:detail", args=[made.pk])
    assert (made.owner, made.tier, made.organisation.parent) == (owner, "A", parent)
    assert client.get(response.url).status_code == 200


def test_a_new_relationship_with_an_organisation_in_the_books(client, relationship, owner):
    response = client.post(
        reverse("suppliers:new"),
        {"organisation": relationship.organisation_id, "tier": "C", "type": "basic", "owner": owner.pk},
    )

    assert response.status_code == 302
    assert {row.kind for row in relationship.organisation.relationships.all()} == {Kind.CUSTOMER, Kind.SUPPLIER}


def test_a_new_customer_needs_a_name(client, owner):
    response = client.post(reverse("customers:new"), {"tier": "B", "type": "basic", "owner": owner.pk})

    assert response.status_code == 422
    assert "Name the organisation" in response.content.decode()


def test_a_look_alike_stops_once_and_others_are_only_whom_to_ask(client, relationship, owner):
    mine = RelationshipFactory(organisation=OrganisationFactory(name="Eastern Bank"), owner=owner)
    theirs = RelationshipFactory(organisation=OrganisationFactory(name="Eastern Bank Ltd", region="Secret region"))
    data = {"name": "EASTERN BANK", "tier": "C", "type": "basic", "owner": owner.pk}

    stopped = client.post(reverse("customers:new"), data)
    page = stopped.content.decode()
    assert stopped.status_code == 409
    assert mine.organisation.name in page
    assert str(theirs.owner) in page
    assert "Eastern Bank Ltd" not in page
    assert "Secret region" not in page
    assert 'value="EASTERN BANK"' in page

    assert client.post(reverse("customers:new"), data | {"confirmed": "1"}).status_code == 302
    asked = client.get(reverse("parties:look_alikes"), {"name": "Eastern bank"})
    assert "Eastern Bank Ltd" not in asked.content.decode()
    client.post(reverse("parties:ask_to_share"), {"name": "Eastern Bank"})
    assert theirs.owner.notifications.count() == 1


def test_the_second_of_two_editors_is_shown_the_difference(client, relationship, owner):
    url = reverse("parties:relationship_edit", args=[relationship.pk])
    form = {"tier": "A", "type": "basic", "version": relationship.version}
    client.post(url, form)

    second = client.post(url, form | {"tier": "B"})

    assert second.status_code == 409
    relationship.refresh_from_db()
    assert relationship.tier == "A"
    assert "Tier A" in second.content.decode()
    saved = client.post(url, form | {"tier": "B", "version": relationship.version})
    relationship.refresh_from_db()
    assert (saved.status_code, relationship.tier) == (302, "B")


@pytest.mark.req("G-08")
def test_an_organisation_is_registered_changed_and_archived(client, relationship, owner):
    client.post(reverse("parties:organisation_new"), {"name": "Acme", "season_notes": "August is free"})
    organisation = Organisation.objects.get(name="Acme")
    assert organisation.season_notes == "August is free"

    edit = reverse("parties:organisation_edit", args=[organisation.pk])
    assert client.post(edit, {"name": "", "version": organisation.version}).status_code == 422
    assert client.post(edit, {"name": "Acme 2", "version": organisation.version}).status_code == 302
    client.post(reverse("parties:organisation_archive", args=[organisation.pk]))
    organisation.refresh_from_db()
    assert (organisation.name, organisation.archived_at is not None) == ("Acme 2", True)
    client.post(reverse("parties:organisation_restore", args=[organisation.pk]))
    organisation.refresh_from_db()
    assert organisation.archived_at is None


def test_archiving_what_others_work_with_is_refused(client, relationship, owner):
    RelationshipFactory(organisation=relationship.organisation, kind=Kind.SUPPLIER)

    response = client.post(reverse("parties:organisation_archive", args=[relationship.organisation_id]), follow=True)

    assert "Others work with this organisation too" in response.content.decode()


def test_sharing_and_ending_it(client, relationship, owner):
    mate = UserFactory()
    url = reverse("parties:share", args=[relationship.pk])
    client.post(url, {"user": mate.pk, "note": "holiday"})
    assert RelationshipShare.objects.get().note == "holiday"
    assert str(mate) in client.get(url).content.decode()

    client.post(reverse("parties:unshare", args=[relationship.pk, mate.pk]))
    assert not RelationshipShare.objects.exists()


def test_a_colleague_may_step_out_of_a_share_but_not_throw_others_out(client, relationship):
    mate, other = UserFactory(), UserFactory()
    for user in (mate, other):
        share_relationship(relationship, user=user, by=relationship.owner)
    client.force_login(mate)

    assert client.post(reverse("parties:unshare", args=[relationship.pk, other.pk])).status_code == 404
    client.post(reverse("parties:unshare", args=[relationship.pk, mate.pk]))
    assert [share.user for share in RelationshipShare.objects.all()] == [other]


def test_pickers_find_by_name_sound_and_scope(client, relationship, owner):
    mine = RelationshipFactory(owner=owner, organisation=OrganisationFactory(name="上海电力")).organisation
    RelationshipFactory(organisation=OrganisationFactory(name="上海银行"))
    ContactFactory(organisation=mine, name="李雷")

    for text in ("电力", "shang hai"):
        found = client.get(reverse("parties:pick_organisation"), {"q": text}).json()
        assert [row["value"] for row in found] == [mine.pk]
    assert len(client.get(reverse("parties:pick_contact"), {"q": "李"}).json()) == 1
    assert len(client.get(reverse("parties:pick_relationship"), {"q": "上海"}).json()) == 1
