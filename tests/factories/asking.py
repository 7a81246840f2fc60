"""Questionnaires that are published, rules in force, closed events: what tests of asking stand on."""

from datetime import datetime
from itertools import count
from typing import Any

from brm.matters.domain import close_matter, open_matter
from brm.matters.models import Matter, MatterKind
from brm.parties.enums import ContactKind
from brm.parties.models import Contact, Relationship
from surveys.asking.domain.keeping import activate_rule, create_rule
from surveys.asking.enums import Source
from surveys.asking.models import SurveyRule
from surveys.questionnaires.enums import Measure, QuestionType, VersionStatus
from surveys.questionnaires.models import Question, Questionnaire, QuestionnaireVersion
from tests.factories.parties import ContactFactory

_number = count(1)


def make_questionnaire(*, at: datetime, name: str = "") -> Questionnaire:
    """One scale, published in both languages."""
    questionnaire = Questionnaire.objects.create(name=name or f"After an event {next(_number)}", purpose="case")
    version = QuestionnaireVersion.objects.create(
        questionnaire=questionnaire, number=1, title_en="How was our service?", title_zh="我们的服务如何？",
        intro_en="One question.", intro_zh="只有一个问题。",
    )  # fmt: skip
    Question.objects.create(
        version=version, code="csat", position=1, type=QuestionType.SCALE, measure=Measure.CSAT,
        text_en="How content are you?", text_zh="您满意吗？",
    )  # fmt: skip
    version.status, version.published_at = VersionStatus.PUBLISHED, at
    version.save(update_fields=["status", "published_at"])
    return questionnaire


def make_rule(*, at: datetime, active: bool = True, **facts: Any) -> SurveyRule:
    """A rule for service events in force; ask after an hour, within 24, open a week, remind after three days."""
    facts = {"name": f"Rule {next(_number)}", "source": Source.SERVICE_EVENT} | facts
    facts.setdefault("questionnaire", make_questionnaire(at=at))
    rule = create_rule(by=None, **facts)
    return activate_rule(rule, by=None) if active else rule


def make_person(relationship: Relationship, **facts: Any) -> Contact:
    """Somebody who receives the service and reads mail."""
    facts = {"kind": ContactKind.SERVICE_USER, "email": f"person{next(_number)}@customer.example"} | facts
    return ContactFactory(organisation=relationship.organisation, **facts)


def make_closed(relationship: Relationship, *, at: datetime, kind: str = MatterKind.SERVICE_EVENT) -> Matter:
    """An event that closed at a moment."""
    matter = open_matter(
        relationship, kind=kind, title="Printer does not print", by=None, number=f"INC{next(_number):07d}", at=at
    )
    return close_matter(matter, by=None, at=at)
