"""Matters: numbers without gaps, links, the one thread across relationships (ruling 1)."""

from datetime import UTC, datetime

import pytest

from brm.audit.trail import history_of
from brm.core.errors import DomainError
from brm.matters.domain import (
    add_party,
    close_matter,
    link_matters,
    matters_for,
    open_matter,
    reopen_matter,
    thread,
    thread_for,
    unlink_matters,
)
from brm.matters.models import LinkKind, MatterKind
from tests.factories.parties import RelationshipFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def matter(kind=MatterKind.COMPLAINT, **facts):
    return open_matter(facts.pop("relationship", None) or RelationshipFactory(), kind=kind, title="x", by=None, **facts)


def test_numbers_count_per_kind_and_year():
    numbers = [
        matter(at=AT).number, matter(at=AT).number, matter(MatterKind.DISPUTE, at=AT).number,
        matter(at=datetime(2027, 1, 1, tzinfo=UTC)).number,
    ]  # fmt: skip

    assert numbers == ["CP-2026-00001", "CP-2026-00002", "DP-2026-00001", "CP-2027-00001"]


def test_a_foreign_number_is_kept_and_taken_once():
    assert matter(MatterKind.SERVICE_EVENT, number="INC0000045").number == "INC0000045"

    with pytest.raises(DomainError):
        matter(MatterKind.SERVICE_EVENT, number="INC0000045")


def test_closing_and_reopening_are_in_the_history():
    row = matter(at=AT)

    close_matter(row, by=None, at=AT)
    reopen_matter(row, by=None)
    row = close_matter(row, by=None)

    assert [event.action for event in history_of(row)] == [
        "matter.close", "matter.reopen", "matter.close", "matter.open",
    ]  # fmt: skip


def test_it_is_not_closed_before_it_was_opened():
    with pytest.raises(DomainError, match="before it was opened"):
        close_matter(matter(at=AT), by=None, at=datetime(2026, 3, 1, tzinfo=UTC))


def test_the_thread_from_complaint_to_settlement():
    complaint, dispute, survey, other = matter(at=AT), matter(MatterKind.DISPUTE), matter(MatterKind.FEEDBACK), matter()
    link_matters(complaint, dispute, kind=LinkKind.LEADS_TO, by=None)
    link = link_matters(survey, dispute, kind=LinkKind.CONCERNS, by=None)
    link_matters(survey, dispute, kind=LinkKind.CONCERNS, by=None)

    assert list(thread(survey)) == [complaint, dispute, survey]
    assert other not in thread(complaint)
    readable, hidden = thread_for(complaint.relationship.owner, complaint)
    assert (list(readable), hidden) == ([complaint], 2)

    unlink_matters(link, by=None)
    assert list(thread(complaint)) == [complaint, dispute]


def test_a_matter_is_not_linked_to_itself_nor_its_own_party():
    row = matter()

    with pytest.raises(DomainError):
        link_matters(row, row, kind=LinkKind.DUPLICATES, by=None)
    with pytest.raises(DomainError, match="already"):
        add_party(row, relationship=row.relationship, part="supplier", by=None)
    assert add_party(row, relationship=RelationshipFactory(), part="supplier", by=None).part == "supplier"


def test_matters_of_others_are_not_seen():
    mine = matter()
    matter()

    assert list(matters_for(mine.relationship.owner)) == [mine]
    assert not matters_for(mine.relationship.owner, [MatterKind.PRAISE]).exists()
