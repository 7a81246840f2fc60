"""Agreements for programs: drafted, signed, amended, renewed, ended."""

from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from brm.accounts.domain.queries import colleagues_for
from brm.api.fields import DayField, Record, ScopedField, ScopedListField, version_field
from brm.api.filters import ApiFilterSet, IdFilter
from brm.api.verbs import NOTHING, verb
from brm.api.views import ReadSet, WriteSet, keepers
from brm.catalogue.domain.queries import services_for
from brm.parties.domain.queries import contacts_for
from brm.parties.fields import RelationshipField
from brm.parties.models import Contact
from customers.agreements.domain import agreeing, drafting, steps
from customers.agreements.domain.queries import agreements_for, versions_for
from customers.agreements.enums import Mode, RenewalVerdict
from customers.agreements.models import AgreementVersion, ServiceAgreement


class AgreementSerializer(Record):
    """What we promised a customer, for how long, for how much."""

    relationship = RelationshipField()
    services = ScopedListField(services_for, required=False)
    owner_brm = ScopedField(colleagues_for, required=False)
    owner_slm = ScopedField(colleagues_for, required=False, allow_null=True)
    version = version_field()

    class Meta:
        model = ServiceAgreement
        fields = (
            "id", "relationship", "number", "title", "services", "start_on", "end_on", "year_from", "fee", "currency",
            "mode", "on_site_staff", "notice_days", "scope", "owner_brm", "owner_slm", "status", "status_since",
            "signed_by", "signed_on", "edition", "renews", "verdict", "verdict_note", "ended_on", "end_reason",
            "created_at", "updated_at", "version",
        )  # fmt: skip
        read_only_fields = (
            "status", "status_since", "signed_by", "signed_on", "edition", "renews", "verdict", "verdict_note",
            "ended_on", "end_reason", "created_at", "updated_at",
        )  # fmt: skip


class SignSerializer(serializers.Serializer[Any]):
    """Who signed for the customer, and when (C-25)."""

    signed_by = ScopedField(contacts_for)
    signed_on = DayField()


class AmendSerializer(SignSerializer):
    """A supplementary agreement: what is agreed, from when, and what it changes."""

    title = serializers.CharField(max_length=200)
    paper = serializers.CharField(required=False, allow_blank=True, max_length=80)
    effective_on = DayField()
    services = ScopedListField(services_for, required=False)
    end_on = DayField(required=False)
    fee = serializers.DecimalField(max_digits=14, decimal_places=2, min_value=0, required=False, allow_null=True)
    currency = serializers.CharField(required=False, min_length=3, max_length=3)
    mode = serializers.ChoiceField(Mode.choices, required=False)
    on_site_staff = serializers.IntegerField(required=False, min_value=0, max_value=9999)
    notice_days = serializers.IntegerField(required=False, min_value=0, max_value=3650)
    scope = serializers.CharField(required=False, allow_blank=True, max_length=20_000)


class VerdictSerializer(serializers.Serializer[Any]):
    """What we mean to do at the end, and why."""

    verdict = serializers.ChoiceField(RenewalVerdict.choices)
    note = serializers.CharField(required=False, allow_blank=True, default="", max_length=5000)


class TerminateSerializer(serializers.Serializer[Any]):
    """The last day, and why."""

    on = DayField()
    reason = serializers.CharField(max_length=5000)


class VersionSerializer(Record):
    """The agreement as signed, or a supplementary agreement to it."""

    class Meta:
        model = AgreementVersion
        fields = (
            "id", "agreement", "number", "title", "paper", "effective_on", "signed_by", "signed_on", "changes",
            "applied_at", "recorded_by", "created_at",
        )  # fmt: skip
        read_only_fields = fields


class AgreementApiFilter(ApiFilterSet):
    """Of a customer, by state, days, owners, service."""

    relationship = IdFilter()
    owner_brm = IdFilter()
    owner_slm = IdFilter()
    service = IdFilter(field_name="covered__service")

    class Meta:
        model = ServiceAgreement
        fields = {
            "status": ["exact"], "mode": ["exact"], "number": ["exact"], "start_on": ["lte", "gte"],
            "end_on": ["lte", "gte"], "verdict": ["exact"],
        }  # fmt: skip


class AgreementSet(WriteSet):
    """Service agreements of one's customers (4.2)."""

    title = _("Service agreements")
    show = keepers
    source = staticmethod(lambda user: agreements_for(user).prefetch_related("services"))
    serializer_class = AgreementSerializer
    filterset_class = AgreementApiFilter

    def again(self, noun: ServiceAgreement) -> ServiceAgreement:
        """The agreement as it is now."""
        found: ServiceAgreement = self.rows().get(pk=noun.pk)
        return found

    def make(self, data: dict[str, Any]) -> models.Model:
        return self.again(drafting.draft_agreement(data.pop("relationship"), by=self.person, **data))

    def change(self, noun: ServiceAgreement, data: dict[str, Any], version: int | None) -> models.Model:
        data.pop("relationship", None)
        return self.again(drafting.change_agreement(noun, by=self.person, expected_version=version, **data))

    @verb(_("Record the signature"), takes=SignSerializer)
    def sign(self, noun: ServiceAgreement, signed_by: Contact, signed_on: date) -> ServiceAgreement:
        """On its first day the agreement becomes active by itself."""
        return self.again(agreeing.agree_agreement(noun, by=self.person, signed_by=signed_by, signed_on=signed_on))

    @verb(_("Record a supplementary agreement"), takes=AmendSerializer, answers=VersionSerializer, status=201)
    def amend(self, noun: ServiceAgreement, **said: Any) -> AgreementVersion:
        """What it changes holds from its day; terms, clauses and plans may then be changed under it."""
        return agreeing.amend_agreement(noun, by=self.person, **said)

    @verb(_("Prepare the renewal"), status=201)
    def renew(self, noun: ServiceAgreement) -> ServiceAgreement:
        """Draft the agreement that follows: the same services, clauses and terms for as long again."""
        return self.again(drafting.prepare_renewal(noun, by=self.person))

    @verb(_("Give the verdict"), takes=VerdictSerializer)
    def verdict(self, noun: ServiceAgreement, verdict: str, note: str) -> ServiceAgreement:
        """Renew as it is, renew changed, or let it end."""
        return self.again(steps.give_verdict(noun, verdict=verdict, note_text=note, by=self.person))

    @verb(_("Terminate"), takes=TerminateSerializer)
    def terminate(self, noun: ServiceAgreement, on: date, reason: str) -> ServiceAgreement:
        """Leads end an agreement before its day."""
        return self.again(steps.terminate_agreement(noun, by=self.person, on=on, reason=reason))

    @verb(_("Discard the draft"), answers=NOTHING)
    def discard(self, noun: ServiceAgreement) -> None:
        """Throw a draft away that was never signed."""
        drafting.discard_draft(noun, by=self.person)


class VersionSet(ReadSet):
    """Agreements as signed and their supplementary agreements."""

    title = _("Versions of agreements")
    show = keepers
    source = staticmethod(versions_for)
    serializer_class = VersionSerializer
    filterset_fields = {"agreement": ["exact"]}
