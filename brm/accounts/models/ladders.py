"""Whom a matter rises to when its time runs out: named people of rising rank, per team (ruling 15, C-16)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from brm.accounts.models.people import Team, User
from brm.core.models import Versioned

STEPS = ("first", "second", "third")


class EscalationLadder(Versioned):
    """The three steps of a team's ladder; the one without a team serves whoever has none of their own.

    While it is being filled it may have gaps; it serves nobody until it is activated.
    """

    team = models.OneToOneField(
        Team, models.PROTECT, null=True, blank=True, related_name="escalation_ladder", verbose_name=_("team")
    )
    first: "models.ForeignKey[User | None, User | None]" = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("step 1 · lead")
    )
    second: "models.ForeignKey[User | None, User | None]" = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("step 2 · head of service")
    )
    third: "models.ForeignKey[User | None, User | None]" = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("step 3 · executive")
    )
    is_active = models.BooleanField(_("in force"), default=False)

    class Meta:
        verbose_name = _("escalation ladder")
        verbose_name_plural = _("escalation ladders")
        ordering = ["team__name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_active=False) | Q(first__isnull=False, second__isnull=False, third__isnull=False),
                name="a_ladder_in_force_has_every_step_filled",
                violation_error_message=_("Name a person for every step before the ladder is put in force."),
            ),
            models.CheckConstraint(
                condition=(Q(first=None) | Q(second=None) | ~Q(first=F("second")))
                & (Q(first=None) | Q(third=None) | ~Q(first=F("third")))
                & (Q(second=None) | Q(third=None) | ~Q(second=F("third"))),
                name="a_ladder_names_each_person_once",
                violation_error_message=_("Each step needs another person, of higher rank than the one before."),
            ),
            models.UniqueConstraint(
                models.functions.Coalesce("team", -1),
                name="one_ladder_per_team_and_one_for_the_rest",
                violation_error_message=_("There is already such a ladder."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.team) if self.team else str(_("Everybody else"))

    def people(self) -> list[User | None]:
        """Who stands on the steps, from the lowest."""
        return [self.first, self.second, self.third]
