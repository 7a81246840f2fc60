"""The one statement for saved views says what the rule says."""

import pytest

from brm.ui.domain import save_view, views_at_hand, views_for
from brm.ui.models import Sharing
from tests.factories.people import make_cast

pytestmark = pytest.mark.django_db
PAGE = "customers:list"


def test_views_at_hand_are_those_one_may_see_of_the_page_and_the_pinned():
    cast = make_cast()
    made = [
        save_view(page=PAGE, title="Own", by=cast.alice, filters={}),
        save_view(page=PAGE, title="Team", by=cast.bob, filters={}, sharing=Sharing.TEAM, team=cast.team),
        save_view(page=PAGE, title="All", by=cast.eve, filters={}, sharing=Sharing.EVERYONE),
        save_view(page=PAGE, title="Private", by=cast.bob, filters={}),
        save_view(page="parties:contacts", title="Pinned", by=cast.alice, filters={}, pinned=True),
        save_view(page="parties:contacts", title="Elsewhere", by=cast.alice, filters={}),
    ]

    for person in (cast.alice, cast.bob, cast.eve, cast.lena, cast.cora):
        pinned = set(person.pinned_views.values_list("pk", flat=True))
        visible = views_for(person)
        expected = {view.pk for view in visible if view.page == PAGE or view.pk in pinned}

        found = views_at_hand(person, PAGE)

        assert {view.pk for view in found} == expected
        assert {view.pk for view in found if view.is_pinned} == pinned & {view.pk for view in visible}
    assert len(views_at_hand(cast.alice, PAGE)) == 4
    assert len(made) == 6
