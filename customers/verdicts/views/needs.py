"""Ideas asked about before we invest (Q-15)."""

from typing import Any

import django_filters
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.parties.views.base import PartyFormPage, keepers
from brm.ui.columns import Column
from brm.ui.lists import Empty, ListPage
from brm.ui.pages import DetailPage
from customers.verdicts.domain.checking import change_need_check, decide_need_check, heard, open_need_check
from customers.verdicts.domain.queries import needs_checked_for
from customers.verdicts.enums import Decision
from customers.verdicts.forms import DecideForm, NeedForm
from customers.verdicts.models import NeedCheck
from customers.verdicts.views.customers import Tabbed


class NeedFilter(django_filters.FilterSet):
    """By words and decision."""

    q = django_filters.CharFilter(field_name="title", lookup_expr="icontains", label=_("Idea"))
    decision = django_filters.ChoiceFilter(choices=Decision.choices, label=_("Decision"))

    class Meta:
        model = NeedCheck
        fields: tuple[str, ...] = ()


class NeedList(Tabbed, ListPage):
    """Every idea with its survey and its decision."""

    show = keepers
    source = needs_checked_for
    title = _("Need checks")
    subtitle = _("Asking customers before investing avoids features nobody uses.")
    filterset_class = NeedFilter
    template_name = "verdicts/needs.html"
    row_template = "verdicts/need_row.html"
    default_sort = "-id"
    columns = (
        Column("title", _("Idea"), kind="title"),
        Column("campaign", _("Survey"), "campaign.title"),
        Column("decision", _("Decision"), kind="state"),
        Column("owner", _("Responsible"), "owner.name"),
        Column("id", _("Number"), "pk", sort="id", kind="num", default=False),
    )
    empty = Empty(
        _("No idea was asked about yet"),
        _("Before you invest in an improvement or an offer, write the idea down and let a short survey ask those it is"
          " for."),
        "bulb", _("New idea"), "verdicts:need_new",
    )  # fmt: skip


class NeedPage(DetailPage):
    """The idea, what was heard, what we decided."""

    show = keepers
    source = needs_checked_for
    object_name = "need"
    template_name = "verdicts/need.html"

    def get_crumbs(self) -> list[Any]:
        return [(reverse("verdicts:needs"), _("Need checks"))]

    def get_context(self, **more: Any) -> dict[str, Any]:
        return super().get_context(heard=heard(self.object), **more)


class EditNeed(PartyFormPage):
    """Change the idea."""

    source = needs_checked_for
    form_class: Any = NeedForm
    title = _("Change the idea")
    success = _("Saved.")
    grid = False

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_crumbs(self) -> list[Any]:
        return [(reverse("verdicts:needs"), _("Need checks"))]

    def get_cancel_url(self) -> str:
        return self.object.get_absolute_url() if self.object else reverse("verdicts:needs")

    def save(self, form: Any) -> NeedCheck:
        return change_need_check(self.object, by=self.request.user, expected_version=self.version, **form.facts())


class NewNeed(EditNeed):
    """Write an idea down."""

    source: Any = None
    title = _("New idea")
    success = _("Written down.")

    def save(self, form: Any) -> NeedCheck:
        return open_need_check(by=self.request.user, **form.facts())


class DecideNeed(PartyFormPage):
    """What we do about it."""

    source = needs_checked_for
    form_class: Any = DecideForm
    title = _("Decide")
    success = _("Decided.")
    grid = False

    def get_crumbs(self) -> list[Any]:
        return [(reverse("verdicts:needs"), _("Need checks")), (self.object.get_absolute_url(), str(self.object))]

    def save(self, form: Any) -> NeedCheck:
        return decide_need_check(self.object, by=self.request.user, **form.cleaned_data)
