"""The figures of complaints for programs, always with how many (K-04, K-11 to K-13, ruling 30)."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from brm.api.fields import ScopedField
from brm.api.verbs import verb
from brm.api.views import Desk, keepers
from brm.catalogue.domain.queries import services_for
from brm.catalogue.models import Service
from brm.communications.api.figures import StretchSerializer
from customers.complaints.domain.analysis import Analysis, analyse
from customers.complaints.domain.queries import complaints_for


class ShareSerializer(serializers.Serializer[Any]):
    """So many of so many; `share` is null where there were none, and says little where `is_thin`."""

    part = serializers.IntegerField()
    n = serializers.IntegerField()
    share = serializers.FloatField(allow_null=True)
    is_thin = serializers.BooleanField()


class BarSerializer(serializers.Serializer[Any]):
    """One line of a distribution, both paths apart."""

    key = serializers.CharField()
    direct = serializers.IntegerField()
    relayed = serializers.IntegerField()


class TurnSerializer(serializers.Serializer[Any]):
    """Both paths against the equally long stretch before; `warns` when users may go over our head (C-15)."""

    direct = serializers.IntegerField()
    direct_before = serializers.IntegerField()
    relayed = serializers.IntegerField()
    relayed_before = serializers.IntegerField()
    warns = serializers.BooleanField()


class RecoverySerializer(serializers.Serializer[Any]):
    """Score after closing less the last score before (K-13)."""

    points = serializers.FloatField(allow_null=True)
    n = serializers.IntegerField()
    after = serializers.FloatField(allow_null=True)
    n_after = serializers.IntegerField()
    is_thin = serializers.BooleanField()


class AnalysisSerializer(serializers.Serializer[Any]):
    """What complaints tell over a stretch of days, by the day they were received; duplicates count once."""

    since = serializers.DateField()
    until = serializers.DateField()
    total = serializers.IntegerField()
    direct = serializers.IntegerField()
    relayed = serializers.IntegerField()
    withdrawn = serializers.IntegerField()
    reopened = serializers.IntegerField()
    relayed_share = ShareSerializer()
    acknowledged = ShareSerializer(source="timely.acknowledged")
    answered = ShareSerializer(source="timely.answered")
    resolved = ShareSerializer(source="timely.resolved")
    disputed = ShareSerializer()
    recovery = RecoverySerializer()
    turn = TurnSerializer()
    months = BarSerializer(many=True)
    kinds = BarSerializer(many=True)
    severities = BarSerializer(many=True)
    channels = BarSerializer(many=True)
    services = BarSerializer(many=True)
    subjects = BarSerializer(many=True)
    customers = BarSerializer(many=True)


class AskedSerializer(StretchSerializer):
    """The stretch, and whether only one customer's or one service's."""

    service = ScopedField(services_for, required=False)


class AnalysisSet(Desk):
    """Volume by path, kind, severity, service; timeliness; relayed share; recovery."""

    title = _("Analysis of complaints")
    show = keepers
    serializer_class = AnalysisSerializer

    @verb(_("What do complaints tell?"), takes=AskedSerializer, detail=False, method="get")
    def list(self, since: date, until: date, relationship: Any = None, service: Service | None = None) -> Analysis:
        """Direct and relayed always side by side."""
        rows = complaints_for(self.person)
        if relationship is not None:
            rows = rows.filter(relationship=relationship)
        return analyse(rows.filter(service=service) if service is not None else rows, since, until)
