"""Campaigns for programs: drafted, stepped through their life, with their audience, figures, lessons and readers."""

from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.api.routes import router
from brm.api.verbs import NOTHING, verb
from brm.api.views import MakeSet, ReadSet, WriteSet, keepers
from brm.parties.models import Contact, Relationship
from surveys.asking import campaign_shapes as shapes
from surveys.asking.domain import campaigns, learning, running
from surveys.asking.domain.audience import count_audience
from surveys.asking.domain.campaign_figures import Standing, standing_of
from surveys.asking.domain.campaign_queries import campaigns_for, entries_for, readers_for
from surveys.asking.models import Campaign, CampaignEntry, CampaignReader


class CampaignSet(WriteSet):
    """Survey campaigns (Q-02 to Q-04): drafts are changed, everything after approval goes by its verbs."""

    title = _("Survey campaigns")
    show = keepers
    source = staticmethod(campaigns_for)
    serializer_class = shapes.CampaignSerializer
    filterset_class = shapes.CampaignFilterSet

    def make(self, data: dict[str, Any]) -> models.Model:
        return campaigns.create_campaign(by=self.person, **data)

    def change(self, noun: Campaign, data: dict[str, Any], version: int | None) -> models.Model:
        return campaigns.change_campaign(noun, by=self.person, expected_version=version, **data)

    @verb(_("Approve"))
    def approve(self, noun: Campaign) -> Campaign:
        """A lead has looked at it; the questions are frozen, and it opens by itself."""
        return running.approve_campaign(noun, by=self.person)

    @verb(_("Open"))
    def open(self, noun: Campaign) -> Campaign:
        """Once its moment has come; usually it opens by itself."""
        return running.open_campaign(noun, by=self.person)

    @verb(_("Extend"), takes=shapes.ExtensionSerializer)
    def extend(self, noun: Campaign, closes_at: datetime, reason: str) -> Campaign:
        """Once only; who has neither answered nor been reminded is reminded."""
        return running.extend_campaign(noun, by=self.person, closes_at=closes_at, reason=reason)

    @verb(_("Close"))
    def close(self, noun: Campaign) -> Campaign:
        """Once its time is over; usually it closes by itself."""
        return running.close_campaign(noun, by=self.person)

    @verb(
        _("Write a good practice down"),
        takes=shapes.PracticeSerializer,
        answers=shapes.CampaignEntrySerializer,
        status=201,
    )
    def practice(self, noun: Campaign, text: str) -> CampaignEntry:
        """Something that went well and shall go so everywhere."""
        return learning.add_practice(noun, text=text, by=self.person)

    @verb(
        _("Write an improvement down"),
        takes=shapes.ImprovementSerializer,
        answers=shapes.CampaignEntrySerializer,
        status=201,
    )
    def improvement(
        self, noun: Campaign, text: str, relationship: Relationship, owner: User, due_on: date
    ) -> CampaignEntry:
        """It becomes an action item."""
        return learning.add_improvement(
            noun, text=text, relationship=relationship, owner=owner, due_on=due_on, by=self.person
        )

    @verb(_("Finish the analysis"), takes=shapes.AnalysisSerializer)
    def analyse(self, noun: Campaign, summary: str, nothing_learnt: str) -> Campaign:
        """With at least one lesson, or the reason for none."""
        return running.analyse_campaign(noun, by=self.person, summary=summary, nothing_learnt=nothing_learnt)

    @verb(_("Pass the results on"))
    def communicate(self, noun: Campaign) -> Campaign:
        """To everybody on the distribution list."""
        return running.communicate_campaign(noun, by=self.person)

    @verb(_("Archive"))
    def archive(self, noun: Campaign) -> Campaign:
        """Once low answers are followed up."""
        return running.archive_campaign(noun, by=self.person)

    @verb(_("Cancel"), takes=shapes.CampaignWhySerializer)
    def cancel(self, noun: Campaign, reason: str) -> Campaign:
        """Before it opens."""
        return running.cancel_campaign(noun, by=self.person, reason=reason)

    @verb(_("Copy for the next period"), takes=shapes.CopySerializer, status=201)
    def copy(self, noun: Campaign, title: str, opens_at: datetime, closes_at: datetime) -> Campaign:
        """A draft of the caller's, with the same distribution list."""
        return campaigns.copy_campaign(noun, by=self.person, title=title, opens_at=opens_at, closes_at=closes_at)

    @verb(_("Count the audience"), answers=shapes.CountedSerializer, method="get")
    def audience(self, noun: Campaign) -> Any:
        """Whom it would ask now, reached how, held back by what."""
        return count_audience(noun)

    @verb(_("How it stands"), answers=shapes.CampaignStandingSerializer, method="get")
    def standing(self, noun: Campaign) -> Standing:
        """Asked and answered by kind, grade and channel."""
        return standing_of(noun)


class EntrySet(ReadSet):
    """What campaigns taught."""

    title = _("Lessons of campaigns")
    show = keepers
    source = staticmethod(entries_for)
    serializer_class = shapes.CampaignEntrySerializer
    filterset_class = shapes.EntryFilterSet

    @verb(_("Take it back"), answers=NOTHING)
    def remove(self, noun: CampaignEntry) -> None:
        """Before the analysis is finished; its open action item is dropped."""
        learning.remove_lesson(noun, by=self.person)


class ReaderSet(MakeSet):
    """Who is told of the results."""

    title = _("Readers of campaigns")
    show = keepers
    source = staticmethod(readers_for)
    serializer_class = shapes.CampaignReaderSerializer
    filterset_class = shapes.ReaderFilterSet

    def make(self, data: dict[str, Any]) -> models.Model:
        user: User | None = data.get("user")
        contact: Contact | None = data.get("contact")
        return campaigns.add_reader(data["campaign"], by=self.person, user=user, contact=contact)

    @verb(_("Take off the list"), answers=NOTHING)
    def remove(self, noun: CampaignReader) -> None:
        """Before they were told."""
        campaigns.remove_reader(noun, by=self.person)


router.register("survey-campaigns", CampaignSet, basename="survey-campaign")
router.register("survey-lessons", EntrySet, basename="survey-lesson")
router.register("survey-readers", ReaderSet, basename="survey-reader")
