"""Pages of praise: recorded by a form, verified, published, thanked; the wall; the figures; the letter."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from brm.core import clock
from brm.documents.domain import documents_of
from brm.matters.domain import open_matter
from customers.praise.domain.consents import record_consent
from customers.praise.domain.letters import letter_of
from customers.praise.models import Praise
from tests.factories.parties import ContactFactory, RelationshipFactory, TeamFactory, UserFactory
from tests.praise.factories import WORDS, make_praise, make_public, make_real
from tests.printing.paper import missing_from

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64


@pytest.fixture
def relationship(client):
    relationship = RelationshipFactory()
    client.force_login(relationship.owner)
    return relationship


def page(name, praise, **query):
    tail = "&".join(f"{key}={value}" for key, value in query.items())
    return f"{reverse(f'praise:{name}', args=[praise.pk])}?{tail}"


@pytest.mark.req("C-18", "C-19")
def test_a_form_records_praise_with_files_and_keeps_what_was_typed(client, relationship):
    url = f"{reverse('praise:new')}?relationship={relationship.pk}"
    contact = ContactFactory(organisation=relationship.organisation)
    engineer, team = UserFactory(roles=["engineer"]), TeamFactory()
    data = {"relationship": relationship.pk, "text": WORDS, "source": "letter", "contact": contact.pk,
            "people": [engineer.pk], "key": "k1", "title": "锦旗"}  # fmt: skip

    refused = client.post(url, data | {"team": team.pk})
    assert refused.status_code == 422
    assert WORDS in refused.content.decode()

    files = [SimpleUploadedFile("a.png", PNG), SimpleUploadedFile("b.png", PNG + b"b")]
    response = client.post(url, data | {"files": files})
    praise = Praise.objects.get()

    assert response.url == praise.get_absolute_url()
    assert documents_of(praise).count() == 2
    assert [one.user for one in praise.praised.all()] == [engineer]
    client.post(url, data)
    assert Praise.objects.count() == 1


def test_without_a_customer_the_form_asks_for_one_first(client, relationship):
    response = client.get(reverse("praise:new"))

    assert response.status_code == 200
    assert "relationship" in response.context["form"].fields


@pytest.mark.req("C-18", "C-19", "INV-35")
def test_the_page_leads_through_the_whole_life(client, relationship):
    praise = make_praise(relationship)
    today = clock.today().isoformat()
    assert client.get(praise.get_absolute_url()).status_code == 200
    for name, data in (
        ("edit", {"text": WORDS, "source": "mail", "people": [praise.praised.get().user_id], "version": 1}),
        ("verify", {}),
        ("thank", {"how": "call"}),
        ("consent", {"scope": "person", "given_by": praise.contact_id, "given_on": today}),
        ("publish", {"publicity": "external"}),
        ("honour_plan", {"form": "sharing", "planned_on": today, "owner": relationship.owner.pk}),
        ("honour_new", {"form": "exchange", "held_on": today, "evidence": "Slides"}),
        ("share", {}),
        ("revoke", {"reason": "They changed their mind"}),
    ):
        if data and name != "edit":
            assert client.get(page(name, praise)).status_code == 200, name
        response = client.post(page(name, praise), data)
        assert response.status_code == 302, (name, response.content.decode()[:3000])
        assert client.get(praise.get_absolute_url()).status_code == 200, name
    praise.refresh_from_db()

    assert (praise.status, praise.publicity, praise.thanked_how) == ("shared", "internal", "call")
    client.post(page("take_down", praise), {"reason": "A name was wrong"})
    praise.refresh_from_db()
    assert praise.status == "verified"


def test_a_refusal_is_said_on_the_page(client, relationship):
    praise = make_praise(relationship, people=[])

    response = client.post(page("verify", praise), follow=True)

    assert "Say first whom it praises" in response.content.decode()
    assert client.post(page("publish", praise), {"publicity": "external"}).status_code == 422
    client.post(page("decline", praise), {"reason": "Meant for others"})
    assert "Meant for others" in client.get(praise.get_absolute_url()).content.decode()


def test_two_who_change_it_at_once_see_the_difference(client, relationship):
    praise = make_praise(relationship)
    data = {"text": "Mine", "source": "call", "people": [praise.praised.get().user_id]}
    assert client.post(page("edit", praise), data | {"version": 1}).status_code == 302

    assert client.post(page("edit", praise), data | {"text": "Other", "version": 1}).status_code == 409


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("name", "most"), [("list", 12), ("wall", 14)])
def test_lists_take_the_same_queries_however_long(
    client, relationship, django_assert_max_num_queries, rows, name, most
):
    for _ in range(rows):
        make_public(relationship, people=[UserFactory(), UserFactory()])
    client.get(reverse(f"praise:{name}"))

    with django_assert_max_num_queries(most):
        response = client.get(reverse(f"praise:{name}"))

    assert len(response.context["listing"].rows) == rows
    assert "王工" in response.content.decode()


def test_filters_and_export(client, relationship):
    make_praise(relationship)
    public = make_public(relationship, text="Second")
    make_public(text="Of a stranger")
    url = reverse("praise:list")

    for query, count in (
        ("", 2), ("state=waiting", 1), ("state=wall", 1), ("state=unthanked", 2), ("state=real", 1), ("q=Second", 1),
        (f"person={public.praised.get().user_id}", 1), (f"since={clock.today()}", 2),
        (f"until={clock.today() - timedelta(days=2)}", 0), ("publicity=internal", 1), ("state=declined", 0),
    ):  # fmt: skip
        assert len(client.get(f"{url}?{query}").context["listing"].rows) == count, query
    assert "Second" in b"".join(client.get(f"{url}?export=csv").streaming_content).decode()


@pytest.mark.req("C-19")
def test_engineers_read_the_wall_and_what_praises_them_and_no_more(client):
    engineer = UserFactory(roles=["engineer"])
    mine, other = make_real(people=[engineer]), make_real(text="Somebody else")
    public = make_public(text="For all to read")
    client.force_login(engineer)

    assert client.get(mine.get_absolute_url()).status_code == 200
    assert client.get(mine.get_absolute_url()).context["keeps"] is False
    assert client.get(other.get_absolute_url()).status_code == 404
    assert client.post(page("verify", mine)).status_code == 404
    wall = client.get(reverse("praise:wall")).content.decode()
    assert ("For all to read" in wall, "Somebody else" in wall) == (True, False)
    assert public.status == "published"


@pytest.mark.req("C-19")
def test_totals_count_verified_praise_and_put_complaints_beside_it(client, relationship):
    engineer, team = UserFactory(roles=["engineer"], name="Wang"), TeamFactory()
    make_public(relationship, people=[engineer])
    make_real(relationship, people=[engineer])
    make_real(relationship, people=[], team=team)
    make_praise(relationship, people=[engineer])
    make_real(people=[engineer])
    open_matter(relationship, kind="complaint", title="Slow", by=None)

    response = client.get(reverse("praise:totals"))
    figures = response.context["figures"]

    assert [(row.name, row.count, row.published) for row in figures.people] == [("Wang", 2, 1)]
    assert [(row.name, row.count) for row in figures.teams] == [(team.name, 1)]
    assert (figures.ratio.complaints_per_praise, figures.ratio.n, figures.ratio.is_thin) == (0.25, 5, False)
    past = client.get(f"{reverse('praise:totals')}?since=2001-01-01&until=2001-02-01").context["figures"]
    assert (past.count, past.ratio.complaints_per_praise, past.ratio.is_thin) == (0, None, True)


@pytest.mark.req("C-18", "INV-35")
def test_the_letter_is_written_in_both_languages_and_outside_shows_what_consent_allows(client, relationship):
    engineer = UserFactory(roles=["engineer"], name="令狐翀")
    contact = ContactFactory(organisation=relationship.organisation, name="龘先生")
    praise = make_praise(relationship, people=[engineer], contact=contact)
    refused = client.get(page("letter", praise, language="zh-hans"), follow=True)
    assert "Verify the praise first" in refused.content.decode()
    praise = make_real(relationship, people=[engineer], contact=contact)

    for language, words in (("zh-hans", f"令狐翀龘{WORDS}"), ("en", "Letter of commendation")):
        answer = client.get(page("letter", praise, language=language))
        assert answer["Content-Type"] == "application/pdf"
        assert missing_from(answer.content, words) == set()

    outside = client.get(page("letter", praise, outside=1), follow=True)
    assert "consent first" in outside.content.decode()
    record_consent(praise, by=relationship.owner, scope="words", given_by=contact)
    assert missing_from(letter_of(praise, language="zh-hans", outside=True), "龘") == {"龘"}


def test_the_tab_of_a_customer_and_the_honour_of_an_engineer(client, relationship):
    praise = make_real(relationship)
    tab = client.get(f"{reverse('customers:detail', args=[relationship.pk])}?tab=praise")
    assert praise.matter.number in tab.content.decode()

    engineer = UserFactory(roles=["engineer"])
    client.post(
        page("honour_plan", praise),
        {"form": "sharing", "planned_on": clock.today().isoformat(), "owner": engineer.pk},
    )
    honour = praise.honours.get()
    client.force_login(engineer)
    url = reverse("praise:honour_hold", args=[honour.pk])
    assert client.get(url).status_code == 200
    assert client.post(url, {"held_on": clock.today().isoformat(), "evidence": "Told all"}).status_code == 302
    honour.refresh_from_db()
    assert honour.evidence == "Told all"


def test_programs_do_the_same(client, relationship):
    def call(path, data=None):
        return client.post(f"/api/v1/praise/{path}", data or {}, content_type="application/json")

    engineer = UserFactory(roles=["engineer"])
    made = call("", {"relationship": relationship.pk, "text": WORDS, "source": "mail", "people": [engineer.pk]})
    assert made.status_code == 201, made.content
    number = made.json()["id"]
    assert made.json()["praised"] == [engineer.pk]
    contact = ContactFactory(organisation=relationship.organisation)
    today = clock.today().isoformat()

    for path, data, status in (
        ("publish", {"publicity": "internal"}, 409),
        ("verify", {}, 200),
        ("consent", {"scope": "words", "given_by": contact.pk}, 200),
        ("publish", {"publicity": "external"}, 200),
        ("thank", {"how": "visit"}, 200),
        ("plan-form", {"form": "exchange", "planned_on": today}, 200),
        ("hold-form", {"form": "exchange", "evidence": "Both sides"}, 200),
        ("share", {}, 200),
        ("revoke", {"reason": "No more"}, 200),
        ("take-down", {"reason": "Wrong"}, 200),
        ("decline", {"reason": "x"}, 409),
    ):
        answer = call(f"{number}/{path}/", data)
        assert answer.status_code == status, (path, answer.content)
    changed = client.patch(f"/api/v1/praise/{number}/", {"title": "New"}, content_type="application/json")
    assert changed.json()["title"] == "New"

    client.force_login(engineer)
    assert client.get(f"/api/v1/praise/{number}/").status_code == 200
    assert call(f"{number}/share/").status_code == 404
