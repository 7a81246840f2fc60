"""What a person may read of questionnaires: our own people who keep relationships read and write them."""

from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery

from brm.accounts.enums import Role
from brm.accounts.models import User
from surveys.questionnaires.enums import VersionStatus
from surveys.questionnaires.models import LibraryQuestion, Question, Questionnaire, QuestionnaireVersion

PUBLISHERS = frozenset({Role.LEAD, Role.EXECUTIVE})


def may_write(user: User) -> bool:
    """Who drafts questions: whoever keeps relationships."""
    return bool(user.keeps_relationships)


def may_publish(user: User) -> bool:
    """Who puts questions before customers, and takes them back: leads and executives."""
    return any(user.has_role(role) for role in PUBLISHERS)


def questionnaires_for(user: User) -> "QuerySet[Questionnaire]":
    """Every questionnaire, for whoever may read them."""
    return Questionnaire.objects.all() if may_write(user) else Questionnaire.objects.none()


def with_figures(rows: "QuerySet[Questionnaire]") -> "QuerySet[Questionnaire]":
    """Each with the number of its published version and of its draft, and how many questions it asks."""
    versions = QuestionnaireVersion.objects.filter(questionnaire=OuterRef("pk"))
    published = versions.filter(status=VersionStatus.PUBLISHED)
    asked = Question.objects.filter(version__questionnaire=OuterRef("pk"), version__status=VersionStatus.PUBLISHED)
    count = asked.order_by().values("version__questionnaire").annotate(n=Count("pk")).values("n")
    return rows.annotate(
        published_number=Subquery(published.values("number")[:1]),
        published_at=Subquery(published.values("published_at")[:1]),
        draft_number=Subquery(versions.filter(status=VersionStatus.DRAFT).values("number")[:1]),
        questions=Subquery(count),
    )


def versions_for(user: User) -> "QuerySet[QuestionnaireVersion]":
    """Versions with their questionnaire."""
    rows = QuestionnaireVersion.objects.select_related("questionnaire", "published_by")
    return rows if may_write(user) else rows.none()


def versions_of(questionnaire: Questionnaire) -> "QuerySet[QuestionnaireVersion]":
    """All versions of one questionnaire, the newest first, each with how many questions it asks."""
    rows = QuestionnaireVersion.objects.filter(questionnaire=questionnaire).select_related("published_by")
    return rows.annotate(asked=Count("questions")).order_by("-number")


def questions_for(user: User) -> "QuerySet[Question]":
    """Questions with their version and questionnaire."""
    rows = Question.objects.select_related("version__questionnaire")
    return rows if may_write(user) else rows.none()


def library_for(user: User) -> "QuerySet[LibraryQuestion]":
    """The questions of the library (Q-12)."""
    rows = LibraryQuestion.objects.filter(archived_at=None)
    return rows if may_write(user) else rows.none()


def published_versions(purpose: str = "") -> "QuerySet[QuestionnaireVersion]":
    """What can be asked now, one version of each questionnaire: for rules and campaigns to choose from."""
    rows = QuestionnaireVersion.objects.filter(
        status=VersionStatus.PUBLISHED, questionnaire__archived_at=None
    ).select_related("questionnaire")
    rows = rows.filter(questionnaire__purpose=purpose) if purpose else rows
    return rows.order_by("questionnaire__name", "pk")


def with_questions(rows: "QuerySet[QuestionnaireVersion]") -> "QuerySet[QuestionnaireVersion]":
    """Each with its questions, in their order."""
    return rows.prefetch_related(Prefetch("questions", Question.objects.order_by("position")))


def published_of(questionnaire: Questionnaire) -> QuestionnaireVersion | None:
    """The version that is asked now."""
    return questionnaire.versions.filter(status=VersionStatus.PUBLISHED).first()


def draft_of(questionnaire: Questionnaire) -> QuestionnaireVersion | None:
    """The version that is being written."""
    return questionnaire.versions.filter(status=VersionStatus.DRAFT).first()
