"""Asking for programs: rules, the budget, invitations with their reasons, wishes, the rehearsal (Q-01)."""

from datetime import datetime
from typing import Any

from django.db import models
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from brm.accounts.domain.queries import colleagues_for
from brm.accounts.models import User
from brm.api.fields import DayField, MomentField, Record, ScopedField, ScopedListField, version_field
from brm.api.filters import ApiFilterSet, IdFilter
from brm.api.routes import router
from brm.api.verbs import verb
from brm.api.views import MakeSet, ReadSet, WriteSet, insiders, keepers
from brm.catalogue.domain.queries import services_for
from brm.parties.domain.queries import contacts_for
from brm.parties.enums import Tier
from brm.ui.keyset import Sort
from surveys.asking.domain import budget as budgets
from surveys.asking.domain import calling, ending, keeping
from surveys.asking.domain.queries import (
    keeps_customer_of,
    opt_outs_for,
    questionnaires_open_to,
    reachable_for,
    rules_for,
)  # fmt: skip
from surveys.asking.domain.rehearsing import rehearse
from surveys.asking.enums import GRADES, CallOutcome
from surveys.asking.models import Budget, Invitation, OptOut, SurveyRule


class SurveyRuleSerializer(Record):
    """Who is asked when something closes, with what, how soon."""

    questionnaire = ScopedField(questionnaires_open_to)
    services = ScopedListField(services_for, required=False)
    tiers = serializers.ListField(child=serializers.ChoiceField(Tier.choices), required=False, max_length=3)
    grades = serializers.ListField(child=serializers.ChoiceField(GRADES), required=False, max_length=3)
    version = version_field()

    class Meta:
        model = SurveyRule
        fields = (
            "id", "name", "source", "questionnaire", "services", "tiers", "grades", "share", "delay_hours",
            "within_hours", "expire_days", "remind_days", "low_below", "follow_up_hours", "phone_without_mail",
            "channel", "place", "is_active", "created_at", "updated_at", "version",
        )  # fmt: skip
        read_only_fields = ("is_active", "created_at", "updated_at")


class SurveyBudgetSerializer(Record):
    """How often one person may be asked, from a moment on."""

    class Meta:
        model = Budget
        fields = ("id", "since", "cool_down_days", "yearly_most", "complaint_hold", "hold_days", "set_by", "reason")
        read_only_fields = ("since", "set_by")


class InvitationSerializer(Record):
    """One person asked about one thing, or the reason why not. The link itself is nobody's to read."""

    class Meta:
        model = Invitation
        fields = (
            "id", "rule", "campaign", "matter", "relationship", "contact", "service", "respondent_kind", "grade",
            "channel", "status", "why", "created_at", "send_at", "latest_at", "sent_at", "reminded_at", "expires_at",
            "ended_on", "calls", "caller",
        )  # fmt: skip
        read_only_fields = fields


class OptOutSerializer(Record):
    """Somebody does not want to be asked."""

    contact = ScopedField(contacts_for)

    class Meta:
        model = OptOut
        fields = ("id", "contact", "at", "reason", "by", "ended_at")
        read_only_fields = ("at", "by", "ended_at")


class TakeBackSerializer(serializers.Serializer[Any]):
    """Why it is taken back."""

    reason = serializers.CharField(max_length=300)


class CallSerializer(serializers.Serializer[Any]):
    """What came of a call that brought no answer."""

    outcome = serializers.ChoiceField(CallOutcome.choices)
    again_at = MomentField(required=False, allow_null=True, default=None)
    note = serializers.CharField(required=False, allow_blank=True, default="", max_length=300)


class CallerSerializer(serializers.Serializer[Any]):
    """Who calls them."""

    to = ScopedField(colleagues_for)


class DaySerializer(serializers.Serializer[Any]):
    """Which day is rehearsed."""

    day = DayField()


class RehearsedSerializer(serializers.Serializer[Any]):
    """What will become of one invitation on that day."""

    invitation = serializers.IntegerField(source="invitation.pk")
    contact = serializers.IntegerField(source="invitation.contact_id")
    relationship = serializers.IntegerField(source="invitation.relationship_id")
    status = serializers.CharField(source="verdict.status")
    why = serializers.CharField(source="verdict.why")
    at = serializers.DateTimeField()
    again_at = serializers.DateTimeField(source="verdict.again_at", allow_null=True)


class RuleFilterSet(ApiFilterSet):
    """By source and whether they are in force."""

    class Meta:
        model = SurveyRule
        fields = ("source", "is_active")


class InvitationFilterSet(ApiFilterSet):
    """Of a customer, a person, an event, a rule, a campaign; by state and reason."""

    relationship = IdFilter(field_name="relationship")
    contact = IdFilter(field_name="contact")
    matter = IdFilter(field_name="matter")
    rule = IdFilter(field_name="rule")
    campaign = IdFilter(field_name="campaign")

    class Meta:
        model = Invitation
        fields = ("status", "why", "channel")


