"""A response and its answers. An anonymous one comes by way of the ballot box, with nothing that leads to a person."""

import uuid

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brm.catalogue.models import Service
from brm.core import clock
from brm.matters.models import Matter
from brm.parties.models import Contact, Relationship
from surveys.asking.enums import AskChannel, RespondentKind
from surveys.asking.models import Campaign, Invitation
from surveys.questionnaires.models import Question, QuestionnaireVersion


class Response(models.Model):
    """What one person answered. ``score`` is the mean of the scale answers, 0 to 100 (K-06).

    Loyalty stands apart (Q-16). Not anonymous: it names its invitation (and by it the contact).
    Anonymous: invitation, contact, moments, grade are none, its id is random; its day is that on which its campaign
    began, the same for all of them (ruling 32).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    invitation = models.OneToOneField(Invitation, models.PROTECT, null=True, blank=True, related_name="response")
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, null=True, blank=True, related_name="responses", db_index=False
    )
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, blank=True, related_name="responses")
    version = models.ForeignKey(QuestionnaireVersion, models.PROTECT, related_name="responses")
    relationship = models.ForeignKey(Relationship, models.PROTECT, related_name="responses", db_index=False)
    contact = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, related_name="responses", db_index=False
    )
    service = models.ForeignKey(
        Service, models.PROTECT, null=True, blank=True, related_name="responses", db_index=False
    )
    respondent_kind = models.CharField(_("answered as"), max_length=8, choices=RespondentKind.choices)
    grade = models.CharField(_("grade"), max_length=1, blank=True)
    channel = models.CharField(_("came by"), max_length=8, choices=AskChannel.choices, default=AskChannel.MAIL)
    language = models.CharField(_("language"), max_length=10, blank=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("written down by"),
    )
    started_at = models.DateTimeField(_("begun"), default=clock.now, null=True, blank=True)
    submitted_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    score = models.DecimalField(_("satisfaction"), max_digits=5, decimal_places=2, null=True, blank=True)
    csat = models.DecimalField(_("CSAT answer, 0 to 100"), max_digits=5, decimal_places=2, null=True, blank=True)
    nps = models.PositiveSmallIntegerField(_("recommendation, 0 to 10"), null=True, blank=True)
    ces = models.DecimalField(_("effort answer, 0 to 100"), max_digits=5, decimal_places=2, null=True, blank=True)
    draft = models.JSONField(default=dict, blank=True, editable=False)
    """What was answered so far, by code; empty once it is taken in."""

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        ordering = ["-answered_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(respondent_kind__in=RespondentKind.values), name="a_response_says_who_answered"
            ),
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__range=(0, 100)), name="a_score_is_zero_to_a_hundred"
            ),
            models.CheckConstraint(condition=Q(nps=None) | Q(nps__lte=10), name="a_recommendation_is_zero_to_ten"),
            models.CheckConstraint(
                condition=Q(submitted_at=None) | Q(answered_on__isnull=False), name="an_answer_has_its_day"
            ),
            models.CheckConstraint(
                condition=Q(contact__isnull=False)
                | Q(invitation=None, matter=None, started_at=None, submitted_at=None, taken_by=None),
                name="an_anonymous_answer_leads_to_nobody",
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None) | Q(draft={}), name="what_was_answered_is_no_draft_any_more"
            ),
        ]
        indexes = [
            models.Index(fields=["relationship", "-answered_on", "id"], name="response_relationship_idx"),
            models.Index(fields=["service", "answered_on"], name="response_service_idx"),
            models.Index(fields=["campaign"], name="response_campaign_idx"),
            models.Index(fields=["contact", "-answered_on"], name="response_contact_idx"),
            models.Index(fields=["answered_on", "id"], name="response_day_idx"),
            # results: all that is summed up, without reading the rows
            models.Index(
                fields=["answered_on"],
                include=["id", "relationship", "service", "respondent_kind", "contact", "score", "csat", "nps", "ces"],
                condition=Q(answered_on__isnull=False),
                name="response_results_idx",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Answer(models.Model):
    """The answer to one question, or to one line of a matrix; ``points``: brought to 0 to 100."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="answers", db_index=False)
    question = models.ForeignKey(Question, models.PROTECT, related_name="answers")
    line = models.CharField(max_length=40, blank=True)
    value = models.SmallIntegerField(null=True, blank=True)
    chosen = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    text = models.TextField(blank=True)
    points = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    factor = models.CharField(max_length=14, blank=True)
    tags = ArrayField(models.CharField(max_length=40), default=list, blank=True)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(
                fields=["response", "question", "line"], name="a_question_is_answered_once_per_response"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80] or str(self.value)


class Ballot(models.Model):
    """An anonymous response waits here until the box is shaken and emptied; nothing leads to anybody."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="+")
    content = models.JSONField()
    on = models.DateField()

    class Meta:
        verbose_name = _("ballot")
        verbose_name_plural = _("ballots")
        triggers = [pgtrigger.Protect(name="a_ballot_is_not_changed", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return str(self.pk)
