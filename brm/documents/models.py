"""Files on a relationship: private, sniffed, counted against a quota (ruling 28)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.core.models import Timestamped
from brm.parties.models import Contact, Relationship


def _place(document: "Document", filename: str) -> str:
    """A name that tells nothing and collides with nothing."""
    return f"{document.relationship_id}/{uuid.uuid4().hex}"


class Document(Timestamped):
    """One file: what it is called, what it really is, who brought it, who may see it."""

    relationship = models.ForeignKey(Relationship, models.PROTECT, related_name="documents")
    title = models.CharField(_("title"), max_length=200)
    file = models.FileField(_("file"), upload_to=_place, max_length=200)
    original_name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)
    mime = models.CharField(_("type"), max_length=100)
    uploaded_by: "models.ForeignKey[User | None, User | None]" = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    uploaded_contact = models.ForeignKey(Contact, models.PROTECT, null=True, blank=True, related_name="+")
    subject_type = models.CharField(max_length=60, blank=True)
    subject_id = models.BigIntegerField(null=True, blank=True)
    shared_with_customer = models.BooleanField(_("shown to the customer"), default=False)
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="a_document_is_not_empty"),
            models.CheckConstraint(
                condition=Q(uploaded_by__isnull=False) | Q(uploaded_contact__isnull=False),
                name="somebody_brought_the_document",
            ),
        ]
        indexes = [models.Index(fields=["relationship", "-created_at", "-id"], name="document_rel_idx")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_picture(self) -> bool:
        """Whether a browser can show it as a picture."""
        return self.mime.startswith("image/")

    @property
    def brought_by(self) -> User | Contact | None:
        """One of us or an outsider with an account; else the contact whose mail brought it."""
        return self.uploaded_by or self.uploaded_contact
