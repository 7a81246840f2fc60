"""What we offer: services by category, and what each audience is shown of them (M-14)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.catalogue.enums import Audience
from brm.catalogue.models.words import Named, has_a_name, spoken
from brm.core.models import Timestamped


class ServiceCategory(Named):
    """A shelf of the catalogue."""

    position = models.PositiveSmallIntegerField(_("position"), default=100)

    class Meta:
        verbose_name = _("service category")
        verbose_name_plural = _("service categories")
        ordering = ["position", "id"]
        constraints = [has_a_name("a_service_category_has_a_name")]


class Service(Named):
    """A service that customers receive and suppliers stand behind (M-14)."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    category = models.ForeignKey(
        ServiceCategory, models.PROTECT, null=True, blank=True, related_name="services", verbose_name=_("category")
    )
    owner: "models.ForeignKey[User | None, User | None]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="services",
        verbose_name=_("service owner"),
    )  # fmt: skip
    description_zh = models.TextField(_("description in Chinese"), blank=True)
    description_en = models.TextField(_("description in English"), blank=True)

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ["code"]
        constraints = [has_a_name("a_service_has_a_name")]

    @property
    def description(self) -> str:
        """What it is, in the reader's language or the one there is."""
        return spoken(self.description_zh, self.description_en)

    def get_absolute_url(self) -> str:
        return reverse("catalogue:service", args=[self.pk])


class ServiceView(Timestamped):
    """What one audience sees of a service: words of its own, its results, its price. No row: it is not shown (M-14)."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="views", db_index=False)
    audience = models.CharField(_("audience"), max_length=8, choices=Audience.choices)
    text_zh = models.TextField(_("words in Chinese"), blank=True)
    text_en = models.TextField(_("words in English"), blank=True)
    shows_results = models.BooleanField(_("shows service levels reached"), default=False)
    shows_fee = models.BooleanField(_("shows what it costs"), default=False)

    class Meta:
        verbose_name = _("audience view")
        verbose_name_plural = _("audience views")
        ordering = ["service", "audience"]
        constraints = [
            models.UniqueConstraint(fields=["service", "audience"], name="one_view_per_service_and_audience"),
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="audience_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.service} · {self.get_audience_display()}"

    @property
    def text(self) -> str:
        """The audience's own words, or the service's description."""
        return spoken(self.text_zh, self.text_en) or self.service.description
