"""Results for programs: the same figures as the page, fewer than five answers likewise with their number only."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from brm.api.fields import Record, ScopedField
from brm.api.routes import router
from brm.api.verbs import verb
from brm.api.views import Desk, MakeSet, keepers
from brm.catalogue.domain.queries import services_for
from brm.core.errors import DomainError
from brm.parties.fields import RelationshipField
from surveys.asking.domain.budget import may_configure, sees_asking
from surveys.asking.enums import RespondentKind
from surveys.results.domain import closing, gaps
from surveys.results.domain.coverage import coverage_of
from surveys.results.domain.figures import results_of, scope_for
from surveys.results.domain.moving import Moved, moved
from surveys.results.domain.periods import Period, period_of, present
from surveys.results.models import ClosedPeriod, GapLimit


class PeriodCodeField(serializers.RegexField):
    """A quarter (2026-Q4), a half-year (2026-H2) or a year (2026)."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(r"^(19|20|21)\d\d(-(Q[1-4]|H[12]))?$", max_length=7, **kwargs)

    def to_internal_value(self, data: Any) -> Any:
        """The period, checked."""
        text = super().to_internal_value(data)
        try:
            period_of(text)
        except DomainError as refusal:
            raise serializers.ValidationError(str(refusal)) from None
        return text


class ResultsAskedSerializer(serializers.Serializer[Any]):
    """Which period (this quarter unless said otherwise), of one customer, one service."""

    period = PeriodCodeField(required=False)
    relationship = RelationshipField(required=False)
    service = ScopedField(services_for, required=False)


class EstimateSerializer(serializers.Serializer[Any]):
    """A figure with n and its 95 % interval; of fewer than five answers (`is_thin`) only n is told."""

    n = serializers.IntegerField()
    value = serializers.FloatField(allow_null=True)
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    is_thin = serializers.BooleanField()


class SideSerializer(serializers.Serializer[Any]):
    """The figures of one kind of respondent."""

    score = EstimateSerializer()
    csat = EstimateSerializer()
    nps = EstimateSerializer()
    ces = EstimateSerializer()
    rate = EstimateSerializer()
    invited = serializers.IntegerField()
    answered = serializers.IntegerField()
    completed = serializers.IntegerField()


class PairSerializer(serializers.Serializer[Any]):
    """Users and customers side by side, never as one; `gap`: users less customers (INV-33, C-26)."""

    user = SideSerializer()
    customer = SideSerializer()
    gap = EstimateSerializer()


class BothSerializer(serializers.Serializer[Any]):
    """Something by its name, now and before."""

    name = serializers.CharField()
    now = PairSerializer()
    before = PairSerializer()


class ResultLineSerializer(BothSerializer):
    """One customer or service, now and before. Without an id: none, or several together."""

    id = serializers.IntegerField(source="pk", allow_null=True)


class PartSerializer(serializers.Serializer[Any]):
    """What one customer or service brought to the change."""

    id = serializers.IntegerField(source="line.pk", allow_null=True, default=None)
    name = serializers.CharField(source="line.name", default="")
    points = serializers.FloatField()
    by_answers = serializers.FloatField()
    by_mix = serializers.FloatField()
    n = serializers.IntegerField()
    n_before = serializers.IntegerField()
    is_thin = serializers.BooleanField()


class MovedSerializer(serializers.Serializer[Any]):
    """What moved the score of one kind; parts and rest add up to the change."""

    kind = serializers.CharField()
    before = serializers.FloatField()
    now = serializers.FloatField()
    change = serializers.FloatField()
    parts = PartSerializer(many=True)
    rest = PartSerializer(allow_null=True)


class TrendSerializer(serializers.Serializer[Any]):
    """One period of the trend."""

    period = serializers.CharField()
    figures = PairSerializer()


class FactorSerializer(BothSerializer):
    """One factor of experience."""

    factor = serializers.CharField()


class WebsiteSideSerializer(serializers.Serializer[Any]):
    """What one kind of respondent said on the website."""

    score = EstimateSerializer()
    csat = EstimateSerializer()
    nps = EstimateSerializer()
    ces = EstimateSerializer()
    completed = serializers.IntegerField()


class WebsiteSerializer(serializers.Serializer[Any]):
    """What the public pages of campaigns brought: self-selected, unverified, and in no other figure."""

    user = WebsiteSideSerializer()
    customer = WebsiteSideSerializer()


class ResultsSerializer(serializers.Serializer[Any]):
    """Everything the page of results says."""

    period = serializers.CharField()
    first_on = serializers.DateField()
    last_on = serializers.DateField()
    now = PairSerializer()
    before = PairSerializer()
    trend = TrendSerializer(many=True)
    customers = ResultLineSerializer(many=True)
    services = ResultLineSerializer(many=True)
    factors = FactorSerializer(many=True)
    website = WebsiteSerializer()
    moved = MovedSerializer(many=True)


