"""Campaigns: the list, one campaign with what happens next, its form, its copy for the next period."""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from brm.core import clock
from brm.parties.places import keepers
from brm.parties.views.base import PartyFormPage
from brm.ui.columns import Column
from brm.ui.lists import Empty, ListPage, Preset
from brm.ui.pages import DetailPage, FormPage
from surveys.asking.campaign_forms import CampaignForm, CopyForm
from surveys.asking.domain.audience import audience_in_words, count_audience, sample_of
from surveys.asking.domain.campaign_desk import due_of, is_missed
from surveys.asking.domain.campaign_figures import standing_of, with_rates
from surveys.asking.domain.campaign_queries import campaigns_for, entries_of, may_approve, readers_of
from surveys.asking.domain.campaigns import change_campaign, copy_campaign, create_campaign
from surveys.asking.domain.running import hindrances
from surveys.asking.enums import AskChannel, CampaignStatus, RespondentKind, Why
from surveys.asking.filters import CampaignFilter
from surveys.asking.lifecycle import LIFECYCLE
from surveys.asking.models import Campaign
from surveys.asking.places import CAMPAIGN_PARTS
from surveys.asking.views.base import Tabbed

LINE = (
    CampaignStatus.DRAFT, CampaignStatus.APPROVED, CampaignStatus.OPEN, CampaignStatus.CLOSED,
    CampaignStatus.ANALYSED, CampaignStatus.COMMUNICATED, CampaignStatus.ARCHIVED,
)  # fmt: skip
BEFORE = (CampaignStatus.DRAFT, CampaignStatus.APPROVED)
NEXT = {
    CampaignStatus.DRAFT: _("A lead looks at it and approves it; then its questions no longer change."),
    CampaignStatus.APPROVED: _("It opens by itself, and invites its people evenly over weekday mornings of theirs."),
    CampaignStatus.OPEN: _("Answers come in. Who has not answered is reminded once; it closes by itself."),
    CampaignStatus.CLOSED: _("Nobody can answer any more. Write down what it taught, then finish the analysis."),
    CampaignStatus.ANALYSED: _("Pass the results on to the distribution list."),
    CampaignStatus.COMMUNICATED: _("Readers confirm. Once low answers are followed up, it can be archived."),
    CampaignStatus.ARCHIVED: _("It is done. Copy it for the next period."),
    CampaignStatus.CANCELLED: _("It did not take place. Copy it to try again."),
}


class CampaignList(Tabbed, ListPage):
    """Every campaign a person may see, the latest first."""

    show = keepers
    source = campaigns_for
    title = _("Survey campaigns")
    filterset_class = CampaignFilter
    default_sort = "-opens_at"
    row_template = "asking/campaign_row.html"
    template_name = "asking/campaigns.html"
    columns = (
        Column("title", _("Campaign"), kind="title", sort="title"),
        Column("questionnaire", _("Asks with"), "questionnaire.name"),
        Column("owner", _("Owner"), "owner.name"),
        Column("opens_at", _("Opens"), sort="opens_at"),
        Column("closes_at", _("Closes"), sort="closes_at"),
        Column("invited", _("Invited"), kind="num"),
        Column("answered", _("Answered"), "figures.answered", kind="num"),
        Column("state", _("State"), "status", kind="state"),
    )
    presets = (
        Preset("mine", _("Mine"), "owner=me"),
        Preset("running", _("Running"), "state=running"),
        Preset("todo", _("To do"), "state=todo"),
        Preset("over", _("Ended"), "state=over"),
    )
    empty = Empty(
        _("No campaign yet"),
        _("A campaign asks many people the same questions: choose whom, a lead approves, and the rest goes by itself:"
          " invitations on weekday mornings, one reminder, closing. You write down what it taught and pass it on."),
        "send", _("New campaign"), "asking:campaign_new",
    )  # fmt: skip

    def prepare(self, rows: Any) -> None:
        found = with_rates(rows)
        for row in rows:
            row.figures = found[row.pk]


