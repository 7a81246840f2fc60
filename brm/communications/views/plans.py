"""Pages of plans: the list, one plan in words and days, making and changing it, its steps."""

from typing import Any

import django_filters
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from brm.communications.domain.adherence import adherence
from brm.communications.domain.placing import preview, schedule_for_relationship
from brm.communications.domain.plans import agree_plan, change_plan, draft_plan
from brm.communications.domain.queries import meetings_of_plan, other_plans, plans_for
from brm.communications.domain.steps import end_plan, resume_plan, suspend_plan
from brm.communications.enums import Channel, Origin, PlanStatus
from brm.communications.forms.plans import AgreeForm, EndForm, PlanForm, SuspendForm
from brm.communications.forms.rules import RuleForm, answers_of
from brm.communications.lifecycle import PLAN
from brm.communications.models import Plan
from brm.communications.views.base import (
    Keeping,
    KeepingForm,
    KeepingPage,
    NewForChosen,
    PeopleForm,
    Press,
    VerbForm,
    WordsFilter,
    asked_relationship,
    keepers,
    may_lead,
    rhythm_words,
)
from brm.core import clock
from brm.core.errors import DomainError
from brm.core.recurrence import Rule, describe
from brm.ui.http import Request
from brm.ui.lists import Column, Empty, ListPage, Preset

FACTS = (
    "title", "purpose", "origin", "agreement_clause", "channel", "meet_at", "duration_minutes", "place", "agenda",
    "late_moves_next", "reminder_days", "start_on", "end_on",
)  # fmt: skip


class PlanFilter(WordsFilter):
    """By state, origin, channel, and words of the title or the organisation."""

    text_field = "title"
    status = django_filters.ChoiceFilter(choices=PlanStatus.choices, label=_("State"))
    origin = django_filters.ChoiceFilter(choices=Origin.choices, label=_("Origin"))
    channel = django_filters.ChoiceFilter(choices=Channel.choices, label=_("Channel"))


class PlanList(ListPage):
    """All plans a person may see."""

    show = keepers
    source = plans_for
    title = _("Communication plans")
    filterset_class = PlanFilter
    columns = (
        Column("title", _("Plan"), kind="title", sort="title"),
        Column("relationship", _("Relationship"), "relationship.organisation.name"),
        Column("rule", _("Rhythm"), lambda row: rhythm_words(row, count=0)["sentence"]),
        Column("origin", _("Origin"), default=False),
        Column("channel", _("Channel")),
        Column("owner", _("Manager"), "relationship.owner.name"),
        Column("start_on", _("From"), default=False),
        Column("status", _("State"), kind="state"),
    )
    default_sort = "title"
    row_template = "communications/plan_row.html"
    template_name = "communications/plan_list.html"
    presets = (Preset("active", _("Active"), "status=active"), Preset("draft", _("To be agreed"), "status=draft"))
    empty = Empty(
        _("No plans yet"),
        _("A plan keeps the contact going when nothing urgent is on. Make one, or give a template to many customers."),
        icon="calendar-repeat", action=_("New plan"), url_name="communications:plan_new",
    )  # fmt: skip


class PlanPage(Keeping):
    """One plan: what was agreed in words, its meetings, how it is kept, what can be done with it."""

    source = plans_for
    template_name = "communications/plan.html"
    object_name = "plan"

    def get_context(self, **more: Any) -> dict[str, Any]:
        plan: Plan = self.object
        today = clock.today()
        rows = meetings_of_plan(plan)
        return super().get_context(
            rhythm=rhythm_words(plan, plan.relationship, count=6),
            ahead=list(rows.filter(due_on__gte=today).order_by("starts_at")[:8]),
            past=list(rows.filter(due_on__lt=today).order_by("-starts_at")[:8]),
            figures=adherence(rows, today.replace(year=today.year - 1, day=1), today),
            steps=PLAN.available(plan), reasons={step.name: PLAN.reasons(step.name, plan) for step in PLAN},
            leads=may_lead(self.request, plan.relationship), ours=list(plan.ours.all()), theirs=list(plan.theirs.all()),
            **more,
        )  # fmt: skip


class PlanPreview(KeepingPage):
    """The sentence and the next days of a rule while it is being written."""

    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        context = PreviewForm(request.GET).told(asked_relationship(request))
        return render(request, "communications/rhythm.html", context)


