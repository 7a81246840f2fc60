"""Were plans kept, and who has heard nothing: figures for programs, always with how many (K-09, K-10, ruling 30)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from brm.api.fields import DayField, Record
from brm.api.verbs import verb
from brm.api.views import Desk, ReadSet, keepers
from brm.communications.domain.adherence import adherence, adherence_by_manager, adherence_by_relationship
from brm.communications.domain.queries import occurrences_for
from brm.communications.domain.silence import contact_gap, silent_for
from brm.core import clock
from brm.parties.fields import RelationshipField
from brm.parties.models import Relationship
from brm.ui.keyset import Sort

LONGEST = 1100


class AdherenceSerializer(serializers.Serializer[Any]):
    """Meetings held in their period, made up for late, missed; `share` is null where nothing was due.

    With fewer than five meetings (`is_thin`) the share says little: show n with it.
    """

    held = serializers.IntegerField()
    late = serializers.IntegerField()
    missed = serializers.IntegerField()
    n = serializers.IntegerField()
    share = serializers.FloatField(allow_null=True)
    is_thin = serializers.BooleanField()


class LineSerializer(serializers.Serializer[Any]):
    """One manager or relationship, with the months before."""

    id = serializers.IntegerField(source="pk")
    name = serializers.CharField()
    figures = AdherenceSerializer()
    trend = serializers.ListField(child=serializers.FloatField(allow_null=True))


class AdherenceAnswerSerializer(serializers.Serializer[Any]):
    """Adherence over a stretch of days: in all, by manager, by relationship (lowest first, at most 100)."""

    since = serializers.DateField()
    until = serializers.DateField()
    total = AdherenceSerializer()
    managers = LineSerializer(many=True)
    relationships = LineSerializer(many=True)


class StretchSerializer(serializers.Serializer[Any]):
    """From which to which day (a year unless said otherwise, at most three); of one relationship or of all."""

    since = DayField(required=False)
    until = DayField(required=False)
    relationship = RelationshipField(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """The stretch in full."""
        until = attrs.get("until") or clock.today()
        since = attrs.get("since") or until.replace(year=until.year - 1, day=1)
        if since > until:
            raise serializers.ValidationError({"until": [_now("“Until” cannot be before “from”.")]})
        if (until - since).days > LONGEST:
            raise serializers.ValidationError({"since": [_now("Choose at most three years.")]})
        return {**attrs, "since": since, "until": until}


class AdherenceSet(Desk):
    """Plan adherence of what the caller may see."""

    title = _("Plan adherence")
    show = keepers
    serializer_class = AdherenceAnswerSerializer

    @verb(_("Were plans kept?"), takes=StretchSerializer, detail=False, method="get")
    def list(self, since: date, until: date, relationship: Relationship | None = None) -> Mapping[str, Any]:
        """Meetings held in their period, out of all that were due; cancelled by consent left out (K-09)."""
        rows = occurrences_for(self.person)
        if relationship is not None:
            return {
                "since": since, "until": until, "managers": [], "relationships": [],
                "total": adherence(rows.filter(relationship=relationship), since, until),
            }  # fmt: skip
        return {
            "since": since, "until": until, "total": adherence(rows, since, until),
            "managers": adherence_by_manager(self.person, since, until),
            "relationships": adherence_by_relationship(self.person, since, until, limit=100),
        }  # fmt: skip


class SilentSerializer(Record):
    """A relationship that has heard nothing for longer than its contact target."""

    name = serializers.CharField(source="organisation.name", read_only=True)
    days = serializers.SerializerMethodField()
    target_days = serializers.SerializerMethodField()
    severity = serializers.SerializerMethodField()

    class Meta:
        model = Relationship
        fields = (
            "id", "name", "kind", "tier", "owner", "last_contact_at", "silent_from", "next_contact_on", "days",
            "target_days", "severity",
        )  # fmt: skip

    def get_days(self, row: Relationship) -> int:
        """Since the last contact."""
        return contact_gap(row).days

    def get_target_days(self, row: Relationship) -> int:
        """Within how many days it must hear from us."""
        return contact_gap(row).target

    def get_severity(self, row: Relationship) -> int:
        """2 past its target, 3 late, 4 grave."""
        return int(contact_gap(row).severity)


class SilenceSet(ReadSet):
    """Who has heard nothing from us, longest past their target first (K-10)."""

    title = _("Silence")
    show = keepers
    source = staticmethod(silent_for)
    serializer_class = SilentSerializer
    order = Sort("silent", ("silent_from",))
    filterset_fields = ("kind", "tier", "owner", "team")
