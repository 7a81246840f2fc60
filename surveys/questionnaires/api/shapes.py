"""How questionnaires look to programs."""

from typing import Any

from rest_framework import serializers

from brm.api.fields import Record, ScopedField, version_field
from surveys.questionnaires.domain.completeness import missing_of
from surveys.questionnaires.domain.queries import library_for, versions_for
from surveys.questionnaires.enums import VersionStatus
from surveys.questionnaires.models import LibraryQuestion, Question, Questionnaire, QuestionnaireVersion

ASKED = (
    "code", "type", "text_en", "text_zh", "hint_en", "hint_zh", "factor", "measure", "low", "high", "low_label_en",
    "low_label_zh", "high_label_en", "high_label_zh", "options", "lines",
)  # fmt: skip


class ConditionSerializer(serializers.Serializer[Any]):
    """When a question is shown: how the answer to an earlier one compares; empty: always."""

    code = serializers.CharField(max_length=81, required=False, allow_blank=True)
    op = serializers.CharField(max_length=10, required=False, allow_blank=True)
    value = serializers.CharField(max_length=80, required=False, allow_blank=True)


class ChoiceOptionSerializer(serializers.Serializer[Any]):
    """An answer to choose from, and what it is worth."""

    value = serializers.CharField(max_length=40, required=False, allow_blank=True)
    en = serializers.CharField(max_length=200, required=False, allow_blank=True)
    zh = serializers.CharField(max_length=200, required=False, allow_blank=True)
    score = serializers.IntegerField(min_value=0, max_value=100, required=False, allow_null=True)


class MatrixLineSerializer(serializers.Serializer[Any]):
    """A line of a matrix."""

    code = serializers.CharField(max_length=40, required=False, allow_blank=True)
    en = serializers.CharField(max_length=200, required=False, allow_blank=True)
    zh = serializers.CharField(max_length=200, required=False, allow_blank=True)
    factor = serializers.CharField(max_length=14, required=False, allow_blank=True)


class AskedSerializer(Record):
    """What a question says."""

    options = ChoiceOptionSerializer(many=True, required=False)
    lines = MatrixLineSerializer(many=True, required=False)


class DraftVersionField(serializers.IntegerField):
    """How often the draft has changed in which a question stands: a question is counted with its draft (ruling 18)."""

    def get_attribute(self, instance: Question) -> int:
        """Of the draft, not of the question."""
        return instance.version.version


class QuestionSerializer(AskedSerializer):
    """A question of a version; written while that is a draft. ``version`` counts the changes of the whole draft."""

    questionnaire_version = ScopedField(versions_for)
    version = DraftVersionField(required=False, min_value=1, max_value=2_147_483_647)
    code = serializers.SlugField(max_length=40, required=False, allow_blank=True)
    show_if = ConditionSerializer(required=False)

    class Meta:
        model = Question
        fields = ("id", "questionnaire_version", "position", *ASKED, "is_required", "show_if", "version")
        read_only_fields = ("position",)


class LibraryQuestionSerializer(AskedSerializer):
    """A question worth asking again."""

    class Meta:
        model = LibraryQuestion
        fields = ("id", *ASKED)


class InVersionSerializer(AskedSerializer):
    """A question as its version lists it."""

    show_if = ConditionSerializer(required=False)

    class Meta:
        model = Question
        fields = ("id", "position", *ASKED, "is_required", "show_if")


class QuestionnaireVersionSerializer(Record):
    """One wording of a questionnaire; ``missing`` says what a draft lacks before it can be published."""

    questions = InVersionSerializer(many=True, read_only=True)
    missing = serializers.SerializerMethodField()
    version = version_field()

    class Meta:
        model = QuestionnaireVersion
        fields = (
            "id", "questionnaire", "number", "status", "title_en", "title_zh", "intro_en", "intro_zh", "thanks_en",
            "thanks_zh", "published_at", "retired_at", "questions", "missing", "created_at", "updated_at", "version",
        )  # fmt: skip
        read_only_fields = (
            "questionnaire", "number", "status", "published_at", "retired_at", "created_at", "updated_at",
        )  # fmt: skip

    def get_missing(self, row: QuestionnaireVersion) -> list[str]:
        """What stands in the way of publishing; nothing where it is published."""
        return missing_of(row) if row.status == VersionStatus.DRAFT and self.parent is None else []


class QuestionnaireSerializer(Record):
    """What lives on through its versions."""

    version = version_field()

    class Meta:
        model = Questionnaire
        fields = ("id", "name", "purpose", "archived_at", "created_at", "updated_at", "version")
        read_only_fields = ("archived_at", "created_at", "updated_at")
        extra_kwargs = {"purpose": {"required": True}}


class MoveQuestionSerializer(serializers.Serializer[Any]):
    """Its new place, counted from 1."""

    to = serializers.IntegerField(min_value=1, max_value=100)


class TakeQuestionSerializer(serializers.Serializer[Any]):
    """Which question of the library."""

    library_question = ScopedField(library_for)


class QuestionnaireFileSerializer(serializers.Serializer[Any]):
    """The content of a file as ``export`` answers it."""

    content = serializers.JSONField()
    name = serializers.CharField(max_length=110, required=False, allow_blank=True, default="")


class ExportedQuestionnaireSerializer(serializers.Serializer[Any]):
    """A questionnaire as a file."""

    content = serializers.JSONField()
