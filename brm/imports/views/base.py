"""What the pages of an import share."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from brm.imports.domain.queries import imports_for
from brm.imports.enums import Status
from brm.imports.kinds import KINDS
from brm.imports.models import ImportRun
from brm.ui.exports import as_now, csv_text
from brm.ui.http import Request
from brm.ui.pages import DetailPage


def keepers(user: Any) -> bool:
    """Those who keep relationships; administrators see no content (ruling 14)."""
    return bool(user.keeps_relationships)


def address(run: ImportRun) -> str:
    """Where an import goes on: the matching of its columns, or its page."""
    name = "imports:match" if run.status == Status.MAPPING else "imports:detail"
    return reverse(name, args=[run.pk])


def kind_of(run: ImportRun) -> object:
    """What the rows of an import are, in words."""
    kind = KINDS.get(run.kind)
    return kind.label if kind else run.kind


def file_of_lines(lines: Iterator[list[str]], name: str) -> HttpResponse:
    response: Any = StreamingHttpResponse(as_now(csv_text(lines)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f"attachment; filename=\"table.csv\"; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "no-store"
    return response


class OneImport(DetailPage):
    """A page about one import of one's own."""

    show = keepers
    source = imports_for
    object_name = "run"

    def get_crumbs(self) -> list[Any]:
        return [(reverse("imports:list"), _("Imports"))]

    def get_context(self, **more: Any) -> dict[str, Any]:
        run: ImportRun = self.object
        return super().get_context(kind=KINDS[run.kind], mine=run.by_id == self.request.user.pk, **more)


class ImportStep(OneImport):
    """One press of a button about an import."""

    http_method_names = ["post"]

    def post(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = run = self.get_object()
        if run.by_id != request.user.pk:
            raise Http404
        return self.act(run)

    def act(self, run: ImportRun) -> HttpResponse:
        raise NotImplementedError
