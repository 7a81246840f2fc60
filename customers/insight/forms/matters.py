"""Noting expectations, difficulties and major events, and their steps."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brm.accounts.domain.queries import colleagues_for
from brm.accounts.models import User
from brm.communications.enums import Perception
from brm.core import clock
from brm.matters.domain import matters_for
from brm.matters.models import MatterKind
from brm.parties.domain.queries import people_of
from brm.parties.forms.fields import RELATIONSHIPS, DayInput, PickField, PickMixin
from brm.parties.models import Relationship
from customers.insight.domain.queries import customers_for
from customers.insight.enums import ITEMS, DifficultyClass, Grade
from customers.insight.models import Difficulty, Expectation, MajorEvent


class MomentInput(forms.DateTimeInput):
    """A moment, chosen in the browser's own calendar."""

    input_type = "datetime-local"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M", **kwargs)


class CustomerMixin(PickMixin):
    """Which customer it is about, chosen in the form."""

    def offer_customers(self, user: User, relationship: Relationship | None) -> None:
        """Those the person may see; the one named in the address is chosen."""
        self.fields["relationship"].queryset = customers_for(user)
        if relationship is not None:
            self.fields["relationship"].initial = relationship.pk
        self.settle_picks()


def _customer() -> PickField:
    return PickField(search=RELATIONSHIPS, label=_("Customer"), empty_label="")


