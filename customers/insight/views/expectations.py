"""Expectations, and signals of changing needs."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.communications.models import NeedHeard
from brm.parties.views.base import keepers
from brm.ui.columns import Column
from brm.ui.lists import Empty, ListPage, Preset
from customers.insight.domain.expectations import change_expectation, move_expectation, note_expectation
from customers.insight.domain.queries import expectations_for, signals_for
from customers.insight.domain.signals import judge_signal
from customers.insight.enums import ExpectationStatus
from customers.insight.filters import ExpectationFilter, SignalFilter
from customers.insight.forms.matters import ExpectationForm, NewExpectationForm, OutcomeForm
from customers.insight.forms.stakeholders import SignalForm
from customers.insight.lifecycle import EXPECTATION
from customers.insight.models import Expectation
from customers.insight.views.base import LISTS, NewRecord, PressStep, RecordForm, RecordPage, tab_url


class ExpectationList(ListPage):
    """What customers expect of us, and what we assume."""

    show = keepers
    source = expectations_for
    title = _("Expectations")
    filterset_class = ExpectationFilter
    default_sort = "-pk"
    row_template = "insight/expectation_row.html"
    template_name = "insight/list.html"
    columns = (
        Column("text", _("What is expected"), kind="title"),
        Column("relationship", _("Customer"), "relationship.organisation.name"),
        Column("contact", _("Whose"), "contact.name"),
        Column("kind", _("Kind")),
        Column("status", _("State"), kind="state"),
        Column("heard_at", _("Heard")),
        Column("beyond_agreement", _("Beyond the agreement"), default=False),
        Column("outcome", _("How it turned out"), default=False),
    )
    presets = (
        Preset("open", _("Open"), "state=standing"),
        Preset("beyond", _("Beyond the agreement"), "beyond=true&state=standing"),
        Preset("unmet", _("Not met"), "state=unmet"),
    )
    empty = Empty(
        _("No expectations kept yet"),
        _("What do they count on, and what do you merely assume? Keep it, confirm it with them, and say in the end "
          "whether it was met."),
        "target-arrow", _("Note an expectation"), "insight:expectation_new",
    )  # fmt: skip

    def get_context(self, **more: Any) -> dict[str, Any]:
        return super().get_context(
            lists=LISTS, here="insight:expectations", new_url=reverse("insight:expectation_new"),
            new_label=_("Note an expectation"), **more,
        )  # fmt: skip


class ExpectationPage(RecordPage):
    """One expectation and its life."""

    source = expectations_for
    template_name = "insight/expectation.html"
    object_name = "expectation"
    title = _("Expectation")

    def get_context(self, **more: Any) -> dict[str, Any]:
        row: Expectation = self.object
        return super().get_context(
            steps=EXPECTATION.available(row), may_change=row.status == ExpectationStatus.OPEN, **more
        )


class NewExpectation(NewRecord):
    """Keep what somebody expects."""

    form_class = NewExpectationForm
    title = _("Note an expectation")
    success = _("Noted.")
    draft = "expectation"
    list_name = "insight:expectations"

    def save(self, form: NewExpectationForm) -> Expectation:
        return note_expectation(form.cleaned_data["relationship"], by=self.request.user, **form.facts())

    def get_success_url(self, result: Expectation) -> str:
        return tab_url(result.relationship) if self.request.GET.get("relationship") else result.get_absolute_url()


class EditExpectation(RecordForm):
    """Better words for it."""

    source = expectations_for
    form_class = ExpectationForm
    title = _("Change the expectation")
    success = _("Saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user, "relationship": self.object.relationship}

    def save(self, form: ExpectationForm) -> Expectation:
        return change_expectation(self.object, by=self.request.user, expected_version=self.version, **form.facts())


class ConfirmExpectation(PressStep):
    """They have said so themselves."""

    source = expectations_for
    success = _("Confirmed.")

    @staticmethod
    def verb(row: Expectation, *, by: Any) -> Expectation:
        return move_expectation(row, "confirm", by=by)


class JudgeExpectation(RecordForm):
    """It was met, or not."""

    source = expectations_for
    form_class = OutcomeForm
    success = _("Saved.")
    grid = False
    step = "meet"

    def get_title(self) -> Any:
        return _("It was met") if self.step == "meet" else _("It was not met")

    def save(self, form: OutcomeForm) -> Expectation:
        return move_expectation(self.object, self.step, by=self.request.user, **form.cleaned_data)


class SignalList(ListPage):
    """Signals of changing needs, heard in contacts, meetings and visits; those nobody looked at first (C-30)."""

    show = keepers
    source = signals_for
    title = _("Changed needs")
    filterset_class = SignalFilter
    default_sort = "-pk"
    row_template = "insight/signal_row.html"
    template_name = "insight/list.html"
    columns = (
        Column("text", _("Need"), kind="title"),
        Column("relationship", _("Customer"), "relationship.organisation.name"),
        Column("source", _("Heard in"), lambda row: source_of(row)),
        Column("heard_at", _("Heard")),
        Column("impact", _("Impact"), lambda row: impact_of(row), kind="state"),
        Column("consequence", _("What we do about it"), lambda row: getattr(review_of(row), "consequence", "")),
        Column("reviewed_by", _("Looked at by"), "reviewed_by.name", default=False),
    )
    presets = (
        Preset("waiting", _("Waiting"), "state=waiting"),
        Preset("high", _("High impact"), "impact=high"),
    )
    empty = Empty(
        _("No changed needs heard yet"),
        _("Whoever logs a contact or writes minutes notes what was wished for; here each is judged for what it means "
          "for us."),
        "ear",
    )  # fmt: skip

    def get_context(self, **more: Any) -> dict[str, Any]:
        return super().get_context(lists=LISTS, here="insight:signals", **more)


def review_of(need: NeedHeard) -> Any:
    """What was judged, if anything was."""
    return getattr(need, "review", None)


def impact_of(need: NeedHeard) -> Any:
    """The judged impact in words."""
    review = review_of(need)
    return review.get_impact_display() if review else ""


def source_of(need: NeedHeard) -> Any:
    """Where it was heard."""
    if need.interaction_id:
        return _("Contact made")
    return _("Meeting") if need.occurrence_id else _("Executive visit")


class JudgeSignal(RecordForm):
    """What a changed need means for us."""

    source = signals_for
    form_class = SignalForm
    template_name = "insight/signal.html"
    title = _("What does it mean for us?")
    success = _("Saved.")
    grid = False

    def get_crumbs(self) -> list[Any]:
        return [(tab_url(self.object.relationship), str(self.object.relationship)),
                (reverse("insight:signals"), _("Changed needs"))]  # fmt: skip

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"need": self.object}

    def save(self, form: SignalForm) -> Any:
        return judge_signal(self.object, by=self.request.user, **form.cleaned_data)

    def get_success_url(self, result: Any) -> str:
        return f"{reverse('insight:signals')}?state=waiting"

    def get_cancel_url(self) -> str:
        return reverse("insight:signals")
