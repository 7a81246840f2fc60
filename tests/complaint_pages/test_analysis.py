"""The analysis: both paths side by side, timeliness, recovery, and a warning when silence deceives."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from brm.core import clock
from customers.complaints.domain.recovery import record_satisfaction
from customers.complaints.models import Complaint
from tests.complaint_pages.conftest import Desk
from tests.factories.communications import NOON

URL = reverse("complaints:analysis")
File = Callable[..., Complaint]


@pytest.mark.req("K-04", "K-11", "K-12", "K-13", "C-13", "C-15", "INV-16")
def test_the_figures_equal_sql_by_hand(manager: Client, desk: Desk, filed: File):
    filed("received")
    filed("received", path="relayed")
    filed("withdrawn")
    closed = filed("closed")
    record_satisfaction(closed, score=80, by=desk.owner)
    Complaint.objects.filter(pk=closed.pk).update(score_before=50)

    figures = manager.get(URL).context["figures"]

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), count(*) FILTER (WHERE path = 'direct'), count(*) FILTER (WHERE path = 'relayed'),"
            " count(*) FILTER (WHERE status = 'withdrawn'), count(*) FILTER (WHERE acknowledged_in_time),"
            " count(acknowledged_in_time), avg(score_after - score_before) FROM complaints_complaint"
        )
        total, direct, relayed, withdrawn, met, n, points = cursor.fetchone()
    acknowledged = figures.timely["acknowledged"]
    assert (figures.total, figures.direct, figures.relayed, figures.withdrawn) == (total, direct, relayed, withdrawn)
    assert (acknowledged.part, acknowledged.n) == (met, n)
    assert figures.recovery.points == float(points) == 30
    assert figures.relayed_share.share == 0.25
    assert sum(bar.total for bar in figures.months) == 4
    assert [bar.total for bar in figures.ages] == [2, 0, 0, 0, 0, 0]


@pytest.mark.req("C-15")
def test_fewer_direct_and_as_many_relayed_complaints_raise_a_warning(manager: Client, filed: File):
    clock.travel(NOON - timedelta(days=20))
    for path in ("direct", "direct", "relayed"):
        filed("received", path=path)
    clock.travel(NOON)
    filed("received", path="relayed")
    filed("received")

    page = manager.get(f"{URL}?since=2026-05-22&until=2026-06-01")

    assert page.context["figures"].turn.warns
    assert "Users may be going over our head" in page.content.decode()
    assert not manager.get(f"{URL}?since=2026-05-01&until=2026-06-01").context["figures"].turn.warns


def test_a_duplicate_counts_once_and_a_thin_share_is_grey(manager: Client, desk: Desk, filed: File):
    keep, drop = filed("received"), filed("received")
    manager.post(reverse("complaints:merge", args=[drop.pk]), {"keep": keep.pk})

    page = manager.get(URL)

    assert page.context["figures"].total == 1
    assert "Merged into another complaint" not in page.content.decode()


@pytest.mark.parametrize("query", ["since=2026-06-02&until=2026-06-01", "since=nonsense", "service=0", "severity=9"])
def test_a_wrong_question_is_said(manager: Client, query: str):
    assert manager.get(f"{URL}?{query}").status_code == 200
