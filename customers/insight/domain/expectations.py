"""Expectations and assumptions: heard, confirmed with them, met or not (4.2)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.core import clock
from brm.core.editing import locked, refuse_stale, save_changes, save_new
from brm.core.errors import DomainError
from brm.parties.models import Contact, Relationship
from brm.timeline.domain import note
from customers.insight.domain.stakeholders import refuse_stranger
from customers.insight.enums import ExpectationKind, ExpectationStatus
from customers.insight.lifecycle import EXPECTATION
from customers.insight.models import Expectation

FACTS = frozenset({"text", "kind", "contact", "beyond_agreement"})


@transaction.atomic
def note_expectation(
    relationship: Relationship, *, text: str, by: User | None, kind: str = ExpectationKind.EXPECTATION,
    contact: Contact | None = None, beyond_agreement: bool = False, heard_at: datetime | None = None,
    at: datetime | None = None,
) -> Expectation:  # fmt: skip
    """Keep what somebody expects of us, or what we assume without having asked."""
    at = at or clock.now()
    if not text.strip():
        raise DomainError(_("Say what is expected."), field="text")
    if contact is not None:
        refuse_stranger(relationship, contact)
    row = Expectation(
        relationship=relationship, text=text.strip(), kind=kind, contact=contact, beyond_agreement=beyond_agreement,
        heard_at=heard_at or at, created_by=by, created_at=at, updated_at=at,
    )  # fmt: skip
    save_new(row)
    trail.record(row, "expectation.note", by=by, changes={"kind": (None, kind)}, at=at)
    note(
        relationship, "expectation", event="note", at=row.heard_at, subject=row, actor=by, text=row.text,
        beyond=beyond_agreement,
    )  # fmt: skip
    return row


@transaction.atomic
def change_expectation(
    row: Expectation, *, by: User | None, expected_version: int | None = None, **facts: Any
) -> Expectation:
    """Put it into better words, while it is open."""
    row = locked(row)
    if unknown := set(facts) - FACTS:
        raise TypeError(f"not a fact: {', '.join(sorted(unknown))}")
    if row.status != ExpectationStatus.OPEN:
        raise DomainError(_("What was confirmed with the customer stays as it was said."))
    if "text" in facts and not facts["text"].strip():
        raise DomainError(_("Say what is expected."), field="text")
    if facts.get("contact") is not None:
        refuse_stranger(row.relationship, facts["contact"])
    refuse_stale(row, expected_version, facts)
    if changes := save_changes(row, facts):
        trail.record(row, "expectation.change", by=by, changes=changes)
    return row


@transaction.atomic
def move_expectation(
    row: Expectation, step: str, *, by: User | None, outcome: str = "", at: datetime | None = None
) -> Expectation:
    """Confirm it with them; later say whether it was met, and how it turned out."""
    at = at or clock.now()
    row = locked(row)
    transition = EXPECTATION.step(step, row)
    values: dict[str, Any] = {"status": transition.target}
    if step == "confirm":
        values["confirmed_at"] = at
    else:
        if not outcome.strip():
            raise DomainError(_("Say how it turned out."), field="outcome")
        values |= {"judged_at": at, "outcome": outcome.strip()}
    changes = save_changes(row, values)
    changes.pop("confirmed_at", None)
    changes.pop("judged_at", None)
    trail.record(row, f"expectation.{step}", by=by, changes=changes, at=at)
    if step != "confirm":
        note(row.relationship_id, "expectation", event=step, at=at, subject=row, actor=by, text=row.text)
    return row


trail.label("expectation.note", gettext_lazy("Noted an expectation"))
trail.label("expectation.change", gettext_lazy("Changed the expectation"))
trail.label("expectation.confirm", gettext_lazy("Confirmed the expectation with them"))
trail.label("expectation.meet", gettext_lazy("The expectation was met"))
trail.label("expectation.miss", gettext_lazy("The expectation was not met"))
