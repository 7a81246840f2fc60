"""Bringing a file: the list, the upload, the matching of columns, templates and empty tables."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.core.errors import DomainError
from brm.core.numbers import whole
from brm.imports.domain import uploads
from brm.imports.domain.queries import earlier_of, imports_for, templates_for
from brm.imports.forms import MatchForm, ReadingForm, UploadForm
from brm.imports.kinds import KINDS, kinds_for
from brm.imports.models import ImportRun
from brm.imports.views.base import ImportStep, OneImport, address, file_of_lines, keepers, kind_of
from brm.ui.http import Request
from brm.ui.lists import Column, Empty, ListPage
from brm.ui.pages import Page, attempt, refuse


class ImportList(ListPage):
    """The imports so far, newest first."""

    show = keepers
    source = imports_for
    title = gettext_lazy("Imports")
    columns = (
        Column("name", gettext_lazy("File"), kind="title"),
        Column("kind", gettext_lazy("What"), kind_of),
        Column("status", gettext_lazy("State"), kind="state"),
        Column("rows", gettext_lazy("Taken over"), lambda run: run.to_apply if run.applied_at else None, kind="num"),
        Column("by", gettext_lazy("Who"), "by.name"),
        Column("created_at", gettext_lazy("When"), sort="id"),
    )
    default_sort = "-created_at"
    row_template = "imports/row.html"
    template_name = "imports/list.html"
    empty = Empty(
        gettext_lazy("Nothing imported yet"),
        gettext_lazy("Customers, contacts, organisations and service events can come from a CSV or Excel file."),
        icon="file-import",
        action=gettext_lazy("Import a file"),
        url_name="imports:new",
    )


class ImportNew(Page):
    """Choose a file and say what its rows are."""

    show = keepers
    title = gettext_lazy("Import a file")
    subtitle = gettext_lazy("Nothing is changed before you have seen what would change and said so.")

    def get(self, request: Request) -> HttpResponse:
        wanted = request.GET.get("kind", "")
        return self._answer(UploadForm(user=request.user, initial={"kind": wanted} if wanted in KINDS else None))

    def post(self, request: Request) -> HttpResponse:
        form = UploadForm(request.POST, request.FILES, user=request.user)
        if not form.is_valid():
            return self._answer(form, 422)
        try:
            run = uploads.take_file(form.cleaned_data["file"], kind=form.cleaned_data["kind"], by=request.user)
        except DomainError as refusal:
            refuse(form, refusal)
            return self._answer(form, 422)
        return HttpResponseRedirect(address(run))

    def _answer(self, form: UploadForm, status: int = 200) -> HttpResponse:
        context = self.get_context(form=form, kinds=kinds_for(self.request.user), most=uploads.LIMIT // 1024 // 1024)
        return render(self.request, "imports/new.html", context, status=status)

    def get_crumbs(self) -> list[Any]:
        return [(reverse("imports:list"), _("Imports"))]


class ImportMatch(OneImport):
    """Say which column means what."""

    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        run = self._open()
        if not run.file:
            return HttpResponseRedirect(reverse("imports:detail", args=[run.pk]))
        chosen = whole(request.GET.get("template"))
        template = None if chosen is None else templates_for(request.user, run.kind).filter(pk=chosen).first()
        extra = {"columns": uploads.columns_by_template(template, run.header)} if template else {}
        return self._answer(MatchForm(run=run, user=request.user, template=template, **extra), template=template)

    def post(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        run = self._open()
        form = MatchForm(request.POST, run=run, user=request.user)
        if not form.is_valid():
            return self._answer(form, 422)
        chosen = form.chosen()
        try:
            run = uploads.check(run, by=request.user, **chosen)
            if name := form.cleaned_data["keep_as"]:
                uploads.keep_template(run, name=name, by=request.user, is_shared=form.cleaned_data["is_shared"])
        except DomainError as refusal:
            form.refuse(refusal.field, str(refusal))
            return self._answer(form, 422)
        return HttpResponseRedirect(reverse("imports:detail", args=[run.pk]))

    def _open(self) -> ImportRun:
        self.object = run = self.get_object()
        if run.by_id != self.request.user.pk:
            raise Http404
        return run

    def _answer(self, form: MatchForm, status: int = 200, template: Any = None) -> HttpResponse:
        run = self.object
        context = self.get_context(
            run=run,
            form=form,
            reading=ReadingForm(run=run),
            templates=list(templates_for(self.request.user, run.kind)),
            template=template,
            earlier=earlier_of(run),
            sample=[dict(zip(run.header, [*row, *[""] * len(run.header)], strict=False)) for row in run.sample[:5]],
        )
        return render(self.request, "imports/match.html", context, status=status)


class ImportRead(ImportStep):
    """Read the file with another encoding, separator or sheet."""

    def act(self, run: ImportRun) -> HttpResponse:
        form = ReadingForm(self.request.POST, run=run)
        back = reverse("imports:match", args=[run.pk])
        if not form.is_valid():
            messages.error(self.request, _("Choose from the lists."))
            return HttpResponseRedirect(back)
        return attempt(
            self.request, lambda: uploads.read_differently(run, by=self.request.user, **form.cleaned_data), back=back
        )


class BlankTable(Page):
    """A table with the right header and no rows, to be filled in."""

    show = keepers

    def get(self, request: Request, kind: str) -> HttpResponse:
        found = next((each for each in kinds_for(request.user) if each.name == kind), None)
        if found is None:
            raise Http404
        return file_of_lines(iter([[str(field.label) for field in found.fields()]]), f"{found.label}.csv")


class TemplateDrop(Page):
    """Throw a template away."""

    show = keepers
    http_method_names = ["post"]

    def post(self, request: Request, pk: int) -> HttpResponse:
        template = get_object_or_404(templates_for(request.user), pk=pk)
        return attempt(
            request,
            lambda: uploads.drop_template(template, by=request.user),
            success=gettext_lazy("The template was deleted."),
            back="imports:list",
        )
