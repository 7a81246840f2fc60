"""Calls on Today: whoever was named, else the customer's manager, sees whom to call until it is over (Q-01)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models.functions import Coalesce

from brm.attention.models import Attention, Severity
from surveys.asking.domain.offering import BY_VOICE
from surveys.asking.enums import InvitationStatus
from surveys.asking.models import Invitation

RULE = "survey_call"
SUBJECT = "asking.invitation"


def show_calls(rows: Iterable[Any], *, at: datetime) -> None:
    """Put those who are asked by voice on Today, in one statement. The rows come with relationship and contact."""
    Attention.objects.bulk_create(
        [
            Attention(
                assignee_id=row.caller_id or row.relationship.owner_id, rule=RULE, subject_type=SUBJECT,
                subject_id=row.pk,
                relationship_id=row.relationship_id, severity=Severity.DUE, due_at=row.latest_at or row.expires_at,
                params={
                    "person": row.contact.name, "organisation": str(row.relationship.organisation),
                    "about": row.matter.title if row.matter else "",
                },
                opened_at=at,
            )
            for row in rows
        ],
        ignore_conflicts=True,
    )  # fmt: skip


def settle_calls(ids: Iterable[int], *, at: datetime) -> None:
    """Nobody need call them any more."""
    Attention.objects.filter(rule=RULE, subject_type=SUBJECT, subject_id__in=list(ids), closed_at=None).update(
        closed_at=at
    )


def expected_calls() -> Iterable[tuple[int, int]]:
    """Whom Today should show to whom."""
    rows = Invitation.objects.filter(status=InvitationStatus.SENT, channel__in=BY_VOICE)
    return rows.values_list(Coalesce("caller_id", "relationship__owner_id"), "pk")
