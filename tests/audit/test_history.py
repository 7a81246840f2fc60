"""The history: append-only, in words, each reader in their own; the page only for those who may see the record."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.template import Context, Template
from django.utils import translation

from brm.accounts.domain.leaving import deactivate_person
from brm.accounts.domain.people import change_person
from brm.audit import trail
from brm.audit.history import events_of, lines
from brm.audit.models import AuditEvent, PersonalValue

trail.label("test.change", "Changed for a test")


def words(subject, reader):
    return [(line.actor_name, line.label, line.changes) for line in lines(events_of(subject), reader=reader)]


@pytest.mark.req("INV-60")
def test_no_line_is_ever_changed_or_deleted(cast):
    event = trail.record(cast.team, "test.change", by=cast.ada, changes={"name": ("a", "b")})

    def refused(act):
        with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
            act()

    event.reason = "other"
    refused(event.save)
    refused(event.delete)
    refused(lambda: AuditEvent.objects.filter(pk=event.pk).update(reason="other"))
    refused(lambda: AuditEvent.objects.filter(pk=event.pk).delete())
    with connection.cursor() as cursor:
        refused(lambda: cursor.execute("UPDATE audit_auditevent SET reason = 'other'"))
        refused(lambda: cursor.execute("DELETE FROM audit_auditevent"))
    event.refresh_from_db()
    assert event.reason == ""


def test_lines_are_read_in_words_and_in_the_readers_language(cast):
    change_person(cast.bob, by=cast.ada, name="Robert", roles=["manager", "lead"])

    assert words(cast.bob, cast.ada)[0] == (
        "Ada",
        "Account changed",
        [("Name", "Bob", "Robert"), ("Roles", "Relationship manager", "Relationship manager, Lead")],
    )
    with translation.override("zh-hans"):
        shown = words(cast.bob, cast.ada)[0]
    assert len(shown[2]) == 2


def test_numbers_become_names_and_days_are_written_out(cast):
    deactivate_person(cast.sam, by=cast.ada, successor=cast.bob)
    trail.record(
        cast.team, "test.change", by=None, changes={"user": (cast.alice, None), "seen_on": (None, date(2026, 3, 1))}
    )

    changes = words(cast.sam, cast.ada)[0][2]
    assert ("Taken over by", "–", "Bob") in changes
    assert ("Active", "Yes", "No") in changes
    actor, _label, changes = words(cast.team, cast.ada)[0]
    assert actor == "The portal"
    assert changes[0] == ("Person", "Alice", "–")
    assert changes[1][:2] == ("Seen on", "–")
    assert "2026" in changes[1][2]


def test_a_forgotten_value_is_said_to_be_gone(cast):
    change_person(cast.bob, by=cast.ada, name="Robert")
    PersonalValue.objects.all().delete()

    assert words(cast.bob, cast.ada)[0][2] == [("Name", "", "no longer kept")]


def test_the_panel_shows_the_last_lines_and_leads_to_all(rf, cast):
    for number in range(12):
        change_person(cast.bob, by=cast.ada, phone=str(number))
    request = rf.get("/")
    request.user = cast.ada

    shown = Template("{% load history %}{% history subject %}").render(
        Context({"subject": cast.bob, "request": request})
    )

    assert shown.count('class="history-item"') == 10
    assert f"/history/accounts.user/{cast.bob.pk}/" in shown


def test_the_full_page_is_paged_and_only_for_those_who_may_see_the_record(client, cast):
    for number in range(60):
        trail.record(cast.team, "test.change", by=cast.ada, changes={"name": (str(number), str(number + 1))})
    page = f"/history/accounts.team/{cast.team.pk}/"

    client.force_login(cast.ada)
    first = client.get(page)
    assert first.content.decode().count('class="history-item"') == 50
    second = client.get(page, {"before": first.context["before"]})
    assert 10 <= second.content.decode().count('class="history-item"') < 50
    assert client.get(page, {"before": "x"}).status_code == 200
    for path in ("accounts.user/999999999/", "sessions.session/1/", "accounts.deputy/1/"):
        assert client.get(f"/history/{path}").status_code == 404
    client.force_login(cast.cora)
    assert client.get(page).status_code == 404
    client.logout()
    assert client.get(page).status_code == 302


@pytest.mark.parametrize("number", [1, 3])
def test_names_are_asked_for_once(cast, number, django_assert_num_queries):
    for successor in (cast.bob, cast.lena, cast.eve)[:number]:
        trail.record(
            cast.sam,
            "test.change",
            by=cast.ada,
            changes={"successor": (None, successor)},
            personal={"name": ("a", "b")},
        )

    with django_assert_num_queries(3):
        words(cast.sam, cast.ada)