class RuleSet(WriteSet):
    """Rules of case-by-case surveys; leads, executives and administrators make them."""

    title = _("Survey rules")
    show = budgets.sees_asking
    source = staticmethod(rules_for)
    serializer_class = SurveyRuleSerializer
    filterset_class = RuleFilterSet

    def rows(self) -> "models.QuerySet[Any]":
        return super().rows().prefetch_related("services")

    def allowed(self) -> None:
        """Those who may only read find no verb here."""
        if not budgets.may_configure(self.person):
            raise Http404

    def make(self, data: dict[str, Any]) -> models.Model:
        self.allowed()
        return keeping.create_rule(by=self.person, **data)

    def change(self, noun: SurveyRule, data: dict[str, Any], version: int | None) -> models.Model:
        self.allowed()
        return keeping.change_rule(noun, by=self.person, expected_version=version, **data)

    @verb(_("Put in force"))
    def activate(self, noun: SurveyRule) -> SurveyRule:
        """What closes from now on is asked about."""
        self.allowed()
        return keeping.activate_rule(noun, by=self.person)

    @verb(_("Take out of force"))
    def deactivate(self, noun: SurveyRule) -> SurveyRule:
        """Nobody is asked by it any more."""
        self.allowed()
        return keeping.deactivate_rule(noun, by=self.person)


class BudgetSet(MakeSet):
    """How often people may be asked: the newest counts, none is ever changed."""

    title = _("Budgets of contacts")
    show = budgets.sees_asking
    source = staticmethod(budgets.budgets_for)
    serializer_class = SurveyBudgetSerializer

    def make(self, data: dict[str, Any]) -> models.Model:
        if not budgets.may_configure(self.person):
            raise Http404
        return budgets.set_budget(by=self.person, **data)


class InvitationSet(ReadSet):
    """Who was asked, is to be asked, or was not, and why."""

    title = _("Survey invitations")
    show = insiders
    source = staticmethod(reachable_for)
    serializer_class = InvitationSerializer
    filterset_class = InvitationFilterSet

    def allowed(self, noun: Invitation) -> None:
        """Who was only named to call them may write the call down, and nothing else."""
        if not keeps_customer_of(self.person, noun):
            raise Http404

    @verb(_("Take it back"), takes=TakeBackSerializer)
    def revoke(self, noun: Invitation, reason: str) -> Invitation:
        """What is planned does not go; a link that went out opens no longer."""
        self.allowed(noun)
        return ending.revoke_invitation(noun, by=self.person, reason=reason)

    @verb(_("Call instead"), path="by-phone")
    def by_phone(self, noun: Invitation) -> Invitation:
        """Put on the call list."""
        self.allowed(noun)
        return calling.ask_by_phone(noun, by=self.person)

    @verb(_("Name who calls"), takes=CallerSerializer, path="give-call")
    def give_call(self, noun: Invitation, to: User) -> Invitation:
        """One of our people, of whatever role: they find it on Today and may write the call down."""
        self.allowed(noun)
        calling.give_call(noun, to=to, by=self.person)
        return self.rows().get(pk=noun.pk)

    @verb(_("Write a call down"), takes=CallSerializer)
    def call(self, noun: Invitation, outcome: str, note: str, again_at: datetime | None = None) -> Invitation:
        """An attempt that brought no answer."""
        calling.record_call(noun, by=self.person, outcome=outcome, note=note, again_at=again_at)
        return self.rows().get(pk=noun.pk)

    def check_permissions(self, request: Any) -> None:
        """The rehearsal is no caller's: said before anybody is told what to ask for."""
        super().check_permissions(request)
        if self.action == "rehearsal" and not keepers(request.user):
            raise Http404

    @verb(_("Rehearse a day"), takes=DaySerializer, answers=RehearsedSerializer, many=True, detail=False, method="get")
    def rehearsal(self, day: Any) -> list[Any]:
        """What goes out on a day, who is held back or left out, and why."""
        told = rehearse(self.person, day)
        return [*told.going, *told.held, *told.left_out, *told.later]


class OptOutSet(MakeSet):
    """Who does not want to be asked."""

    title = _("Wishes not to be asked")
    show = keepers
    source = staticmethod(opt_outs_for)
    serializer_class = OptOutSerializer
    order = Sort("id", ("pk",), descending=True)

    def make(self, data: dict[str, Any]) -> models.Model:
        return budgets.opt_out(data["contact"], by=self.person, reason=data.get("reason", ""))

    @verb(_("May be asked again"))
    def end(self, noun: OptOut) -> OptOut:
        """Only when they said so."""
        return budgets.end_opt_out(noun, by=self.person)


router.register("survey-rules", RuleSet, basename="survey-rule")
router.register("survey-budgets", BudgetSet, basename="survey-budget")
router.register("survey-invitations", InvitationSet, basename="survey-invitation")
router.register("survey-opt-outs", OptOutSet, basename="survey-opt-out")
