"""Whom praise waits for: the customer's owner, to verify it and to say thank you."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from brm.attention.domain import attend, settle
from brm.attention.models import Severity
from customers.praise.enums import PraiseStatus
from customers.praise.models import Praise

RULE = "praise"
HONOUR = "praise_honour"


def waits(praise: Praise) -> bool:
    """Whether somebody still has to verify it or to thank for it."""
    if praise.status == PraiseStatus.DECLINED or praise.is_past:
        return False
    return praise.status == PraiseStatus.RECORDED or praise.thanked_at is None


def ask(praise: Praise, at: datetime) -> None:
    """Bring the owner's line on Today up to date, or close it."""
    if not waits(praise):
        settle(RULE, praise, at=at)
        return
    late = praise.thanked_at is None and praise.thank_by is not None and praise.thank_by <= at
    words: dict[str, Any] = {
        "step": "verify" if praise.status == PraiseStatus.RECORDED else "thank", "title": praise.matter.title,
        "organisation": str(praise.relationship.organisation), "contact": praise.contact.name if praise.contact else "",
    }  # fmt: skip
    attend(
        praise.relationship.owner_id, RULE, praise, severity=Severity.LATE if late else Severity.DUE,
        due_at=praise.thank_by if praise.thanked_at is None else None, relationship=praise.relationship, at=at, **words,
    )  # fmt: skip


def expected() -> Iterable[tuple[int, int]]:
    """Whose line should be open for which praise."""
    rows = Praise.objects.filter(is_past=False).exclude(status=PraiseStatus.DECLINED)
    waiting = rows.filter(status=PraiseStatus.RECORDED) | rows.filter(thanked_at=None)
    return waiting.values_list("relationship__owner_id", "pk")
