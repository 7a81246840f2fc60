"""Pages of health: reckoning one relationship now, and what weighs how much."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.core.jobs import enqueue
from brm.health.domain.reckoning import reckon
from brm.health.domain.signals import SIGNALS
from brm.health.domain.weights import may_weigh, set_weights, weighting_at, weightings_for, weights_of
from brm.health.forms import WeightForm
from brm.parties.domain.links import relationship_url
from brm.parties.domain.queries import relationships_for
from brm.ui.http import Request
from brm.ui.pages import FormPage, Page, attempt


class ReckonNow(Page):
    """How one relationship stands now, without waiting for the night."""

    @staticmethod
    def show(user: Any) -> bool:
        return bool(user.keeps_relationships)

    def post(self, request: Request, pk: int) -> HttpResponse:
        relationship = get_object_or_404(relationships_for(request.user), pk=pk)
        return attempt(
            request,
            lambda: reckon([relationship.pk]),
            success=_("Reckoned anew."),
            back=f"{relationship_url(relationship)}?tab=health",
        )


class Weights(FormPage):
    """What each signal weighs, from now on; what there was before stands below."""

    show = may_weigh
    form_class = WeightForm
    template_name = "health/weights.html"
    title = _("What health is made of")
    subtitle = _("A weight of 0 leaves a signal out. A change holds from now on; the history keeps what was reckoned.")
    success = _("Saved. All relationships are reckoned anew.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"weighting": weighting_at()}

    def save(self, form: Any) -> Any:
        data = form.cleaned_data
        weighting = set_weights(
            form.weights, by=self.request.user, well_from=data["well_from"], fair_from=data["fair_from"],
            coverage_from=data["coverage_from"], reason=data["reason"],
        )  # fmt: skip
        enqueue("health.reckon_all")
        return weighting

    def get_success_url(self, result: Any) -> str:
        return reverse("health:weights")

    def get_cancel_url(self) -> str:
        return reverse("dashboard:today")

    def get_context(self, **more: Any) -> dict[str, Any]:
        before = [
            (row, [(signal.label, weights_of(row)[name]) for name, signal in SIGNALS.items()])
            for row in weightings_for(self.request.user)
        ]
        return super().get_context(before=before, **more)
