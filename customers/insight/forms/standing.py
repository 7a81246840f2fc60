"""Contact points, enquiries, objectives, success factors, the group of a customer."""

from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.core import clock
from brm.parties.domain.queries import people_of
from brm.parties.forms.fields import DayInput
from brm.parties.models import Relationship
from customers.insight.domain.factors import Standing
from customers.insight.domain.objectives import JUDGED
from customers.insight.domain.queries import points_of
from customers.insight.enums import Factor, ObjectiveStatus
from customers.insight.forms.matters import MomentInput
from customers.insight.models import ContactPoint, Objective, Profile


class PointForm(forms.ModelForm):
    """How we are reached, by whom, and how fast we answer."""

    class Meta:
        model = ContactPoint
        fields = (
            "name", "channel", "address", "audience", "answer_amount", "answer_unit", "for_complaints", "published",
        )  # fmt: skip
        widgets = {"audience": forms.RadioSelect(attrs={"data-layout": "pills"})}
        help_texts = {
            "for_complaints": _("Stakeholders of this kind then have somewhere to complain."),
            "published": _("Shown to the customer in the portal."),
        }

    def facts(self) -> dict[str, Any]:
        """What the form says."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class EnquiryForm(forms.Form):
    """Somebody turned to one of our contact points."""

    point: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(label=_("Where"), queryset=None, empty_label=None)
    contact: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(label=_("Who"), queryset=None, required=False)
    subject = forms.CharField(label=_("About what"), max_length=200, required=False)
    received_at = forms.DateTimeField(label=_("Received"), widget=MomentInput())
    answered_at = forms.DateTimeField(
        label=_("Answered"), required=False, widget=MomentInput(),
        help_text=_("Leave empty while the answer is outstanding; when its time runs out you are told."),
    )  # fmt: skip

    def __init__(self, *args: Any, relationship: Relationship, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["point"].queryset = points_of(relationship)
        self.fields["contact"].queryset = people_of(relationship).filter(left_on=None)
        self.fields["received_at"].initial = clock.now()


class AnswerForm(forms.Form):
    """When the answer went out."""

    answered_at = forms.DateTimeField(label=_("Answered"), required=False, widget=MomentInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answered_at"].initial = clock.now()


class ObjectiveForm(forms.ModelForm):
    """What is to be reached, which goal it serves, how one sees that it is reached."""

    class Meta:
        model = Objective
        fields = ("goal", "text", "measure", "target_on")
        widgets = {"goal": forms.RadioSelect(), "target_on": DayInput()}

    def facts(self) -> dict[str, Any]:
        """What the form says."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class ObjectiveReviewForm(forms.Form):
    """How an objective stands."""

    status = forms.ChoiceField(
        label=_("How does it stand?"), choices=[(each.value, each.label) for each in JUDGED],
        widget=forms.RadioSelect(attrs={"data-layout": "pills"}),
    )  # fmt: skip
    remark = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, objective: Objective, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if objective.status != ObjectiveStatus.NEW:
            self.fields["status"].initial = objective.status


class FactorsForm(forms.Form):
    """Eight scores from 1 to 5, each with what it rests on (C-23)."""

    comment = forms.CharField(label=_("Comment"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for trend in standing.trends:
            self.fields[f"score_{trend.factor}"] = forms.TypedChoiceField(
                label=trend.factor.label, choices=[(score, str(score)) for score in range(1, 6)], coerce=int,
                widget=forms.RadioSelect(attrs={"data-layout": "pills"}), initial=trend.latest,
                error_messages={"required": _("Score this factor from 1 to 5.")},
            )  # fmt: skip
            self.fields[f"evidence_{trend.factor}"] = forms.CharField(
                label=_("What it rests on"), required=False, max_length=300,
                initial=trend.evidence if standing.is_current else "",
            )  # fmt: skip
        if standing.is_current:
            self.fields["comment"].initial = standing.scorings[-1].comment

    @property
    def rows(self) -> list[tuple[Any, Any]]:
        """Score and evidence of each factor, side by side."""
        return [(self[f"score_{factor}"], self[f"evidence_{factor}"]) for factor in Factor]

    def scores(self) -> dict[str, tuple[int, str]]:
        """As the domain takes them."""
        data = self.cleaned_data
        return {factor.value: (data[f"score_{factor}"], data[f"evidence_{factor}"]) for factor in Factor}


class GroupForm(forms.ModelForm):
    """Captive market, segment, busy months (C-29, C-38)."""

    peak_months = forms.TypedMultipleChoiceField(
        label=_("Busy months"), choices=list(MONTHS.items()), coerce=int, required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"data-layout": "pills"}),
    )  # fmt: skip

    class Meta:
        model = Profile
        fields = ("captive", "captive_reason", "segment", "peak_months", "season_note")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    def facts(self) -> dict[str, Any]:
        """What the form says."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
