"""Abstract bases. Moments come from the one clock, never from the database or ``auto_now`` (ruling 9)."""

from typing import Any

from django.db import models
from django.utils.encoding import force_str
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from brm.core import clock

_WORDS: "dict[models.Field[Any, Any], dict[Any, Any]]" = {}


def words_of(field: "models.Field[Any, Any]") -> dict[Any, Any]:
    """What each choice of a field is called, still to be translated."""
    if field not in _WORDS:
        _WORDS[field] = dict(field.flatchoices)
    return _WORDS[field]


class Worded(models.Model):
    """A row whose ``get_…_display`` translates one word. Django's own translates all choices to find it."""

    class Meta:
        abstract = True

    def _get_FIELD_display(self, field: "models.Field[Any, Any]") -> "str | Promise":  # noqa: N802 - Django's name
        value = getattr(self, field.attname)
        return force_str(words_of(field).get(value, value), strings_only=True)


class Timestamped(Worded):
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
