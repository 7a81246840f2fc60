"""Which wording somebody is asked with: the published one at the moment of asking."""

from collections.abc import Iterable

from surveys.questionnaires.enums import VersionStatus
from surveys.questionnaires.models import QuestionnaireVersion


def published_versions(questionnaire_ids: Iterable[int]) -> dict[int, QuestionnaireVersion]:
    """The published version of each questionnaire; one without is not among them."""
    rows = QuestionnaireVersion.objects.filter(questionnaire__in=set(questionnaire_ids), status=VersionStatus.PUBLISHED)
    return {version.questionnaire_id: version for version in rows}
