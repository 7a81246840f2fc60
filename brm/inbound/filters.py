"""Finding mails that came in."""

import django_filters
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brm.inbound.enums import MailState, Reason, Way
from brm.inbound.models import InboundMail


class InboundFilter(django_filters.FilterSet):
    """By words in sender and subject, by state, reason and way."""

    q = django_filters.CharFilter(method="search", label=_("Sender or subject"))
    state = django_filters.MultipleChoiceFilter(label=_("State"), choices=MailState.choices)
    reason = django_filters.MultipleChoiceFilter(
        label=_("Why"), choices=[choice for choice in Reason.choices if choice[0]]
    )
    way = django_filters.ChoiceFilter(label=_("Way"), choices=Way.choices)

    class Meta:
        model = InboundMail
        fields = ("q", "state", "reason", "way")

    def search(self, rows: "models.QuerySet[InboundMail]", _name: str, value: str) -> "models.QuerySet[InboundMail]":
        words = value.strip()[:200]
        return rows.filter(Q(sender__icontains=words) | Q(title__icontains=words) | Q(message_id=words))
