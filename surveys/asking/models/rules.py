"""Which closed events trigger which questionnaire (Q-01)."""

from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.catalogue.models import Service
from brm.core.models import Versioned
from brm.parties.enums import Tier
from surveys.asking.enums import GRADES, AskChannel, Source
from surveys.questionnaires.models import Questionnaire


class SurveyRule(Versioned):
    """When something of a kind closes, its direct contact is asked: which, how many of them, how soon, until when."""

    name = models.CharField(_("name"), max_length=120)
    source = models.CharField(_("when this closes"), max_length=16, choices=Source.choices)
    questionnaire = models.ForeignKey(
        Questionnaire, models.PROTECT, related_name="rules", verbose_name=_("questionnaire")
    )
    services: "models.ManyToManyField[Service, models.Model]" = models.ManyToManyField(
        Service, blank=True, related_name="+", verbose_name=_("only these services")
    )
    tiers = ArrayField(
        models.CharField(max_length=1, choices=Tier.choices),
        default=list,
        blank=True,
        verbose_name=_("only these tiers"),
    )
    grades = ArrayField(
        models.CharField(max_length=1, choices=GRADES), default=list, blank=True,
        verbose_name=_("only users of these grades"),
    )  # fmt: skip
    share = models.DecimalField(_("share asked (%)"), max_digits=5, decimal_places=2, default=Decimal(100))
    delay_hours = models.PositiveSmallIntegerField(_("ask after (hours)"), default=1)
    within_hours = models.PositiveSmallIntegerField(_("ask within (hours)"), default=24)
    expire_days = models.PositiveSmallIntegerField(_("open for (days)"), default=7)
    remind_days = models.PositiveSmallIntegerField(_("remind once after (days)"), null=True, blank=True, default=3)
    low_below = models.PositiveSmallIntegerField(_("follow up below (points)"), default=60)
    follow_up_hours = models.PositiveSmallIntegerField(_("follow up within (working hours)"), default=16)
    phone_without_mail = models.BooleanField(_("call those without an e-mail address"), default=True)
    channel = models.CharField(_("how"), max_length=8, choices=AskChannel.choices, default=AskChannel.MAIL)
    place = models.PositiveSmallIntegerField(_("place"), default=10)
    is_active = models.BooleanField(_("in force"), default=False)

    class Meta:
        verbose_name = _("survey rule")
        verbose_name_plural = _("survey rules")
        ordering = ["source", "place", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"], name="a_survey_rule_has_its_name_once",
                violation_error_message=_("There is a rule of this name."),
            ),
            models.CheckConstraint(condition=Q(source__in=Source.values), name="survey_source_is_known"),
            models.CheckConstraint(
                condition=Q(share__gt=0, share__lte=100), name="a_share_is_a_share",
                violation_error_message=_("Ask more than 0 and at most 100 % of them."),
            ),
            models.CheckConstraint(
                condition=Q(within_hours__gte=1) & Q(delay_hours__lt=models.F("within_hours")),
                name="a_survey_is_asked_before_its_time_is_over",
                violation_error_message=_("The delay must end before the time to ask is over."),
            ),
            models.CheckConstraint(
                condition=Q(remind_days=None) | Q(remind_days__range=(1, models.F("expire_days"))),
                name="a_reminder_comes_before_the_end",
                violation_error_message=_("Remind before it expires."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("asking:rule", args=[self.pk])
