"""Abstract bases. Moments come from the one clock, never from the database or ``auto_now`` (ruling 9)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brm.core import clock


class Timestamped(models.Model):
    """A row that knows when it was made and last changed. Domain functions set ``updated_at``."""

    created_at = models.DateTimeField(_("created"), default=clock.now, editable=False)
    updated_at = models.DateTimeField(_("changed"), default=clock.now, editable=False)

    class Meta:
        abstract = True


class Versioned(Timestamped):
    """A row that two people may edit at once: the form carries the version it was read at (ruling 18)."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True
