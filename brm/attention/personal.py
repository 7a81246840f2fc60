"""Names of people in calls for attention, forgotten with the person."""

from django.db import models

from brm.attention.models import Attention


def erase_names(person: models.Model) -> None:
    """Calls about an erased person are closed and no longer name them."""
    for row in Attention.objects.filter(subject_type=person._meta.label_lower, subject_id=person.pk):
        row.params = {**row.params, "name": ""} if "name" in row.params else row.params
        row.save(update_fields=["params"])
