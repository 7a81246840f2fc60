"""What contacts see of meetings, minutes, promises and papers: the organisation's, or their own, and nobody else's."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from brm.actionitems.domain import add_action_item, move_action_item
from brm.communications.domain.holding import ActionLine, hold_meeting, publish_minutes
from brm.core import clock
from brm.documents.domain import attach_document
from brm.parties.domain.contacts import revoke_portal_access
from tests.factories.communications import make_plan
from tests.factories.parties import RelationshipFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def page(client, user, name, *args, query=""):
    client.force_login(user)
    response = client.get(reverse(f"portal:{name}", args=args) + query)
    assert response.status_code == 200
    return (b"".join(response.streaming_content) if response.streaming else response.content).decode()


def plan(side, title, **facts):
    now = clock.now()
    return make_plan(side.relationship, at=now, start_on=now.date(), title=title, **facts)


def held(side, title="Review", contacts=(), send=False):
    meeting = plan(side, title).occurrences.order_by("due_on").first()
    line = ActionLine(f"Do after {title}", side.manager, clock.today() + timedelta(days=5))
    return hold_meeting(
        meeting, by=side.manager, review="All well", issues="Spares are slow", improvement="Second depot",
        conclusion=f"We go on with {title}", contacts=contacts, actions=[line], send=send,
    )  # fmt: skip


@pytest.mark.req("C-33")
def test_the_start_page_says_whom_to_turn_to_and_when_one_meets(client, side):
    plan(side, "Open to all")

    first = page(client, side.whole, "home")
    assert side.manager.email in first
    assert "Harbour Retail" in first
    assert "Open to all" in first
    assert "Open to all" not in page(client, side.part, "home")

    plan(side, "With Li", theirs=[side.li])
    assert "With Li" in page(client, side.part, "home")


def test_who_was_let_in_nowhere_is_told_so(client, side):
    for access in side.wang.portal_accesses.all():
        revoke_portal_access(access, by=side.manager)
    user = UserFactory(roles=["contact"], language="en")

    for name in ("home", "tell", "together", "services", "promises", "minutes_list"):
        assert "Nothing is open to you yet" in page(client, user, name)


def test_our_own_people_have_no_portal_and_contacts_no_other_pages(client, side):
    client.force_login(side.manager)
    assert client.get(reverse("portal:home")).status_code == 404
    client.force_login(side.whole)
    assert client.get("/").headers["Location"] == reverse("portal:home")
    for url in ("customers:list", "parties:contacts", "actionitems:list", "search:results", "documents:list"):
        assert client.get(reverse(url)).status_code == 404


@pytest.mark.req("G-09", "C-06")
def test_minutes_are_seen_once_they_were_given(client, side, rival):
    minutes = held(side, "Monthly", contacts=[side.li])
    url = reverse("portal:minutes", args=[minutes.pk])
    client.force_login(side.whole)
    assert client.get(url).status_code == 404

    client.force_login(side.manager)
    client.post(reverse("communications:meeting_publish", args=[minutes.pk]))

    for user in (side.whole, side.part):
        assert "We go on with Monthly" in page(client, user, "together")
        assert "Spares are slow" in page(client, user, "minutes", minutes.pk)
    client.force_login(rival.user)
    assert client.get(url).status_code == 404
    other = publish_minutes(held(side, "Without her"), by=side.manager)
    client.force_login(side.part)
    assert client.get(reverse("portal:minutes", args=[other.pk])).status_code == 404


def test_minutes_sent_by_mail_are_in_the_portal_at_once(client, side):
    held(side, "Sent", send=True)

    assert "We go on with Sent" in page(client, side.whole, "minutes_list", query="?q=spares")
    assert "We go on with Sent" not in page(client, side.whole, "minutes_list", query="?q=weather")


@pytest.mark.req("C-06")
def test_promises_of_both_sides_until_they_are_kept(client, side, rival):
    today, by = clock.today(), side.manager
    facts = {"owner": by, "due_on": today + timedelta(days=3), "by": by}
    shown = add_action_item(side.relationship, title="A second depot", visible_to_customer=True, **facts)
    add_action_item(side.relationship, title="Our own matter", **facts)
    add_action_item(
        side.relationship, title="Send the list", side="theirs", counterpart=side.li, visible_to_customer=True, **facts
    )
    publish_minutes(held(side, "Weekly"), by=by)

    whole, part = page(client, side.whole, "together"), page(client, side.part, "together")
    assert [words in whole for words in ("A second depot", "Send the list", "Do after Weekly", "Our own matter")] == [
        True, True, True, False,
    ]  # fmt: skip
    assert [words in part for words in ("A second depot", "Send the list", "Do after Weekly")] == [False, True, False]
    assert "Send the list" in page(client, side.part, "home")
    move_action_item(shown, "finish", by=by)
    assert "A second depot" not in page(client, side.whole, "together")
    assert "A second depot" in page(client, side.whole, "promises", query="?state=kept")
    assert "A second depot" in page(client, side.whole, "promises", query="?export=csv")
    assert "A second depot" not in page(client, rival.user, "promises")


def test_papers_given_on_purpose_are_taken_along_by_who_sees_all(client, side, rival):
    file = SimpleUploadedFile("plan.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 64)
    paper = attach_document(side.relationship, file=file, by=side.manager, shared=True)
    secret = attach_document(side.relationship, file=file, by=side.manager)

    assert "plan.png" in page(client, side.whole, "together")
    client.force_login(side.whole)
    answer = client.get(reverse("portal:look", args=[paper.pk]))
    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert client.get(reverse("portal:file", args=[secret.pk])).status_code == 404
    for user in (side.part, rival.user):
        client.force_login(user)
        assert client.get(reverse("portal:file", args=[paper.pk])).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("name", "count"), [("home", 16), ("together", 15), ("promises", 12), ("minutes_list", 12)])
def test_pages_cost_the_same_however_much_there_is(client, side, rows, name, count, django_assert_max_num_queries):
    for n in range(rows):
        publish_minutes(held(side, f"Meeting {n}"), by=side.manager)
    client.force_login(side.whole)
    client.get(reverse(f"portal:{name}"))

    with django_assert_max_num_queries(count):
        client.get(reverse(f"portal:{name}"))


def test_the_side_of_a_supplier_stays_closed(client, side):
    supplier = RelationshipFactory(organisation=side.relationship.organisation, kind="supplier", owner=UserFactory())
    plan_there = make_plan(supplier, at=clock.now(), start_on=clock.today(), title="Audit")

    assert plan_there.title not in page(client, side.whole, "home")
