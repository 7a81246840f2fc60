"""The open risks in the dossier, the gravest first."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.parties.dossier import MOST, SECTIONS, Content, Row, Section
from brm.parties.models import Relationship
from brm.risks.domain.queries import risks_for
from brm.risks.enums import OPEN
from brm.ui.templatetags.ui import link_to


def risks(user: User, relationship: Relationship) -> Content:
    """What may go wrong, and how it is held in check."""
    found = risks_for(user).filter(relationship=relationship, status__in=OPEN).order_by("-score", "pk")[:MOST]
    rows = [
        Row(
            (
                risk.title, risk.level.label if risk.level else None, risk.control, str(risk.owner), risk.review_on,
                risk.get_status_display(),
            ),
            link_to("risks:detail", risk.pk),
        )
        for risk in found
    ]  # fmt: skip
    columns = (_("Risk"), _("Level"), _("Control"), _("Owner"), _("Next review"), _("State"))
    return Content(columns=columns, rows=rows, widths=(3, 1, 3, 1.2, 1.4, 1), empty=_("None is in the register."))


SECTIONS.register("risks", Section("risks", gettext_lazy("Risks"), 70, risks))
