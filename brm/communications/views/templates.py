"""Pages of plan templates, and giving one to many."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.communications.domain.queries import applications_for, may_keep_templates, templates_for
from brm.communications.domain.templates import archive_template, go_on_with, save_template, start_application
from brm.communications.forms.plans import ApplyForm, TemplateForm
from brm.communications.forms.rules import answers_of
from brm.communications.models import PlanTemplate
from brm.communications.rules import MANY
from brm.communications.views.base import KeepingForm, KeepingPage, Press, keepers, rhythm_words
from brm.communications.views.plans import PreviewForm
from brm.core.errors import DomainError
from brm.parties.views.lists import chosen_relationships
from brm.ui.http import Request
from brm.ui.lists import Column, Empty, ListPage
from brm.ui.pages import DetailPage, refuse

FACTS = (
    "name", "tier", "title", "purpose", "channel", "meet_at", "duration_minutes", "agenda", "invite_key_contacts",
    "late_moves_next", "reminder_days",
)  # fmt: skip


def keep_templates(user: Any) -> bool:
    """Leads, executives and administrators."""
    return may_keep_templates(user)


def see_templates(user: Any) -> bool:
    """Whoever keeps relationships may give them; administrators keep them."""
    return keepers(user) or may_keep_templates(user)


class TemplateList(ListPage):
    """The templates in use."""

    show = see_templates
    source = templates_for
    title = _("Plan templates")
    columns = (
        Column("name", _("Template"), kind="title", sort="name"),
        Column("tier", _("For tier")),
        Column("rule", _("Rhythm"), lambda row: rhythm_words(row, count=0)["sentence"]),
        Column("channel", _("Channel")),
        Column("duration_minutes", _("Minutes"), kind="num"),
    )
    default_sort = "name"
    row_template = "communications/template_row.html"
    template_name = "communications/template_list.html"
    empty = Empty(
        _("No templates yet"),
        _("A template is a rhythm for a tier: monthly for A, quarterly for B. Make one, then give it to customers."),
        icon="template", action=_("New template"), url_name="communications:template_new",
    )  # fmt: skip

    def get_context(self, **more: Any) -> dict[str, Any]:
        return super().get_context(keeps=may_keep_templates(self.request.user), **more)


class TemplateEditor(KeepingForm):
    """What making and changing a template share."""

    show = keep_templates
    form_class = TemplateForm
    form_template = "communications/template_form.html"
    draft = "template"
    grid = False

    def get_crumbs(self) -> list[Any]:
        return [(reverse("communications:templates"), str(_("Plan templates")))]

    def get_success_url(self, result: Any) -> str:
        return reverse("communications:templates")

    def get_cancel_url(self) -> str:
        return reverse("communications:templates")

    def get_context(self, **more: Any) -> dict[str, Any]:
        form = more["form"]
        answers = form.data if form.is_bound else {**form.initial}
        probe = PreviewForm(answers if form.is_bound else {**defaults(), **answers})
        return super().get_context(**probe.told(), **more)


def defaults() -> dict[str, Any]:
    """The answers a fresh form shows."""
    fields = PreviewForm.base_fields
    return {name: field.initial for name, field in fields.items() if field.initial is not None}


class NewTemplate(TemplateEditor):
    """Make a template."""

    title = _("New template")
    success = _("Saved. Choose customers in their list and give it to them.")

    def save(self, form: TemplateForm) -> PlanTemplate:
        return save_template(None, by=self.request.user, **form.facts)


class EditTemplate(TemplateEditor):
    """Change a template; plans given before stay."""

    source = templates_for
    title = _("Change the template")
    success = _("Saved. Plans given before stay as they are.")

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.object, name) for name in FACTS} | answers_of(self.object.rule)

    def save(self, form: TemplateForm) -> PlanTemplate:
        return save_template(self.object, by=self.request.user, expected_version=self.version, **form.facts)


class ArchiveTemplate(Press):
    """Take a template out of use."""

    show = keep_templates
    source = templates_for
    verb = archive_template
    success = _("Archived; its plans go on.")

    def get_back(self, record: PlanTemplate) -> str:
        return reverse("communications:templates")


class ApplyTemplate(KeepingPage):
    """Give a template to chosen relationships: first press the form, second press done, however many."""

    title = _("Give a plan template")
    template_name = "communications/apply.html"

    def get(self, request: Request) -> HttpResponse:
        return HttpResponseRedirect(reverse("communications:templates"))

    def post(self, request: Request) -> HttpResponse:
        rows = chosen_relationships(request)
        form = ApplyForm(request.POST if request.POST.get("go") == "1" else None, templates=templates_for(request.user))
        if not form.is_bound or not form.is_valid():
            return self.answer(form, rows, 422 if form.is_bound else 200)
        try:
            application = start_application(relationships=rows, by=request.user, **form.cleaned_data)
        except DomainError as refusal:
            refuse(form, refusal)
            return self.answer(form, rows, 422)
        if application.total <= MANY:
            go_on_with(application)
        return HttpResponseRedirect(application.get_absolute_url())

    def answer(self, form: ApplyForm, rows: Any, status: int) -> HttpResponse:
        carried = [(name, value) for name in ("id", "all", "query") for value in self.request.POST.getlist(name)]
        context = self.get_context(form=form, count=rows.count(), chosen=list(rows[:8]), carried=carried)
        return render(self.request, self.template_name, context, status=status)


class ApplicationPage(DetailPage):
    """How far the giving is; watched while it runs."""

    show = keepers
    source = applications_for
    title = _("Giving a plan template")
    template_name = "communications/application.html"
    object_name = "application"

    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if not request.htmx:
            return super().get(request, *args, **kwargs)
        application = self.get_object()
        if application is None:
            raise Http404
        return render(request, "communications/application_job.html", {"application": application})
