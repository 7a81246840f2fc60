"""Writing promises down, changing and dropping them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brm.accounts.domain.queries import colleagues_for
from brm.accounts.models import User
from brm.actionitems.models import ActionItem
from brm.parties.domain.queries import contacts_for, people_of, relationships_for
from brm.parties.forms.fields import RELATIONSHIPS, DayInput, PickField, PickMixin
from brm.parties.models import Relationship


class ActionItemForm(forms.ModelForm):
    """What, whose, until when."""

    class Meta:
        model = ActionItem
        fields = ("title", "owner", "due_on", "side", "priority", "counterpart", "visible_to_customer", "detail")
        widgets = {"due_on": DayInput(), "detail": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "owner": _("Ours keeps the promise; theirs is watched by the owner."),
            "counterpart": _("Who on their side is concerned."),
        }

    def __init__(self, *args: Any, user: User, relationship: Relationship | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = colleagues_for(user).order_by("name", "id")
        self.fields["owner"].empty_label = None
        self.fields["counterpart"].queryset = _people(user, relationship)
        if not self.instance.pk:
            self.fields["owner"].initial = user.pk

    def facts(self) -> dict[str, Any]:
        """What the form says about the promise."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields if name in self.fields}


class NewActionItemForm(PickMixin, ActionItemForm):
    """A promise on a relationship that is chosen here."""

    relationship = PickField(search=RELATIONSHIPS, label=_("Relationship"), empty_label="")
    field_order = ("title", "relationship", "owner", "due_on")

    def __init__(self, *args: Any, user: User, relationship: Relationship | None, **kwargs: Any) -> None:
        super().__init__(*args, user=user, relationship=relationship, **kwargs)
        self.fields["relationship"].queryset = relationships_for(user)
        if relationship is None:
            del self.fields["counterpart"]
        else:
            self.fields["relationship"].initial = relationship.pk
        self.settle_picks()


class DropForm(forms.Form):
    """Why a promise is not kept."""

    reason = forms.CharField(label=_("Why"), widget=forms.Textarea(attrs={"rows": 3}))


def _people(user: User, relationship: Relationship | None) -> Any:
    return people_of(relationship).filter(left_on=None) if relationship else contacts_for(user).none()
