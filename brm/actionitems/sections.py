"""Open promises of both sides in the dossier."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.actionitems.domain import action_items_for
from brm.actionitems.models import OPEN, Side
from brm.parties.dossier import MOST, SECTIONS, Content, Row, Section
from brm.parties.models import Relationship


def promises(user: User, relationship: Relationship) -> Content:
    """What either side still owes the other, the next due first."""
    items = action_items_for(user).filter(relationship=relationship, status__in=OPEN).order_by("due_on", "id")[:MOST]
    rows = [
        Row(
            (
                item.title, item.get_side_display(),
                str(item.owner if item.side == Side.OURS else item.counterpart or ""), item.due_on,
                item.get_status_display(),
            ),
            reverse("actionitems:detail", args=[item.pk]),
        )
        for item in items
    ]  # fmt: skip
    columns = (_("What"), _("Who promised"), _("Person"), _("Due"), _("State"))
    return Content(columns=columns, rows=rows, widths=(4, 1.5, 1.5, 1.5, 1), empty=_("Nothing is promised."))


SECTIONS.register("promises", Section("promises", gettext_lazy("Open promises"), 35, promises))
