"""What each step of a complaint's life wants to know (4.8)."""

from typing import Any

from django import forms
from django.forms.models import fields_for_model
from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.catalogue.domain.queries import services_for
from brm.documents.forms import FilesField
from customers.complaints.enums import Channel, Severity, Verdict
from customers.complaints.forms.fields import ColleagueField, MomentField, OfferingForm, pills, ways, words
from customers.complaints.models import Complaint

_C = fields_for_model(Complaint, fields=("remedy_cost", "remedy_currency"))


class AcknowledgeForm(forms.Form):
    """How and when the complainant was told that somebody has it in hand."""

    channel = ways(label=_("How was it acknowledged?"), initial=Channel.PHONE)
    acknowledged_at = MomentField(label=_("When"))
    text = words(
        4, label=_("Words to the complainant"), required=False,
        help_text=_("They stand in the notice the complainant gets in any case."),
    )  # fmt: skip


class AssessForm(forms.Form):
    """How grave it is, whom it hits, what they want, which service."""

    severity = forms.TypedChoiceField(
        label=_("Severity"), choices=Severity.choices, coerce=int, widget=pills(),
        help_text=_("It sets the limits of answer and solution, counted from when it was received."),
    )  # fmt: skip
    impact = words(3, label=_("Impact"), help_text=_("Who cannot do what, since when, how many?"))
    remedy_sought = words(2, label=_("Remedy sought"), help_text=_("What would make it good for them?"))
    service: forms.Field = forms.ModelChoiceField(None, label=_("Service"), required=False, empty_label="")
    category = forms.CharField(
        label=_("Subject"), max_length=120, required=False, help_text=_("Where it is about none of the services.")
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].queryset = services_for(user)


class OwnerForm(OfferingForm):
    """Who looks into it."""

    owner = ColleagueField(label=_("Who looks into it?"), help_text=_("They are notified at once."))
    reason = words(2, label=_("A word to them"), required=False)


class AssignForm(OfferingForm):
    """Who goes on with it."""

    to = ColleagueField(label=_("Who goes on with it?"), help_text=_("They are notified at once; the state stays."))
    reason = words(2, label=_("A word to them"), required=False)


class ProposeForm(forms.Form):
    """Cause, correction, and what is offered."""

    root_cause = words(3, label=_("Root cause"), help_text=_("Why it could happen, not only what happened."))
    corrective_action = words(3, label=_("Corrective action"), help_text=_("What keeps it from happening again."))
    remedy_offered = words(3, label=_("Remedy offered"), help_text=_("What the complainant gets."))
    remedy_cost = _C["remedy_cost"]
    remedy_currency = _C["remedy_currency"]


class TellForm(forms.Form):
    """The decision, as the complainant is told it."""

    verdict = forms.ChoiceField(label=_("Verdict"), choices=Verdict.choices, widget=pills(), initial=Verdict.UPHELD)
    decision = words(
        6, label=_("The decision, in your words to the complainant"),
        help_text=_("They are notified, and can accept or refuse it in the portal."),
    )  # fmt: skip
    channel = ways(label=_("How was it told?"), initial=Channel.EMAIL)
    told_at = MomentField(label=_("When"))
    files: Any = FilesField()


class SendBackForm(forms.Form):
    """Why the proposed answer is not good enough yet."""

    reason = words(4, label=_("What is missing?"))


class ApproveForm(forms.Form):
    """A lead agrees; there is nothing to fill in."""


class AcceptForm(forms.Form):
    """That the complainant accepted, recorded for them."""

    text = words(3, label=_("What they said"), required=False)
    channel = ways(label=_("By which way?"), initial=Channel.PHONE)


class RefuseForm(forms.Form):
    """Why the complainant does not accept, recorded for them."""

    reason = words(4, label=_("Why do they refuse it?"), help_text=_("It rises to the next level of the ladder."))
    channel = ways(label=_("By which way?"), initial=Channel.PHONE)
    files: Any = FilesField()


class AttemptForm(forms.Form):
    """That we tried to get their answer, and could not."""

    text = words(2, label=_("How did you try, and what came of it?"))
    channel = ways(label=_("By which way?"), initial=Channel.PHONE)


class AskForm(forms.Form):
    """What we need to know from the complainant."""

    question = words(
        4, label=_("Your question"),
        help_text=_("They are notified. The clocks of answer and solution rest until they reply, within limits."),
    )  # fmt: skip
    channel = ways(label=_("By which way?"), initial=Channel.EMAIL)
    files: Any = FilesField()


class ReplyForm(forms.Form):
    """What the complainant replied, recorded for them."""

    text = words(4, label=_("What they replied"))
    channel = ways(label=_("By which way?"), initial=Channel.PHONE)
    files: Any = FilesField()


class WithdrawForm(forms.Form):
    """The complainant's own statement that they withdraw it."""

    statement = words(4, label=_("The complainant’s statement"), help_text=_("In their words, or attached."))
    files: Any = FilesField()


class CloseForm(forms.Form):
    """Nothing more to say: the gate is open."""


class ReopenForm(forms.Form):
    """Why it is taken up again."""

    reason = words(4, label=_("Why is it reopened?"))
