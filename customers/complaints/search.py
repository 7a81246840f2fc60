"""Complaints as findable records: number, title, what happened, what was found out; also by their owners."""

from django.utils.translation import gettext_lazy as _

from brm.matters.models import MatterKind
from brm.search.domain.seeing import also
from brm.search.kernel import MATTER_PAGES, called, page
from brm.search.sources import Source, add_source
from customers.complaints.enums import Status

MATTER_PAGES[MatterKind.COMPLAINT] = "complaints:detail"

add_source(
    Source(
        "complaint",
        _("Complaints"),
        "message-report",
        "complaints.complaint",
        f"""SELECT c.matter_id, r.organisation_id, c.relationship_id, {also("c.owner_id")}, c.status,
                  concat_ws(' ', m.number, m.title), '',
                  concat_ws(' ', left(c.text, 1200), c.category, left(c.root_cause, 300), left(c.decision, 300)),
                  c.received_at
           FROM complaints_complaint c
           JOIN matters_matter m ON m.id = c.matter_id
           JOIN parties_relationship r ON r.id = c.relationship_id""",
        "c.matter_id",
        page("complaints:detail"),
        order=33,
        words_of_variant=called(Status),
    )
)
