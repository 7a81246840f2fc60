"""An idea or a question."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.catalogue.domain.queries import services_for
from customers.portal.forms.telling import LONGEST, ForCustomer
from surveys.feedback.enums import FeedbackKind

KINDS = [(FeedbackKind.SUGGESTION, _("An idea")), (FeedbackKind.QUESTION, _("A question"))]


class FeedbackForm(ForCustomer):
    """What they would like, or would like to know."""

    kind = forms.ChoiceField(
        label=_("What is it?"), choices=KINDS, initial=FeedbackKind.SUGGESTION,
        widget=forms.RadioSelect(attrs={"data-layout": "pills"}),
    )  # fmt: skip
    text = forms.CharField(
        label=_("In your own words"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 5, "autofocus": True})
    )
    service: Any = forms.ModelChoiceField(
        None, label=_("Which service is it about?"), required=False, empty_label=_("None in particular"),
        widget=forms.Select(attrs={"data-plain": ""}),
    )  # fmt: skip
    field_order = ("relationship", "kind", "text", "service")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        service: Any = self.fields["service"]
        service.queryset = services_for(user).order_by("code")
