"""What a customer lets us show outside, until when, and that they may take it back at any time (INV-35)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.core.models import Timestamped
from brm.parties.models import Contact
from customers.praise.enums import ConsentScope
from customers.praise.models.praise import Praise


class PublicityConsent(Timestamped):
    """One consent of a named contact: its scope, its days, how it was given."""

    praise = models.ForeignKey(Praise, models.CASCADE, related_name="consents")
    scope = models.CharField(_("may be shown"), max_length=12, choices=ConsentScope.choices)
    given_by = models.ForeignKey(Contact, models.PROTECT, related_name="consents", verbose_name=_("given by"))
    given_on = models.DateField(_("given on"))
    expires_on = models.DateField(_("holds until"), null=True, blank=True)
    evidence = models.TextField(_("how it was given"), blank=True)
    recorded_by: "models.ForeignKey[User | None, User | None]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    revoked_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    revoke_reason = models.TextField(_("why taken back"), blank=True)
    sweep_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("consent to publish")
        verbose_name_plural = _("consents to publish")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(scope__in=ConsentScope.values), name="consent_scope_is_known"),
            models.CheckConstraint(
                condition=Q(expires_on=None) | Q(expires_on__gte=F("given_on")),
                name="a_consent_ends_after_it_was_given",
                violation_error_message=_("It cannot end before it was given."),
            ),
            models.UniqueConstraint(
                fields=["praise"],
                condition=Q(revoked_at=None),
                name="praise_has_one_consent_in_force",
                violation_error_message=_("There is a consent already. Take it back before recording another."),
            ),
        ]
        indexes = [
            # read by the sweep that ends consents
            models.Index(fields=["sweep_at"], condition=Q(sweep_at__isnull=False), name="consent_sweep_idx"),
        ]

    @property
    def relationship_id(self) -> int:
        """So that history finds its relationship."""
        return self.praise.relationship_id

    def __str__(self) -> str:
        return self.get_scope_display()
