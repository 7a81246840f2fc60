"""Forms about asking: rules, the budget, calls, wishes."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brm.accounts.domain.queries import colleagues_for
from brm.catalogue.domain.queries import services_for
from brm.communications.forms.fields import MomentField, pills, text_area
from brm.parties.enums import Tier
from surveys.asking.domain.queries import questionnaires_to_ask_with
from surveys.asking.enums import GRADES, AskChannel, CallOutcome, Source
from surveys.asking.models import Budget, SurveyRule

CHANNELS = [(AskChannel.MAIL.value, _("By mail")), (AskChannel.PHONE.value, _("By phone"))]


class RuleForm(forms.Form):
    """Who is asked when something closes, with what, how soon."""

    name = forms.CharField(label=_("Name"), max_length=120)
    source = forms.ChoiceField(label=_("When this closes"), choices=Source.choices, widget=pills())
    questionnaire: Any = forms.ModelChoiceField(None, label=_("Ask with"))
    services: Any = forms.ModelMultipleChoiceField(
        None, label=_("Only these services"), required=False, help_text=_("Empty: all of them.")
    )
    tiers = forms.MultipleChoiceField(
        label=_("Only customers of these tiers"), choices=Tier.choices, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    grades = forms.MultipleChoiceField(
        label=_("Only people of these grades"), choices=GRADES, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    share = forms.DecimalField(
        label=_("Share asked (%)"), min_value=Decimal("0.01"), max_value=100, decimal_places=2, initial=100,
        help_text=_("Drawn by the event itself: the same event is always in, or always out."),
    )  # fmt: skip
    channel = forms.ChoiceField(label=_("How"), choices=CHANNELS, widget=pills(), initial=AskChannel.MAIL)
    phone_without_mail = forms.BooleanField(
        label=_("Call those we cannot write to"), required=False, initial=True,
        help_text=_("They appear on the call list, with a script."),
    )  # fmt: skip
    delay_hours = forms.IntegerField(label=_("Ask after (hours)"), min_value=0, max_value=720, initial=1)
    within_hours = forms.IntegerField(
        label=_("Ask within (hours)"), min_value=1, max_value=2000, initial=24,
        help_text=_("From the first working hour of theirs. Later than that nobody is asked."),
    )  # fmt: skip
    expire_days = forms.IntegerField(label=_("Open for (days)"), min_value=1, max_value=365, initial=7)
    remind_days = forms.IntegerField(
        label=_("Remind once after (days)"), min_value=1, max_value=365, initial=3, required=False,
        help_text=_("Only who has not answered. Empty: nobody is reminded."),
    )  # fmt: skip
    low_below = forms.IntegerField(
        label=_("Follow up below (points)"), min_value=0, max_value=100, initial=60,
        help_text=_("Of 100. A lower answer gets an owner and a date."),
    )  # fmt: skip
    follow_up_hours = forms.IntegerField(
        label=_("Follow up within (working hours)"), min_value=1, max_value=500, initial=16
    )
    place = forms.IntegerField(
        label=_("Place"), min_value=0, max_value=9999, initial=10, help_text=_("Of several rules that fit, the first.")
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["questionnaire"].queryset = questionnaires_to_ask_with()
        self.fields["services"].queryset = services_for(user)

    @staticmethod
    def values_of(rule: SurveyRule) -> dict[str, Any]:
        """The rule as the form shows it."""
        names = [name for name in RuleForm.base_fields if name not in ("services", "questionnaire")]
        values = {name: getattr(rule, name) for name in names}
        share = int(rule.share) if rule.share == int(rule.share) else rule.share
        return values | {
            "share": share, "questionnaire": rule.questionnaire_id, "services": [one.pk for one in rule.services.all()]
        }  # fmt: skip


class BudgetForm(forms.Form):
    """How often one person may be asked."""

    cool_down_days = forms.IntegerField(
        label=_("Days between two questions to the same person"), min_value=0, max_value=365,
        help_text=_("Across all rules, campaigns and reminders. 0: no rest between them."),
    )  # fmt: skip
    yearly_most = forms.IntegerField(label=_("At most so many surveys a year"), min_value=1, max_value=52)
    hold_days = forms.IntegerField(
        label=_("Wait at most (days)"), min_value=0, max_value=60,
        help_text=_("Somebody held back for longer is left out, with the reason."),
    )  # fmt: skip
    complaint_hold = forms.BooleanField(label=_("Ask nobody while a complaint of theirs is open"), required=False)
    reason = forms.CharField(label=_("Why it changes"), max_length=300, required=False)

    def __init__(self, *args: Any, budget: Budget, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("cool_down_days", "yearly_most", "hold_days", "complaint_hold"):
            self.fields[name].initial = getattr(budget, name)


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Why"), max_length=300, widget=text_area(2))


class WishForm(forms.Form):
    """What they said about being asked."""

    reason = forms.CharField(label=_("What they said"), max_length=300, required=False, widget=text_area(2))


class CallerForm(forms.Form):
    """Who calls them."""

    to: Any = forms.ModelChoiceField(
        None, label=_("Who calls"), help_text=_("Also somebody who does not keep customers, such as an engineer.")
    )
    whole = forms.BooleanField(label=_("All calls of this campaign that nobody was named for"), required=False)

    def __init__(self, *args: Any, user: Any, campaign: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = colleagues_for(user).order_by("name", "pk")
        if not campaign:
            del self.fields["whole"]


class CallForm(forms.Form):
    """What came of a call that brought no answer."""

    outcome = forms.ChoiceField(label=_("What came of it"), choices=CallOutcome.choices, widget=pills())
    again_at = MomentField(
        label=_("Call again"), required=False, help_text=_("Needed when they asked us to call later.")
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
