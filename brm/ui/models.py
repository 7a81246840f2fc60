"""Views of lists that people keep: filters, columns and order under a name, for oneself, a team or everyone."""

from typing import TYPE_CHECKING, Self
from urllib.parse import urlencode

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brm.core.models import Timestamped

if TYPE_CHECKING:
    from brm.accounts.models import User


class Sharing(models.TextChoices):
    """Who else finds a view among their tabs. Rows are never shared by it: everybody sees their own."""

    NOBODY = "nobody", _("Only me")
    TEAM = "team", _("My team")
    EVERYONE = "everyone", _("Everyone")


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    """Which views a person finds."""

    def visible_to(self, user: "User") -> Self:
        """Their own, those of their teams, those for everyone."""
        teams = user.memberships.values("team_id")
        return self.filter(Q(owner=user) | Q(sharing=Sharing.EVERYONE) | Q(sharing=Sharing.TEAM, team__in=teams))


class SavedView(Timestamped):
    """A list as somebody wants to find it again: which page, which filters, columns and order."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    page = models.CharField(_("page"), max_length=80)
    title = models.CharField(_("name"), max_length=60)
    filters = models.JSONField(_("filters"), default=dict, blank=True)
    columns = models.JSONField(_("columns"), default=list, blank=True)
    sort = models.CharField(_("order"), max_length=60, blank=True)
    sharing = models.CharField(_("for"), max_length=8, choices=Sharing.choices, default=Sharing.NOBODY)
    team = models.ForeignKey("accounts.Team", models.PROTECT, null=True, blank=True, related_name="saved_views")
    pinned_by: "models.ManyToManyField[User, models.Model]" = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="pinned_views", blank=True
    )
    position = models.PositiveSmallIntegerField(default=0)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "page", "title"],
                name="a_view_has_its_name_once",
                violation_error_message=_("You have a view of this name already."),
            ),
            models.CheckConstraint(
                condition=Q(sharing__in=Sharing.values),
                name="a_view_is_shared_in_a_known_way",
                violation_error_message=_("Choose who may use the view."),
            ),
            models.CheckConstraint(
                condition=Q(sharing=Sharing.TEAM, team__isnull=False) | (~Q(sharing=Sharing.TEAM) & Q(team=None)),
                name="a_view_for_a_team_names_the_team",
                violation_error_message=_("Choose the team that may use the view."),
            ),
        ]
        indexes = [models.Index(fields=["page", "sharing"], name="saved_view_page_idx")]

    def __str__(self) -> str:
        return self.title

    @property
    def query(self) -> str:
        """The part of an address that shows this view."""
        pairs = [(name, value) for name, values in sorted(self.filters.items()) for value in values]
        pairs += [("col", name) for name in self.columns]
        if self.sort:
            pairs.append(("sort", self.sort))
        return urlencode([*pairs, ("view", str(self.pk))])
