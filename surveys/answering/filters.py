"""What narrows the lists of responses, of words and of follow-ups."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from brm.accounts.domain.queries import acting_ids
from brm.catalogue.domain.queries import services_for
from brm.core import clock
from surveys.answering.domain.queries import ids_saying
from surveys.answering.enums import OPEN_FOLLOW_UP, FollowUpStatus, Outcome
from surveys.answering.models import Answer, FollowUp, Response
from surveys.answering.rules import LOW_BELOW
from surveys.asking.enums import AskChannel, RespondentKind
from surveys.questionnaires.enums import ExperienceFactor

CONTENT = (("low", _("Low")), ("fine", _("Content")))


def text_in(rows: "QuerySet[Any]", text: str, words: str, organisation: str, contact: str) -> "QuerySet[Any]":
    """Words somebody wrote, or who they are."""
    text = text.strip()
    return rows.filter(
        Q(**{f"{words}__icontains": text})
        | Q(**{f"{organisation}__icontains": text})
        | Q(**{f"{contact}__icontains": text})
    )


class ResponseFilter(django_filters.FilterSet):
    """By words, how content they are, who answered, service, channel, campaign, days."""

    q = django_filters.CharFilter(label=_("Words, customer or person"), method="by_text")
    content = django_filters.ChoiceFilter(label=_("Satisfaction"), choices=CONTENT, method="by_content")
    kind = django_filters.ChoiceFilter(
        label=_("Answered as"), field_name="respondent_kind", choices=RespondentKind.choices
    )
    service = django_filters.ModelChoiceFilter(label=_("Service"), queryset=lambda request: services_for(request.user))
    channel = django_filters.ChoiceFilter(label=_("Came by"), choices=AskChannel.choices)
    campaign = django_filters.NumberFilter(label=_("Campaign"), widget=None)
    relationship = django_filters.NumberFilter(label=_("Customer"), widget=None)
    since = django_filters.DateFilter(label=_("Answered from"), field_name="answered_on", lookup_expr="gte")
    until = django_filters.DateFilter(label=_("Answered until"), field_name="answered_on", lookup_expr="lte")

    class Meta:
        model = Response
        fields: tuple[str, ...] = ()

    def by_text(self, rows: "QuerySet[Any]", name: str, value: str) -> "QuerySet[Any]":
        return rows.filter(
            Q(pk__in=ids_saying(value.strip()))
            | Q(relationship__organisation__name__icontains=value.strip())
            | Q(contact__name__icontains=value.strip())
        )

    def by_content(self, rows: "QuerySet[Any]", name: str, value: str) -> "QuerySet[Any]":
        return rows.filter(score__lt=LOW_BELOW) if value == "low" else rows.filter(score__gte=LOW_BELOW)


class WordsFilter(django_filters.FilterSet):
    """By words, tag, factor of experience, days."""

    q = django_filters.CharFilter(label=_("Words, customer or person"), method="by_text")
    tag = django_filters.CharFilter(label=_("Tag"), method="by_tag")
    factor = django_filters.ChoiceFilter(label=_("Factor"), choices=ExperienceFactor.choices)
    untagged = django_filters.BooleanFilter(label=_("Without tags"), method="by_untagged")
    since = django_filters.DateFilter(label=_("Answered from"), field_name="response__answered_on", lookup_expr="gte")
    until = django_filters.DateFilter(label=_("Answered until"), field_name="response__answered_on", lookup_expr="lte")

    class Meta:
        model = Answer
        fields: tuple[str, ...] = ()

    def by_text(self, rows: "QuerySet[Any]", name: str, value: str) -> "QuerySet[Any]":
        return text_in(rows, value, "text", "response__relationship__organisation__name", "response__contact__name")

    def by_tag(self, rows: "QuerySet[Any]", name: str, value: str) -> "QuerySet[Any]":
        return rows.filter(tags__contains=[value.strip().lower()])

    def by_untagged(self, rows: "QuerySet[Any]", name: str, value: bool) -> "QuerySet[Any]":
        return rows.filter(tags=[]) if value else rows.exclude(tags=[])


STATES = (("open", _("Not done yet")), ("late", _("Late")), *FollowUpStatus.choices[1:])


class FollowUpFilter(django_filters.FilterSet):
    """By customer or person, state, mine, what came of it."""

    q = django_filters.CharFilter(label=_("Customer or person"), method="by_text")
    state = django_filters.ChoiceFilter(label=_("State"), choices=STATES, method="by_state")
    mine = django_filters.BooleanFilter(label=_("Mine"), method="by_mine")
    outcome = django_filters.ChoiceFilter(label=_("What came of it"), choices=Outcome.choices)
    relationship = django_filters.NumberFilter(label=_("Customer"), widget=None)

    class Meta:
        model = FollowUp
        fields: tuple[str, ...] = ()

    def by_text(self, rows: "QuerySet[Any]", name: str, value: str) -> "QuerySet[Any]":
        return text_in(rows, value, "note", "relationship__organisation__name", "response__contact__name")

    def by_state(self, rows: "QuerySet[Any]", name: str, value: str) -> "QuerySet[Any]":
        if value == "open":
            return rows.filter(status__in=OPEN_FOLLOW_UP)
        if value == "late":
            return rows.filter(status__in=OPEN_FOLLOW_UP, due_at__lte=clock.now())
        return rows.filter(status=value)

    def by_mine(self, rows: "QuerySet[Any]", name: str, value: bool) -> "QuerySet[Any]":
        return rows.filter(owner__in=acting_ids(self.request.user)) if value else rows
