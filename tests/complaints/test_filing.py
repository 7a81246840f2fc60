"""Filing: number, owner, clocks, severity; what is missing or wrong is refused; the same form twice is one (INV-11)."""

from datetime import timedelta

import pytest

from brm.core.errors import DomainError
from customers.complaints.domain.filing import file_complaint
from tests.factories.complaints import NOON, TEN


@pytest.mark.req("INV-11")
def test_filing_gives_number_owner_path_kind_and_time(stage):
    complaint = stage.file(felt=2, path="relayed", kind="customer", received_at=TEN - timedelta(hours=1))

    assert complaint.owner == stage.owner
    assert complaint.severity == 1
    assert complaint.matter.number.startswith("CP-2026-")
    clocks = complaint.clocks.all()
    assert {clock_.kind for clock_ in clocks} == {"acknowledge", "answer", "resolve"}
    assert {clock_.started_at for clock_ in clocks} == {TEN - timedelta(hours=1)}
    assert clocks.get(kind="acknowledge").due_at == TEN - timedelta(minutes=45)


@pytest.mark.req("C-14")
@pytest.mark.parametrize(
    ("felt", "path", "severity"),
    [(None, "direct", 3), (None, "relayed", 2), (4, "relayed", 3), (1, "relayed", 1), (2, "direct", 2)],
)
def test_a_relayed_complaint_starts_one_step_more_severe(stage, felt, path, severity):
    assert stage.file(felt=felt, path=path).severity == severity


@pytest.mark.req("INV-11")
@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"text": "  "}, "text"),
        ({"kind": "supplier"}, "kind"),
        ({"path": "sideways"}, "path"),
        ({"received_at": NOON + timedelta(minutes=1)}, "received_at"),
        ({"felt": 7}, "felt"),
        ({"channel": "pigeon"}, "channel"),
    ],
)
def test_filing_refuses_what_is_missing_or_wrong(stage, facts, field):
    with pytest.raises(DomainError) as refusal:
        stage.file(**facts)
    assert refusal.value.field == field


def test_the_same_form_twice_is_one_complaint(stage):
    first, second = stage.file(key="form-1"), stage.file(key="form-1")

    assert first.pk == second.pk
    assert (
        file_complaint(stage.relationship, by=None, text="x", kind="user", path="direct", key="form-2").pk != first.pk
    )
