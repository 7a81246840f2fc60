"""The index over everything a person may find. It holds nothing of its own: any row can be rebuilt from its source."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Func
from django.db.models.functions import Left
from django.utils.translation import gettext_lazy as _

from brm.parties.models import Organisation, Relationship


class SearchEntry(models.Model):
    """One findable record: how it is called, the folded words it is found by, and who may see it.

    ``seen_by`` says what ``Relationship.visible_to`` would (a test compares), as keys that one index holds beside the
    words: who is looked after by whom stands in ``domain/seeing.py``.
    """

    kind = models.CharField(max_length=24)
    object_id = models.BigIntegerField()
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True, db_constraint=False, related_name="+"
    )
    relationship = models.ForeignKey(
        Relationship, models.CASCADE, null=True, blank=True, db_constraint=False, related_name="+"
    )
    seen_by = ArrayField(models.BigIntegerField(), default=list)
    variant = models.CharField(max_length=24, blank=True)
    title = models.CharField(max_length=300)
    subtitle = models.CharField(max_length=300, blank=True)
    search_text = models.TextField()
    at = models.DateTimeField()
    relationship_kind: str = ""
    """The kind of the relationship it hangs from: read beside the entry by the search, not kept."""

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="a_record_is_indexed_once")]
        indexes = [
            GinIndex(
                Func(F("search_text"), function="brm_bigrams", output_field=ArrayField(models.TextField())),
                F("seen_by"),
                name="search_words_and_eyes_idx",
            ),
            # one character, or the beginning of a title
            models.Index(OpClass(Left("search_text", 60), name="text_pattern_ops"), name="search_prefix_idx"),
            # words so common that walking from the newest finds a page at once
            models.Index(fields=["kind", "-at", "-id"], name="search_newest_idx"),
        ]

    def __str__(self) -> str:
        return self.title
