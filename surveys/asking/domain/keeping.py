"""Rules of case-by-case surveys: made, changed, put in force; what ran before keeps going by what it was (Q-01)."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.catalogue.models import Service
from brm.core.editing import locked, refuse_stale, save_changes, save_new
from brm.core.errors import BlockedError, DomainError
from surveys.asking.models import SurveyRule
from surveys.questionnaires.enums import VersionStatus
from surveys.questionnaires.models import Questionnaire

FACTS = frozenset(
    {
        "name", "source", "questionnaire", "tiers", "grades", "share", "delay_hours", "within_hours", "expire_days",
        "remind_days", "low_below", "follow_up_hours", "phone_without_mail", "channel", "place",
    }
)  # fmt: skip


@transaction.atomic
def create_rule(*, by: User | None, services: Iterable[Service] = (), **facts: Any) -> SurveyRule:
    """A new rule, not in force yet."""
    _refuse_unknown(facts)
    rule = save_new(SurveyRule(**facts))
    rule.services.set(list(services))
    trail.record(rule, "survey_rule.create", by=by, changes={"name": (None, rule.name)})
    return rule


@transaction.atomic
def change_rule(
    rule: SurveyRule, *, by: User | None, expected_version: int | None = None,
    services: Iterable[Service] | None = None, **facts: Any,
) -> SurveyRule:  # fmt: skip
    """Change a rule: what closes from now on goes by it; who was planned before is asked as planned."""
    _refuse_unknown(facts)
    rule = locked(rule)
    refuse_stale(rule, expected_version, facts)
    if rule.is_active and "questionnaire" in facts:
        _refuse_unpublished(facts["questionnaire"])
    changes = save_changes(rule, facts)
    if services is not None:
        before, after = sorted(one.pk for one in rule.services.all()), sorted(one.pk for one in services)
        if before != after:
            rule.services.set(after)
            changes["services"] = (before, after)
    if changes:
        trail.record(rule, "survey_rule.change", by=by, changes=changes)
    return rule


@transaction.atomic
def activate_rule(rule: SurveyRule, *, by: User | None) -> SurveyRule:
    """From now on whatever closes and fits is asked about."""
    rule = locked(rule)
    _refuse_unpublished(rule.questionnaire)
    return _switch(rule, True, by)


@transaction.atomic
def deactivate_rule(rule: SurveyRule, *, by: User | None) -> SurveyRule:
    """Nobody is asked by it any more; what is planned by it is left out when its moment comes."""
    return _switch(locked(rule), False, by)


def _switch(rule: SurveyRule, on: bool, by: User | None) -> SurveyRule:
    if changes := save_changes(rule, {"is_active": on}):
        trail.record(rule, "survey_rule.activate" if on else "survey_rule.deactivate", by=by, changes=changes)
    return rule


def _refuse_unpublished(questionnaire: Questionnaire) -> None:
    """A rule in force has something to ask with; else whoever it asks would be left out without anybody noticing."""
    if not questionnaire.versions.filter(status=VersionStatus.PUBLISHED).exists():
        raise BlockedError(
            _("Publish “%(name)s” first: there is nothing to ask with.") % {"name": questionnaire},
            field="questionnaire",
        )


def _refuse_unknown(facts: Any) -> None:
    if unknown := set(facts) - FACTS:
        raise TypeError(f"not part of a rule: {', '.join(sorted(unknown))}")
    for name in ("tiers", "grades"):
        if name in facts:
            facts[name] = sorted(set(facts[name]))
    if facts.get("name") is not None:
        facts["name"] = " ".join(facts["name"].split())
        if not facts["name"]:
            raise DomainError(_("Give it a name."), field="name")


trail.label("survey_rule.create", gettext_lazy("Made the survey rule"))
trail.label("survey_rule.change", gettext_lazy("Changed the survey rule"))
trail.label("survey_rule.activate", gettext_lazy("Put the survey rule in force"))
trail.label("survey_rule.deactivate", gettext_lazy("Took the survey rule out of force"))
