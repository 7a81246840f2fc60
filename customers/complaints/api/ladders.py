"""Escalation ladders and time limits for programs (C-16, rulings 11 and 15)."""

from datetime import datetime
from typing import Any

from django.db import models
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from brm.accounts.domain.ladders import (
    activate_ladder,
    change_ladder,
    deactivate_ladder,
    ladders_for,
    make_ladder,
    may_keep_ladders,
    teams_without_ladder,
)
from brm.accounts.domain.queries import colleagues_for
from brm.accounts.models import EscalationLadder, User
from brm.api.fields import MomentField, Record, ScopedField, version_field
from brm.api.verbs import verb
from brm.api.views import ReadSet, WriteSet
from brm.calendars.enums import CalendarChoice, Unit
from brm.calendars.limits import MOST, Limit
from customers.complaints.domain.limits import limits_for, may_set_limits, set_limit
from customers.complaints.models import ComplaintLimit, LimitName

READING = frozenset({"GET", "HEAD", "OPTIONS"})


def sees_ladders(user: User) -> bool:
    """Those who keep relationships, and those who configure."""
    return bool(user.keeps_relationships or may_keep_ladders(user))


def sees_limits(user: User) -> bool:
    """The same for limits."""
    return bool(user.keeps_relationships or may_set_limits(user))


class LadderSerializer(Record):
    """Who steps in at 100, 150 and 200 per cent of a limit; `team` null is everybody without one of their own."""

    team = ScopedField(teams_without_ladder, required=False, allow_null=True)
    first = ScopedField(colleagues_for, required=False, allow_null=True)
    second = ScopedField(colleagues_for, required=False, allow_null=True)
    third = ScopedField(colleagues_for, required=False, allow_null=True)
    version = version_field()

    class Meta:
        model = EscalationLadder
        fields = ("id", "team", "first", "second", "third", "is_active", "created_at", "updated_at", "version")
        read_only_fields = ("is_active", "created_at", "updated_at")


class LadderSet(WriteSet):
    """The ladders a person may see; executives and administrators change them."""

    title = _("Escalation ladders")
    show = sees_ladders
    source = staticmethod(ladders_for)
    serializer_class = LadderSerializer
    filterset_fields = ("team", "is_active")

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        """Reading is for more people than writing."""
        super().initial(request, *args, **kwargs)
        if request.method not in READING and not may_keep_ladders(self.person):
            raise Http404

    def make(self, data: dict[str, Any]) -> models.Model:
        return make_ladder(data.pop("team", None), by=self.person, **data)

    def change(self, noun: EscalationLadder, data: dict[str, Any], version: int | None) -> models.Model:
        data.pop("team", None)
        return change_ladder(noun, by=self.person, expected_version=version, **data)

    @verb(_("Put in force"))
    def activate(self, noun: EscalationLadder) -> EscalationLadder:
        """Refused while a step is open, or its people do not rise in rank."""
        return activate_ladder(noun, by=self.person)

    @verb(_("Take out of force"))
    def deactivate(self, noun: EscalationLadder) -> EscalationLadder:
        """Leads and executives stand in for it."""
        return deactivate_ladder(noun, by=self.person)


class LimitSerializer(Record):
    """A time limit as it is from a moment on; the newest in force counts for what is received then."""

    class Meta:
        model = ComplaintLimit
        fields = ("id", "name", "amount", "unit", "calendar", "in_force_from", "set_by", "set_at")


class SetLimitSerializer(serializers.Serializer[Any]):
    """From now on, or from a later moment."""

    name = serializers.ChoiceField(LimitName.choices)
    amount = serializers.IntegerField(min_value=1, max_value=MOST)
    unit = serializers.ChoiceField(Unit.choices)
    calendar = serializers.ChoiceField(CalendarChoice.choices, required=False, default=CalendarChoice.RELATIONSHIP)
    in_force_from = MomentField(required=False, allow_null=True, default=None)


class LimitSet(ReadSet):
    """Every limit ever set; those never set are the usual ones."""

    title = _("Time limits of complaints")
    show = sees_limits
    source = staticmethod(limits_for)
    serializer_class = LimitSerializer
    filterset_fields = ("name",)

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        """Reading is for more people than setting."""
        super().initial(request, *args, **kwargs)
        if request.method not in READING and not may_set_limits(self.person):
            raise Http404

    @verb(_("Set a limit"), takes=SetLimitSerializer, detail=False, status=201, path="set")
    def set_one(
        self, name: str, amount: int, unit: Unit, calendar: CalendarChoice, in_force_from: datetime | None
    ) -> ComplaintLimit:
        """Running clocks keep the limit they started with (ruling 11)."""
        return set_limit(name, Limit(amount, unit, calendar), by=self.person, from_at=in_force_from)