class ExpectationForm(forms.ModelForm):
    """What is expected, and by whom."""

    class Meta:
        model = Expectation
        fields = ("text", "kind", "contact", "beyond_agreement")
        widgets = {
            "text": forms.Textarea(attrs={"rows": 3}),
            "kind": forms.RadioSelect(attrs={"data-layout": "pills"}),
        }

    def __init__(self, *args: Any, user: User, relationship: Relationship | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if relationship is None:
            del self.fields["contact"]
        else:
            self.fields["contact"].queryset = people_of(relationship).filter(left_on=None)

    def facts(self) -> dict[str, Any]:
        """What the form says."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields if name in self.fields}


class NewExpectationForm(CustomerMixin, ExpectationForm):
    """An expectation of a customer chosen here."""

    relationship = _customer()
    field_order = ("text", "relationship", "contact", "kind", "beyond_agreement")

    def __init__(self, *args: Any, user: User, relationship: Relationship | None, **kwargs: Any) -> None:
        super().__init__(*args, user=user, relationship=relationship, **kwargs)
        self.offer_customers(user, relationship)


class OutcomeForm(forms.Form):
    """How it turned out."""

    outcome = forms.CharField(label=_("How did it turn out?"), widget=forms.Textarea(attrs={"rows": 3}))


def grouped_items() -> list[tuple[Any, list[tuple[str, Any]]]]:
    """The difficulties under their classes."""
    return [
        (DifficultyClass(name).label, [(item.value, item.label) for item in items]) for name, items in ITEMS.items()
    ]


class DifficultyForm(forms.ModelForm):
    """Which difficulty, what exactly, who deals with it."""

    class Meta:
        model = Difficulty
        fields = ("item", "detail", "owner")
        widgets = {"detail": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, user: User, relationship: Relationship | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = [("", ""), *grouped_items()]
        self.fields["owner"].queryset = colleagues_for(user).order_by("name", "id")
        self.fields["owner"].empty_label = None
        if not self.instance.pk:
            self.fields["owner"].initial = relationship.owner_id if relationship else user.pk

    def facts(self) -> dict[str, Any]:
        """What the form says."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class NewDifficultyForm(CustomerMixin, DifficultyForm):
    """A difficulty with a customer chosen here."""

    relationship = _customer()
    field_order = ("item", "relationship", "owner", "detail")

    def __init__(self, *args: Any, user: User, relationship: Relationship | None, **kwargs: Any) -> None:
        super().__init__(*args, user=user, relationship=relationship, **kwargs)
        self.offer_customers(user, relationship)


class WorkForm(forms.Form):
    """What is done about a difficulty: becomes an action item."""

    action = forms.CharField(label=_("What is done about it?"), max_length=200)
    owner: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Who does it?"), queryset=None, empty_label=None
    )
    due_on = forms.DateField(label=_("Until when?"), widget=DayInput())

    def __init__(self, *args: Any, user: User, difficulty: Difficulty, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = colleagues_for(user).order_by("name", "id")
        self.fields["owner"].initial = difficulty.owner_id


class ResultForm(forms.Form):
    """How a difficulty ended."""

    result = forms.CharField(label=_("How did it end?"), widget=forms.Textarea(attrs={"rows": 3}))


class EventForm(forms.ModelForm):
    """What happened, how grave it is, who is responsible."""

    class Meta:
        model = MajorEvent
        fields = ("grade", "occurred_at", "owner", "summary")
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 5}),
            "occurred_at": MomentInput(),
            "grade": forms.RadioSelect(attrs={"data-layout": "pills"}),
        }

    def __init__(self, *args: Any, user: User, relationship: Relationship | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = colleagues_for(user).order_by("name", "id")
        self.fields["owner"].empty_label = None
        if not self.instance.pk:
            self.fields["owner"].initial = relationship.owner_id if relationship else user.pk
            self.fields["occurred_at"].initial = clock.now()

    def facts(self) -> dict[str, Any]:
        """What the form says."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class NewEventForm(CustomerMixin, EventForm):
    """A major event at a customer chosen here."""

    title = forms.CharField(label=_("Title"), max_length=200)
    relationship = _customer()
    field_order = ("title", "relationship", "grade", "occurred_at", "owner", "summary")

    def __init__(self, *args: Any, user: User, relationship: Relationship | None, **kwargs: Any) -> None:
        super().__init__(*args, user=user, relationship=relationship, **kwargs)
        self.fields["grade"].initial = Grade.ONE
        self.offer_customers(user, relationship)

    def facts(self) -> dict[str, Any]:
        """The same, with its title."""
        return super().facts() | {"title": self.cleaned_data["title"]}


class SolveForm(forms.Form):
    """Since when it is over, and how."""

    ended_at = forms.DateTimeField(label=_("Over since"), required=False, widget=MomentInput())
    solution = forms.CharField(label=_("How was it solved?"), widget=forms.Textarea(attrs={"rows": 4}))


FEELINGS = [("", _("not known")), *((str(value), label) for value, label in Perception.choices)]


class ReviewForm(forms.Form):
    """What we learned, how their executives see it (R-18)."""

    lessons = forms.CharField(label=_("What did we learn?"), widget=forms.Textarea(attrs={"rows": 4}))
    executive_feeling = forms.TypedChoiceField(
        label=_("How do their executives see it?"), choices=FEELINGS, coerce=int, empty_value=None, required=False,
        widget=forms.RadioSelect(attrs={"data-layout": "pills"}),
    )  # fmt: skip
    executive_view = forms.CharField(
        label=_("What did they say?"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, event: MajorEvent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["executive_view"].initial = event.executive_view
        feeling = event.executive_feeling
        self.fields["executive_feeling"].initial = "" if feeling is None else str(feeling)


class ConflictForm(forms.Form):
    """Who mediates, on which facts both sides agree, how it ended (C-36)."""

    mediator: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(label=_("Mediator"), queryset=None)
    agreed_facts = forms.CharField(
        label=_("Facts both sides agree on"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    outcome = forms.CharField(
        label=_("Outcome"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed before the event can be closed."),
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, event: MajorEvent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mediator"].queryset = colleagues_for(user).order_by("name", "id")
        self.fields["mediator"].initial = event.mediator_id
        self.fields["agreed_facts"].initial = event.agreed_facts
        self.fields["outcome"].initial = event.conflict_outcome


class LinkForm(forms.Form):
    """Which complaint is about the event."""

    complaint: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(label=_("Complaint"), queryset=None)

    def __init__(self, *args: Any, user: User, event: MajorEvent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = matters_for(user, [MatterKind.COMPLAINT]).filter(relationship=event.matter.relationship_id)
        self.fields["complaint"].queryset = rows.order_by("-opened_at")
