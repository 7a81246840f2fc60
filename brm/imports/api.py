"""Imports for programs: send a file, see what it would do, have it taken over, take it back."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser

from brm.api.fields import Record, ScopedField
from brm.api.parsers import JSONParser
from brm.api.routes import router
from brm.api.verbs import NOTHING, verb
from brm.api.views import Desk, MakeSet, keepers
from brm.imports.domain import applying, uploads
from brm.imports.domain.queries import imports_for, rows_for, templates_for
from brm.imports.domain.undoing import undo
from brm.imports.enums import DateOrder, Mode, Outcome, Repeats
from brm.imports.kinds import KINDS, ImportKind, kinds_for
from brm.imports.models import ImportRow, ImportRun, ImportTemplate
from brm.imports.showing import Words
from brm.parties.domain.organisations import refuse_wrong_zone


def _texts() -> serializers.DictField:
    return serializers.DictField(child=serializers.CharField(allow_blank=True, max_length=500), required=False)


class ImportSerializer(Record):
    """A file on its way in. `columns` says which column means what; `counts` what the rows would do, or did."""

    kind = serializers.CharField(max_length=40)
    file = serializers.FileField(write_only=True, allow_empty_file=True, max_length=255)
    header = serializers.ListField(child=serializers.CharField(allow_blank=True), read_only=True)
    columns = serializers.SerializerMethodField()
    counts = serializers.DictField(child=serializers.IntegerField(), read_only=True)
    to_apply = serializers.IntegerField(read_only=True)

    class Meta:
        model = ImportRun
        fields = (
            "id", "kind", "file", "status", "by", "name", "size", "sha256", "header", "columns", "rows_expected",
            "counts", "to_apply", "mode", "trouble", "created_at", "checked_at", "applied_at", "undone_at",
        )  # fmt: skip
        read_only_fields = tuple(name for name in fields if name not in ("kind", "file"))

    def get_columns(self, run: ImportRun) -> dict[str, str]:
        """Field to column, by their names."""
        return {key: run.header[place] for key, place in run.columns.items() if place < len(run.header)}


class ImportOptionsSerializer(serializers.Serializer[Any]):
    """How days, moments, unknown values and repetitions are meant."""

    order = serializers.ChoiceField(DateOrder.choices, required=False)
    zone = serializers.CharField(required=False, max_length=64)
    unknown = serializers.CharField(required=False, allow_blank=True, max_length=200)
    repeats = serializers.ChoiceField(Repeats.choices, required=False)

    def validate_zone(self, zone: str) -> str:
        """One the world knows."""
        refuse_wrong_zone(zone)
        return zone


class ImportCheckSerializer(serializers.Serializer[Any]):
    """Which column means what, by names (as guessed, or kept in a template, unless said); values for all rows."""

    template = ScopedField(templates_for, required=False, allow_null=True)
    columns = _texts()
    defaults = _texts()
    options = ImportOptionsSerializer(required=False)


class TakeOverSerializer(serializers.Serializer[Any]):
    """What to do about rows with errors."""

    mode = serializers.ChoiceField(Mode.choices, default=Mode.ALL_OR_NOTHING)


class ImportRowsSerializer(serializers.Serializer[Any]):
    """Which rows: of one outcome, after a number, how many."""

    outcome = serializers.ChoiceField(Outcome.choices, required=False, default="")
    after = serializers.IntegerField(required=False, default=0, min_value=0, max_value=2_147_483_647)
    limit = serializers.IntegerField(required=False, default=50, min_value=1, max_value=200)


class ImportRowSerializer(Record):
    """One row of the file: what it would do, or did, and what is wrong with it, in words."""

    cells = serializers.ListField(child=serializers.CharField(allow_blank=True))
    problems = serializers.SerializerMethodField()
    changes = serializers.DictField(help_text="Field to its present and its new value.")

    class Meta:
        model = ImportRow
        fields = ("number", "title", "outcome", "cells", "changes", "problems", "object_id")

    def get_problems(self, row: ImportRow) -> list[str]:
        """In the caller's language."""
        words: Words = self.context["words"]
        return words.problems(row)


