"""What narrows the lists of asking."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from brm.parties.forms.relationships import managers_for
from surveys.asking.domain.queries import rules_for
from surveys.asking.enums import AskChannel, CampaignStatus, InvitationStatus, RespondentKind, Source, Why
from surveys.asking.models import Campaign, Invitation, SurveyRule


class InvitationFilter(django_filters.FilterSet):
    """By person, event or customer, state, reason, channel, rule, kind of respondent."""

    q = django_filters.CharFilter(label=_("Person, event or customer"), method="by_text")
    status = django_filters.ChoiceFilter(label=_("State"), choices=InvitationStatus.choices)
    why = django_filters.ChoiceFilter(label=_("Why not"), choices=[pair for pair in Why.choices if pair[0]])
    channel = django_filters.ChoiceFilter(label=_("How"), choices=AskChannel.choices)
    rule = django_filters.ModelChoiceFilter(label=_("Rule"), queryset=lambda request: rules_for(request.user))
    respondent_kind = django_filters.ChoiceFilter(label=_("Asked as"), choices=RespondentKind.choices)
    relationship = django_filters.NumberFilter(label=_("Customer"))
    contact = django_filters.NumberFilter(label=_("Contact"))
    campaign = django_filters.NumberFilter(label=_("Campaign"))

    class Meta:
        model = Invitation
        fields: tuple[str, ...] = ()

    def by_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        text = value.strip()
        return rows.filter(
            Q(contact__name__icontains=text)
            | Q(matter__number__istartswith=text)
            | Q(relationship__organisation__name__icontains=text)
        )


class RuleFilter(django_filters.FilterSet):
    """By name, source, whether it is in force."""

    q = django_filters.CharFilter(label=_("Name"), field_name="name", lookup_expr="icontains")
    source = django_filters.ChoiceFilter(label=_("When this closes"), choices=Source.choices)
    is_active = django_filters.BooleanFilter(label=_("In force"))

    class Meta:
        model = SurveyRule
        fields: tuple[str, ...] = ()


class CampaignFilter(django_filters.FilterSet):
    """By title, state, owner, channel, with names or without."""

    q = django_filters.CharFilter(label=_("Title"), field_name="title", lookup_expr="icontains")
    status = django_filters.ChoiceFilter(label=_("State"), choices=CampaignStatus.choices)
    owner = django_filters.ModelChoiceFilter(label=_("Owner"), queryset=lambda request: managers_for(request.user))
    channel = django_filters.ChoiceFilter(label=_("How"), choices=AskChannel.choices, method="by_channel")
    is_anonymous = django_filters.BooleanFilter(label=_("Anonymous"))
    state = django_filters.ChoiceFilter(
        label=_("Waits for"), method="by_state",
        choices=(("running", _("Answers")), ("todo", _("Us")), ("over", _("Nothing: it is over"))),
    )  # fmt: skip

    class Meta:
        model = Campaign
        fields: tuple[str, ...] = ()

    def by_channel(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(channels__contains=[value])

    def by_state(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        running = (CampaignStatus.APPROVED, CampaignStatus.OPEN)
        todo = (CampaignStatus.DRAFT, CampaignStatus.CLOSED, CampaignStatus.ANALYSED, CampaignStatus.COMMUNICATED)
        over = (CampaignStatus.ARCHIVED, CampaignStatus.CANCELLED)
        return rows.filter(status__in={"running": running, "todo": todo, "over": over}[value])