class PreviewForm(RuleForm):
    """The questions of a rule, and its first and last day."""

    start_on = PlanForm.base_fields["start_on"]
    end_on = PlanForm.base_fields["end_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["start_on"].required = False

    def told(self, relationship: Any = None) -> dict[str, Any]:
        """The rhythm in words, or what is wrong with the answers."""
        if not self.is_valid():
            return {"rhythm": None, "wrong": [error for errors in self.errors.values() for error in errors]}
        try:
            rule = self.rule(self.cleaned_data.get("start_on"), self.cleaned_data.get("end_on"))
            return {"rhythm": words_of(rule, relationship), "wrong": []}
        except DomainError as refusal:
            return {"rhythm": None, "wrong": [str(refusal)]}


def words_of(rule: Rule, relationship: Any = None) -> dict[str, Any]:
    """A rule in a sentence with its next days."""
    schedule = schedule_for_relationship(relationship) if relationship else None
    return {"sentence": describe(rule), "days": preview(rule, on=clock.today(), schedule=schedule)}


class PlanEditor(KeepingForm):
    """What making and changing a plan share."""

    form_class = PlanForm
    form_template = "communications/plan_form.html"
    draft = "plan"
    grid = False

    def get_context(self, **more: Any) -> dict[str, Any]:
        form = more["form"]
        if form.is_bound:
            probe = PreviewForm(form.data)
        else:
            answers = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
            probe = PreviewForm({name: value for name, value in answers.items() if value not in (None, "")})
        return super().get_context(**probe.told(form.relationship), relationship=form.relationship, **more)


class NewPlan(NewForChosen, PlanEditor):
    """Draft a plan for a relationship; without one, choose it first."""

    list_url_name = "communications:plans"
    title = _("New plan")
    submit = _("Save the draft")

    def get_initial(self) -> dict[str, Any]:
        return {"start_on": clock.today(), "ours": []}

    def save(self, form: PlanForm) -> Plan:
        if form.relationship is None:
            raise DomainError(_("Choose the relationship first."))
        return draft_plan(form.relationship, by=self.request.user, **form.facts)


class EditPlan(PeopleForm, PlanEditor):
    """Change a plan; meetings still ahead follow."""

    source = plans_for
    title = _("Change the plan")
    success = _("Saved. Meetings still ahead follow the new plan.")

    def get_initial(self) -> dict[str, Any]:
        plan = self.object
        facts = {name: getattr(plan, name) for name in FACTS}
        return facts | answers_of(plan.rule) | {"ours": plan.ours.all(), "theirs": plan.theirs.all()}

    def get_form_kwargs(self) -> dict[str, Any]:
        plan = self.object
        bound = plan.origin == Origin.AGREEMENT and plan.status != PlanStatus.DRAFT
        return super().get_form_kwargs() | {"bound": bound}

    def save(self, form: PlanForm) -> Plan:
        amendment = form.cleaned_data.get("amendment", "")
        return change_plan(
            self.object, by=self.request.user, expected_version=self.version, amendment=amendment, **form.facts
        )


class AgreePlan(VerbForm, PeopleForm):
    """Record who agreed, and when."""

    source = plans_for
    verb = agree_plan
    form_class = AgreeForm
    title = _("Record the agreement")
    success = _("Recorded. The plan is active from its first day.")


class SuspendPlan(VerbForm):
    """Let a plan rest; leads decide."""

    source = plans_for
    verb = suspend_plan
    form_class = SuspendForm
    title = _("Suspend the plan")
    success = _("Suspended. Until then nothing counts against adherence.")


class ResumePlan(Press):
    """Go on before the day."""

    source = plans_for
    verb = resume_plan
    success = _("The plan goes on.")

    def get(self, request: Request, pk: int) -> HttpResponse:
        plan = get_object_or_404(plans_for(request.user), pk=pk)
        return HttpResponseRedirect(plan.get_absolute_url())


class EndPlan(VerbForm):
    """End a plan: the agreement ended, or another replaces it."""

    source = plans_for
    verb = end_plan
    form_class = EndForm
    title = _("End the plan")
    success = _("Ended. What was held stays; what was ahead is gone.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"others": other_plans(self.object)}