class ReachSerializer(serializers.Serializer[Any]):
    """Contacts of one grade and kind: how many, spoken with, asked, answered."""

    kind = serializers.CharField()
    grade = serializers.CharField()
    people = serializers.IntegerField()
    spoken = serializers.IntegerField()
    asked = serializers.IntegerField()
    answered = serializers.IntegerField()
    is_forgotten = serializers.BooleanField()


class ResultsSet(Desk):
    """How content users and customers are."""

    title = _("Survey results")
    show = keepers
    serializer_class = ResultsSerializer

    @verb(_("How content are they?"), takes=ResultsAskedSerializer, detail=False, method="get")
    def list(self, period: str = "", relationship: Any = None, service: Any = None) -> Mapping[str, Any]:
        """Satisfaction, CSAT, NPS, ease and response rate of a period, with the one before and the trend (Q-07)."""
        found = results_of(_period(period), scope_for(self.person, relationship=relationship, service=service))
        lines = found.customers if relationship is None else found.services
        changes: list[Moved | None] = [moved(found, kind, lines) for kind in RespondentKind.values]
        return {
            "period": found.period.code, "first_on": found.period.first_on, "last_on": found.period.last_on,
            "now": found.now, "before": found.before, "customers": found.customers, "services": found.services,
            "website": found.website,
            "trend": [{"period": each.code, "figures": pair} for each, pair in found.trend],
            "factors": [
                {"factor": name, "name": line.name, "now": line.now, "before": line.before}
                for name, line in found.factors.items()
            ],
            "moved": [each for each in changes if each is not None],
        }  # fmt: skip

    @verb(
        _("Who was reached?"),
        takes=ResultsAskedSerializer,
        answers=ReachSerializer,
        many=True,
        detail=False,
        method="get",
    )
    def coverage(self, period: str = "", relationship: Any = None, service: Any = None) -> Any:
        """Contacts and surveys per grade and kind (C-27, Q-09)."""
        return coverage_of(_period(period), scope_for(self.person, relationship=relationship))


def _period(code: str) -> Period:
    return period_of(code) if code else present()


class ClosedPeriodSerializer(Record):
    """A period nobody changes any more. To close one, name it."""

    period = PeriodCodeField(write_only=True)

    class Meta:
        model = ClosedPeriod
        fields = ("id", "period", "first_on", "last_on", "closed_at", "closed_by")
        read_only_fields = ("first_on", "last_on", "closed_at", "closed_by")


class RecheckSerializer(serializers.Serializer[Any]):
    """Whether what was frozen is what the answers say today."""

    is_equal = serializers.BooleanField()
    cells = serializers.IntegerField()
    differences = serializers.ListField(child=serializers.DictField())


class ClosedPeriodSet(MakeSet):
    """Closed periods; leads and executives close them."""

    title = _("Closed survey periods")
    show = keepers
    source = staticmethod(closing.closed_periods_for)
    serializer_class = ClosedPeriodSerializer

    def make(self, data: dict[str, Any]) -> models.Model:
        if not closing.may_close(self.person):
            raise Http404
        return closing.close_period(period_of(data["period"]), by=self.person)

    @verb(_("Reckon it again"), answers=RecheckSerializer, method="get")
    def recheck(self, noun: ClosedPeriod) -> closing.Recheck:
        """Its figures from the answers, compared cell by cell with what was frozen."""
        return closing.recheck(noun, seen=scope_for(self.person))


class GapLimitSerializer(Record):
    """How many points users and customers may lie apart, from a moment on."""

    class Meta:
        model = GapLimit
        fields = ("id", "since", "points", "set_by", "reason")
        read_only_fields = ("since", "set_by")
        extra_kwargs = {"points": {"required": True}}


class GapLimitSet(MakeSet):
    """The newest counts, none is ever changed."""

    title = _("Limits of the gap between users and customers")
    show = sees_asking
    source = staticmethod(gaps.gap_limits_for)
    serializer_class = GapLimitSerializer

    def make(self, data: dict[str, Any]) -> models.Model:
        if not may_configure(self.person):
            raise Http404
        return gaps.set_gap_limit(data["points"], by=self.person, reason=data.get("reason", ""))


router.register("survey-results", ResultsSet, basename="survey-results")
router.register("survey-periods", ClosedPeriodSet, basename="survey-period")
router.register("survey-gap-limits", GapLimitSet, basename="survey-gap-limit")
