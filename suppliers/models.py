"""What makes a relationship a supplier (S-01)."""

from django.db import models
from django.db.models import Value
from django.utils.translation import gettext_lazy as _

from brm.core.models import Versioned
from brm.parties.enums import Kind
from brm.parties.models import Relationship


class Supplier(Versioned):
    """What makes a relationship a supplier (S-01)."""

    relationship = models.OneToOneField(Relationship, models.CASCADE, primary_key=True, related_name="supplier")
    kind = models.GeneratedField(
        expression=Value(Kind.SUPPLIER.value), output_field=models.CharField(max_length=16), db_persist=True
    )

    class Meta:
        verbose_name = _("supplier")
        verbose_name_plural = _("suppliers")

    def __str__(self) -> str:
        return str(self.relationship)
