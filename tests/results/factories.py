"""Answers of any day, by name or anonymous, as the verbs of answering leave them."""

from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from brm.parties.models import Contact, Relationship
from surveys.answering.models import Answer, Response
from surveys.asking.models import Campaign, Invitation
from surveys.questionnaires.models import Question, QuestionnaireVersion
from tests.answering.factories import make_campaign, make_version
from tests.factories.parties import ContactFactory

_n = count(1)
ZONE = ZoneInfo(settings.TIME_ZONE)


def noon(day: date) -> datetime:
    """The middle of a day where we are."""
    return datetime.combine(day, time(12), ZONE)


class Survey:
    """One questionnaire, one campaign that sent it, whoever answers."""

    def __init__(self, owner: Any) -> None:
        self.version: QuestionnaireVersion = make_version()
        self.campaign: Campaign = make_campaign(self.version, owner=owner)
        self.rated: Question = self.version.questions.get(code="easy")
        self.people: dict[int, Contact] = {}

    def person(self, relationship: Relationship) -> Contact:
        """Somebody of this customer: a new one each time, for a campaign asks everybody once."""
        return ContactFactory(organisation=relationship.organisation, email=f"r{next(_n)}@customer.example")

    def asked(
        self, relationship: Relationship, *, kind: str, on: date, service: Any = None, **facts: Any
    ) -> Invitation:
        """Somebody who was sent the questions on a day."""
        given = {"status": "sent", "sent_at": noon(on), "expires_at": noon(on) + timedelta(days=30)} | facts
        given.setdefault("contact", self.person(relationship))
        return Invitation.objects.create(
            relationship=relationship, version=self.version, campaign=self.campaign, service=service,
            respondent_kind=kind, **given,
        )  # fmt: skip

    def said(
        self, relationship: Relationship, score: float, *, on: date, kind: str = "user", service: Any = None,
        sent: date | None = None, factors: dict[str, float] | None = None, **figures: Any,
    ) -> Response:  # fmt: skip
        """An answer by name."""
        invitation = self.asked(
            relationship, kind=kind, on=sent or on, service=service, status="answered", ended_on=on, step_at=None
        )
        response = Response.objects.create(
            invitation=invitation, campaign=self.campaign, version=self.version, relationship=relationship,
            contact=invitation.contact, service=service, respondent_kind=kind, submitted_at=noon(on), answered_on=on,
            score=score, **figures,
        )  # fmt: skip
        self.rate(response, factors or {})
        return response

    def rate(self, response: Response, factors: dict[str, float]) -> None:
        """Its answers by factor."""
        for number, (factor, points) in enumerate(factors.items()):
            Answer.objects.create(
                response=response, question=self.rated, line=f"l{number}", value=3, points=points, factor=factor
            )

    def secret(
        self, relationship: Relationship, score: float, *, campaign: Campaign, on: date, kind: str = "user",
        service: Any = None, factors: dict[str, float] | None = None, **figures: Any,
    ) -> Response:  # fmt: skip
        """An anonymous answer, out of the box."""
        response = Response.objects.create(
            campaign=campaign, version=self.version, relationship=relationship, service=service, respondent_kind=kind,
            started_at=None, answered_on=on, score=score, **figures,
        )  # fmt: skip
        self.rate(response, factors or {})
        return response

    def over(self, owner: Any, *, on: date, **facts: Any) -> Campaign:
        """An anonymous campaign that was closed on a day."""
        given = {"status": "closed", "closed_at": noon(on), "opens_at": noon(on) - timedelta(days=20)} | facts
        given = {"closes_at": noon(on), "is_anonymous": True} | given
        return make_campaign(self.version, owner=owner, **given)
