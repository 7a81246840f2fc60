"""Complaints as the customers' own people meet them: tell us, follow it, write, judge the answer."""

from collections.abc import Callable
from typing import Any

import django_filters
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from brm.core.errors import DomainError
from brm.ui.columns import Column
from brm.ui.http import Request
from brm.ui.lists import Empty
from brm.ui.pages import refuse
from customers.complaints.domain import steps
from customers.complaints.domain.filing import file_complaint, kind_of
from customers.complaints.domain.messages import write
from customers.complaints.domain.queries import check_of, complaints_open_to
from customers.complaints.domain.recovery import record_satisfaction
from customers.complaints.enums import OPEN, Channel, Status
from customers.complaints.models import Complaint
from customers.portal.domain.access import seen_whole
from customers.portal.domain.complaints import sent_again
from customers.portal.domain.story import ahead_of, calls_them, plain_state, reopens_until, story_of, way_of
from customers.portal.forms.telling import (
    AcceptForm,
    ComplaintForm,
    RateForm,
    RefuseForm,
    ReopenForm,
    ReplyForm,
    WithdrawForm,
    WriteForm,
)
from customers.portal.views.base import VisitorDetail, VisitorForm
from customers.portal.views.together import VisitorList


class NewComplaint(VisitorForm):
    """What happened, a photo, done: the number comes at once."""

    form_class = ComplaintForm
    form_template = "portal/complaint_form.html"
    title = _("What went wrong?")
    submit = _("Send")
    draft = "portal-complaint"

    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return super().get(request, *args, **kwargs) if self.entries else redirect("portal:home")

    def post(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return super().post(request, *args, **kwargs) if self.entries else redirect("portal:home")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def save(self, form: ComplaintForm) -> Complaint:
        data, entry = form.cleaned_data, form.entry
        return beside_its_field(
            lambda: sent_again(self.request.user, entry.contact, data["text"], files=data["files"])
            or file_complaint(
                entry.relationship, by=self.request.user, text=data["text"], kind=kind_of(entry.contact),
                path=form.path, contact=entry.contact, service=data["service"], remedy=data["remedy"],
                felt=data["felt"], channel=Channel.PORTAL, files=data["files"], key=data["key"],
            )
        )  # fmt: skip

    def get_success_message(self, result: Complaint) -> Any:
        text = _t("Thank you. We have it under number %(number)s.") % {"number": result.matter.number}
        messages.success(self.request, text, extra_tags=self.draft)
        return ""

    def get_success_url(self, result: Complaint) -> str:
        return reverse("portal:complaint", args=[result.pk])

    def get_cancel_url(self) -> str:
        return reverse("portal:home")


class ComplaintFilter(django_filters.FilterSet):
    """By any word, by whether it is settled, by whose it is."""

    q = django_filters.CharFilter(label=_("Number or words"), method="by_text")
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=[("open", _("Not settled yet")), ("over", _("Settled"))], method="by_state",
        empty_label=_("Settled or not"),
    )  # fmt: skip
    whose = django_filters.ChoiceFilter(
        label=_("Whose"), choices=[("mine", _("Mine"))], method="by_whose", empty_label=_("Everybody’s")
    )

    class Meta:
        model = Complaint
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not seen_whole(self.request.user):
            del self.filters["whose"]

    def by_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        text = value.strip()
        return rows.filter(
            Q(matter__number__icontains=text) | Q(matter__title__icontains=text) | Q(text__icontains=text)
        )

    def by_state(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(status__in=OPEN) if value == "open" else rows.exclude(status__in=OPEN)

    def by_whose(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(contact__user=self.request.user)


class Complaints(VisitorList):
    """Everything that was told to us, and how far we are."""

    source = complaints_open_to
    title = _("Complaints")
    subtitle = _("What you told us, and how far we are")
    template_name = "portal/complaints.html"
    filterset_class = ComplaintFilter
    default_sort = "-received_at"
    row_template = "portal/complaint_row.html"
    columns = (
        Column("number", _("Number"), "matter.number"),
        Column("title", pgettext_lazy("what somebody tells", "What happened"), "matter.title", kind="title"),
        Column("state", _("Where it stands"), plain_state, kind="state"),
        Column("contact", _("Told by")),
        Column("received_at", _("Told on"), sort="received_at"),
        Column("decision", _("Our answer"), default=False),
        Column("closed_at", _("Settled on"), default=False),
    )
    empty = Empty(
        _("Nothing was wrong so far"),
        _("If something is, tell us here: you get a number at once, and see what we do about it."),
        "mood-smile", _("Tell us what went wrong"), "portal:complaint_new",
    )  # fmt: skip

    def prepare(self, rows: list[Any]) -> None:
        for row in rows:
            row.calls = calls_them(row)
            row.plain = plain_state(row)


class ComplaintPage(VisitorDetail):
    """One complaint: its answer on top, then how far it has come, what happened, and what comes next."""

    source = complaints_open_to
    template_name = "portal/complaint.html"
    object_name = "complaint"

    def get_queryset(self) -> QuerySet[Complaint]:
        return complaints_open_to(self.request.user).select_related("owner", "merged_into__matter")

    def get_title(self) -> str:
        return str(self.object.matter.title)

    def get_crumbs(self) -> list[Any]:
        return [(reverse("portal:complaints"), _("Complaints"))]

    def get_context(self, **more: Any) -> dict[str, Any]:
        complaint: Complaint = self.object
        check = check_of(complaint) if complaint.status == Status.CLOSED else None
        forms = {name: step.form(auto_id=f"{name}_%s") for name, step in STEPS.items()} | more.pop("forms", {})
        return super().get_context(
            plain=plain_state(complaint),
            way=way_of(complaint) if complaint.status not in (Status.WITHDRAWN, Status.MERGED) else [],
            story=story_of(complaint, self.request.user),
            ahead=ahead_of(complaint),
            is_open=complaint.status in OPEN,
            judge=complaint.status == Status.DECISION_TOLD and complaint.accepted_at is None,
            question=complaint.messages.filter(kind="question").last() if complaint.status == Status.WAITING else None,
            rate=check is not None and check.answered_at is None,
            reopen_until=reopens_until(complaint),
            forms=forms,
            **more,
        )


class Step:
    """Something a complainant can do to a complaint: its form, its verb, what is said afterwards."""

    def __init__(self, form: Any, verb: Callable[[Complaint, Any, dict[str, Any]], Any], said: Any) -> None:
        self.form, self.verb, self.said = form, verb, said


STEPS: dict[str, Step] = {
    "write": Step(
        WriteForm,
        lambda row, by, data: write(
            row, by=by, text=data["text"], visible=True, files=data["files"], channel=Channel.PORTAL, key=data["key"]
        ),
        _("Sent. Whoever looks after it has been told."),
    ),
    "answer": Step(
        ReplyForm,
        lambda row, by, data: steps.answer_question(
            row, by=by, text=data["text"], files=data["files"], channel=Channel.PORTAL
        ),
        _("Thank you. We go on with it."),
    ),
    "accept": Step(
        AcceptForm,
        lambda row, by, data: steps.accept(row, by=by, text=data["text"], channel=Channel.PORTAL),
        _("Thank you. We are glad that it is settled."),
    ),
    "refuse": Step(
        RefuseForm,
        lambda row, by, data: steps.refuse(
            row, by=by, reason=data["text"], files=data["files"], channel=Channel.PORTAL
        ),
        _("Thank you for saying so. Somebody higher up looks at it anew."),
    ),
    "withdraw": Step(
        WithdrawForm,
        lambda row, by, data: steps.withdraw(row, by=by, statement=data["text"], channel=Channel.PORTAL),
        _("Taken back. Thank you for telling us."),
    ),
    "reopen": Step(
        ReopenForm,
        lambda row, by, data: steps.reopen(
            row, by=by, reason=data["text"], files=data["files"], channel=Channel.PORTAL
        ),
        _("It is open again, and those responsible know."),
    ),
    "rate": Step(
        RateForm,
        lambda row, by, data: record_satisfaction(row, by=by, score=data["score"], comment=data["text"]),
        _("Thank you. That helps us."),
    ),
}


class TakeStep(ComplaintPage):
    """One of the steps, sent. What was typed stays where it is refused."""

    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        complaint = self.get_object()
        return redirect("portal:complaint", complaint.pk)

    def post(self, request: Request, pk: int, step: str) -> HttpResponse:
        if step not in STEPS:
            raise Http404
        self.object = self.get_object()
        chosen = STEPS[step]
        form = chosen.form(request.POST, request.FILES, auto_id=f"{step}_%s")
        if form.is_valid():
            try:
                beside_its_field(lambda: chosen.verb(self.object, request.user, form.cleaned_data))
            except DomainError as refusal:
                refuse(form, refusal)
            else:
                messages.success(request, str(chosen.said), extra_tags=f"portal-{step}-{pk}")
                return redirect("portal:complaint", pk)
        self.object = self.get_object()
        context = self.get_context(
            complaint=self.object,
            object=self.object,
            forms={step: form},
            refused=step,
            refusals=form.non_field_errors(),
        )
        return render(request, self.template_name, context, status=422)


def beside_its_field(act: Callable[[], Any]) -> Any:
    """What the domain says about a file or a reason belongs beside the field that was filled in here."""
    try:
        return act()
    except DomainError as refusal:
        if refusal.field == "file":
            refusal.field = "files"
        elif refusal.field in {"reason", "statement", "comment"}:
            refusal.field = "text"
        raise
