"""The steps in the life of praise: verified, made known as far as the customer agrees, shared (4.2, INV-35)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.domain.queries import leads_of
from brm.accounts.models import User
from brm.audit import trail
from brm.core import clock
from brm.core.editing import locked, save_changes
from brm.core.errors import BlockedError, DomainError
from brm.matters.domain import close_matter
from brm.notifications.domain.writing import Notice, notify_many
from brm.timeline.domain import note
from customers.praise.domain.asking import ask
from customers.praise.domain.queries import consents_of, named_people
from customers.praise.enums import ON_THE_WALL, Form, Publicity, Target
from customers.praise.lifecycle import LIFECYCLE
from customers.praise.models import Praise, PublicityConsent
from customers.praise.rules import holds


@LIFECYCLE.guard("verify")
def says_whom(praise: Praise) -> str | None:
    """Praise counts for somebody."""
    return None if praise.target != Target.UNKNOWN else _("Say first whom it praises: people or a team.")


@LIFECYCLE.guard("share")
def was_told(praise: Praise) -> str | None:
    """Experience is shared when an exchange or a sharing was held."""
    held = praise.honours.filter(form__in=[Form.EXCHANGE, Form.SHARING], held_on__isnull=False).exists()
    return None if held else _("Hold the exchange or the experience sharing first, and say what shows it.")


@transaction.atomic
def verify_praise(praise: Praise, *, by: User, at: datetime | None = None) -> Praise:
    """Confirm that it was meant so; whoever is praised is told. Nobody verifies praise of themselves."""
    at = at or clock.now()
    praise = locked(praise)
    people = named_people(praise)
    if by in people:
        raise DomainError(_("This praises yourself. Let a colleague or your lead verify it."))
    praise = _step(praise, "verify", by, at, {"verified_at": at, "verified_by": by})
    told = people or (list(leads_of(praise.team_id)) if praise.team_id else [])
    notify_many(
        "praise_of_you",
        [
            Notice(
                user, f"praise-{praise.pk}-of-you",
                {"organisation": str(praise.relationship.organisation), "text": praise.text[:500],
                 "team": str(praise.team or "")},
                praise.get_absolute_url(), praise.relationship_id,
            )
            for user in told if user != by
        ],
        at=at,
    )  # fmt: skip
    return praise


@transaction.atomic
def decline_praise(praise: Praise, *, by: User, reason: str, at: datetime | None = None) -> Praise:
    """Say that it was not meant as praise, and why; the clock for thanks stops."""
    if not reason.strip():
        raise DomainError(_("Say why it is not confirmed."), field="reason")
    at = at or clock.now()
    praise = _step(
        locked(praise), "decline", by, at, {"decline_reason": reason.strip(), "thank_sweep_at": None}, reason.strip()
    )
    close_matter(praise.matter, by=by, at=at, reason=reason.strip())
    return praise


def consent_in_force(praise: Praise, at: datetime) -> PublicityConsent | None:
    """The consent that holds now, if there is one."""
    return next((one for one in consents_of(praise).filter(revoked_at=None) if holds(one, clock.day_of(at))), None)


@transaction.atomic
def publish_praise(praise: Praise, *, by: User, publicity: str, at: datetime | None = None) -> Praise:
    """Put it on the wall among us, or outside too where the customer consents; later the same widens or narrows it."""
    at = at or clock.now()
    praise = locked(praise)
    if publicity not in (Publicity.INTERNAL, Publicity.EXTERNAL):
        raise DomainError(_("Choose how far it is made known."), field="publicity")
    consent = consent_in_force(praise, at) if publicity == Publicity.EXTERNAL else None
    if publicity == Publicity.EXTERNAL and consent is None:
        raise BlockedError(
            _("Record the customer's consent first; without it praise is not shown outside."),
            field="publicity",
        )
    values: dict[str, Any] = {"publicity": publicity, "consent": consent}
    if praise.status in ON_THE_WALL:
        changes = save_changes(praise, values)
        if changes:
            trail.record(praise, "praise.publicity", by=by, changes=_shown(changes), at=at)
        return praise
    return _step(praise, "publish", by, at, {**values, "published_at": at})


@transaction.atomic
def share_praise(praise: Praise, *, by: User, at: datetime | None = None) -> Praise:
    """The experience behind it was passed on to others: its life is complete."""
    at = at or clock.now()
    praise = _step(locked(praise), "share", by, at, {})
    close_matter(praise.matter, by=by, at=at)
    return praise


@transaction.atomic
def take_down_praise(praise: Praise, *, by: User, reason: str, at: datetime | None = None) -> Praise:
    """Take it off the wall, inside and outside."""
    if not reason.strip():
        raise DomainError(_("Say why it is taken off the wall."), field="reason")
    values = {"publicity": Publicity.NONE, "consent": None, "published_at": None}
    return _step(locked(praise), "take_down", by, at or clock.now(), values, reason.strip())


def _step(praise: Praise, step: str, by: User | None, at: datetime, values: dict[str, Any], reason: str = "") -> Praise:
    """One step with history, timeline and what waits for whom."""
    changes = save_changes(praise, {**values, "status": LIFECYCLE.step(step, praise).target})
    trail.record(praise, f"praise.{step}", by=by, changes=_shown(changes), reason=reason, at=at)
    note(
        praise.relationship_id, "praise", event=step, at=at, subject=praise, actor=by, text=reason,
        number=praise.matter.number, title=praise.matter.title, publicity=praise.publicity,
    )  # fmt: skip
    ask(praise, at)
    return praise


def _shown(changes: dict[str, tuple[Any, Any]]) -> dict[str, tuple[Any, Any]]:
    return {name: pair for name, pair in changes.items() if name in ("status", "publicity")}


for _name, _words in (
    ("verify", gettext_lazy("Verified the praise")),
    ("decline", gettext_lazy("Did not confirm the praise")),
    ("publish", gettext_lazy("Published the praise")),
    ("publicity", gettext_lazy("Changed how far the praise is made known")),
    ("share", gettext_lazy("Shared the experience")),
    ("take_down", gettext_lazy("Took the praise off the wall")),
):
    trail.label(f"praise.{_name}", _words)
