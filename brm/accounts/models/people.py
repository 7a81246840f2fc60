"""Who signs in."""

from datetime import date, time
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from brm.accounts.enums import INSIDERS, RELATIONSHIP_ROLES, Delivery, Role, Theme
from brm.core import clock
from brm.core.models import Timestamped, Versioned


class UserManager(BaseUserManager["User"]):
    """Finds people by address whatever its case; making them is the domain's (``accounts.domain.people``)."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, Versioned):
    """One of us, or a customer's contact with an account. Never deleted: deactivated, and erased on demand."""

    email = models.EmailField(_("e-mail"), max_length=254)
    name = models.CharField(_("name"), max_length=80)
    roles = ArrayField(
        models.CharField(max_length=16, choices=Role.choices), verbose_name=_("roles"), default=list, blank=True
    )
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    language = models.CharField(
        _("language"), max_length=10, default="zh-hans", choices=[("zh-hans", "简体中文"), ("en", "English")]
    )
    time_zone = models.CharField(_("time zone"), max_length=64, default="Asia/Shanghai")
    theme = models.CharField(_("appearance"), max_length=8, choices=Theme.choices, default=Theme.SYSTEM)
    shortcuts = models.BooleanField(_("keyboard shortcuts"), default=True)
    delivery = models.CharField(_("mails"), max_length=8, choices=Delivery.choices, default=Delivery.NOW)
    delivery_by_category = models.JSONField(_("mails by subject"), default=dict, blank=True)
    digest_at = models.TimeField(_("digest at"), default=time(8, 30))
    quiet_from = models.TimeField(_("quiet from"), null=True, blank=True)
    quiet_to = models.TimeField(_("quiet until"), null=True, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    left_at = models.DateTimeField(_("left"), null=True, blank=True)
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True, editable=False)
    session_round = models.PositiveIntegerField(default=1, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="one_account_per_address",
                violation_error_message=_("There is already an account with this address."),
            ),
            models.CheckConstraint(
                condition=Q(roles__contained_by=list(Role.values)),
                name="roles_are_known",
                violation_error_message=_("Choose roles from the list."),
            ),
        ]

    def __str__(self) -> str:
        if self.erased_at:
            return gettext("Erased person %(number)s") % {"number": self.pk}
        return self.name or self.email

    def _get_session_auth_hash(self, secret: str | bytes | None = None) -> str:
        """Sessions end with a new password, and when the person ends them all (``session_round``)."""
        return salted_hmac(
            "brm.accounts.session", f"{self.password}{self.session_round}", secret=secret, algorithm="sha256"
        ).hexdigest()

    @property
    def is_staff(self) -> bool:
        """May open the administration."""
        return self.is_active and Role.ADMINISTRATOR in self.roles

    @property
    def is_superuser(self) -> bool:
        return self.is_staff

    @property
    def is_insider(self) -> bool:
        """One of us."""
        return self.is_active and bool(INSIDERS.intersection(self.roles))

    @property
    def keeps_relationships(self) -> bool:
        """May see relationship content at all (scoped by ownership, team, sharing)."""
        return self.is_active and bool(RELATIONSHIP_ROLES.intersection(self.roles))

    def has_role(self, *roles: str) -> bool:
        """Holds one of ``roles`` and is active."""
        return self.is_active and any(role in self.roles for role in roles)

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Django admin asks this; the administrator may configure. Pages ask the scopes in ``domain/queries.py``."""
        return self.is_staff

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_staff

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class Team(Timestamped):
    """People who work together under one or more leads."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    members: "models.ManyToManyField[User, Membership]" = models.ManyToManyField(
        User, through="Membership", related_name="teams", verbose_name=_("members")
    )
    dissolved_at = models.DateTimeField(_("dissolved"), null=True, blank=True)

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Membership(Timestamped):
    """Who belongs to a team, and who leads it."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, models.PROTECT, related_name="memberships", verbose_name=_("person"))
    is_lead = models.BooleanField(_("leads the team"), default=False)

    class Meta:
        verbose_name = _("team member")
        verbose_name_plural = _("team members")
        constraints = [
            models.UniqueConstraint(
                fields=["team", "user"],
                name="a_person_is_in_a_team_once",
                violation_error_message=_("This person is in the team already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.team}"


class DeputyQuerySet(models.QuerySet["Deputy"]):
    def in_force(self, on: date) -> "DeputyQuerySet":
        return self.filter(from_on__lte=on, to_on__gte=on)


class Deputy(Timestamped):
    """Who stands in for an absent person, from and to which day: work and notices go to the deputy (ruling 15)."""

    absent = models.ForeignKey(User, models.PROTECT, related_name="absences", verbose_name=_("absent"))
    deputy = models.ForeignKey(User, models.PROTECT, related_name="deputyships", verbose_name=_("deputy"))
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("to"))
    note = models.CharField(_("note"), max_length=200, blank=True)

    objects = DeputyQuerySet.as_manager()

    class Meta:
        verbose_name = _("deputy")
        verbose_name_plural = _("deputies")
        ordering = ["-from_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__gte=F("from_on")),
                name="an_absence_ends_after_it_starts",
                violation_error_message=_("An absence cannot end before it starts."),
            ),
            models.CheckConstraint(
                condition=~Q(absent=F("deputy")),
                name="nobody_is_their_own_deputy",
                violation_error_message=_("Nobody can be their own deputy."),
            ),
        ]
        indexes = [models.Index(fields=["deputy", "from_on", "to_on"], name="deputy_in_force_idx")]

    def __str__(self) -> str:
        return f"{self.absent} → {self.deputy}"


class FirstAdministratorLink(models.Model):
    """The one-time link by which a configured installation gets its first administrator (ruling 17)."""

    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("first administrator's link")
        verbose_name_plural = _("first administrator's links")

    def __str__(self) -> str:
        return str(self.created_at)
