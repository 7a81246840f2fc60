"""Documents for programs: the list, the file, a new one."""

from typing import Any

from django.db import models
from django.http import Http404, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser

from brm.api.fields import Record
from brm.api.parsers import JSONParser
from brm.api.routes import router
from brm.api.verbs import NOTHING, verb
from brm.api.views import WriteSet
from brm.documents.domain import archive_document, attach_document, content_of, documents_for, rename_document
from brm.documents.models import Document
from brm.parties.fields import RelationshipField
from brm.ui.keyset import Sort


class DocumentSerializer(Record):
    """A file on a relationship; send a new one as multipart/form-data."""

    relationship = RelationshipField()
    file = serializers.FileField(write_only=True, allow_empty_file=True, max_length=255)

    class Meta:
        model = Document
        fields = (
            "id", "relationship", "title", "file", "original_name", "size", "sha256", "mime", "uploaded_by",
            "shared_with_customer", "subject_type", "subject_id", "created_at",
        )  # fmt: skip
        read_only_fields = (
            "original_name", "size", "sha256", "mime", "uploaded_by", "subject_type", "subject_id", "created_at",
        )  # fmt: skip
        extra_kwargs = {"title": {"required": False}, "shared_with_customer": {"required": False}}


class DocumentReasonSerializer(serializers.Serializer[Any]):
    """Why it is put away."""

    reason = serializers.CharField(required=False, allow_blank=True, default="", max_length=2000)


class DocumentSet(WriteSet):
    """Documents of one's relationships."""

    title = _("Documents")
    parser_classes = [MultiPartParser, JSONParser]
    source = staticmethod(documents_for)
    serializer_class = DocumentSerializer
    order = Sort("at", ("created_at",), descending=True)
    filterset_fields = ("relationship", "subject_type", "subject_id", "mime")

    def make(self, data: dict[str, Any]) -> models.Model:
        shared = data.pop("shared_with_customer", False)
        title = data.get("title", "")
        return attach_document(data["relationship"], file=data["file"], title=title, shared=shared, by=self.person)

    def change(self, noun: Document, data: dict[str, Any], version: int | None) -> models.Model:
        return rename_document(noun, title=data.get("title", noun.title), by=self.person)

    @verb(_("Put away"), takes=DocumentReasonSerializer, answers=NOTHING)
    def archive(self, noun: Document, reason: str) -> None:
        """No list shows it any more; the file stays until its time is over."""
        archive_document(noun, by=self.person, reason=reason)

    @verb(_("The file itself"), answers=bytes, method="get")
    def file(self, noun: Document) -> StreamingHttpResponse:
        """To be saved, never to be shown in a page."""
        if not noun.file.storage.exists(str(noun.file.name)):
            raise Http404
        # opened when it is read: an answer that nobody reads leaves no file open
        response = StreamingHttpResponse(content_of(noun), content_type="application/octet-stream")
        response["Content-Length"] = str(noun.size)
        response["Content-Disposition"] = str(content_disposition_header(True, noun.original_name))
        return response


router.register("documents", DocumentSet, basename="document")
