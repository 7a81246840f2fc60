"""Follow-ups of low answers: the desk, one of them, and what can be done with it."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.communications.views.base import Keeping, KeepingForm, VerbForm
from brm.core import clock
from brm.core.narrowing import ORGANISATION, PERSON, narrowed
from brm.parties.domain.links import relationship_url
from brm.parties.domain.queries import relationships_for
from brm.ui.columns import Column
from brm.ui.lists import Empty, ListPage, Preset
from brm.ui.pages import Crumb, insiders_only
from surveys.answering.domain.desk import desk_figures
from surveys.answering.domain.follow_ups import (
    contact_for_follow_up,
    finish_follow_up,
    give_follow_up,
    reopen_follow_up,
)
from surveys.answering.domain.queries import answers_of, follow_ups_for, with_recovery
from surveys.answering.domain.showing import told_answers
from surveys.answering.enums import FollowUpStatus
from surveys.answering.filters import FollowUpFilter
from surveys.answering.forms import ContactForm, FinishForm, GiveForm, ReopenForm
from surveys.answering.lifecycle import LIFECYCLE
from surveys.answering.models import FollowUp


class FollowUpDesk(ListPage):
    """Who waits for us after a low answer: the most urgent first."""

    source = follow_ups_for
    title = _("Follow-ups")
    subtitle = _("Every low answer has somebody who speaks with them, and a date. What nobody moves climbs by itself.")
    filterset_class = FollowUpFilter
    default_sort = "due"
    row_template = "answering/follow_up_row.html"
    template_name = "answering/desk.html"
    columns = (
        Column("title", _("Who is discontent"), "response.contact.name", kind="title"),
        Column("relationship", _("Customer"), "relationship.organisation.name"),
        Column("before", _("Satisfaction"), "score_before"),
        Column("after", _("Afterwards"), "score_after"),
        Column("owner", _("Who sees to it"), "owner.name"),
        Column("due", _("Due"), "due_at", sort="desk_at"),
        Column("state", _("State"), "status", kind="state"),
        Column("outcome", _("What came of it"), lambda row: row.get_outcome_display(), default=False),
        Column("opened", _("Opened"), "opened_at", default=False),
    )
    presets = (
        Preset("open", _("To do"), "state=open"),
        Preset("late", _("Late"), "state=late"),
        Preset("mine", _("Mine"), "state=open&mine=true"),
        Preset("done", _("Done"), "state=done"),
    )
    empty = Empty(
        _("Nobody waits for us"),
        _("When an answer is low, it stands here with an owner and a date. Speak with them, say what came of it, and"
          " see whether they are content again."),
        "mood-smile",
    )  # fmt: skip

    def get_queryset(self) -> "QuerySet[FollowUp]":
        rows = narrowed(
            super().get_queryset(), relationship=("kind",), relationship__organisation=ORGANISATION, owner=PERSON,
            response=("score",), response__contact=("name",),
        )  # fmt: skip
        return with_recovery(rows)

    def get_context(self, **more: Any) -> dict[str, Any]:
        return super().get_context(now=clock.now(), figures=desk_figures(follow_ups_for(self.request.user)), **more)


class FollowUpPage(Keeping):
    """One follow-up: what they said, what we did, what came of it."""

    show = insiders_only
    source = follow_ups_for
    template_name = "answering/follow_up.html"
    object_name = "follow_up"

    def get_queryset(self) -> "QuerySet[FollowUp]":
        return with_recovery(super().get_queryset().select_related("risen_to", "response__matter", "response__campaign",
            "relationship__organisation", "owner", "response__contact", "response__service"))  # fmt: skip

    def get_title(self) -> Any:
        contact = self.object.response.contact
        return _("Follow-up with %(person)s") % {"person": contact.name if contact else self.object.relationship}

    def get_crumbs(self) -> list[Crumb]:
        return [(reverse("answering:follow_ups"), _("Follow-ups"))]

    def get_context(self, **more: Any) -> dict[str, Any]:
        follow_up: FollowUp = self.object
        keeps = relationships_for(self.request.user).filter(pk=follow_up.relationship_id).exists()
        told = told_answers(answers_of(follow_up.response))
        states = list(FollowUpStatus)
        done = states.index(FollowUpStatus(follow_up.status))
        return super().get_context(
            steps={step.name: step for step in LIFECYCLE.available(follow_up)}, told=told, keeps=keeps,
            may_call=any(one.consent for one in told), now=clock.now(),
            page_of=relationship_url(follow_up.relationship) if keeps else "",
            line=[
                (state.label, "current" if place == done else "done" if place < done else "")
                for place, state in enumerate(states)
            ],
            **more,
        )  # fmt: skip


class FollowUpForm(VerbForm):
    """A form about one follow-up; whoever sees to it may open it."""

    show = insiders_only
    source = follow_ups_for
    grid = False

    def get_crumbs(self) -> list[Crumb]:
        return [
            (reverse("answering:follow_ups"), _("Follow-ups")),
            (self.object.get_absolute_url(), str(self.object.relationship)),
        ]


class ContactFollowUp(FollowUpForm):
    """We spoke with them."""

    verb = contact_for_follow_up
    form_class = ContactForm
    title = _("Spoken with them")
    success = _("Written down.")


class FinishFollowUp(FollowUpForm):
    """What came of it."""

    verb = finish_follow_up
    form_class = FinishForm
    title = _("What came of it")
    submit = _("Done")
    success = _("Done. Their next answer will show whether they are content again.")

    def get_initial(self) -> dict[str, Any]:
        return {"note": self.object.note}


class ReopenFollowUp(FollowUpForm):
    """It was not done after all."""

    verb = reopen_follow_up
    form_class = ReopenForm
    title = _("Take it up again")
    success = _("Taken up again; the clock runs anew.")


class GiveFollowUp(FollowUpForm):
    """Somebody else sees to it."""

    verb = give_follow_up
    form_class = GiveForm
    title = _("Give it to somebody else")
    submit = _("Give")
    success = _("Given.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return KeepingForm.get_form_kwargs(self) | {"user": self.request.user}

    def get_initial(self) -> dict[str, Any]:
        return {"to": self.object.owner_id}

    def get_success_url(self, result: FollowUp) -> str:
        readable = follow_ups_for(self.request.user).filter(pk=result.pk).exists()
        return result.get_absolute_url() if readable else reverse("answering:follow_ups")
