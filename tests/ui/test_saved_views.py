"""Saved views: kept, found by those meant, pinned, changed only by their owner."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from brm.audit.models import AuditEvent
from brm.core.errors import DomainError
from brm.ui.domain import change_view, delete_view, pin_view, pinned_views_for, save_view, views_for
from brm.ui.models import SavedView, Sharing

pytestmark = pytest.mark.django_db
PAGE = "people:list"


def keep(by, title="Mine", **values):
    return save_view(page=PAGE, title=title, by=by, filters={"language": ["en"]}, **values)


def test_a_view_is_found_by_those_it_is_for(cast):
    own = keep(cast.alice)
    team = keep(cast.alice, "Team", sharing=Sharing.TEAM)
    everyone = keep(cast.alice, "All", sharing=Sharing.EVERYONE)

    assert list(views_for(cast.alice, PAGE)) == [own, team, everyone]
    assert list(views_for(cast.bob, PAGE)) == [team, everyone]
    assert list(views_for(cast.sam, PAGE)) == [everyone]
    assert list(views_for(cast.alice, "other:list")) == []


def test_a_name_is_taken_once_per_list(cast):
    keep(cast.alice, " Mine ")

    with pytest.raises(DomainError, match="You have a view of this name already"):
        keep(cast.alice, "Mine")
    assert keep(cast.bob, "Mine").title == "Mine"


def test_a_view_needs_a_name(cast):
    with pytest.raises(DomainError) as refusal:
        keep(cast.alice, "  ")
    assert refusal.value.field == "title"


def test_only_the_owner_changes_or_deletes(cast):
    view = keep(cast.alice, sharing=Sharing.EVERYONE)

    with pytest.raises(DomainError, match="Only the one who made this view"):
        change_view(view, by=cast.bob, title="Ours")
    with pytest.raises(DomainError):
        delete_view(view, by=cast.bob)
    assert change_view(view, by=cast.alice, title="Ours", columns=["name"], sort="-name").query == (
        f"language=en&col=name&sort=-name&view={view.pk}"
    )
    delete_view(view, by=cast.alice)
    assert not SavedView.objects.exists()


def test_sharing_leaves_a_line_of_history(cast):
    keep(cast.alice)
    view = keep(cast.alice, "Ours", sharing=Sharing.TEAM)

    assert [(event.action, event.subject_id) for event in AuditEvent.objects.filter(action="view.share")] == [
        ("view.share", view.pk)
    ]


def test_somebody_without_a_team_cannot_share_with_it(cast):
    with pytest.raises(DomainError, match="You belong to no team"):
        keep(cast.ada, sharing=Sharing.TEAM)


def test_the_database_knows_that_a_teams_view_names_its_team(cast):
    view = keep(cast.alice)

    with pytest.raises(IntegrityError, match="a_view_for_a_team_names_the_team"), transaction.atomic():
        SavedView.objects.filter(pk=view.pk).update(sharing=Sharing.TEAM)


def test_a_person_pins_what_they_find(cast):
    view = keep(cast.alice, sharing=Sharing.EVERYONE, pinned=True)
    pin_view(view, by=cast.bob)
    pin_view(view, by=cast.alice, pinned=False)

    assert list(pinned_views_for(cast.bob)) == [view]
    assert list(pinned_views_for(cast.alice)) == []


def test_the_page_keeps_shows_and_pins_a_view(signed_in, cast, pages, people):
    people("Ann", language="en")
    people("Ben", language="zh-hans")
    state = {"page": PAGE, "title": "Englishmen", "state": "language=en&sort=-name", "pinned": "1"}

    shown = signed_in.post(reverse("ui:view_save"), state, follow=True)
    page = shown.content.decode()
    listing = shown.context["listing"]

    assert [row.name for row in listing.rows] == ["Ann"]
    assert listing.view.title == "Englishmen"
    assert not listing.view_is_changed
    assert page.count("Englishmen") >= 3  # the tab, the side bar, the menu
    changed = signed_in.get(listing.url(language="zh-hans"))
    assert changed.context["listing"].view_is_changed
    assert "Update the view" in changed.content.decode()


def test_the_page_updates_and_deletes_a_view(signed_in, cast, pages):
    view = keep(cast.alice)

    signed_in.post(
        reverse("ui:view_change", args=[view.pk]), {"state": "language=zh-hans&col=name", "next": "/people/"}
    )
    view.refresh_from_db()
    assert (view.filters, view.columns) == ({"language": ["zh-hans"]}, ["name"])
    signed_in.post(reverse("ui:view_pin", args=[view.pk]), {"pinned": "1"})
    assert view.pinned_by.count() == 1
    assert signed_in.post(reverse("ui:view_delete", args=[view.pk])).status_code == 302
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("name", ["view_change", "view_pin", "view_delete"])
def test_a_view_out_of_sight_is_not_there(signed_in, cast, name):
    view = keep(cast.sam)

    assert signed_in.post(reverse(f"ui:{name}", args=[view.pk])).status_code == 404
    assert signed_in.get(reverse(f"ui:{name}", args=[view.pk])).status_code == 405


def test_views_are_kept_for_lists_that_exist(signed_in, cast):
    response = signed_in.post(reverse("ui:view_save"), {"page": "no:such", "title": "x"})

    assert response.status_code == 404


def test_nobody_is_led_elsewhere(signed_in, cast, pages):
    view = keep(cast.alice)

    response = signed_in.post(
        reverse("ui:view_pin", args=[view.pk]), {"pinned": "1", "next": "https://elsewhere.example/"}
    )

    assert response["Location"] == "/"