class ImportSet(MakeSet):
    """Files on their way in. Nothing changes before it was checked and taken over; the worker does both."""

    title = _("Imports")
    show = keepers
    parser_classes = [MultiPartParser, JSONParser]
    source = staticmethod(imports_for)
    serializer_class = ImportSerializer
    filterset_fields = ("kind", "status", "sha256")

    def make(self, data: dict[str, Any]) -> models.Model:
        return uploads.take_file(data["file"], kind=data["kind"], by=self.person)

    def get_serializer_context(self) -> dict[str, Any]:
        """With the words of the import whose rows are asked for."""
        return {**super().get_serializer_context(), "words": getattr(self, "words", None)}

    @verb(_("Check"), takes=ImportCheckSerializer)
    def check(
        self,
        noun: ImportRun,
        template: ImportTemplate | None = None,
        columns: Mapping[str, str] | None = None,
        defaults: Mapping[str, str] | None = None,
        options: Mapping[str, str] | None = None,
    ) -> ImportRun:
        """A dry run of every row; look again until `status` is checked."""
        found = uploads.columns_by_template(template, noun.header) if template else dict(noun.columns)
        places = {name.casefold(): place for place, name in reversed(list(enumerate(noun.header)))}
        known = {field.key for field in KINDS[noun.kind].fields()}
        for key, name in (columns or {}).items():
            if key not in known or (name and name.casefold() not in places):
                raise serializers.ValidationError({"columns": [f"{key}: {name}"]})
            found = {other: place for other, place in found.items() if other != key}
            if name:
                found[key] = places[name.casefold()]
        values = {field.key: field.default for field in KINDS[noun.kind].fields() if field.default}
        values |= dict(template.defaults if template else noun.defaults) | dict(defaults or {})
        meant = {**noun.options, **(template.options if template else {}), **(options or {})}
        return uploads.check(noun, by=self.person, columns=found, defaults=values, options=meant)

    @verb(_("Its rows"), takes=ImportRowsSerializer, answers=ImportRowSerializer, many=True, method="get", path="rows")
    def rows_of(self, noun: ImportRun, outcome: str, after: int, limit: int) -> Sequence[ImportRow]:
        """What each would do, in the order of the file; go on after the last number."""
        self.words = Words(noun, self.person)
        return list(rows_for(self.person, noun, outcome).filter(number__gt=after)[:limit])

    @verb(_("Take over"), takes=TakeOverSerializer)
    def apply(self, noun: ImportRun, mode: str) -> ImportRun:
        """Look again until `status` is applied, or `trouble` says why not."""
        return applying.apply(noun, mode=mode, by=self.person)

    @verb(_("Undo"))
    def undo(self, noun: ImportRun) -> ImportRun:
        """Take it back, as far as nobody built on it."""
        return undo(noun, by=self.person)

    @verb(_("Discard"), answers=NOTHING)
    def discard(self, noun: ImportRun) -> None:
        """Put the file away unused."""
        uploads.discard(noun, by=self.person)


class ImportFieldSerializer(serializers.Serializer[Any]):
    """What a column can mean."""

    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment] # the metaclass takes fields out of the class
    type = serializers.CharField()
    required = serializers.BooleanField()  # type: ignore[assignment] # the metaclass takes fields out of the class


class ImportKindSerializer(serializers.Serializer[Any]):
    """A kind of record that can come from a file."""

    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment] # the metaclass takes fields out of the class
    columns = ImportFieldSerializer(many=True)


class ImportKindSet(Desk):
    """What can be imported."""

    title = _("Kinds of import")
    show = keepers
    serializer_class = ImportKindSerializer

    @verb(_("What can be imported"), detail=False, method="get", many=True)
    def list(self) -> Sequence[Mapping[str, Any]]:
        """The kinds, and what their columns can mean."""
        return [_described(kind) for kind in kinds_for(self.person)]


def _described(kind: ImportKind) -> dict[str, Any]:
    fields = [
        {"key": field.key, "label": str(field.label), "type": str(field.type), "required": field.required}
        for field in kind.fields()
    ]
    return {"name": kind.name, "label": str(kind.label), "columns": fields}


router.register("imports", ImportSet, basename="import")
router.register("import-kinds", ImportKindSet, basename="import-kind")
