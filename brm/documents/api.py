"""Documents for programs: the list, the file, a new one."""

from typing import Any

from django.db import models
from rest_framework import serializers

from brm.api.fields import ScopedField
from brm.api.routes import router
from brm.api.views import WriteSet
from brm.documents.domain import attach_document, documents_for, rename_document
from brm.documents.models import Document
from brm.parties.domain.queries import relationships_for


class DocumentSerializer(serializers.ModelSerializer[Document]):
    """A file on a relationship; send it as multipart/form-data."""

    relationship = ScopedField(relationships_for)
    file = serializers.FileField(write_only=True)

    class Meta:
        model = Document
        fields = (
            "id", "relationship", "title", "file", "original_name", "size", "sha256", "mime", "uploaded_by",
            "shared_with_customer", "created_at",
        )  # fmt: skip
        read_only_fields = ("original_name", "size", "sha256", "mime", "uploaded_by", "created_at")
        extra_kwargs = {"title": {"required": False}, "shared_with_customer": {"required": False}}


class DocumentSet(WriteSet):
    """Documents of one's relationships."""

    source = staticmethod(documents_for)
    serializer_class = DocumentSerializer
    filterset_fields = ("relationship",)

    def make(self, data: dict[str, Any]) -> models.Model:
        shared = data.pop("shared_with_customer", False)
        title = data.get("title", "")
        return attach_document(data["relationship"], file=data["file"], title=title, shared=shared, by=self.person)

    def change(self, noun: Document, data: dict[str, Any]) -> models.Model:
        return rename_document(noun, title=data.get("title", noun.title), by=self.person)


router.register("documents", DocumentSet, basename="document")
