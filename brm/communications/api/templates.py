"""Plan templates for programs, and giving one to many relationships."""

from datetime import date
from typing import Any

from django.db import models
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from brm.accounts.models import User
from brm.api.fields import DayField, Record, ScopedListField, version_field
from brm.api.verbs import verb
from brm.api.views import ReadSet, WriteSet, keepers
from brm.communications.api.rules import RuleSerializer
from brm.communications.domain import templates
from brm.communications.domain.queries import applications_for, may_keep_templates, templates_for
from brm.communications.models import PlanTemplate, TemplateApplication
from brm.communications.rules import MANY
from brm.parties.domain.queries import relationships_for
from brm.parties.models import Relationship
from brm.ui.keyset import Sort


class TemplateSerializer(Record):
    """A plan to be given to many: usually one per tier."""

    name = serializers.CharField(max_length=80)
    rule = RuleSerializer()
    version = version_field()

    class Meta:
        model = PlanTemplate
        fields = (
            "id", "name", "tier", "title", "purpose", "rule", "channel", "meet_at", "duration_minutes", "agenda",
            "invite_key_contacts", "late_moves_next", "reminder_days", "created_at", "updated_at", "version",
        )  # fmt: skip
        read_only_fields = ("created_at", "updated_at")


class GiveTemplateSerializer(serializers.Serializer[Any]):
    """To whom, from when, and who agreed or under which arrangement."""

    relationships = ScopedListField(relationships_for)
    consent = serializers.CharField(max_length=200)
    start_on = DayField(required=False, allow_null=True)
    consent_on = DayField(required=False, allow_null=True)


class ApplicationSerializer(Record):
    """One bulk application: how many relationships, how far it is, how many plans and meetings it made."""

    class Meta:
        model = TemplateApplication
        fields = (
            "id", "template", "by", "start_on", "consent_note", "consent_on", "total", "done", "made", "meetings",
            "created_at", "finished_at",
        )  # fmt: skip


def _users(user: User) -> bool:
    return keepers(user) or may_keep_templates(user)


class TemplateSet(WriteSet):
    """Plan templates in use; leads, executives and administrators keep them."""

    title = _("Plan templates")
    show = _users
    source = staticmethod(templates_for)
    serializer_class = TemplateSerializer
    filterset_fields = ("tier",)
    order = Sort("name", ("name",))

    def make(self, data: dict[str, Any]) -> models.Model:
        self._keeping()
        return templates.save_template(None, by=self.person, **data)

    def change(self, noun: PlanTemplate, data: dict[str, Any], version: int | None) -> models.Model:
        self._keeping()
        return templates.save_template(noun, by=self.person, expected_version=version, **data)

    @verb(_("Archive"))
    def archive(self, noun: PlanTemplate) -> PlanTemplate:
        """Take it out of use; its plans go on."""
        self._keeping()
        return templates.archive_template(noun, by=self.person)

    @verb(_("Give it to many"), takes=GiveTemplateSerializer, answers=ApplicationSerializer, status=201)
    def apply(
        self,
        noun: PlanTemplate,
        relationships: list[Relationship],
        consent: str,
        start_on: date | None = None,
        consent_on: date | None = None,
    ) -> TemplateApplication:
        """Who has it already keeps it as it is. Many are worked off in the background: look at the application."""
        chosen = relationships_for(self.person).filter(pk__in=[each.pk for each in relationships])
        application = templates.start_application(
            noun, chosen, by=self.person, consent=consent, start_on=start_on, consent_on=consent_on
        )
        return templates.go_on_with(application) if application.total <= MANY else application

    def _keeping(self) -> None:
        if not may_keep_templates(self.person):
            raise Http404


class ApplicationSet(ReadSet):
    """Bulk applications of templates: one's own."""

    title = _("Applications of templates")
    show = keepers
    source = staticmethod(applications_for)
    serializer_class = ApplicationSerializer
    filterset_fields = ("template",)
