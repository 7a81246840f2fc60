"""What the parties say in the dossier: the facts, the people on the other side, how it passed from hand to hand."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.parties import help as words
from brm.parties.domain.queries import handovers_of, people_of, shares_of
from brm.parties.domain.targets import contact_target_days
from brm.parties.dossier import MOST, SECTIONS, Content, Row, Section
from brm.parties.models import Relationship


def facts(user: User, relationship: Relationship) -> Content:
    """Who is responsible, how close one is, how often one speaks."""
    organisation = relationship.organisation
    shares = ", ".join(str(share.user) for share in shares_of(relationship))
    return Content(
        facts=[
            (_("Manager"), str(relationship.owner)),
            (_("Team"), str(relationship.team or "")),
            (_("Shared with"), shares),
            (_("State"), f"{relationship.get_status_display()} · {_('since')} {relationship.status_since:%Y-%m-%d}"),
            (_("Tier"), relationship.get_tier_display()),
            (_("Type"), relationship.get_type_display()),
            (_("Ladder step"), f"{relationship.ladder_step} · {words.LADDER[relationship.ladder_step - 1]}"),
            (_("Contact at least every"), _("%(n)d days") % {"n": contact_target_days(relationship)}),
            (_("Last contact"), relationship.last_contact_at),
            (_("Next contact"), relationship.next_contact_on),
            (_("Trade"), organisation.trade),
            (_("Region"), organisation.region),
            (_("Working language"), organisation.working_language),
            (_("Culture"), organisation.culture_notes),
            (_("Seasons"), organisation.season_notes),
        ]
    )  # fmt: skip


def people(user: User, relationship: Relationship) -> Content:
    """Who is there, what matters to them, how to reach them."""
    rows = [
        Row(
            (
                contact.name + (" ★" if contact.is_key or contact.is_vip else ""), contact.job_title,
                contact.get_kind_display(), contact.get_persona_display() if contact.persona else "", contact.phone,
                contact.email,
            ),
            reverse("parties:contact", args=[contact.pk]),
        )
        for contact in people_of(relationship).filter(left_on=None).order_by("-is_key", "-is_vip", "sort_key")[:MOST]
    ]  # fmt: skip
    columns = (_("Name"), _("Job title"), _("Kind"), _("Persona"), _("Phone"), _("E-mail"))
    return Content(columns=columns, rows=rows, widths=(2, 2, 1.5, 2, 2, 3), empty=_("Nobody is recorded."))


def handovers(user: User, relationship: Relationship) -> Content:
    """The notes that went along each time."""
    rows = [
        Row(
            (handover.at, str(handover.from_user), str(handover.to_user), handover.note),
            reverse("parties:handover", args=[handover.pk]),
        )
        for handover in handovers_of(relationship)[:10]
    ]
    columns = (_("When"), _("From"), _("To"), _("Note"))
    return Content(columns=columns, rows=rows, widths=(1.5, 1.5, 1.5, 5), empty=_("Never handed over."))


SECTIONS.register("facts", Section("facts", gettext_lazy("The relationship"), 10, facts))
SECTIONS.register("people", Section("people", gettext_lazy("People on their side"), 20, people))
SECTIONS.register("handovers", Section("handovers", gettext_lazy("Hand-overs"), 900, handovers))
