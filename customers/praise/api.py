"""Praise for programs: record, verify, publish, thank, honour (C-18, C-19)."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from brm.accounts.domain.queries import colleagues_for, teams_for
from brm.accounts.models import User
from brm.api.fields import DayField, Record, ScopedField, ScopedListField, version_field
from brm.api.filters import ApiFilterSet, IdFilter, MomentFilter
from brm.api.routes import router
from brm.api.verbs import verb
from brm.api.views import WriteSet
from brm.catalogue.domain.queries import services_for
from brm.parties.domain.queries import contacts_for, relationships_for
from brm.parties.fields import RelationshipField
from brm.parties.models import Contact
from brm.ui.keyset import Sort
from customers.praise.domain import consents, honouring, recording, steps, thanking
from customers.praise.domain.queries import praise_for
from customers.praise.enums import ConsentScope, Form, Publicity, ThankChannel
from customers.praise.models import Honour, Praise, PublicityConsent


class HonourSerializer(Record):
    """One form the praise takes."""

    class Meta:
        model = Honour
        fields = ("id", "form", "owner", "planned_on", "held_on", "evidence")


class ConsentSerializer(Record):
    """What the customer lets us show outside."""

    class Meta:
        model = PublicityConsent
        fields = ("id", "scope", "given_by", "given_on", "expires_on", "evidence", "revoked_at", "revoke_reason")


class PraiseSerializer(Record):
    """Recognition by a customer."""

    id = serializers.IntegerField(source="matter_id", read_only=True)
    number = serializers.CharField(source="matter.number", read_only=True)
    title = serializers.CharField(source="matter.title", required=False, allow_blank=True, max_length=200)
    relationship = RelationshipField()
    contact = ScopedField(contacts_for, required=False, allow_null=True)
    service = ScopedField(services_for, required=False, allow_null=True)
    team = ScopedField(teams_for, required=False, allow_null=True)
    people = ScopedListField(colleagues_for, required=False, write_only=True)
    praised = serializers.SerializerMethodField()
    honours = HonourSerializer(many=True, read_only=True)
    consents = ConsentSerializer(many=True, read_only=True)
    version = version_field()

    class Meta:
        model = Praise
        fields = (
            "id", "number", "title", "relationship", "contact", "text", "source", "service", "target", "team", "people",
            "praised", "status", "recorded_at", "verified_at", "verified_by", "decline_reason", "publicity",
            "published_at", "thank_by", "thanked_at", "thanked_how", "thank_words", "honours", "consents", "created_at",
            "updated_at", "version",
        )  # fmt: skip
        read_only_fields = (
            "target", "status", "recorded_at", "verified_at", "verified_by", "decline_reason", "publicity",
            "published_at", "thank_by", "thanked_at", "thanked_how", "thank_words", "created_at", "updated_at",
        )  # fmt: skip

    def get_praised(self, praise: Praise) -> list[int]:
        """The numbers of the colleagues praised by name."""
        return [one.user_id for one in praise.praised.all()]


class WhySerializer(serializers.Serializer[Any]):
    """Why."""

    reason = serializers.CharField(max_length=5000)


class PublishSerializer(serializers.Serializer[Any]):
    """How far it is made known."""

    publicity = serializers.ChoiceField([pair for pair in Publicity.choices if pair[0]])


class ThankSerializer(serializers.Serializer[Any]):
    """How the customer was thanked; by mail the words go out."""

    how = serializers.ChoiceField(ThankChannel.choices)
    words = serializers.CharField(required=False, allow_blank=True, default="", max_length=5000)


class NewConsentSerializer(serializers.Serializer[Any]):
    """Who lets us show what outside, until when (INV-35)."""

    scope = serializers.ChoiceField(ConsentScope.choices)
    given_by = ScopedField(contacts_for)
    given_on = DayField(required=False, allow_null=True)
    expires_on = DayField(required=False, allow_null=True)
    evidence = serializers.CharField(required=False, allow_blank=True, default="", max_length=5000)


class PlanFormSerializer(serializers.Serializer[Any]):
    """Which form, when, who sees to it."""

    form = serializers.ChoiceField(Form.choices)
    planned_on = DayField()
    owner = ScopedField(colleagues_for, required=False, allow_null=True)


class HoldFormSerializer(serializers.Serializer[Any]):
    """That a form was held, and what shows it."""

    form = serializers.ChoiceField(Form.choices)
    evidence = serializers.CharField(max_length=5000)
    held_on = DayField(required=False, allow_null=True)


class PraiseFilterSet(ApiFilterSet):
    """Of a customer, a colleague, a team, a service, by state and days."""

    relationship = IdFilter(field_name="relationship")
    person = IdFilter(field_name="praised__user")
    team = IdFilter(field_name="team")
    service = IdFilter(field_name="service")
    recorded_at__gte = MomentFilter(field_name="recorded_at", lookup_expr="gte")
    recorded_at__lte = MomentFilter(field_name="recorded_at", lookup_expr="lte")

    class Meta:
        model = Praise
        fields = ("status", "source", "publicity")


def _praise(user: User) -> "QuerySet[Praise]":
    return praise_for(user).prefetch_related("praised", "honours", "consents")


class PraiseSet(WriteSet):
    """Praise of one's customers; engineers read what praises them."""

    title = _("Praise")
    source = staticmethod(_praise)
    serializer_class = PraiseSerializer
    filterset_class = PraiseFilterSet
    order = Sort("received", ("recorded_at",), descending=True)

    def again(self, noun: Praise) -> Praise:
        """The praise as it is now."""
        return self.rows().get(pk=noun.pk)

    def make(self, data: dict[str, Any]) -> models.Model:
        title = data.pop("matter", {}).get("title", "")
        return self.again(recording.record_praise(data.pop("relationship"), by=self.person, title=title, **data))

    def change(self, noun: Praise, data: dict[str, Any], version: int | None) -> models.Model:
        data.pop("relationship", None)
        title = data.pop("matter", {}).get("title")
        return self.again(
            recording.change_praise(self.kept(noun), by=self.person, expected_version=version, title=title, **data)
        )

    def kept(self, noun: Praise) -> Praise:
        """The praise, where the person keeps its customer; whoever is only praised reads."""
        relationship = relationships_for(self.person).filter(pk=noun.relationship_id)
        if not relationship.exists():
            raise Http404
        return noun

    @verb(_("Verify"))
    def verify(self, noun: Praise) -> Praise:
        """Confirm that it was meant so; whoever is praised is told."""
        return self.again(steps.verify_praise(self.kept(noun), by=self.person))

    @verb(_("Not confirmed"), takes=WhySerializer)
    def decline(self, noun: Praise, reason: str) -> Praise:
        """It was not meant as praise."""
        return self.again(steps.decline_praise(self.kept(noun), by=self.person, reason=reason))

    @verb(_("Publish"), takes=PublishSerializer)
    def publish(self, noun: Praise, publicity: str) -> Praise:
        """Among us, or outside too under the customer's consent; later the same widens or narrows it."""
        return self.again(steps.publish_praise(self.kept(noun), by=self.person, publicity=publicity))

    @verb(_("Experience shared"))
    def share(self, noun: Praise) -> Praise:
        """Its experience was passed on."""
        return self.again(steps.share_praise(self.kept(noun), by=self.person))

    @verb(_("Take off the wall"), takes=WhySerializer, path="take-down")
    def take_down(self, noun: Praise, reason: str) -> Praise:
        """Inside and outside."""
        return self.again(steps.take_down_praise(self.kept(noun), by=self.person, reason=reason))

    @verb(_("Thank the customer"), takes=ThankSerializer)
    def thank(self, noun: Praise, how: str, words: str) -> Praise:
        """Ends the thank-you clock."""
        return self.again(thanking.thank_for_praise(self.kept(noun), by=self.person, how=how, words=words))

    @verb(_("Record a consent"), takes=NewConsentSerializer)
    def consent(
        self, noun: Praise, scope: str, given_by: Contact, given_on: date | None = None,
        expires_on: date | None = None, evidence: str = "",
    ) -> Praise:  # fmt: skip
        """What the customer lets us show outside."""
        consents.record_consent(
            self.kept(noun), by=self.person, scope=scope, given_by=given_by, given_on=given_on, expires_on=expires_on,
            evidence=evidence,
        )  # fmt: skip
        return self.again(noun)

    @verb(_("Take the consent back"), takes=WhySerializer)
    def revoke(self, noun: Praise, reason: str) -> Praise:
        """The customer takes it back; the praise stands among us only."""
        for consent in self.kept(noun).consents.filter(revoked_at=None):
            consents.revoke_consent(consent, by=self.person, reason=reason)
        return self.again(noun)

    @verb(_("Plan a form of praise"), takes=PlanFormSerializer, path="plan-form")
    def plan_form(self, noun: Praise, form: str, planned_on: date, owner: User | None = None) -> Praise:
        """A letter, an exchange with the customer, the engineer's own sharing."""
        honouring.plan_honour(self.kept(noun), by=self.person, form=form, planned_on=planned_on, owner=owner)
        return self.again(noun)

    @verb(_("Record a form of praise"), takes=HoldFormSerializer, path="hold-form")
    def hold_form(self, noun: Praise, form: str, evidence: str, held_on: date | None = None) -> Praise:
        """It was held; what shows it."""
        honouring.hold_honour(self.kept(noun), by=self.person, form=form, evidence=evidence, held_on=held_on)
        return self.again(noun)


router.register("praise", PraiseSet, basename="praise")
