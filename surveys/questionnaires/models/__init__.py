"""Questionnaires, their versions and questions."""

from surveys.questionnaires.models.questionnaires import Questionnaire, QuestionnaireVersion
from surveys.questionnaires.models.questions import Question

__all__ = ["Question", "Questionnaire", "QuestionnaireVersion"]
