"""What weighs how much, as a form."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brm.health.domain.signals import SIGNALS
from brm.health.domain.weights import weights_of
from brm.health.models import Weighting


class WeightForm(forms.Form):
    """A weight per signal, the limits of the words, and why it is so from now on."""

    well_from = forms.IntegerField(label=_("“Well” from"), min_value=1, max_value=100)
    fair_from = forms.IntegerField(
        label=_("“Watch” from"), min_value=0, max_value=99, help_text=_("Below that a relationship is at risk.")
    )
    coverage_from = forms.IntegerField(
        label=_("No score below a coverage of (%)"), min_value=0, max_value=100,
        help_text=_("Where less of the weight is known, the score stays grey."),
    )  # fmt: skip
    reason = forms.CharField(label=_("Why"), max_length=300, required=False)

    def __init__(self, *args: Any, weighting: Weighting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        weights = weights_of(weighting)
        signals = {
            f"weight_{name}": forms.IntegerField(
                label=str(signal.label), min_value=0, max_value=100, initial=weights[name]
            )
            for name, signal in SIGNALS.items()
        }
        self.fields = {**signals, **self.fields}
        for name in ("well_from", "fair_from", "coverage_from"):
            self.fields[name].initial = getattr(weighting, name)

    @property
    def weights(self) -> dict[str, int]:
        """The weight of each signal as typed."""
        return {name: self.cleaned_data[f"weight_{name}"] for name, _signal in SIGNALS.items()}
