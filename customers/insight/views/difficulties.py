"""Difficulties with customers: the log, its steps, the most frequent (C-32)."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.parties.views.base import keepers
from brm.ui.columns import Column
from brm.ui.lists import Empty, ListPage, Preset
from customers.insight.domain.difficulties import (
    change_difficulty,
    end_difficulty,
    frequent,
    note_difficulty,
    work_on_difficulty,
)
from customers.insight.domain.queries import difficulties_for
from customers.insight.filters import DifficultyFilter
from customers.insight.forms.matters import DifficultyForm, NewDifficultyForm, ResultForm, WorkForm
from customers.insight.lifecycle import DIFFICULTY
from customers.insight.models import Difficulty
from customers.insight.models.difficulties import OPEN_DIFFICULTY
from customers.insight.views.base import LISTS, NewRecord, RecordForm, RecordPage, tab_url

STEP_PAGES = {
    "work": "insight:difficulty_work", "solve": "insight:difficulty_solve", "accept": "insight:difficulty_accept",
}  # fmt: skip


class DifficultyList(ListPage):
    """The difficulties with customers, with the most frequent of what is shown above."""

    show = keepers
    source = difficulties_for
    title = _("Difficulties")
    filterset_class = DifficultyFilter
    default_sort = "-pk"
    row_template = "insight/difficulty_row.html"
    template_name = "insight/difficulties.html"
    columns = (
        Column("item", _("Difficulty"), kind="title"),
        Column("relationship", _("Customer"), "relationship.organisation.name"),
        Column("class", _("Class"), "difficulty_class"),
        Column("owner", _("Owner"), "owner.name"),
        Column("action", _("Action"), "action.title"),
        Column("status", _("State"), kind="state"),
        Column("since", _("Met")),
        Column("detail", _("What exactly"), default=False),
        Column("result", _("Result"), default=False),
    )
    presets = (
        Preset("open", _("Not over yet"), "state=standing"),
        Preset("mine", _("Mine"), "whose=mine&state=standing"),
    )
    empty = Empty(
        _("No difficulties noted yet"),
        _("Delivery, commerce, recognition: note what stands between you and a customer, who deals with it and how."),
        "slash", _("Note a difficulty"), "insight:difficulty_new",
    )  # fmt: skip

    def get_context(self, **more: Any) -> dict[str, Any]:
        return super().get_context(
            lists=LISTS, here="insight:difficulties", new_url=reverse("insight:difficulty_new"),
            new_label=_("Note a difficulty"), frequent=frequent(more["listing"].filters.queryset), **more,
        )  # fmt: skip


class DifficultyPage(RecordPage):
    """One difficulty, what is done about it, how it ended."""

    source = difficulties_for
    template_name = "insight/difficulty.html"
    object_name = "difficulty"

    def get_context(self, **more: Any) -> dict[str, Any]:
        row: Difficulty = self.object
        steps = [(step, reverse(STEP_PAGES[step.name], args=[row.pk])) for step in DIFFICULTY.available(row)]
        return super().get_context(steps=steps, may_change=row.status in OPEN_DIFFICULTY, **more)


class NewDifficulty(NewRecord):
    """Note what stands in the way."""

    form_class = NewDifficultyForm
    title = _("Note a difficulty")
    success = _("Noted.")
    draft = "difficulty"
    list_name = "insight:difficulties"

    def save(self, form: NewDifficultyForm) -> Difficulty:
        return note_difficulty(form.cleaned_data["relationship"], by=self.request.user, **form.facts())

    def get_success_url(self, result: Difficulty) -> str:
        return tab_url(result.relationship) if self.request.GET.get("relationship") else result.get_absolute_url()


class EditDifficulty(RecordForm):
    """Change what it is about or whose it is."""

    source = difficulties_for
    form_class = DifficultyForm
    title = _("Change the difficulty")
    success = _("Saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user, "relationship": self.object.relationship}

    def save(self, form: DifficultyForm) -> Difficulty:
        return change_difficulty(self.object, by=self.request.user, expected_version=self.version, **form.facts())


class WorkOnDifficulty(RecordForm):
    """Decide what is done about it."""

    source = difficulties_for
    form_class = WorkForm
    title = _("Work on it")
    success = _("An action item was made.")
    grid = False

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user, "difficulty": self.object}

    def save(self, form: WorkForm) -> Difficulty:
        return work_on_difficulty(self.object, by=self.request.user, **form.cleaned_data)


class EndDifficulty(RecordForm):
    """It is solved, or lived with."""

    source = difficulties_for
    form_class = ResultForm
    success = _("Saved.")
    grid = False
    step = "solve"

    def get_title(self) -> Any:
        return _("The difficulty is solved") if self.step == "solve" else _("Live with it")

    def save(self, form: ResultForm) -> Difficulty:
        return end_difficulty(self.object, self.step, by=self.request.user, **form.cleaned_data)
