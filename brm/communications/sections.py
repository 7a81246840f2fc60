"""What communications say in the dossier: the plans, what comes, the last contacts, the needs nobody has looked at."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.communications.domain.queries import interactions_for, meetings_for, needs_for, plans_for, visits_for
from brm.communications.enums import PlanStatus
from brm.communications.models.occurrences import UNDONE
from brm.communications.models.visits import OPEN_VISIT
from brm.communications.views.base import rhythm_words
from brm.parties.dossier import SECTIONS, Content, Row, Section
from brm.parties.models import Relationship


def plans(user: User, relationship: Relationship) -> Content:
    """The rhythms both sides agreed to."""
    rows = [
        Row(
            (
                plan.title, rhythm_words(plan, relationship, count=0)["sentence"], plan.get_origin_display(),
                plan.get_status_display(),
            ),
            reverse("communications:plan", args=[plan.pk]),
        )
        for plan in plans_for(user).filter(relationship=relationship).exclude(status=PlanStatus.ENDED).order_by("title")
    ]  # fmt: skip
    columns = (_("Plan"), _("Rhythm"), _("Origin"), _("State"))
    return Content(columns=columns, rows=rows, widths=(3, 4, 2, 1), empty=_("No plan keeps the contact going."))


def coming(user: User, relationship: Relationship) -> Content:
    """The next meetings, and executive visits on their way."""
    meetings = meetings_for(user).filter(relationship=relationship, status__in=UNDONE).order_by("starts_at")[:8]
    visits = visits_for(user).filter(relationship=relationship, status__in=OPEN_VISIT).order_by("pk")[:5]
    rows = [
        *(
            Row((meeting.plan.title, meeting.starts_at, meeting.get_status_display()), meeting.get_absolute_url())
            for meeting in meetings
        ),
        *(
            Row(
                (
                    _("Executive visit: %(purpose)s") % {"purpose": visit.purpose}, visit.starts_at or visit.wanted_by,
                    visit.get_status_display(),
                ),
                reverse("communications:visit", args=[visit.pk]),
            )
            for visit in visits
        ),
    ]  # fmt: skip
    return Content(
        columns=(_("What"), _("When"), _("State")), rows=rows, widths=(4, 2, 1), empty=_("Nothing is planned.")
    )


def contacts(user: User, relationship: Relationship) -> Content:
    """What was said lately."""
    rows = [
        Row(
            (
                record.at, record.get_channel_display(), record.summary,
                record.get_perception_display() if record.perception is not None else None,
            ),
            record.get_absolute_url(),
        )
        for record in interactions_for(user).filter(relationship=relationship).order_by("-at", "-pk")[:15]
    ]  # fmt: skip
    columns = (_("When"), _("Channel"), _("Summary"), _("Perception"))
    return Content(columns=columns, rows=rows, widths=(1.6, 1, 5, 1.4), empty=_("No contact is recorded."))


def needs(user: User, relationship: Relationship) -> Content:
    """Changed needs that were heard and wait to be looked at (C-30)."""
    rows = [
        Row((need.text, need.heard_at))
        for need in needs_for(user).filter(relationship=relationship, reviewed_at=None).order_by("-pk")[:15]
    ]
    return Content(columns=(_("Need"), _("Heard")), rows=rows, widths=(5, 1.5), empty=_("None waits."))


SECTIONS.register("plans", Section("plans", gettext_lazy("Communication plans"), 40, plans))
SECTIONS.register("coming", Section("coming", gettext_lazy("What is next"), 45, coming))
SECTIONS.register("contacts", Section("contacts", gettext_lazy("Last contacts"), 50, contacts))
SECTIONS.register("needs", Section("needs", gettext_lazy("Needs heard, not yet looked at"), 55, needs))
