"""Opening, changing and moving relationships."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.domain.checks import stays
from brm.accounts.models import Membership, Team, User
from brm.audit import trail
from brm.core import clock
from brm.core.editing import locked, refuse_stale, save_changes, save_new
from brm.core.errors import DomainError
from brm.core.registry import Registry
from brm.parties.domain import happenings, targets
from brm.parties.domain.fields import clean_custom
from brm.parties.domain.organisations import refuse_unknown, refuse_wrong_zone
from brm.parties.enums import EndReason, Status, Tier
from brm.parties.lifecycle import LIFECYCLE, NEEDS_REASON
from brm.parties.models import Organisation, Relationship

PROFILES: Registry[Callable[[Relationship], Any]] = Registry("relationship profile")
"""Kind -> the function that makes the role's own row beside a new relationship."""

ATTRIBUTES = frozenset(
    {
        "tier", "type", "target_type", "our_wish", "their_wish", "ladder_step", "next_review_on", "time_zone",
        "calendar", "contact_target_days", "custom", "team",
    }
)  # fmt: skip


@transaction.atomic
def open_relationship(
    organisation: Organisation,
    *,
    kind: str,
    owner: User,
    by: User | None,
    team: Team | None = None,
    tier: str = Tier.C,
    at: datetime | None = None,
    **attributes: Any,
) -> Relationship:
    """Begin a relationship with an organisation, as a prospect, with the one person responsible (C-01, INV-57)."""
    at = at or clock.now()
    refuse_unknown(attributes, ATTRIBUTES)
    refuse_unfit_owner(owner)
    refuse_wrong_zone(attributes.get("time_zone", ""))
    if organisation.merged_into_id or organisation.archived_at:
        raise DomainError(_("This organisation is no longer in use."), field="organisation")
    attributes["custom"] = clean_custom(kind, attributes.get("custom") or {})
    relationship = Relationship(
        organisation=organisation, kind=kind, owner=owner, team=team or team_of(owner), tier=tier, status_since=at,
        sort_key=organisation.sort_key, created_at=at, updated_at=at, **attributes,
    )  # fmt: skip
    relationship.silent_from = targets.silent_from(relationship)
    save_new(relationship)
    if profile := PROFILES.get(kind):
        profile(relationship)
    opened = {"status": (None, relationship.status), "owner": (None, owner), "tier": (None, tier)}
    trail.record(relationship, "relationship.open", by=by, changes=opened, at=at)
    happenings.tell(happenings.OPENED, relationship, by=by, at=at)
    return relationship


@transaction.atomic
def move_relationship(
    relationship: Relationship,
    step: str,
    *,
    by: User | None,
    reason: str = "",
    end_reason: str = "",
    at: datetime | None = None,
) -> Relationship:
    """Take one step in a relationship's life (ruling 3).

    The row is locked and read again first: of two people who press at once, the second is told the truth instead of
    overwriting it.
    """
    at = at or clock.now()
    relationship = locked(relationship)
    transition = LIFECYCLE.step(step, relationship)
    if step in NEEDS_REASON and not reason.strip():
        raise DomainError(_("Say why; the next person will want to know."), field="reason")
    ends = transition.target == Status.ENDED
    if ends and end_reason not in {EndReason.LOST, EndReason.FINISHED}:
        raise DomainError(_("Choose whether the relationship was lost or is finished."), field="end_reason")
    changes = save_changes(
        relationship,
        {"status": transition.target, "status_since": at, "end_reason": end_reason if ends else ""},
    )
    refresh_silence(relationship)
    changes.pop("status_since", None)
    trail.record(relationship, f"relationship.{step}", by=by, changes=changes, reason=reason.strip(), at=at)
    happenings.tell(happenings.MOVED, relationship, step=step, by=by, reason=reason.strip(), at=at)
    return relationship


@transaction.atomic
def change_relationship(
    relationship: Relationship,
    *,
    by: User | None,
    expected_version: int | None = None,
    reason: str = "",
    at: datetime | None = None,
    **attributes: Any,
) -> Relationship:
    """Change tier, type, wishes, ladder step, review day, calendar, contact target, custom values, team."""
    relationship = locked(relationship)
    refuse_unknown(attributes, ATTRIBUTES)
    refuse_wrong_zone(attributes.get("time_zone", ""))
    if "custom" in attributes:
        attributes["custom"] = clean_custom(relationship.kind, attributes["custom"], kept=relationship.custom)
    refuse_stale(relationship, expected_version, attributes)
    if by is not None and attributes.get("team", relationship.team) != relationship.team:
        refuse_who_does_not_steer(relationship, by)
    changes = save_changes(relationship, attributes)
    if changes:
        if changes.keys() & {"tier", "contact_target_days"}:
            refresh_silence(relationship)
        trail.record(relationship, "relationship.change", by=by, changes=changes, reason=reason, at=at)
        happenings.tell(happenings.CHANGED, relationship, changes=changes, by=by, at=at or clock.now())
    return relationship


@transaction.atomic
def change_tiers(relationships: Iterable[Relationship], *, tier: str, by: User | None) -> int:
    """Give many relationships a tier; answers for how many it was another."""
    others = [relationship for relationship in relationships if relationship.tier != tier]
    for relationship in others:
        change_relationship(relationship, by=by, tier=tier)
    return len(others)


def refresh_silence(relationship: Relationship) -> None:
    """Reckon anew from when the relationship counts as silent, after its state or target changed."""
    relationship.silent_from = targets.silent_from(relationship)
    relationship.save(update_fields=["silent_from"])


def refuse_who_does_not_steer(relationship: Relationship, by: User) -> None:
    """With whom a relationship is merely shared does not give it to another team: the team's lead takes it over."""
    if not Relationship.objects.steered_by(by).filter(pk=relationship.pk).exists():
        raise DomainError(
            _("Only %(person)s, their lead or an executive can move it to another team.")
            % {"person": relationship.owner},
            field="team",
        )


def refuse_unfit_owner(owner: User) -> None:
    """A relationship manager is one of us, active, with a role that keeps relationships (INV-57)."""
    if not (owner.keeps_relationships and stays(owner)):
        raise DomainError(
            _("%(person)s cannot be responsible: only an active relationship manager, lead or executive can.")
            % {"person": owner},
            field="owner",
        )


def team_of(user: User) -> Team | None:
    """The team a person's new relationships belong to: their first."""
    membership = (
        Membership.objects.filter(user=user, team__dissolved_at=None).select_related("team").order_by("pk").first()
    )
    return membership.team if membership else None


trail.label("relationship.open", gettext_lazy("Opened the relationship"))
trail.label("relationship.change", gettext_lazy("Changed the relationship"))
trail.label("relationship.activate", gettext_lazy("Activated the relationship"))
trail.label("relationship.suspend", gettext_lazy("Suspended the relationship"))
trail.label("relationship.resume", gettext_lazy("Resumed the relationship"))
trail.label("relationship.end", gettext_lazy("Ended the relationship"))
trail.label("relationship.revive", gettext_lazy("Took the relationship up again"))
