"""Forms of praise and the customer's consent."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.communications.views.base import KeepingForm, VerbForm
from brm.core import clock
from brm.core.errors import DomainError
from brm.ui.pages import Crumb, insiders_only
from customers.praise.domain.consents import record_consent, revoke_consent
from customers.praise.domain.honouring import hold_honour, plan_honour
from customers.praise.domain.queries import consents_of, honours_for, honours_of, praise_for, praise_kept_by
from customers.praise.forms import ConsentForm, HoldForm, PlanForm, ReasonForm
from customers.praise.models import Honour, Praise


class NewConsent(VerbForm):
    """What the customer lets us show outside (INV-35)."""

    source = praise_kept_by
    verb = record_consent
    form_class = ConsentForm
    title = _("Consent to show it outside")
    success = _("Recorded. It can be shown outside now.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"relationship": self.object.relationship}

    def get_initial(self) -> dict[str, Any]:
        return {"given_by": self.object.contact_id, "given_on": clock.today(self.request.user.time_zone)}


class RevokeConsent(KeepingForm):
    """The customer takes it back."""

    source = praise_kept_by
    form_class = ReasonForm
    title = _("The customer takes the consent back")
    submit = _("Take back")
    success = _("Taken back. The praise is shown among us only.")

    def save(self, form: ReasonForm) -> Praise:
        consent = consents_of(self.object).filter(revoked_at=None).first()
        if consent is None:
            raise DomainError(_("There is no consent in force."))
        revoke_consent(consent, by=self.request.user, reason=form.cleaned_data["reason"])
        return self.object


class PlanHonour(VerbForm):
    """Plan a form of praise (C-18)."""

    source = praise_kept_by
    verb = plan_honour
    form_class = PlanForm
    title = _("Plan a form of praise")
    submit = _("Plan")
    success = _("Planned. Whoever sees to it is reminded the day before.")

    def get_form_kwargs(self) -> dict[str, Any]:
        held = honours_of(self.object).filter(held_on__isnull=False).values_list("form", flat=True)
        return super().get_form_kwargs() | {"user": self.request.user, "taken": frozenset(held)}

    def get_initial(self) -> dict[str, Any]:
        return {"owner": self.request.user.pk}


class NewHonour(VerbForm):
    """A form that was held without a plan."""

    source = praise_kept_by
    verb = hold_honour
    form_class = HoldForm
    title = _("Record a form of praise")
    success = _("Recorded.")

    def get_form_kwargs(self) -> dict[str, Any]:
        held = honours_of(self.object).filter(held_on__isnull=False).values_list("form", flat=True)
        return super().get_form_kwargs() | {"taken": frozenset(held)}

    def get_initial(self) -> dict[str, Any]:
        return {"held_on": clock.today(self.request.user.time_zone)}


class HoldHonour(KeepingForm):
    """A planned form was held; whoever saw to it may say so."""

    show = insiders_only
    source = honours_for
    form_class = HoldForm
    title = _("Record that it was held")
    success = _("Recorded.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"fixed": self.object.form}

    def get_initial(self) -> dict[str, Any]:
        return {"held_on": clock.today(self.request.user.time_zone)}

    def get_crumbs(self) -> list[Crumb]:
        return [(reverse("praise:list"), _("Praise"))]

    def get_title(self) -> Any:
        return self.object.get_form_display()

    def get_cancel_url(self) -> str:
        return self._back(self.object)

    def get_success_url(self, result: Honour) -> str:
        return self._back(result)

    def _back(self, honour: Honour) -> str:
        readable = praise_for(self.request.user).filter(pk=honour.praise_id).exists()
        return honour.praise.get_absolute_url() if readable else reverse("dashboard:today")

    def save(self, form: HoldForm) -> Honour:
        return hold_honour(self.object.praise, by=self.request.user, form=self.object.form, **form.cleaned_data)
