"""Forms about value-added services."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brm.accounts.domain.queries import colleagues_for
from brm.catalogue.domain.queries import services_for
from brm.communications.domain.recent import contacts_of
from brm.communications.enums import Perception
from brm.communications.forms.fields import DayField, pills, text_area
from brm.documents.forms import FilesField
from brm.parties.enums import Tier
from brm.parties.models import Relationship
from customers.valueadded.enums import Answer, Principle

HELP = {
    Principle.AGREED: _("Who delivers it, and does any agreed work move because of it?"),
    Principle.NEED: _("Which need of theirs have we heard, and from whom?"),
    Principle.INPUT: _("People, hours and money; the estimate must not be above the limit."),
    Principle.EXTEND: _("What could grow out of it, and can we do that?"),
}


class ProposalForm(forms.Form):
    """What we would give, to whom."""

    title = forms.CharField(label=_("Name"), max_length=200)
    description = forms.CharField(
        label=_("What we give"), widget=text_area(4), max_length=20_000,
        help_text=_(
            "What exactly, how often, where. For example: a health check of the managers' computers each quarter."
        ),
    )  # fmt: skip
    beneficiaries: Any = forms.ModelMultipleChoiceField(None, label=_("Who receives it"))
    service: Any = forms.ModelChoiceField(
        None, label=_("Service of the catalogue"), required=False,
        help_text=_("Only if it is one. What the customer's agreement covers already is no extra."),
    )  # fmt: skip
    is_outside = forms.BooleanField(
        label=_("I have checked: it is outside what the agreement covers"), required=False,
    )  # fmt: skip

    def __init__(
        self, *args: Any, user: Any, relationship: Relationship | None = None, new: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.relationship = relationship
        self.fields["beneficiaries"].queryset = contacts_of(relationship)
        self.fields["service"].queryset = services_for(user)
        if not new:
            del self.fields["is_outside"]


class GateForm(forms.Form):
    """The four principles, each answered with its reason, and what it would cost (C-21)."""

    cost_estimate = forms.DecimalField(
        label=_("Estimated cost"), max_digits=14, decimal_places=2, min_value=0, required=False
    )
    cost_limit = forms.DecimalField(
        label=_("Limit of cost"), max_digits=14, decimal_places=2, min_value=0, required=False
    )
    currency = forms.RegexField(
        r"^[A-Z]{3}$", label=_("Currency"), max_length=3, initial="CNY",
        error_messages={"invalid": _("Write the currency in three letters, like CNY.")},
    )  # fmt: skip
    effort_hours = forms.DecimalField(
        label=_("Effort in hours"), max_digits=8, decimal_places=1, min_value=0, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for principle in Principle:
            self.fields[f"answer_{principle.value}"] = forms.ChoiceField(
                label=principle.label, choices=Answer.choices, required=False, widget=pills(),
                help_text=HELP[principle],
            )  # fmt: skip
            self.fields[f"reason_{principle.value}"] = forms.CharField(
                label=_("Why"), required=False, widget=text_area(2), max_length=5000
            )

    @property
    def principles(self) -> list[tuple[Principle, Any, Any]]:
        """Each principle with its two fields."""
        return [(each, self[f"answer_{each.value}"], self[f"reason_{each.value}"]) for each in Principle]

    @property
    def facts(self) -> dict[str, Any]:
        """What the domain takes."""
        data = self.cleaned_data
        names = ("cost_estimate", "cost_limit", "currency", "effort_hours")
        return {name: data[name] for name in names} | {
            "answers": {each.value: (data[f"answer_{each.value}"], data[f"reason_{each.value}"]) for each in Principle}
        }


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Why"), widget=text_area(3), max_length=5000)


class ScheduleForm(forms.Form):
    """Days and people."""

    starts_on = DayField(label=_("From"))
    ends_on = DayField(label=_("Until"))
    staff: Any = forms.ModelMultipleChoiceField(None, label=_("Who delivers it"))
    leaves_agreed_work = forms.BooleanField(
        label=_("They are free in these days: no agreed work is moved for it"), required=False
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff"].queryset = colleagues_for(user).order_by("name", "pk")


class DeliveryForm(forms.Form):
    """That it was given."""

    delivered_on = DayField(label=_("Delivered on"))
    evidence = forms.CharField(
        label=_("What shows it"), widget=text_area(4), max_length=20_000,
        help_text=_("What was done, for whom, with what result. A signed sheet or a report can be attached."),
    )  # fmt: skip
    files: Any = FilesField(label=_("Files"))


class EvaluationForm(forms.Form):
    """How it was received, and what it really cost."""

    reaction = forms.TypedChoiceField(label=_("How did they take it?"), choices=Perception.choices, coerce=int,
                                      widget=pills())  # fmt: skip
    reaction_text = forms.CharField(label=_("What they said"), widget=text_area(3), required=False, max_length=5000)
    actual_cost = forms.DecimalField(label=_("Actual cost"), max_digits=14, decimal_places=2, min_value=0)
    actual_hours = forms.DecimalField(
        label=_("Actual hours"), max_digits=8, decimal_places=1, min_value=0, required=False
    )


class EndForm(forms.Form):
    """What follows from it."""

    note = forms.CharField(label=_("Note"), widget=text_area(3), required=False, max_length=5000)


class OfferForm(EndForm):
    """What is to be offered, by whom, until when."""

    title = forms.CharField(label=_("What is to be offered"), max_length=200)
    owner: Any = forms.ModelChoiceField(None, label=_("Who makes the offer"))
    due_on = DayField(label=_("Until"))
    field_order = ("title", "owner", "due_on", "note")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = colleagues_for(user).order_by("name", "pk")


class PolicyForm(forms.Form):
    """After how long, for whom, how much."""

    months = forms.IntegerField(
        label=_("Remind after so many months without one"), min_value=1, max_value=60,
        help_text=_("Equal service, however good, is taken for granted after a while."),
    )  # fmt: skip
    tiers = forms.MultipleChoiceField(
        label=_("For customers of"), choices=Tier.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    cost_limit = forms.DecimalField(label=_("Usual limit of cost"), max_digits=14, decimal_places=2, min_value=0)
    currency = forms.RegexField(
        r"^[A-Z]{3}$", label=_("Currency"), max_length=3,
        error_messages={"invalid": _("Write the currency in three letters, like CNY.")},
    )  # fmt: skip
