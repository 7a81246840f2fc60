"""A name in both languages."""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from brm.core.models import Versioned


def spoken(chinese: str, english: str) -> str:
    """The words in the reader's language, or in the one there is."""
    return (chinese or english) if (get_language() or "").startswith("zh") else (english or chinese)


class Named(Versioned):
    """A row with a name in Chinese, in English, or both."""

    name_zh = models.CharField(_("name in Chinese"), max_length=120, blank=True)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Its name in the reader's language, or the one it has."""
        return spoken(self.name_zh, self.name_en)


def has_a_name(name: str) -> models.CheckConstraint:
    """At least one of the two names is there."""
    return models.CheckConstraint(
        condition=~Q(name_zh="") | ~Q(name_en=""),
        name=name,
        violation_error_message=_("Give it a name in at least one language."),
    )