class CampaignPage(DetailPage):
    """One campaign: where it stands, what happens next, whom it asks, what it taught, who is told."""

    show = keepers
    source = campaigns_for
    template_name = "asking/campaign.html"
    object_name = "campaign"

    def get_crumbs(self) -> list[Any]:
        return [(reverse("asking:campaigns"), _("Survey campaigns"))]

    def get_queryset(self) -> "QuerySet[Campaign]":
        return super().get_queryset().select_related("approved_by")

    def get_context(self, **more: Any) -> dict[str, Any]:
        campaign, user, now = self.object, self.request.user, clock.now()
        before = campaign.status in BEFORE
        steps = {step.name: step for step in LIFECYCLE.available(campaign)}
        if "approve" in steps and not may_approve(user, campaign):
            steps.pop("approve")
            steps["ask"] = LIFECYCLE["approve"]
        named = {"ask": "approve"}
        readers = list(readers_of(campaign))
        return super().get_context(
            now=now, steps=steps, line=_line(campaign), next=_next(campaign, now), due=due_of(campaign),
            missed=is_missed(campaign, now),
            hindered={name: hindrances(named.get(name, name), campaign, at=now) for name in steps},
            channels=[AskChannel(one).label for one in campaign.channels], words=audience_in_words(campaign),
            quotas=sorted(campaign.quotas.items()),
            audience=_audience(campaign, user) if before else None,
            standing=None if before else standing_of(campaign), entries=list(entries_of(campaign)), readers=readers,
            confirmed=sum(one.receipt_at is not None for one in readers),
            parts=[part for one in CAMPAIGN_PARTS if (part := one(user, campaign))],
            voiced={AskChannel.PHONE, AskChannel.VISIT} & set(campaign.channels), **more,
        )  # fmt: skip


def _line(campaign: Campaign) -> list[tuple[Any, str]]:
    """The whole life, and where it is now."""
    if campaign.status == CampaignStatus.CANCELLED:
        return [(CampaignStatus.DRAFT.label, "done"), (CampaignStatus.CANCELLED.label, "current")]
    here = LINE.index(CampaignStatus(campaign.status))
    return [
        (state.label, "current" if place == here else "done" if place < here else "")
        for place, state in enumerate(LINE)
    ]


def _next(campaign: Campaign, now: Any) -> Any:
    if is_missed(campaign, now):
        return _now("It could not open in time, and nobody is asked late. Copy it for new days, and cancel this one.")
    return NEXT[CampaignStatus(campaign.status)]


def _audience(campaign: Campaign, user: Any) -> dict[str, Any]:
    """Whom it would ask now: figures and a few of them."""
    told = count_audience(campaign)
    return {
        "told": told, "sample": sample_of(campaign, user),
        "kinds": [(RespondentKind(kind).label, n) for kind, n in sorted(told.kinds.items())],
        "grades": [(grade or _now("No grade"), n) for grade, n in sorted(told.grades.items())],
        "channels": [(AskChannel(one).label if one else _now("not reached"), n)
                     for one, n in told.channels.items() if n],
        "held": [(Why(why).label, n) for why, n in told.held.items()],
    }  # fmt: skip


class EditCampaign(PartyFormPage):
    """Change a draft."""

    source: Any = campaigns_for
    form_class: Any = CampaignForm
    form_template = "asking/campaign_form.html"
    title = _("Change the campaign")
    success = _("Saved.")
    draft = "campaign"

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_initial(self) -> dict[str, Any]:
        if self.object is not None:
            return CampaignForm.values_of(self.object)
        return {"owner": self.request.user.pk, "channels": [AskChannel.MAIL]}

    def get_crumbs(self) -> list[Any]:
        crumbs: list[Any] = [(reverse("asking:campaigns"), _("Survey campaigns"))]
        return [*crumbs, (self.object.get_absolute_url(), str(self.object))] if self.object else crumbs

    def get_cancel_url(self) -> str:
        return self.object.get_absolute_url() if self.object else reverse("asking:campaigns")

    def save(self, form: Any) -> Campaign:
        return change_campaign(self.object, by=self.request.user, expected_version=self.version, **form.facts())


class NewCampaign(EditCampaign):
    """A new campaign."""

    source: Any = None
    title = _("New campaign")
    success = _("Drafted. Look at whom it asks, name who is told of the results, then have it approved.")

    def save(self, form: Any) -> Campaign:
        return create_campaign(by=self.request.user, **form.facts())


class CopyCampaign(FormPage):
    """The same for the next period."""

    show = keepers
    source = campaigns_for
    form_class: Any = CopyForm
    title = _("Copy for the next period")
    subtitle = _("Questions, audience, channels and distribution list are taken over; the copy is a draft of yours.")
    success = _("Copied.")
    grid = False

    def get_initial(self) -> dict[str, Any]:
        opens = clock.now() + timedelta(days=7)
        return {
            "title": str(self.object), "opens_at": opens,
            "closes_at": opens + (self.object.closes_at - self.object.opens_at),
        }  # fmt: skip

    def get_crumbs(self) -> list[Any]:
        return [
            (reverse("asking:campaigns"), _("Survey campaigns")),
            (self.object.get_absolute_url(), str(self.object)),
        ]

    def save(self, form: Any) -> Campaign:
        return copy_campaign(self.object, by=self.request.user, **form.cleaned_data)
