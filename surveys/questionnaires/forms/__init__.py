"""Forms: a questionnaire as somebody answers it, and the forms it is written with."""

from surveys.questionnaires.forms.answering import AnswerForm, questionnaire_form

__all__ = ["AnswerForm", "questionnaire_form"]
