"""Pages of documents: kept privately, given out only to who may see their relationship, never run by a browser."""

from typing import Any
from urllib.parse import quote

import django_filters
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.core.numbers import whole
from brm.documents.domain import archive_document, attach_document, content_of, documents_for, rename_document
from brm.documents.forms import DocumentForm, TitleForm
from brm.documents.models import Document
from brm.documents.rules import SHOWN_IN_PAGE
from brm.parties.domain.links import relationship_url
from brm.parties.domain.queries import relationships_for
from brm.parties.views.base import PartyFormPage, keepers
from brm.ui.columns import Column
from brm.ui.http import Request
from brm.ui.lists import Empty, ListPage
from brm.ui.pages import DetailPage, Page, attempt

NOTHING = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'"
SANDBOX = f"sandbox; {NOTHING}"
"""What a document may do in a browser: be looked at. Browsers refuse to show a PDF in a sandbox, so for its preview
everything else is forbidden instead."""


class DocumentFilter(django_filters.FilterSet):
    """By title, file name or organisation."""

    q = django_filters.CharFilter(label=_("Title, or with whom"), method="by_text")

    class Meta:
        model = Document
        fields: tuple[str, ...] = ()

    def by_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        text = value.strip()
        return rows.filter(
            Q(title__icontains=text)
            | Q(original_name__icontains=text)
            | Q(relationship__organisation__name__icontains=text)
        )


class DocumentList(ListPage):
    """All documents a person may see, newest first."""

    show = keepers
    source = documents_for
    title = _("Documents")
    filterset_class = DocumentFilter
    default_sort = "-attached"
    row_template = "documents/row.html"
    template_name = "documents/list.html"
    columns = (
        Column("title", _("Title"), kind="title"),
        Column("relationship", _("With"), "relationship.organisation.name"),
        Column("original_name", _("File"), default=False),
        Column("mime", _("Type"), default=False),
        Column("size", _("Size"), kind="num"),
        Column("uploaded_by", _("Brought by"), "brought_by.name"),
        Column("attached", _("Attached"), "created_at", sort="created_at"),
    )
    empty = Empty(
        _("No documents yet"),
        _("Agreements, minutes, pictures: kept privately with the relationship they belong to."),
        "paperclip", _("Attach a document"), "documents:attach",
    )  # fmt: skip


class DocumentPage(DetailPage):
    """One document: what it is, a look at it where a browser can show it, its history."""

    show = keepers
    source = documents_for
    template_name = "documents/detail.html"
    object_name = "document"

    def get_crumbs(self) -> list[Any]:
        relationship = self.object.relationship
        return [(f"{relationship_url(relationship)}?tab=documents", str(relationship))]

    def get_context(self, **more: Any) -> dict[str, Any]:
        return super().get_context(
            is_picture=self.object.mime.startswith("image/"),
            is_shown=self.object.mime in SHOWN_IN_PAGE,
            page_of=relationship_url(self.object.relationship),
            **more,
        )


class Attach(PartyFormPage):
    """Keep a file with a relationship; ``?relationship=`` says with which."""

    form_class = DocumentForm
    title = _("Attach a document")
    submit = _("Attach")
    success = _("Attached.")
    grid = False

    def get_initial(self) -> dict[str, Any]:
        return {"relationship": self.request.GET.get("relationship")}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def save(self, form: DocumentForm) -> Document:
        data = form.cleaned_data
        return attach_document(data["relationship"], file=data["file"], title=data["title"], by=self.request.user)

    def get_success_url(self, result: Document) -> str:
        return f"{relationship_url(result.relationship)}?tab=documents"

    def get_cancel_url(self) -> str:
        number = whole(self.request.GET.get("relationship"))
        found = None if number is None else relationships_for(self.request.user).filter(pk=number).first()
        return relationship_url(found) if found else reverse("documents:list")


class Rename(PartyFormPage):
    """Another title."""

    source = documents_for
    form_class = TitleForm
    title = _("Rename the document")
    grid = False

    def get_initial(self) -> dict[str, Any]:
        return {"title": self.object.title}

    def save(self, form: TitleForm) -> Document:
        return rename_document(self.object, title=form.cleaned_data["title"], by=self.request.user)

    def get_success_url(self, result: Document) -> str:
        return reverse("documents:detail", args=[result.pk])

    def get_cancel_url(self) -> str:
        return reverse("documents:detail", args=[self.object.pk])


class Archive(Page):
    """Put a document away."""

    show = keepers

    def post(self, request: Request, pk: int) -> HttpResponse:
        document = get_object_or_404(documents_for(request.user), pk=pk)
        return attempt(
            request,
            lambda: archive_document(document, by=request.user),
            success=_("Archived."),
            back=f"{relationship_url(document.relationship)}?tab=documents",
        )


class Content(Page):
    """The file itself: to keep, or (``preview``) to look at where a browser can show it safely."""

    show = keepers
    preview = False

    def get(self, request: Request, pk: int) -> StreamingHttpResponse:
        response = file_response(get_object_or_404(documents_for(request.user), pk=pk), preview=self.preview)
        if response is None:
            raise Http404
        return response


def file_response(document: Document, *, preview: bool) -> StreamingHttpResponse | None:
    """A file whose reader has been checked, as something to keep or to look at; None where that cannot be."""
    if preview and document.mime not in SHOWN_IN_PAGE:
        return None
    if not document.file.storage.exists(str(document.file.name)):
        return None
    kind = document.mime if preview else "application/octet-stream"
    response = StreamingHttpResponse(content_of(document), content_type=kind)
    response["Content-Length"] = str(document.size)
    disposition = "inline" if preview else "attachment"
    response["Content-Disposition"] = f"{disposition}; filename*=UTF-8''{quote(document.original_name)}"
    response["Content-Security-Policy"] = NOTHING if kind == "application/pdf" else SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Cache-Control"] = "private, no-store"
    return response
