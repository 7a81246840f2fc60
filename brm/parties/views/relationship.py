"""The page of a relationship: one screen for who, how, what was promised, what happened and what comes."""

from typing import Any

from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.core import clock
from brm.parties import help as words
from brm.parties.domain.links import relationship_url
from brm.parties.domain.merging import current_relationship
from brm.parties.domain.overview import Facts, read_overview
from brm.parties.domain.queries import (
    fields_of,
    first_people_of,
    may_steer,
    merged_relationships,
    relationships_for,
    with_tags,
)
from brm.parties.domain.readers import PreparedFor
from brm.parties.domain.targets import contact_target_days
from brm.parties.enums import Kind, RelationshipType
from brm.parties.lifecycle import LIFECYCLE
from brm.parties.models import Relationship
from brm.parties.overview import COMING, HEADS, PROMISED, URGENT, Line, activities_of, lines_of
from brm.parties.panels import BUTTONS, PANELS, TABS, Panel, Tab, of_kind
from brm.parties.views.base import keepers
from brm.parties.views.columns import silent_days
from brm.ui.http import Request
from brm.ui.pages import DetailPage, Words

OVERVIEW = Tab("overview", _("Overview"), "layout-dashboard", 0, "parties/tabs/overview.html")
MORE = Tab("more", _("In detail"), "layout-list", 1, "parties/tabs/more.html")
PEOPLE_SHOWN = 6
LINES_SHOWN = 5
TABS_SHOWN = 8


_WHOLE = PreparedFor(
    lambda reader, pk, kind: with_tags(
        relationships_for(reader, kind).select_related("organisation__parent", "calendar")
    ).filter(pk=pk)
)


class RelationshipPage(DetailPage):
    """A customer, a supplier, a third party. The roles name the kind; parts above add tabs, panels and buttons."""

    show = keepers
    kind: str = Kind.CUSTOMER
    list_url_name = ""
    list_label: Words = ""
    template_name = "parties/relationship.html"
    object_name = "relationship"

    def get_object(self) -> Relationship:
        found = _WHOLE.first(self.request.user, self.kwargs["pk"], str(self.kind))
        if found is None:
            raise Http404
        return found

    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            if moved := self._moved():
                return HttpResponseRedirect(relationship_url(moved))
            raise

    def _moved(self) -> Relationship | None:
        """Where a merged relationship lives on, for those who may see it there."""
        gone = merged_relationships().filter(pk=self.kwargs["pk"]).first()
        if gone is None:
            return None
        return relationships_for(self.request.user).filter(pk=current_relationship(gone).pk).first()

    def get_title(self) -> Any:
        return self.object.organisation.name

    def get_crumbs(self) -> list[Any]:
        return [(reverse(self.list_url_name), self.list_label)]

    def get_context(self, **more: Any) -> dict[str, Any]:
        user, relationship = self.request.user, self.object
        tabs = [OVERVIEW, *of_kind(TABS, self.kind)]
        active = next((tab for tab in [*tabs, MORE] if tab.name == self.request.GET.get("tab")), OVERVIEW)
        shown, more_tabs = tabs[:TABS_SHOWN], tabs[TABS_SHOWN:]
        if active in more_tabs:  # the one that is open stands in the row
            more_tabs.remove(active)
            shown.append(active)
        asked = {name: self.request.GET.get(name, "") for name in active.asks}
        context = super().get_context(
            tabs=shown,
            more_tabs=more_tabs,
            tab=active,
            today=clock.today(),
            silent=silent_days(relationship),
            steers=may_steer(user, relationship),
            steps=LIFECYCLE.available(relationship),
            buttons=[
                (button, button.url(relationship))
                for button in of_kind(BUTTONS, self.kind)
                if button.show(user, relationship)
            ],
            **more,
        )
        if active is OVERVIEW:
            context |= self._overview(user, relationship)
        elif active is MORE:
            context["tab_html"] = self._render(MORE.template, self._panels(user, relationship, first=False))
        else:
            context["tab_html"] = self._render(active.template, active.context(user, relationship, **asked))
        return context

    def _overview(self, user: Any, relationship: Relationship) -> dict[str, Any]:
        """How it stands, what is promised, what is next, each activity: one statement for all of it."""
        said = read_overview(relationship)
        people = first_people_of(relationship)
        promised, coming = lines_of(PROMISED, said, relationship), lines_of(COMING, said, relationship)
        said_already = {line.subject for line in promised}
        urgent = [
            line
            for source in URGENT
            for line in source.tell(said.get(source.part or source.name) or [], relationship)
            if line.subject not in said_already
        ]
        return {
            "heads": [
                self._render(head.template, head.context(said.get(head.part or head.name) or Facts(), relationship))
                for head in HEADS
            ],
            "ours": _shown([line for line in promised if line.side == "ours"]),
            "theirs": _shown([line for line in promised if line.side == "theirs"]),
            "urgent": _shown(urgent),
            "coming": _shown(coming),
            "activities": activities_of(said, relationship),
            "people": people[:PEOPLE_SHOWN],
            "people_more": max(0, len(people) - PEOPLE_SHOWN),
            "has_more": any(not panel.first for panel in of_kind(PANELS, self.kind)),
            "target_days": contact_target_days(relationship),
            "type_help": words.TYPES.get(RelationshipType(relationship.type), ""),
            "ladder_text": words.LADDER[relationship.ladder_step - 1],
            "custom": [
                (field, value)
                for field in (fields_of(self.kind) if relationship.custom else ())
                if (value := relationship.custom.get(field.name)) is not None
            ],
            **self._panels(user, relationship, first=True),
        }

    def _panels(self, user: Any, relationship: Relationship, *, first: bool) -> dict[str, Any]:
        panels: list[Panel] = [panel for panel in of_kind(PANELS, self.kind) if panel.first is first]
        drawn = [(panel.side, self._render(panel.template, panel.context(user, relationship))) for panel in panels]
        return {
            "main_panels": [html for side, html in drawn if not side],
            "side_panels": [html for side, html in drawn if side],
        }

    def _render(self, template: str, context: dict[str, Any]) -> str:
        return render_to_string(template, {"relationship": self.object, **context}, self.request)


def _shown(lines: list[Line]) -> tuple[list[Line], int]:
    """The first few lines, and how many more there are."""
    return lines[:LINES_SHOWN], max(0, len(lines) - LINES_SHOWN)
