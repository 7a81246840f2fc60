"""Who asks a questionnaire at present: those above plug in, and it is not retired under their hands."""

from collections.abc import Callable

from brm.core.registry import Registry
from surveys.questionnaires.models import Questionnaire

USES: Registry[Callable[[Questionnaire], list[str]]] = Registry("use of questionnaires")
"""For each: in sentences, what still asks this questionnaire, and what would end that."""


def uses_of(questionnaire: Questionnaire) -> list[str]:
    """Everything that asks it at present."""
    return [sentence for told in USES for sentence in told(questionnaire)]
