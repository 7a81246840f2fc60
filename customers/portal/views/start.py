"""The first page: what waits for them, what we are doing for them, whom to turn to, when we meet."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.core import clock
from brm.parties.models import Organisation
from brm.ui.http import Request
from customers.complaints.models import Complaint
from customers.portal.domain.access import Entry
from customers.portal.domain.complaints import calling_complaints, open_complaints
from customers.portal.domain.queries import next_meetings_open_to, open_promises, own_promises_due
from customers.portal.domain.story import plain_state
from customers.portal.views.base import Visitor

SHOWN = 3


class Start(Visitor):
    """Home on a phone: in a glance what is next, with one thumb what is wrong."""

    template_name = "portal/home.html"
    title = gettext_lazy("Home")

    def get(self, request: Request) -> HttpResponse:
        user = request.user
        context = self.get_context(
            greeting=greeting(),
            calling=[plainly(row) for row in calling_complaints(user)[:SHOWN]],
            cases=[plainly(row) for row in open_complaints(user)[:SHOWN]],
            meetings=list(next_meetings_open_to(user).select_related("relationship__organisation")[:2]),
            due=list(own_promises_due(user)[:SHOWN]),
            promised=list(open_promises(user).filter(side="ours")[:SHOWN]),
            managers=managers(self.entries),
            today=clock.today(),
        )
        return render(request, self.template_name, context)


class Tell(Visitor):
    """One question: is something wrong, or was something good?"""

    template_name = "portal/tell.html"
    title = gettext_lazy("What would you like to tell us?")

    def get(self, request: Request) -> HttpResponse:
        return render(request, self.template_name, self.get_context())


def plainly(complaint: Complaint) -> Complaint:
    """A complaint with the sentence that says where it stands."""
    setattr(complaint, "plain", plain_state(complaint))  # noqa: B010 - hung on for the page
    return complaint


def greeting() -> str:
    """By the hour where the reader is."""
    hour = timezone.localtime(clock.now()).hour
    if hour < 5 or hour >= 22:
        return _("Good night")
    if hour < 11:
        return _("Good morning")
    return _("Good afternoon") if hour < 18 else _("Good evening")


def managers(entries: list[Entry]) -> list[tuple[User, list[Organisation]]]:
    """Whom to turn to: each relationship manager once, with the organisations they keep."""
    found: dict[User, list[Organisation]] = {}
    for entry in entries:
        found.setdefault(entry.relationship.owner, []).append(entry.relationship.organisation)
    return list(found.items())
