"""The spine: a relationship with an organisation; everything shared hangs from it (architecture 2.4)."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brm.accounts.domain.queries import acting_ids, led_team_ids
from brm.accounts.enums import Role
from brm.core import clock
from brm.core.models import Timestamped, Versioned
from brm.core.prepared import Prepared
from brm.parties.enums import EndReason, Kind, RelationshipType, Status, Tier
from brm.parties.models.extras import Tag
from brm.parties.models.organisations import Organisation

if TYPE_CHECKING:
    from brm.accounts.models import User


def _own_or_led(user: "User") -> Q:
    mine = Q(owner_id__in=acting_ids(user))
    if teams := led_team_ids(user):
        mine |= Q(team_id__in=teams)
    return mine


_SHARED = Prepared(
    lambda users: (
        RelationshipShare.objects.filter(user_id__in=users).order_by().values_list("relationship_id", flat=True)
    )
)


def shared_ids(user: "User") -> list[int]:
    """What was shared with the person, or with somebody they stand in for; asked once and kept on the person.

    As numbers, so that the database goes by an index: as a condition of its own it walks through all relationships.
    """
    kept = user.__dict__.get("_shared_ids")
    if kept is None:
        kept = user.__dict__["_shared_ids"] = _SHARED(acting_ids(user))
    return list(kept)


def forget_shares(user: "User") -> None:
    """Something was shared with the person, or is no longer: ask again."""
    user.__dict__.pop("_shared_ids", None)


class RelationshipQuerySet(models.QuerySet["Relationship"]):
    """The one place that says who may read what on a relationship (ruling 14)."""

    def visible_to(self, user: "User") -> "RelationshipQuerySet":
        """Managers own and shared (deputies too), leads the team's, executives all, others nothing."""
        if not user.is_active or not user.is_authenticated:
            return self.none()
        if user.has_role(Role.EXECUTIVE):
            return self
        if not user.has_role(Role.MANAGER, Role.LEAD):
            return self.none()
        mine = _own_or_led(user)
        if shared := shared_ids(user):
            mine |= Q(pk__in=shared)
        return self.filter(mine)

    def steered_by(self, user: "User") -> "RelationshipQuerySet":
        """What a person may hand over, share and end: as owner, lead or executive; a share is not enough."""
        if user.has_role(Role.EXECUTIVE):
            return self
        if not user.has_role(Role.MANAGER, Role.LEAD):
            return self.none()
        return self.filter(_own_or_led(user))

    def open_to(self, user: "User") -> "RelationshipQuerySet":
        """What an outsider was let in to (ruling 13)."""
        if not user.has_role(Role.CONTACT):
            return self.none()
        return (
            self.exclude(end_reason=EndReason.MERGED)
            .filter(
                portal_accesses__contact__user=user,
                portal_accesses__contact__left_on=None,
                portal_accesses__revoked_at=None,
            )
            .distinct()
        )

    def of_kind(self, kind: str) -> "RelationshipQuerySet":
        return self.filter(kind=kind)

    def living(self) -> "RelationshipQuerySet":
        return self.exclude(status=Status.ENDED)


