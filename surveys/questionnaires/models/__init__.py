"""Questionnaires, their versions and questions, and the library."""

from surveys.questionnaires.models.questionnaires import Questionnaire, QuestionnaireVersion
from surveys.questionnaires.models.questions import LibraryQuestion, Question

__all__ = ["LibraryQuestion", "Question", "Questionnaire", "QuestionnaireVersion"]
