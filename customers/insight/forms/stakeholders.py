"""Placing a stakeholder, planning how to engage them, judging their changing needs."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from brm.accounts.domain.queries import colleagues_for
from brm.accounts.models import User
from brm.communications.enums import Channel
from brm.communications.models import NeedHeard
from brm.parties.models import Relationship
from brm.ui.boards import Board, BoardField, make_board
from customers.insight.domain.queries import points_of
from customers.insight.domain.stakeholders import Stakeholder
from customers.insight.enums import Quadrant, SignalImpact
from customers.insight.models import Engagement
from customers.insight.rules import quadrant_of

STEPS = [(level, str(level)) for level in range(1, 6)]
NUMBER_OF = {Quadrant.MONITOR: 1, Quadrant.INFORMED: 2, Quadrant.SATISFIED: 3, Quadrant.CLOSELY: 4}


def stakeholder_board() -> Board:
    """Influence upwards, interest to the right; the warmth tells the quadrant."""
    return make_board(
        STEPS, STEPS, row_title=_("Influence"), column_title=_("Interest"),
        level=lambda influence, interest: NUMBER_OF.get(quadrant_of(influence, interest) or Quadrant.MONITOR, 0),
    )  # fmt: skip


class EngagementForm(forms.ModelForm):
    """One person: where on the map, and how we keep in touch with them."""

    place = BoardField(
        board=stakeholder_board, label=_("Where do they stand?"), required=False,
        help_text=_("Influence: how much they can move. Interest: how much they care."),
    )  # fmt: skip
    off_map = forms.BooleanField(label=_("Take them off the map"), required=False)
    field_order = ("place", "off_map", "stance", "aim", "channel", "every_days", "keeper", "complaint_point")

    class Meta:
        model = Engagement
        fields = ("stance", "aim", "channel", "every_days", "keeper", "complaint_point")
        widgets = {
            "stance": forms.RadioSelect(attrs={"data-layout": "pills"}),
            "aim": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "every_days": _("Empty: as usual for their place on the map."),
            "complaint_point": _("Empty: any of the customer’s contact points that takes complaints of their kind."),
        }

    def __init__(
        self, *args: Any, user: User, relationship: Relationship, stakeholder: Stakeholder, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        contact = stakeholder.contact
        self.fields["keeper"].queryset = colleagues_for(user).order_by("name", "id")
        self.fields["keeper"].empty_label = _t("The relationship manager")
        self.fields["complaint_point"].queryset = points_of(relationship)
        self.fields["complaint_point"].empty_label = _t("No particular one")
        self.fields["channel"].choices = [("", _t("No particular one")), *Channel.choices]
        if contact.influence and contact.interest:
            self.fields["place"].initial = f"{contact.influence}-{contact.interest}"
        else:
            del self.fields["off_map"]
        if days := stakeholder.every_days:
            self.fields["every_days"].widget.attrs["placeholder"] = str(days)

    @property
    def chosen_place(self) -> tuple[int | None, int | None] | None:
        """Influence and interest; two Nones where they leave the map; None where nothing is said."""
        if self.cleaned_data.get("off_map"):
            return None, None
        chosen: tuple[int, int] | None = self.cleaned_data["place"]
        return chosen

    def facts(self) -> dict[str, Any]:
        """The plan for them."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class PlaceForm(forms.Form):
    """Where somebody was moved to on the map; empty takes them off it."""

    influence = forms.IntegerField(required=False, min_value=1, max_value=5)
    interest = forms.IntegerField(required=False, min_value=1, max_value=5)


class SignalForm(forms.Form):
    """What a changed need means for us."""

    impact = forms.ChoiceField(
        label=_("How much would it change?"), choices=SignalImpact.choices,
        widget=forms.RadioSelect(attrs={"data-layout": "pills"}),
    )  # fmt: skip
    consequence = forms.CharField(
        label=_("What do we do about it?"), required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Needed where the impact is high."),
    )  # fmt: skip

    def __init__(self, *args: Any, need: NeedHeard, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        review = getattr(need, "review", None)
        if review is not None:
            self.fields["impact"].initial = review.impact
            self.fields["consequence"].initial = review.consequence