class Relationship(Versioned):
    """That an organisation is our customer, supplier or third party: whose it is, how close, in what state."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="relationships", verbose_name=_("organisation")
    )
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    status = models.CharField(_("state"), max_length=16, choices=Status.choices, default=Status.PROSPECT)
    status_since = models.DateTimeField(_("since"), default=clock.now)
    end_reason = models.CharField(_("end reason"), max_length=16, choices=EndReason.choices, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="relationships", verbose_name=_("relationship manager")
    )
    team = models.ForeignKey(
        "accounts.Team", models.PROTECT, null=True, blank=True, related_name="relationships", verbose_name=_("team")
    )
    tier = models.CharField(_("tier"), max_length=1, choices=Tier.choices, default=Tier.C)
    type = models.CharField(_("type"), max_length=16, choices=RelationshipType.choices, default=RelationshipType.BASIC)
    target_type = models.CharField(_("target type"), max_length=16, choices=RelationshipType.choices, blank=True)
    our_wish = models.CharField(_("what we wish for"), max_length=16, choices=RelationshipType.choices, blank=True)
    their_wish = models.CharField(_("what they wish for"), max_length=16, choices=RelationshipType.choices, blank=True)
    ladder_step = models.PositiveSmallIntegerField(_("ladder step"), default=1)
    next_review_on = models.DateField(_("next review"), null=True, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)
    calendar = models.ForeignKey(
        "calendars.WorkingCalendar", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("calendar")
    )
    contact_target_days = models.PositiveSmallIntegerField(_("contact at least every (days)"), null=True, blank=True)
    last_contact_at = models.DateTimeField(_("last contact"), null=True, blank=True, editable=False)
    silent_from = models.DateTimeField(_("silent from"), null=True, blank=True, editable=False)
    next_contact_on = models.DateField(_("next contact"), null=True, blank=True, editable=False)
    health = models.PositiveSmallIntegerField(_("health"), null=True, blank=True, editable=False)
    custom = models.JSONField(_("custom fields"), default=dict, blank=True)
    tags: "models.ManyToManyField[Tag, models.Model]" = models.ManyToManyField(
        Tag, blank=True, related_name="relationships", verbose_name=_("tags")
    )
    sort_key = models.CharField(max_length=240, editable=False)

    objects = RelationshipQuerySet.as_manager()

    class Meta:
        verbose_name = _("relationship")
        verbose_name_plural = _("relationships")
        ordering = ["sort_key", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind"],
                name="one_relationship_of_a_kind_per_organisation",
                violation_error_message=_("There is already such a relationship with this organisation."),
            ),
            models.UniqueConstraint(fields=["id", "kind"], name="relationship_and_its_kind"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="relationship_kind_is_known"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="relationship_status_is_known"),
            models.CheckConstraint(condition=Q(tier__in=Tier.values), name="relationship_tier_is_known"),
            models.CheckConstraint(condition=Q(type__in=RelationshipType.values), name="relationship_type_is_known"),
            models.CheckConstraint(condition=Q(ladder_step__range=(1, 5)), name="ladder_step_is_one_to_five"),
            models.CheckConstraint(
                condition=Q(health=None) | Q(health__range=(0, 100)), name="health_is_zero_to_a_hundred"
            ),
            models.CheckConstraint(
                condition=(Q(status=Status.ENDED) & ~Q(end_reason="")) | (~Q(status=Status.ENDED) & Q(end_reason="")),
                name="an_ended_relationship_has_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "sort_key", "id"], name="relationship_kind_sort_idx"),
            models.Index(fields=["owner", "kind", "sort_key", "id"], name="relationship_owner_sort_idx"),
            models.Index(fields=["team", "kind", "sort_key", "id"], name="relationship_team_sort_idx"),
            models.Index(fields=["kind", "next_contact_on", "id"], name="relationship_next_idx"),
            models.Index(fields=["kind", "last_contact_at", "id"], name="relationship_last_idx"),
            models.Index(fields=["kind", "health", "id"], name="relationship_health_idx"),
            # read by the silence sweep and the silence radar
            models.Index(
                fields=["silent_from", "id"],
                condition=Q(silent_from__isnull=False),
                name="relationship_silent_idx",
            ),
            # read by the review sweep
            models.Index(
                fields=["next_review_on", "id"],
                condition=Q(next_review_on__isnull=False),
                name="relationship_review_idx",
            ),
            models.Index(fields=["owner", "kind", "next_contact_on", "id"], name="relationship_owner_next_idx"),
            GinIndex(fields=["custom"], opclasses=["jsonb_path_ops"], name="relationship_custom_idx"),
        ]

    def __str__(self) -> str:
        return str(self.organisation)

    @property
    def relationship_id(self) -> int:
        """So that history finds its relationship the same way for everything that hangs from one."""
        return self.pk


class LadderStep(Timestamped):
    """One of the five steps of the service relationship ladder, reached, with what shows it (G-21)."""

    relationship = models.ForeignKey(Relationship, models.CASCADE, related_name="ladder")
    step = models.PositiveSmallIntegerField(_("step"))
    evidence = models.TextField(_("what shows it"))
    reached_at = models.DateTimeField(_("reached"), default=clock.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("ladder step")
        verbose_name_plural = _("ladder steps")
        ordering = ["step"]
        constraints = [
            models.UniqueConstraint(fields=["relationship", "step"], name="a_ladder_step_is_reached_once"),
            models.CheckConstraint(condition=Q(step__range=(1, 5)), name="a_ladder_has_five_steps"),
            models.CheckConstraint(
                condition=~Q(evidence=""),
                name="a_ladder_step_has_its_evidence",
                violation_error_message=_("Say what shows that the step is reached."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.step)


class RelationshipShare(Timestamped):
    """A relationship shared with a colleague, by whom and why."""

    relationship = models.ForeignKey(Relationship, models.CASCADE, related_name="shares")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="shared_relationships", verbose_name=_("colleague")
    )
    shared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("share")
        verbose_name_plural = _("shares")
        constraints = [
            models.UniqueConstraint(
                fields=["relationship", "user"],
                name="a_relationship_is_shared_once_per_person",
                violation_error_message=_("It is shared with this person already."),
            )
        ]
        indexes = [models.Index(fields=["user", "relationship"], name="share_user_idx")]

    def __str__(self) -> str:
        return f"{self.relationship} → {self.user}"


class Handover(Timestamped):
    """That a relationship passed from one manager to another, with the note that goes with it (INV-57)."""

    relationship = models.ForeignKey(Relationship, models.CASCADE, related_name="handovers")
    from_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    to_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    note = models.TextField(_("note"))
    at = models.DateTimeField(default=clock.now)
    acknowledged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("hand-over")
        verbose_name_plural = _("hand-overs")
        ordering = ["-at", "-id"]
        constraints = [models.CheckConstraint(condition=~Q(note=""), name="a_handover_has_a_note")]

    def __str__(self) -> str:
        return f"{self.from_user} → {self.to_user}"
