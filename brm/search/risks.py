"""Risks as findable records: what may go wrong, its effect and control, seen with their relationship (C-24)."""

from django.utils.translation import gettext_lazy as _

from brm.risks.enums import Status
from brm.search.domain.seeing import OF_RELATIONSHIP
from brm.search.kernel import called, page
from brm.search.sources import Source, add_source

add_source(
    Source(
        "risk",
        _("Risks"),
        "alert-triangle",
        "risks.risk",
        f"""SELECT k.id, r.organisation_id, k.relationship_id, {OF_RELATIONSHIP}, k.status, k.title, '',
                  concat_ws(' ', left(k.effect, 600), left(k.control, 600), left(k.what_happened, 300)), k.updated_at
           FROM risks_risk k JOIN parties_relationship r ON r.id = k.relationship_id""",
        "k.id",
        page("risks:detail"),
        order=54,
        words_of_variant=called(Status),
    )
)
