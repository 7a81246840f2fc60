"""Names of people on timelines, forgotten with the person."""

from django.db import models
from django.utils.translation import gettext as _

from brm.timeline.models import TimelineEntry


def erase_names(person: models.Model) -> None:
    """Entries about an erased person say that somebody came or left, no longer who."""
    for entry in TimelineEntry.objects.filter(subject_type=person._meta.label_lower, subject_id=person.pk):
        if entry.params.get("name"):
            entry.params = {**entry.params, "name": _("Erased person")}
            entry.save(update_fields=["params"])
