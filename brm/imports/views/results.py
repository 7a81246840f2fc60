"""What an import would do, or did: differences, progress, taking over, undoing, errors as a file."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_htmx.http import HttpResponseClientRefresh

from brm.core.numbers import whole
from brm.imports.domain import applying, uploads
from brm.imports.domain.progress import progress_of
from brm.imports.domain.queries import earlier_of, effects_left_for, rows_for
from brm.imports.domain.undoing import WHY_KEPT, undo
from brm.imports.enums import Mode, Outcome, Status
from brm.imports.forms import ModeForm
from brm.imports.kinds import SUBJECTS
from brm.imports.models import ImportRun
from brm.imports.showing import Words
from brm.imports.views.base import ImportStep, OneImport, file_of_lines
from brm.ui.exports import neutral
from brm.ui.http import Request
from brm.ui.pages import attempt

PER_PAGE = 50


class ImportDetail(OneImport):
    """What a file would do, or did: counts, differences row by row, errors, and what to do next."""

    template_name = "imports/detail.html"

    def get_context(self, **more: Any) -> dict[str, Any]:
        run, request = self.object, self.request
        counts = [(outcome, outcome.label, run.counts.get(outcome, 0)) for outcome in Outcome]
        context: dict[str, Any] = {"counts": counts, "earlier": earlier_of(run), "modes": ModeForm()}
        if run.is_at_work:
            context["done"], context["total"] = progress_of(run)
        elif run.counts and run.status != Status.DISCARDED:
            context |= self._differences(run)
        if run.undone_at:
            context["left"] = [
                (SUBJECTS[effect.subject_type].label, effect.label, WHY_KEPT.get(effect.kept_because, ""))
                for effect in effects_left_for(request.user, run)[:PER_PAGE]
            ]
        return super().get_context(**context, **more)

    def _differences(self, run: ImportRun) -> dict[str, Any]:
        wanted = self.request.GET.get("show", "")
        shown = [outcome for outcome in Outcome if run.counts.get(outcome)]
        first = next((each for each in (Outcome.ERROR, Outcome.CHANGED, Outcome.NEW) if each in shown), None)
        outcome = wanted if wanted in shown else first or (shown[0] if shown else "")
        after = whole(self.request.GET.get("after"))
        rows = rows_for(self.request.user, run, outcome)
        if after is not None:
            rows = rows.filter(number__gt=after)
        page = list(rows[: PER_PAGE + 1])
        return {
            "show": outcome,
            "rows": Words(run, self.request.user).rows(page[:PER_PAGE]),
            "next": page[PER_PAGE - 1].number if len(page) > PER_PAGE else None,
        }


class ImportProgress(OneImport):
    """The bar alone, asked again and again while the worker is at it."""

    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = run = self.get_object()
        if not run.is_at_work:
            return HttpResponseClientRefresh()
        done, total = progress_of(run)
        return render(request, "imports/progress.html", {"run": run, "done": done, "total": total})


class ImportApply(ImportStep):
    """Take over what was checked."""

    def act(self, run: ImportRun) -> HttpResponse:
        mode = self.request.POST.get("mode", Mode.ALL_OR_NOTHING)
        back = reverse("imports:detail", args=[run.pk])
        return attempt(self.request, lambda: applying.apply(run, mode=mode, by=self.request.user), back=back)


class ImportUndo(ImportStep):
    """Take it back."""

    def act(self, run: ImportRun) -> HttpResponse:
        back = reverse("imports:detail", args=[run.pk])
        return attempt(self.request, lambda: undo(run, by=self.request.user), back=back)


class ImportDiscard(ImportStep):
    """Put the file away unused."""

    def act(self, run: ImportRun) -> HttpResponse:
        return attempt(
            self.request,
            lambda: uploads.discard(run, by=self.request.user),
            success=gettext_lazy("The file was discarded; nothing was imported."),
            back="imports:list",
        )


class ImportErrors(OneImport):
    """The rows with errors as a file: every cell as it came, and what is wrong; formulas cannot run."""

    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = run = self.get_object()
        words = Words(run, request.user)

        def lines() -> Iterator[list[str]]:
            yield [neutral(cell) for cell in (_("Row"), *run.header, _("What is wrong"))]
            for row in rows_for(request.user, run, Outcome.ERROR).iterator(chunk_size=2000):
                cells = [*row.cells, *[""] * (len(run.header) - len(row.cells))]
                yield [str(row.number), *map(neutral, cells), neutral("; ".join(words.problems(row)))]

        return file_of_lines(lines(), _("%(file)s – errors.csv") % {"file": run.name})
