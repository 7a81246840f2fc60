"""Registering, weighing, treating, watching and closing risks."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from brm.accounts.domain.queries import colleagues_for
from brm.accounts.models import User
from brm.core import clock
from brm.parties.domain.queries import relationships_for
from brm.parties.forms.fields import RELATIONSHIPS, DayInput, PickField, PickMixin
from brm.parties.models import Relationship
from brm.risks.control_tables import offered_to
from brm.risks.domain.queries import risk_templates_for
from brm.risks.domain.register import open_templates
from brm.risks.enums import Impact, Probability, Response, level_of
from brm.risks.models import Risk
from brm.risks.rules import next_review
from brm.ui.boards import Board, BoardField, make_board


def risk_board() -> Board:
    """Probability upwards, impact to the right, warmer the graver."""
    return make_board(
        Probability.choices, Impact.choices, row_title=_("Probability"), column_title=pgettext_lazy("risk", "Impact"),
        level=lambda probability, impact: int(level_of(probability * impact) or 0),
    )  # fmt: skip


class RiskForm(forms.ModelForm):
    """What may go wrong, what it leads to, what holds it in check."""

    class Meta:
        model = Risk
        fields = ("title", "effect", "control", "response", "owner", "review_on", "shared")
        widgets = {
            "review_on": DayInput(),
            "effect": forms.Textarea(attrs={"rows": 3}),
            "control": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "control": _("What is done so that it does not happen, or does less harm."),
            "shared": _("The other side may see that this risk exists and what holds it in check."),
            "review_on": _("You are reminded on this day."),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = colleagues_for(user).order_by("name", "id")
        self.fields["owner"].empty_label = None
        self.fields["response"].choices = [("", _t("Not decided yet")), *Response.choices]
        for name in ("title", "effect", "control"):
            self.fields[name].widget.attrs["class"] = "is-wide"

    def facts(self) -> dict[str, Any]:
        """What the form says about the risk."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class NewRiskForm(PickMixin, RiskForm):
    """A risk of a relationship that is chosen here, weighed at once if one likes."""

    relationship = PickField(search=RELATIONSHIPS, label=_("Relationship"), empty_label="")
    place = BoardField(
        board=risk_board, label=_("How likely, and how bad?"), required=False,
        help_text=_("Leave it open if you do not know yet; the risk then waits to be assessed."),
    )  # fmt: skip
    field_order = ("title", "relationship", "owner", "effect", "control", "place")

    def __init__(self, *args: Any, user: User, relationship: Relationship | None, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.fields["relationship"].queryset = relationships_for(user)
        self.fields["owner"].initial = relationship.owner_id if relationship else user.pk
        if relationship is not None:
            self.fields["relationship"].initial = relationship.pk
        self.settle_picks()

    def facts(self) -> dict[str, Any]:
        """The same, with its place on the map."""
        probability, impact = self.cleaned_data["place"] or (None, None)
        return super().facts() | {"probability": probability, "impact": impact}


class AssessForm(forms.Form):
    """Where on the map the risk stands now."""

    place = BoardField(board=risk_board, label=_("How likely, and how bad?"))
    remark = forms.CharField(
        label=_("What has changed, what this rests on"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    review_on = forms.DateField(
        label=_("Look at it again on"), required=False, widget=DayInput(),
        help_text=_("The graver, the sooner: a proposal stands here."),
    )  # fmt: skip

    def __init__(self, *args: Any, risk: Risk, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if risk.probability:
            self.fields["place"].initial = f"{risk.probability}-{risk.impact}"
        today = clock.today()
        ahead = risk.review_on and risk.review_on > today
        self.fields["review_on"].initial = risk.review_on if ahead else next_review(risk.level, today)


class TreatForm(forms.Form):
    """What is done about it."""

    response = forms.ChoiceField(
        label=_("How do you respond?"), choices=Response.choices,
        widget=forms.RadioSelect(attrs={"data-layout": "pills"}),
    )  # fmt: skip
    control = forms.CharField(label=_("By which control?"), widget=forms.Textarea(attrs={"rows": 4}))
    owner: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Who holds it in check?"), queryset=None, empty_label=None
    )

    def __init__(self, *args: Any, risk: Risk, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = colleagues_for(user).order_by("name", "id")
        self.fields["owner"].initial = risk.owner_id
        self.fields["response"].initial = risk.response
        self.fields["control"].initial = risk.control


class MonitorForm(forms.Form):
    """When one looks again."""

    review_on = forms.DateField(label=_("Look at it again on"), widget=DayInput())

    def __init__(self, *args: Any, risk: Risk, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = clock.today()
        ahead = risk.review_on and risk.review_on > today
        self.fields["review_on"].initial = risk.review_on if ahead else next_review(risk.level, today)


class OccurForm(forms.Form):
    """That it has happened."""

    what_happened = forms.CharField(label=_("What happened?"), widget=forms.Textarea(attrs={"rows": 4}))


class CloseForm(forms.Form):
    """Why it threatens no more."""

    reason = forms.CharField(label=_("Why"), widget=forms.Textarea(attrs={"rows": 3}))


class BeginForm(forms.Form):
    """Which lines of the control table are taken into the register."""

    def __init__(self, *args: Any, relationship: Relationship, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = set(open_templates(relationship))
        self.lines = [line for line in offered_to(relationship.kind) if line.key not in there]
        self.own = [
            each
            for each in risk_templates_for(user).filter(kind=relationship.kind)
            if f"own-{each.pk}" not in there
        ]  # fmt: skip
        choices = [(line.key, line) for line in self.lines] + [(f"own-{each.pk}", each) for each in self.own]
        self.fields["keys"] = forms.MultipleChoiceField(
            label=_("Risks to take over"), choices=[(key, str(line.title)) for key, line in choices],
            widget=forms.CheckboxSelectMultiple, initial=[key for key, _line in choices],
            error_messages={"required": _("Tick at least one risk.")},
        )  # fmt: skip
        self.offers = choices

    @property
    def chosen(self) -> dict[str, Any]:
        """The keys of the method's lines, and our own templates."""
        keys = set(self.cleaned_data["keys"])
        return {
            "keys": [line.key for line in self.lines if line.key in keys],
            "templates": [each for each in self.own if f"own-{each.pk}" in keys],
        }
