"""Results over very many answers: counted once a minute, drawn once, and counted again when somebody asks."""

import pytest
from django.urls import reverse

from brm.core import clock
from brm.ui import kept
from tests.factories.parties import RelationshipFactory
from tests.results.factories import Survey
from tests.results.test_figures import signed_in

pytestmark = pytest.mark.django_db


def test_figures_of_many_answers_are_kept_drawn_and_counted_again(cast, monkeypatch):
    monkeypatch.setattr(kept, "MANY", 5)
    survey, customer, page = Survey(cast.alice), RelationshipFactory(owner=cast.alice), reverse("results:results")
    reader = signed_in(cast.alice)

    def said(**asked):
        return reader.get(page, asked).content.decode()

    def answer(points):
        survey.said(customer, points, on=clock.today(), kind="user")

    for _n in range(6):
        answer(80)
    assert "Counted at" not in said()
    answer(10)
    first, second = said(), said()
    for text in (first, second):
        assert "Counted at" in text
        assert "n = 6" in text
    fresh = said(again="1")
    assert "Counted at" not in fresh
    assert "n = 7" in fresh
    assert "n = 7" in said()
    assert "n = 7" in said()
    assert "n = 7" not in signed_in(cast.bob).get(page).content.decode(), "kept for one reader"
