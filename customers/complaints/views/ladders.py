"""Whom a complaint rises to: the ladder of named people of each team (C-16, ruling 15)."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.accounts.domain.ladders import (
    activate_ladder,
    change_ladder,
    deactivate_ladder,
    ladders_for,
    make_ladder,
    may_keep_ladders,
    teams_without_ladder,
)
from brm.accounts.models import EscalationLadder
from brm.parties.views.base import PartyFormPage
from brm.ui.http import Request
from brm.ui.pages import Crumb, Page, Words, attempt
from customers.complaints.forms.parts import LadderForm, NewLadderForm
from customers.complaints.rules import THRESHOLDS

LADDERS = "complaints:ladders"


def sees_ladders(user: Any) -> bool:
    """Those who keep relationships, and those who configure."""
    return bool(user.keeps_relationships or may_keep_ladders(user))


class Ladders(Page):
    """Every ladder with its people, and the teams that have none yet."""

    show = sees_ladders
    title = _("Escalation ladders")
    subtitle = _("Who steps in when a limit passes: three named people per team, each of higher rank.")
    template_name = "complaints/ladders.html"

    def get_crumbs(self) -> list[Crumb]:
        return [(reverse("complaints:list"), _("Complaints"))]

    def get(self, request: Request) -> HttpResponse:
        ladders = list(ladders_for(request.user))
        told = [(ladder, list(zip((1, 2, 3), THRESHOLDS, ladder.people(), strict=True))) for ladder in ladders]
        context = self.get_context(
            ladders=told, may_keep=may_keep_ladders(request.user), teams=list(teams_without_ladder(request.user)),
            has_general=any(ladder.team_id is None for ladder in ladders),
        )  # fmt: skip
        return render(request, self.template_name, context)


class LadderPage(PartyFormPage):
    """Name the people of a ladder."""

    show = may_keep_ladders
    source = ladders_for
    form_class: Any = LadderForm
    title = _("Name the people")
    success = _("Saved.")
    grid = False

    @property
    def subtitle(self) -> Words:  # type: ignore[override]  # whose ladder it is
        return str(self.object) if self.object is not None else ""

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_initial(self) -> dict[str, Any]:
        ladder = self.object
        return {"first": ladder.first_id, "second": ladder.second_id, "third": ladder.third_id} if ladder else {}

    def get_crumbs(self) -> list[Crumb]:
        return [(reverse(LADDERS), _("Escalation ladders"))]

    def save(self, form: Any) -> EscalationLadder:
        return change_ladder(self.object, by=self.request.user, expected_version=self.version, **form.cleaned_data)

    def get_success_url(self, result: Any) -> str:
        return reverse(LADDERS)

    def get_cancel_url(self) -> str:
        return reverse(LADDERS)


class NewLadder(LadderPage):
    """Begin a ladder."""

    source: Any = None
    form_class = NewLadderForm
    title = _("New escalation ladder")
    success = _("Made. Put it in force when every step has its person.")

    def get_initial(self) -> dict[str, Any]:
        return {"team": self.request.GET.get("team")}

    def save(self, form: Any) -> EscalationLadder:
        people = dict(form.cleaned_data)
        return make_ladder(people.pop("team"), by=self.request.user, **people)


class LadderPress(Page):
    """One press of a button on a ladder."""

    show = may_keep_ladders
    verb: Any  # a plain function: (ladder, *, by)
    success: Words = ""

    def post(self, request: Request, pk: int) -> HttpResponse:
        page = type(self)
        ladder = get_object_or_404(ladders_for(request.user), pk=pk)
        return attempt(request, lambda: page.verb(ladder, by=request.user), success=self.success, back=LADDERS)


class ActivateLadder(LadderPress):
    """Put it in force."""

    verb = activate_ladder
    success = _("In force: from now on these people are told.")


class DeactivateLadder(LadderPress):
    """Take it out of force."""

    verb = deactivate_ladder
    success = _("Out of force. Leads and executives stand in for it.")
