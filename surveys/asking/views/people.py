"""Who was asked and who was not, one invitation, who does not want to be asked, the rehearsal."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from brm.core import clock
from brm.core.reach import is_in_reach
from brm.parties.domain.queries import contacts_for
from brm.parties.places import keepers
from brm.ui.columns import Column
from brm.ui.http import Request
from brm.ui.lists import Empty, ListPage, Preset
from brm.ui.pages import DetailPage, FormPage, Page, attempt
from surveys.asking.domain.budget import budget_at, end_opt_out, opt_out
from surveys.asking.domain.ending import revoke_invitation
from surveys.asking.domain.offering import BY_VOICE
from surveys.asking.domain.queries import (
    invitations_for,
    opt_outs_for,
    tries_of,
    wish_of,
)
from surveys.asking.domain.rehearsing import rehearse
from surveys.asking.enums import InvitationStatus
from surveys.asking.filters import InvitationFilter
from surveys.asking.forms import ReasonForm, WishForm
from surveys.asking.models import Invitation, OptOut
from surveys.asking.views.base import Tabbed

MOST_SHOWN = 100
A_DAY = timedelta(days=1)


class InvitationList(Tabbed, ListPage):
    """Everybody who was asked, is to be asked, or was not, and why."""

    show = keepers
    source = invitations_for
    title = _("Who was asked")
    filterset_class = InvitationFilter
    default_sort = "-id"
    row_template = "asking/invitation_row.html"
    template_name = "asking/list.html"
    columns = (
        Column("contact", _("Person"), "contact.name", kind="title"),
        Column("about", _("About"), "matter.number"),
        Column("relationship", _("Customer"), "relationship.organisation.name"),
        Column("rule", _("Rule or campaign"), "rule.name"),
        Column("kind", _("Asked as"), "get_respondent_kind_display", default=False),
        Column("channel", _("How"), "get_channel_display"),
        Column("send_at", _("To be sent"), default=False),
        Column("sent_at", _("Sent, or to be sent")),
        Column("reminded_at", _("Reminded"), default=False),
        Column("why", _("Why not, or not yet"), "get_why_display"),
        Column("state", _("State"), "status", kind="state"),
        Column("id", _("Offered"), "created_at", sort="id", default=False),
    )
    presets = (
        Preset("planned", _("Planned"), "status=planned"),
        Preset("held", _("Held back"), "status=held"),
        Preset("open", _("Sent"), "status=sent"),
        Preset("left", _("Not asked"), "status=left_out"),
    )
    empty = Empty(
        _("Nobody was asked yet"),
        _("When something closes that a rule names, the person concerned appears here: asked, held back or left out,"
          " always with the reason."),
        "users", _("Look at the rules"), "asking:rules",
    )  # fmt: skip


class InvitationPage(DetailPage):
    """One invitation: what became of it, and why."""

    show = keepers
    source = invitations_for
    template_name = "asking/invitation.html"
    object_name = "invitation"

    def get_title(self) -> Any:
        return str(self.object.contact)

    def get_crumbs(self) -> list[Any]:
        return [(reverse("asking:invitations"), _("Who was asked"))]

    def get_context(self, **more: Any) -> dict[str, Any]:
        row: Invitation = self.object
        return super().get_context(
            tries=list(tries_of(row)), wish=wish_of(row.contact),
            may_give=row.is_live and row.channel in BY_VOICE,
            may_call=row.status == InvitationStatus.SENT and row.channel in BY_VOICE,
            may_switch=row.is_live and row.channel not in BY_VOICE and bool(row.contact.phone), **more,
        )  # fmt: skip


class RevokeInvitation(FormPage):
    """Take it back."""

    show = keepers
    source = invitations_for
    form_class: Any = ReasonForm
    title = submit = _("Take it back")
    leave = _("Leave it as it is")
    subtitle = _("What is planned does not go out; a link that went out opens no longer.")
    success = _("Taken back.")
    grid = False

    def get_crumbs(self) -> list[Any]:
        return [
            (reverse("asking:invitations"), _("Who was asked")),
            (self.object.get_absolute_url(), str(self.object.contact)),
        ]

    def save(self, form: Any) -> Invitation:
        return revoke_invitation(self.object, by=self.request.user, reason=form.cleaned_data["reason"])


class WishList(Tabbed, ListPage):
    """Who does not want to be asked."""

    show = keepers
    source = opt_outs_for
    title = _("Not to be asked")
    default_sort = "-since"
    row_template = "asking/wish_row.html"
    template_name = "asking/list.html"
    columns = (
        Column("contact", _("Person"), "contact.name", kind="title"),
        Column("organisation", _("Organisation"), "contact.organisation.name"),
        Column("since", _("Since"), "at", sort="at"),
        Column("reason", _("What they said")),
        Column("by", _("Written down by"), "by.name"),
        Column("end", ""),
    )
    empty = Empty(
        _("Everybody may be asked"),
        _("Whoever says “never ask me again”, on the page of a survey or to you, stands here until they say"
          " otherwise."),
        "checks",
    )  # fmt: skip


class NewWish(FormPage):
    """Write down that somebody does not want to be asked."""

    show = keepers
    source = contacts_for
    form_class: Any = WishForm
    submit = _("Ask them no more")
    subtitle = _("Nothing planned goes out to them any more, until they say so.")
    success = _("Nobody asks them any more.")
    grid = False

    def get_title(self) -> Any:
        return _("%(person)s does not want to be asked") % {"person": self.object}

    def get_crumbs(self) -> list[Any]:
        return [(reverse("parties:contact", args=[self.object.pk]), str(self.object))]

    def save(self, form: Any) -> OptOut:
        return opt_out(self.object, by=self.request.user, reason=form.cleaned_data["reason"])

    def get_success_url(self, result: Any) -> str:
        return reverse("parties:contact", args=[self.object.pk])

    def get_cancel_url(self) -> str:
        return reverse("parties:contact", args=[self.object.pk])


class EndWish(Page):
    """They may be asked again."""

    show = keepers

    def post(self, request: Request, pk: int) -> HttpResponse:
        wish = get_object_or_404(opt_outs_for(request.user), pk=pk)
        return attempt(
            request, lambda: end_opt_out(wish, by=request.user), success=_("They may be asked again."),
            back="asking:wishes",
        )  # fmt: skip


class RehearsalPage(Tabbed, Page):
    """What goes out on a day before it goes: to whom, when, who is held back or left out, and why."""

    show = keepers
    title = _("What goes out")
    subtitle = _("Reckoned as the sending itself will reckon it, with what is known now.")
    template_name = "asking/rehearsal.html"

    def get(self, request: Request) -> HttpResponse:
        today = clock.today(request.user.time_zone)
        day = self._day(request.GET.get("day", ""), today)
        told = rehearse(request.user, day)
        groups = [
            (_("Goes out"), "green", "send", told.going, _("Nothing goes out on this day.")),
            (_("Held back"), "yellow", "clock-pause", told.held, _("Nobody is held back.")),
            (_("Will not be asked"), "grey", "ban", told.left_out, _("Nobody is left out.")),
        ]
        days = [(today, _("Today")), (today + A_DAY, _("Tomorrow")), (today + 2 * A_DAY, _("The day after"))]
        context = self.get_context(
            told=told, groups=groups, day=day, days=days, budget=budget_at(), most=MOST_SHOWN,
        )  # fmt: skip
        return render(request, self.template_name, context)

    def _day(self, text: str, today: date) -> date:
        try:
            day = parse_date(text)
        except ValueError:
            day = None
        return max(day, today) if day is not None and is_in_reach(day) else today + A_DAY
