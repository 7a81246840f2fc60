"""Thanks that a customer gave: in whose words, for whom, and how far they are made known (C-18, C-19)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.accounts.models import Team, User
from brm.catalogue.models import Service
from brm.core.models import Versioned
from brm.matters.models import Matter
from brm.parties.models import Contact, Relationship
from customers.praise.enums import ON_THE_WALL, PraiseStatus, Publicity, Source, Target, ThankChannel


class Praise(Versioned):
    """Recognition by a customer, as a record with a life. 1-1 with its matter, which has number and headline."""

    matter = models.OneToOneField(Matter, models.CASCADE, primary_key=True, related_name="praise")
    relationship = models.ForeignKey(
        Relationship, models.PROTECT, related_name="praise", db_index=False, verbose_name=_("customer")
    )
    contact: "models.ForeignKey[Contact | None, Contact | None]" = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, related_name="praise", verbose_name=_("who praised")
    )
    text = models.TextField(_("in their words"))
    source = models.CharField(_("came by"), max_length=8, choices=Source.choices, default=Source.CALL)
    service: "models.ForeignKey[Service | None, Service | None]" = models.ForeignKey(
        Service, models.PROTECT, null=True, blank=True, related_name="praise", verbose_name=_("service")
    )
    target = models.CharField(_("praises"), max_length=8, choices=Target.choices, blank=True, default=Target.UNKNOWN)
    team: "models.ForeignKey[Team | None, Team | None]" = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="praise", verbose_name=_("team")
    )
    people: "models.ManyToManyField[User, PraisedPerson]" = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="PraisedPerson", related_name="+", verbose_name=_("people")
    )
    status = models.CharField(_("state"), max_length=10, choices=PraiseStatus.choices, default=PraiseStatus.RECORDED)
    recorded_at = models.DateTimeField(_("received"))
    recorded_by: "models.ForeignKey[User | None, User | None]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    verified_at = models.DateTimeField(_("verified"), null=True, blank=True)
    verified_by: "models.ForeignKey[User | None, User | None]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    decline_reason = models.TextField(_("why not confirmed"), blank=True)
    publicity = models.CharField(
        _("publicity"), max_length=8, choices=Publicity.choices, blank=True, default=Publicity.NONE
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    consent = models.ForeignKey(
        "praise.PublicityConsent", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("consent")
    )
    thank_by = models.DateTimeField(_("thank by"), null=True, blank=True)
    thank_sweep_at = models.DateTimeField(null=True, blank=True, editable=False)
    thanked_at = models.DateTimeField(_("thanked"), null=True, blank=True)
    thanked_by: "models.ForeignKey[User | None, User | None]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    thanked_how = models.CharField(_("thanked by"), max_length=8, choices=ThankChannel.choices, blank=True)
    thank_words = models.TextField(_("words of thanks"), blank=True)
    key = models.CharField(max_length=80, blank=True, editable=False)
    is_past = models.BooleanField(_("from before"), default=False, editable=False)
    imported_in = models.BigIntegerField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("praise")
        verbose_name_plural = _("praise")
        ordering = ["-recorded_at", "-matter_id"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=PraiseStatus.values), name="praise_status_is_known"),
            models.CheckConstraint(condition=Q(source__in=Source.values), name="praise_source_is_known"),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="praise_has_words",
                violation_error_message=_("Write down what they said."),
            ),
            models.CheckConstraint(
                condition=Q(target=Target.TEAM, team__isnull=False) | (~Q(target=Target.TEAM) & Q(team__isnull=True)),
                name="praise_of_a_team_names_the_team",
                violation_error_message=_("Choose the team."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=[PraiseStatus.RECORDED, PraiseStatus.DECLINED])
                | (~Q(target=Target.UNKNOWN) & Q(verified_at__isnull=False)),
                name="verified_praise_says_whom_it_praises",
                violation_error_message=_("Say whom it praises first."),
            ),
            models.CheckConstraint(
                condition=~Q(status=PraiseStatus.DECLINED) | ~Q(decline_reason=""),
                name="declined_praise_says_why",
                violation_error_message=_("Say why it is not confirmed."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=ON_THE_WALL, publicity__in=[Publicity.INTERNAL, Publicity.EXTERNAL])
                & Q(published_at__isnull=False)
                | ~Q(status__in=ON_THE_WALL) & Q(publicity=Publicity.NONE),
                name="published_praise_has_its_publicity",
            ),
            models.CheckConstraint(
                condition=~Q(publicity=Publicity.EXTERNAL) | Q(consent__isnull=False),
                name="praise_shown_outside_has_the_customers_consent",
                violation_error_message=_(
                    "Record the customer's consent first; without it praise is not shown outside."
                ),
            ),
            models.CheckConstraint(
                condition=Q(thanked_at=None, thanked_how="") | Q(thanked_at__gte=F("recorded_at")) & ~Q(thanked_how=""),
                name="thanks_follow_praise_and_say_how",
            ),
            models.UniqueConstraint(
                fields=["relationship", "key"], condition=~Q(key=""), name="praise_sent_twice_is_one_praise"
            ),
        ]
        indexes = [
            models.Index(fields=["recorded_at", "matter"], name="praise_list_idx"),
            models.Index(fields=["relationship", "-recorded_at", "-matter"], name="praise_of_relationship_idx"),
            models.Index(fields=["imported_in"], condition=Q(imported_in__isnull=False), name="praise_imported_idx"),
            # read by the wall
            models.Index(
                fields=["-published_at", "-matter"], condition=Q(published_at__isnull=False), name="praise_wall_idx"
            ),
            # read by the sweep of the thank-you clock
            models.Index(fields=["thank_sweep_at"], condition=Q(thank_sweep_at__isnull=False), name="praise_thank_idx"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("praise:detail", args=[self.pk])

    def __str__(self) -> str:
        return str(self.matter)


class PraisedPerson(models.Model):
    """One of us whom the customer praised by name."""

    praise = models.ForeignKey(Praise, models.CASCADE, related_name="praised")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="praised", verbose_name=_("colleague")
    )

    class Meta:
        verbose_name = _("praised colleague")
        verbose_name_plural = _("praised colleagues")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["praise", "user"], name="a_colleague_is_praised_once")]

    def __str__(self) -> str:
        return str(self.user)
