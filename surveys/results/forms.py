"""What narrows the results; closing a period; the limit of the gap."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.catalogue.domain.queries import services_for
from brm.core import clock
from brm.core.errors import DomainError
from brm.core.narrowing import ORGANISATION, narrowed
from brm.core.numbers import whole
from brm.parties.domain.queries import relationships_for
from brm.parties.domain.readers import PreparedFor
from brm.parties.enums import Kind
from brm.parties.forms.fields import RELATIONSHIPS, PickField, PickMixin
from surveys.asking.enums import RespondentKind
from surveys.results.domain.closing import closed_periods_for, stretch_of
from surveys.results.domain.periods import Period, period_of, present, recent_periods

CUSTOMERS = format_lazy("{}?kind={}", RELATIONSHIPS, Kind.CUSTOMER)


_CUSTOMER = PreparedFor(
    lambda reader, pk: narrowed(relationships_for(reader, Kind.CUSTOMER).filter(pk=pk), organisation=ORGANISATION)
)


def period_choices() -> list[tuple[str, str]]:
    """Quarters, half-years and years of three years, the latest first."""
    return [(period.code, str(period)) for period in recent_periods()]


class PeriodField(forms.TypedChoiceField):
    """A period by its name. One that is not offered, but is one, counts too: pages of old years can be kept."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=period_choices, coerce=period_of, empty_value=None, **kwargs)

    def valid_value(self, value: Any) -> bool:
        try:
            period_of(str(value))
        except DomainError:
            return False
        return True


class ResultsForm(PickMixin, forms.Form):
    """Of which period, service, customer; whose view comes first."""

    period = PeriodField(label=_("Period"), required=False)
    service: forms.Field = forms.ModelChoiceField(None, label=_("Service"), required=False, empty_label="")
    relationship = PickField(search=CUSTOMERS, label=_("Customer"), required=False)
    kind = forms.ChoiceField(
        label=_("Look closer at"), choices=[("", _("Both")), *RespondentKind.choices], required=False
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["service"].queryset = services_for(user)
        fields["relationship"].queryset = relationships_for(user, Kind.CUSTOMER)
        if self.is_bound and (asked := whole(str(self.data.get("relationship") or ""))):
            fields["relationship"].known = _CUSTOMER.first(user, asked)
        self.settle_picks()

    @property
    def chosen(self) -> dict[str, Any]:
        """What was asked for, as far as it can be understood."""
        found = self.cleaned_data if self.is_bound and self.is_valid() else {}
        period: Period = found.get("period") or present()
        return {
            "period": period, "service": found.get("service"), "relationship": found.get("relationship"),
            "kind": found.get("kind") or "",
        }  # fmt: skip


class CloseForm(forms.Form):
    """Which period is closed."""

    period = PeriodField(label=_("Period"), help_text=_("It must be over. Afterwards no answer is added to it."))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        closed, now = {str(stretch_of(row)) for row in closed_periods_for(user)}, clock.now()
        field: Any = self.fields["period"]
        field.choices = [
            (period.code, str(period))
            for period in recent_periods()
            if period.ends <= now and str(period) not in closed
        ]


class GapForm(forms.Form):
    """How far users and customers may lie apart."""

    points = forms.IntegerField(
        label=_("Points apart at most"), min_value=1, max_value=100,
        help_text=_("Beyond it the manager is told on Today, as soon as five of each have answered within a year."),
    )  # fmt: skip
    reason = forms.CharField(label=_("Why"), max_length=300, required=False)
