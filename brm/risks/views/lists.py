"""Every risk one may see, with the heat map above."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from brm.core import clock
from brm.parties.views.base import keepers
from brm.risks.domain.queries import cells_of, risks_for, with_movement
from brm.risks.enums import OPEN, Status
from brm.risks.filters import RiskFilter
from brm.risks.heat import levels, map_of_counts
from brm.risks.models import Risk
from brm.ui.columns import Column
from brm.ui.filtering import FilterBar
from brm.ui.lists import Empty, ListPage, Preset


class RiskList(ListPage):
    """The register over all relationships; the gravest first."""

    show = keepers
    source = risks_for
    title = _("Risks")
    filterset_class = RiskFilter
    default_sort = "-score"
    row_template = "risks/row.html"
    template_name = "risks/list.html"
    columns = (
        Column("title", _("What may go wrong"), kind="title"),
        Column("relationship", _("With"), "relationship.organisation.name"),
        Column("kind", _("About"), "relationship.kind", default=False),
        Column("score", _("Level"), "score", sort="score", nullable=True, kind="fit"),
        Column("status", _("State"), kind="state"),
        Column("response", _("Response")),
        Column("owner", _("Owner"), "owner.name"),
        Column("review_on", _("Review"), sort="review_on"),
        Column("probability", _("Probability"), default=False),
        Column("impact", pgettext_lazy("risk", "Impact"), default=False),
        Column("shared", _("Shared"), default=False),
        Column("effect", _("Likely effect"), default=False),
        Column("control", _("Control"), default=False),
    )
    presets = (
        Preset("open", _("Open"), "state=open"),
        Preset("mine", _("Mine"), "whose=mine&state=open"),
        Preset("new", _("Not assessed yet"), "state=new"),
        Preset("due", _("To be reviewed"), "state=due"),
    )
    empty = Empty(
        _("No risks registered yet"),
        _("What may go wrong with a customer, a supplier or a third party? Weigh it, say who holds it in check, and "
          "look at it again in time."),
        "alert-triangle", _("Register a risk"), "risks:new",
    )  # fmt: skip

    def get_queryset(self) -> QuerySet[Risk]:
        return with_movement(super().get_queryset())

    def get_context(self, **more: Any) -> dict[str, Any]:
        today = clock.today()
        return super().get_context(
            today=today, open_states=OPEN, levels=levels(), figures=self._figures(),
            board=map_of_counts(cells_of(self._without_place()), reverse("risks:list"), self.request.GET), **more,
        )  # fmt: skip

    def _without_place(self) -> QuerySet[Risk]:
        """The rows of the list as if no field of the map were chosen: the map shows where one may go."""
        parameters = self.request.GET.copy()
        for name in ("probability", "impact"):
            parameters.pop(name, None)
        return FilterBar(self.filterset_class, parameters, risks_for(self.request.user), self.request).queryset

    def _figures(self) -> dict[str, int]:
        rows = risks_for(self.request.user).filter(status__in=OPEN).order_by().select_related(None)
        return rows.aggregate(
            total=Count("pk"),
            grave=Count("pk", filter=Q(score__gte=12)),
            new=Count("pk", filter=Q(probability=None)),
            due=Count("pk", filter=Q(review_on__lte=clock.today())),
            occurred=Count("pk", filter=Q(status=Status.OCCURRED)),
        )
