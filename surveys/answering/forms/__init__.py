"""Forms of answering: one page of a questionnaire, what else people want to say, what colleagues write down."""

from surveys.answering.forms.following import ContactForm, FinishForm, GiveForm, ReopenForm, TagsForm
from surveys.answering.forms.public import SayForm, StepForm, TypedCodeForm

__all__ = ["ContactForm", "FinishForm", "GiveForm", "ReopenForm", "SayForm", "StepForm", "TagsForm", "TypedCodeForm"]
