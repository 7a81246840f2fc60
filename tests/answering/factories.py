"""A published questionnaire, somebody who was asked, and what they say."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from brm.core import clock
from brm.matters.domain import close_matter, open_matter
from surveys.asking.domain.links import hash_of, new_token
from surveys.asking.models import Campaign, Invitation, SurveyRule
from surveys.questionnaires.models import Question, Questionnaire, QuestionnaireVersion
from tests.factories.parties import ContactFactory, RelationshipFactory

_n = count(1)
WORDS = "热线等了很久才有人接，请改进。"
GOOD = {"content": 5, "easy": 5, "recommend": 9, "call": True}
BAD = {"content": 1, "easy": 2, "why": WORDS, "recommend": 3, "words": "接线太慢", "call": True}


def make_version() -> QuestionnaireVersion:
    """Satisfaction, why (if low), effort, recommendation, words, consent to be called."""
    questionnaire = Questionnaire.objects.create(name=f"After one event {next(_n)}", purpose="case")
    version = QuestionnaireVersion.objects.create(
        questionnaire=questionnaire, number=1, title_en="How was it?", title_zh="服务怎么样？", intro_en="One minute.",
        intro_zh="只需一分钟。", thanks_en="Thank you very much.", thanks_zh="非常感谢。",
    )  # fmt: skip
    low = {"code": "content", "op": "at_most", "value": 2}
    rows: list[dict[str, Any]] = [
        {"code": "content", "type": "scale", "measure": "csat", "is_required": True, "factor": "quality"},
        {"code": "easy", "type": "scale", "measure": "ces"},
        {"code": "why", "type": "text", "show_if": low},
        {"code": "recommend", "type": "ten", "measure": "nps"},
        {"code": "words", "type": "text"},
        {"code": "call", "type": "consent"},
    ]
    for place, facts in enumerate(rows, 1):
        words = {"text_en": f"{facts['code'].title()}?", "text_zh": f"问题{place}"}
        Question.objects.create(version=version, position=place, **words, **facts)
    version.status, version.published_at = "published", clock.now()
    version.save()
    return version


def make_rule(version: QuestionnaireVersion, **facts: Any) -> SurveyRule:
    """A rule for closed complaints, not in force: who is asked is said by ``invite``."""
    return SurveyRule.objects.create(
        name=f"Rule of answering {next(_n)}", source="complaint", questionnaire=version.questionnaire, **facts
    )


def make_campaign(version: QuestionnaireVersion, *, owner: Any, at: datetime | None = None, **facts: Any) -> Campaign:
    """A campaign that is open."""
    at = at or clock.now()
    given = {"status": "open", "opens_at": at - timedelta(days=1), "closes_at": at + timedelta(days=20)} | facts
    return Campaign.objects.create(
        title=f"Campaign {next(_n)}", questionnaire=version.questionnaire, asked_version=version, owner=owner, **given
    )


def invite(
    relationship: Any = None,
    *,
    version: Any = None,
    campaign: Any = None,
    rule: Any = None,
    at: datetime | None = None,
    **facts: Any,
) -> tuple[Invitation, str]:
    """Somebody asked a moment ago, with the link they got."""
    at = at or clock.now()
    relationship = relationship or RelationshipFactory()
    version = version or (campaign.asked_version if campaign else make_version())
    contact = facts.pop("contact", None) or ContactFactory(
        organisation=relationship.organisation, email=f"c{next(_n)}@customer.example", language="zh-hans"
    )
    matter = facts.pop("matter", None)
    if matter is not None:
        rule = rule or make_rule(version)
    elif campaign is None:
        matter = open_matter(relationship, kind="complaint", title="Slow hotline", by=None, at=at)
        close_matter(matter, by=None, at=at)
        rule = rule or make_rule(version)
    token = new_token()
    given = {"respondent_kind": "user", "status": "sent", "sent_at": at, "expires_at": at + timedelta(days=7)} | facts
    invitation = Invitation.objects.create(
        relationship=relationship, contact=contact, version=version, campaign=campaign, rule=rule, matter=matter,
        token_hash=hash_of(token), step_at=at + timedelta(days=3), **given,
    )  # fmt: skip
    return invitation, token
