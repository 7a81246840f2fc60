"""What makes a relationship a third party (T-01)."""

from django.db import models
from django.db.models import Value
from django.utils.translation import gettext_lazy as _

from brm.core.models import Versioned
from brm.parties.enums import Kind
from brm.parties.models import Relationship


class ThirdParty(Versioned):
    """What makes a relationship a third party (T-01)."""

    relationship = models.OneToOneField(Relationship, models.CASCADE, primary_key=True, related_name="third_party")
    kind = models.GeneratedField(
        expression=Value(Kind.THIRD_PARTY.value), output_field=models.CharField(max_length=16), db_persist=True
    )

    class Meta:
        verbose_name = _("third party")
        verbose_name_plural = _("third parties")

    def __str__(self) -> str:
        return str(self.relationship)
