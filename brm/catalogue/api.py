"""The catalogue for programs: services with what audiences see, metrics, risks, what customers decided about them."""

from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from brm.accounts.domain.queries import colleagues_for
from brm.api.fields import DayField, Record, ScopedField, version_field
from brm.api.filters import ApiFilterSet, IdFilter
from brm.api.routes import router
from brm.api.verbs import verb
from brm.api.views import MakeSet, ReadSet, WriteSet, insiders, keepers
from brm.catalogue.domain import keeping, notes
from brm.catalogue.domain.queries import (
    catalogue_for,
    categories_for,
    decisions_for,
    metrics_for,
    notes_for,
)
from brm.catalogue.models import Metric, RiskDecision, Service, ServiceCategory, ServiceNote, ServiceView
from brm.core.errors import DomainError
from brm.parties.domain.queries import contacts_for
from brm.parties.fields import RelationshipField


class CategorySerializer(Record):
    """A shelf of the catalogue."""

    class Meta:
        model = ServiceCategory
        fields = ("id", "name_zh", "name_en", "position")


class MetricSerializer(Record):
    """Something that can be promised: in which unit, which way it gets stricter."""

    class Meta:
        model = Metric
        fields = ("id", "code", "name_zh", "name_en", "unit", "direction", "position")


class ViewSerializer(Record):
    """What one audience sees of a service."""

    class Meta:
        model = ServiceView
        fields = ("audience", "text_zh", "text_en", "shows_results", "shows_fee")


class ServiceSerializer(Record):
    """A service; `views` lists the audiences it is shown to, and replaces them when sent."""

    category = ScopedField(categories_for, required=False, allow_null=True)
    owner = ScopedField(colleagues_for, required=False, allow_null=True)
    views = ViewSerializer(many=True, required=False)
    version = version_field()

    class Meta:
        model = Service
        fields = (
            "id", "code", "name_zh", "name_en", "category", "owner", "description_zh", "description_en", "views",
            "archived_at", "created_at", "updated_at", "version",
        )  # fmt: skip
        read_only_fields = ("archived_at", "created_at", "updated_at")


class NoteSerializer(Record):
    """A risk or constraint of a service: nature and extent."""

    service = ScopedField(catalogue_for)
    version = version_field()

    class Meta:
        model = ServiceNote
        fields = ("id", "service", "kind", "text_zh", "text_en", "extent_zh", "extent_en", "withdrawn_at", "version")
        read_only_fields = ("withdrawn_at",)


class DecisionSerializer(Record):
    """That a customer accepts a risk or does not, by a contact of its own (INV-56)."""

    note = ScopedField(notes_for)
    relationship = RelationshipField()
    contact = ScopedField(contacts_for)
    decided_on = DayField(required=False)

    class Meta:
        model = RiskDecision
        fields = (
            "id", "note", "relationship", "answer", "contact", "decided_on", "words", "superseded_at", "created_at",
        )  # fmt: skip
        read_only_fields = ("superseded_at", "created_at")


class CategorySet(ReadSet):
    """The shelves of the catalogue; administrators configure them."""

    title = _("Service categories")
    show = insiders
    source = staticmethod(categories_for)
    serializer_class = CategorySerializer


class MetricSet(ReadSet):
    """What can be promised; administrators configure it."""

    title = _("Metrics")
    show = insiders
    source = staticmethod(metrics_for)
    serializer_class = MetricSerializer


class ServiceApiFilter(ApiFilterSet):
    """By code, category, and the audience it is shown to."""

    category = IdFilter()

    class Meta:
        model = Service
        fields = ("code",)


class ServiceSet(WriteSet):
    """The service catalogue; leads, executives and administrators keep it."""

    title = _("Services")
    show = insiders
    source = staticmethod(lambda user: catalogue_for(user).prefetch_related("views"))
    serializer_class = ServiceSerializer
    filterset_class = ServiceApiFilter

    def make(self, data: dict[str, Any]) -> models.Model:
        return self._again(keeping.save_service(None, by=self.person, views=_views(data), **data))

    def change(self, noun: Service, data: dict[str, Any], version: int | None) -> models.Model:
        service = keeping.save_service(noun, by=self.person, views=_views(data), expected_version=version, **data)
        return self._again(service)

    def _again(self, noun: Service) -> Service:
        found: Service = self.rows().get(pk=noun.pk)
        return found

    @verb(_("Archive"))
    def archive(self, noun: Service) -> Service:
        """No longer offered; agreements that cover it stay as they are."""
        return self._again(keeping.archive_service(noun, by=self.person))

    @verb(_("Restore"))
    def restore(self, noun: Service) -> Service:
        """Offered again."""
        return self._again(keeping.restore_service(noun, by=self.person))


def _views(data: dict[str, Any]) -> dict[str, dict[str, Any]] | None:
    sent = data.pop("views", None)
    if sent is None:
        return None
    views = {view["audience"]: {name: value for name, value in view.items() if name != "audience"} for view in sent}
    if len(views) != len(sent):
        raise DomainError(_("Name each audience once."), field="views")
    return views


class NoteSet(WriteSet):
    """Risks and constraints of services (M-15)."""

    title = _("Risks and constraints of services")
    show = insiders
    source = staticmethod(notes_for)
    serializer_class = NoteSerializer
    filterset_fields = {"service": ["exact"], "kind": ["exact"]}

    def make(self, data: dict[str, Any]) -> models.Model:
        return notes.add_note(data.pop("service"), by=self.person, **data)

    def change(self, noun: ServiceNote, data: dict[str, Any], version: int | None) -> models.Model:
        data.pop("service", None)
        return notes.change_note(noun, by=self.person, expected_version=version, **data)

    @verb(_("Withdraw"))
    def withdraw(self, noun: ServiceNote) -> ServiceNote:
        """It is no longer so; what was decided about it stays."""
        return notes.withdraw_note(noun, by=self.person)


class DecisionSet(MakeSet):
    """What customers decided about risks (M-15, INV-56)."""

    title = _("Decisions about risks")
    show = keepers
    source = staticmethod(decisions_for)
    serializer_class = DecisionSerializer
    filterset_fields = {"note": ["exact"], "relationship": ["exact"], "answer": ["exact"], "decided_on": ["gte", "lte"]}

    def make(self, data: dict[str, Any]) -> models.Model:
        decided_on: date | None = data.pop("decided_on", None)
        return notes.decide_risk(data.pop("note"), by=self.person, decided_on=decided_on, **data)


router.register("service-categories", CategorySet, basename="service-category")
router.register("metrics", MetricSet, basename="metric")
router.register("services", ServiceSet, basename="service")
router.register("service-notes", NoteSet, basename="service-note")
router.register("risk-decisions", DecisionSet, basename="risk-decision")
