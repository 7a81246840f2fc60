"""Where asking plugs in: held meetings, the mails it writes, what is known of one person, who may read the history."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.domain.leaving import OPEN_WORK, OpenWork
from brm.accounts.domain.privacy import PERSONAL, PersonalData
from brm.attention.domain import RULES, AttentionRule
from brm.attention.models import Attention
from brm.audit import words
from brm.communications.domain.holding import HELD
from brm.parties.models import Contact
from brm.timeline.models import TimelineEntry
from surveys.asking import campaign_story, notices
from surveys.asking.domain import budget, campaign_queries, learning, queries, running, today
from surveys.asking.domain.giving import calls_in_hand, campaigns_in_hand, pass_calls_on, pass_campaigns_on
from surveys.asking.domain.meetings import offer_meeting
from surveys.asking.models import CallTry, Invitation, OptOut
from surveys.questionnaires.domain.uses import USES
from surveys.questionnaires.models import Questionnaire

WORDS = (notices, campaign_story, learning, running)


def _collect(person: models.Model) -> list[dict[str, Any]]:
    """When somebody was asked about what, and what they said about being asked."""
    if not isinstance(person, Contact):
        return []
    rows = Invitation.objects.filter(contact=person).order_by("id")
    asked = rows.values("matter__number", "campaign__title", "status", "why", "channel", "sent_at", "ended_on")
    wishes = OptOut.objects.filter(contact=person).values("at", "reason", "ended_at")
    found: list[Any] = [*asked, *wishes]
    return found


def _rules_that_ask(questionnaire: Questionnaire) -> list[str]:
    """Rules in force would ask nobody any more, and say nothing of it."""
    words = _("The rule “%(name)s” asks it. Take it out of force first, or give it another questionnaire.")
    return [words % {"name": rule.name} for rule in queries.rules_that_ask(questionnaire)]


USES.register("survey rules", _rules_that_ask)


def _erase(person: models.Model) -> None:
    """Words go, links open no longer; that somebody was asked stays as a count."""
    if isinstance(person, Contact):
        mine = Invitation.objects.filter(contact=person)
        CallTry.objects.filter(invitation__in=mine).update(note="")
        mine.update(token_hash="", reminder_hash="")
        OptOut.objects.filter(contact=person).update(reason="")
        numbers = list(mine.values_list("pk", flat=True))
        for line in Attention.objects.filter(rule=today.RULE, subject_type=today.SUBJECT, subject_id__in=numbers):
            line.params = {**line.params, "person": ""}
            line.save(update_fields=["params"])
        shared = TimelineEntry.objects.filter(kind="campaign", event="share", params__person=person.name)
        for entry in shared:
            entry.params = {**entry.params, "person": ""}
            entry.save(update_fields=["params"])


def _call(row: Attention) -> str:
    said = {name: row.params.get(name, "") for name in ("person", "organisation", "about")}
    if said["about"]:
        return _("Call %(person)s of %(organisation)s and ask how it was: %(about)s") % said
    return _("Call %(person)s of %(organisation)s and ask how they are content") % said


def _to_call(row: Attention) -> tuple[object, str]:
    return gettext_lazy("Call"), reverse("asking:call", args=[row.subject_id])


RULES.register(
    today.RULE,
    AttentionRule(today.RULE, gettext_lazy("Survey by phone"), "phone-call", _call, _to_call, today.expected_calls),
)
HELD.register("surveys", offer_meeting)
OPEN_WORK.register(
    "campaigns", OpenWork("campaigns", gettext_lazy("Survey campaigns"), campaigns_in_hand, pass_campaigns_on)
)
OPEN_WORK.register("survey_calls", OpenWork("survey_calls", gettext_lazy("Survey calls"), calls_in_hand, pass_calls_on))
words.readable("asking.campaign", campaign_queries.campaigns_for)
words.word("reader", gettext_lazy("Distribution list"))
words.word("lesson", gettext_lazy("What we learnt"))
words.word("approved_by", gettext_lazy("Approved by"))
words.readable("asking.surveyrule", queries.rules_for)
words.readable("asking.invitation", queries.invitations_for)
words.readable("asking.budget", budget.budgets_for)
PERSONAL.register("surveys", PersonalData("surveys", gettext_lazy("Surveys"), _collect, _erase))
