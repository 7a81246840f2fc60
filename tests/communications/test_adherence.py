"""Adherence: held in their period out of all due, without what was cancelled by consent, always with n."""

from datetime import UTC, date, datetime

import pytest
from django.db.models import Q

from brm.communications.domain.adherence import adherence, adherence_by_manager, adherence_by_relationship, monthly
from brm.communications.domain.queries import occurrences_for
from brm.communications.models import Occurrence
from tests.factories.communications import Scene, make_plan, meetings_of
from tests.factories.parties import RelationshipFactory

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
HELD = datetime(2026, 6, 10, tzinfo=UTC)


def settle(rows: list[Occurrence], *statuses: str) -> None:
    """Give each meeting its outcome, as the verbs and sweeps would."""
    for row, status in zip(rows, statuses, strict=False):
        Occurrence.objects.filter(pk=row.pk).update(
            status=status, desk_at=None, held_at=HELD if status.startswith("held") else None,
            reason="x" if status == "cancelled" else "", agreed_with="y" if status == "cancelled" else "",
            cancel_basis="consent" if status == "cancelled" else "",
        )  # fmt: skip


@pytest.mark.req("K-09")
def test_only_what_was_held_in_its_period_counts(scene: Scene):
    rows = meetings_of(make_plan(scene.relationship))
    settle(rows, "held", "held", "held_late", "missed", "cancelled", "due")

    figures = adherence(occurrences_for(scene.owner), *YEAR)

    assert (figures.held, figures.late, figures.missed, figures.n) == (2, 1, 1, 4)
    assert figures.share == 0.5
    assert figures.is_thin


@pytest.mark.req("K-09")
def test_no_data_is_no_score(scene: Scene):
    make_plan(scene.relationship)

    figures = adherence(occurrences_for(scene.owner), *YEAR)

    assert (figures.share, figures.n) == (None, 0)


@pytest.mark.req("K-09", "C-08")
def test_per_manager_and_relationship_the_lowest_first_with_trend(scene: Scene):
    settle(meetings_of(make_plan(scene.relationship)), "held", "held")
    other = RelationshipFactory(owner=scene.mate, team=scene.team)
    settle(meetings_of(make_plan(other)), "held", "missed")

    by_manager = adherence_by_manager(scene.lead, *YEAR)
    by_relationship = adherence_by_relationship(scene.lead, *YEAR)

    assert [(line.name, line.figures.share, line.figures.n) for line in by_manager] == [
        ("Mark", 0.5, 2),
        ("Olivia", 1.0, 2),
    ]
    assert [line.pk for line in by_relationship] == [other.pk, scene.relationship.pk]
    assert by_manager[0].trend[5:8] == [1.0, 0.0, None]
    assert [line.name for line in adherence_by_manager(scene.owner, *YEAR)] == ["Olivia"]
    assert adherence_by_manager(scene.stranger, *YEAR) == []
    months = monthly(occurrences_for(scene.lead).filter(~Q(pk=None)), *YEAR)
    assert [(month.month, figures.n) for month, figures in months if figures.n] == [(6, 2), (7, 2)]
