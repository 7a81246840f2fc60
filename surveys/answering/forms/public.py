"""What somebody without an account fills in."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from surveys.answering.domain.steps import Step, unconditional
from surveys.answering.rules import LONGEST
from surveys.feedback.enums import FeedbackKind
from surveys.questionnaires.forms.answering import AnswerForm, Block


class StepForm(AnswerForm):
    """One page of a questionnaire. Which questions are on it was decided before, so none has a condition."""

    def __init__(
        self, step: Step, language: str, data: Any = None, *, given: Mapping[str, Any], partial: bool = False
    ) -> None:
        self.places = [place for place, _question in step.questions]
        plain = [unconditional(question) for _place, question in step.questions]
        super().__init__(plain, language, data, given=given, partial=partial)

    @property
    def blocks(self) -> list[Block]:
        """With the numbers they have in the whole questionnaire."""
        return [replace(block, number=place) for place, block in zip(self.places, super().blocks, strict=True)]

    def said(self) -> dict[str, Any]:
        """What was answered on this page; what was emptied is none."""
        return {question.code: None for question in self.questions} | self.given()


class SayForm(forms.Form):
    """A complaint, praise, a suggestion or a question, after a survey."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[pair for pair in FeedbackKind.choices if pair[0]],
        widget=forms.RadioSelect(attrs={"data-layout": "pills"}),
    )
    text = forms.CharField(
        label=_("In your own words"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 6}),
    )  # fmt: skip
    name = forms.CharField(
        label=_("Your name"), required=False, max_length=80, help_text=_("Leave it empty to stay unnamed.")
    )

    def __init__(self, *args: Any, named: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if named:
            del self.fields["name"]


class TypedCodeForm(forms.Form):
    """The long code of a printed sheet."""

    code = forms.CharField(
        label=_("Code for the web"), max_length=60,
        help_text=_("For example S-0002K-7-7F3M-W0QX-2DRA. Large and small letters, spaces and dashes do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )  # fmt: skip
