"""Logging a contact from anywhere, and the pages of what was logged."""

from typing import Any

import django_filters
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from brm.communications.domain.interactions import add_addendum, change_interaction, log_interaction, review_need
from brm.communications.domain.queries import addenda_of, interactions_for, needs_for
from brm.communications.domain.recent import find_relationships
from brm.communications.enums import Channel, Perception, Touchpoint
from brm.communications.forms.contacts import AddendumForm, CorrectForm, LogForm
from brm.communications.models import Interaction
from brm.communications.views.base import (
    Keeping,
    KeepingPage,
    NewForRelationship,
    PeopleForm,
    VerbForm,
    WordsFilter,
    asked_relationship,
    back_to,
    keepers,
)
from brm.core import clock
from brm.core.numbers import whole
from brm.parties.domain.links import relationship_url
from brm.parties.models import Relationship
from brm.ui.http import Request
from brm.ui.lists import Column, Empty, ListPage, Preset


class LogContact(NewForRelationship):
    """The quick log: who, how, what was heard, how it felt (C-09)."""

    list_url_name = "communications:interactions"
    form_class = LogForm
    form_template = "communications/log_form.html"
    title = _("Log a contact")
    submit = _("Log it")
    draft = "log"
    grid = False

    def get_initial(self) -> dict[str, Any]:
        chosen = self.request.GET.getlist("contact")
        return {"contacts": [pk for text in chosen if (pk := whole(text)) is not None]}

    def save(self, form: LogForm) -> Interaction:
        relationship: Relationship = form.cleaned_data["relationship"]
        return log_interaction(
            relationship,
            by=self.request.user,
            needs=form.needs_heard,
            happened_at=form.cleaned_data["at"],
            **form.facts,
        )

    def get_success_message(self, result: Interaction) -> str:
        return _t("Contact with %(name)s logged.") % {"name": result.relationship.organisation}

    def get_success_url(self, result: Interaction) -> str:
        if self.request.htmx:
            return self.request.htmx.current_url_abs_path or relationship_url(result.relationship)
        return relationship_url(result.relationship) or result.get_absolute_url()


class LogContacts(KeepingPage):
    """The people of the relationship just chosen, for the form."""

    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        form = LogForm(user=request.user, relationship=asked_relationship(request))
        return render(request, "communications/log_people.html", {"form": form})


class RelationshipOptions(KeepingPage):
    """Relationships for a field that finds by typing: the recent ones first."""

    def get(self, request: Request, *args: Any, **kwargs: Any) -> JsonResponse:
        rows = find_relationships(request.user, request.GET.get("q", "")[:80])
        options = [{"value": row.pk, "text": f"{row.organisation.name} · {row.get_kind_display()}"} for row in rows]
        return JsonResponse(options, safe=False)


class InteractionFilter(WordsFilter):
    """By channel, touchpoint, perception, and words."""

    text_field = "summary"
    channel = django_filters.ChoiceFilter(choices=Channel.choices, label=_("Channel"))
    touchpoint = django_filters.ChoiceFilter(choices=Touchpoint.choices, label=_("Touchpoint"))
    perception = django_filters.ChoiceFilter(choices=Perception.choices, label=_("Perception"))
    day = django_filters.DateFromToRangeFilter(
        field_name="at", label=_("When"), widget=django_filters.widgets.DateRangeWidget(attrs={"type": "date"})
    )


class InteractionList(ListPage):
    """All contacts that were logged."""

    show = keepers
    source = interactions_for
    title = _("Contacts made")
    filterset_class = InteractionFilter
    columns = (
        Column("at", _("When"), sort="at"),
        Column("summary", _("What"), kind="title"),
        Column("relationship", _("Relationship"), "relationship.organisation.name"),
        Column("channel", _("Channel")),
        Column("touchpoint", _("Touchpoint"), default=False),
        Column("perception", _("Perception")),
        Column("recorded_by", _("Recorded by"), "recorded_by.name"),
    )
    default_sort = "-at"
    row_template = "communications/interaction_row.html"
    template_name = "communications/interaction_list.html"
    presets = (
        Preset("bad", _("Bad"), "perception=-1"),
        Preset("worse", _("Very bad"), "perception=-2"),
    )
    empty = Empty(
        _("No contacts yet"), _("Log a call, a visit or a message in a few seconds: who, how, what you heard."),
        icon="message-plus", action=_("Log a contact"), url_name="communications:log", drawer=True,
    )  # fmt: skip


class InteractionPage(Keeping):
    """One record with its addenda and needs."""

    source = interactions_for
    template_name = "communications/interaction.html"
    object_name = "record"
    title = _("Contact made")

    def get_context(self, **more: Any) -> dict[str, Any]:
        record: Interaction = self.object
        return super().get_context(
            contacts=list(record.contacts.all()), needs=list(record.needs.select_related("reviewed_by")),
            addenda=list(addenda_of(record)), addendum_form=AddendumForm(),
            may_change=record.recorded_by_id == self.request.user.pk and clock.now() < record.lock_at, **more,
        )  # fmt: skip


class CorrectInteraction(PeopleForm):
    """Put a record right within its week."""

    source = interactions_for
    form_class = CorrectForm
    form_template = "communications/correct_form.html"
    title = _("Correct the record")
    success = _("Corrected.")
    grid = False

    def get_record_name(self) -> str:
        return _t("Contact made")

    def get_initial(self) -> dict[str, Any]:
        names = ("channel", "summary", "touchpoint", "perception", "at")
        return {name: getattr(self.object, name) for name in names} | {"contacts": self.object.contacts.all()}

    def save(self, form: CorrectForm) -> Interaction:
        facts = form.facts
        if form.cleaned_data["at"]:
            facts["happened_at"] = form.cleaned_data["at"]
        return change_interaction(self.object, by=self.request.user, expected_version=self.version, **facts)


class AddAddendum(VerbForm):
    """A later word on a record."""

    source = interactions_for
    verb = add_addendum
    form_class = AddendumForm
    title = _("Add an addendum")
    success = _("Added.")

    def get_record_name(self) -> str:
        return _t("Contact made")


class NeedFilter(WordsFilter):
    """Looked at or not, and words."""

    text_field = "text"
    open = django_filters.BooleanFilter(field_name="reviewed_at", lookup_expr="isnull", label=_("Not looked at yet"))


class NeedList(ListPage):
    """The needs that were heard, to be looked at (C-03)."""

    show = keepers
    source = needs_for
    title = _("Needs heard")
    filterset_class = NeedFilter
    columns = (
        Column("heard_at", _("Heard")),
        Column("text", _("Need"), kind="title"),
        Column("relationship", _("Relationship"), "relationship.organisation.name"),
        Column("reviewed_at", _("Looked at")),
        Column("reviewed_by", _("Reviewed by"), default=False),
    )
    default_sort = "-pk"
    row_template = "communications/need_row.html"
    presets = (Preset("open", _("Not looked at"), "open=true"),)
    empty = Empty(
        _("No needs heard yet"), _("What customers wish for in passing, kept with the contact or the minutes."),
        icon="ear",
    )  # fmt: skip


class ReviewNeed(KeepingPage):
    """Somebody has looked at a need."""

    def post(self, request: Request, pk: int) -> HttpResponse:
        need = get_object_or_404(needs_for(request.user), pk=pk)
        review_need(need, by=request.user)
        return back_to(request, reverse("communications:needs"))
