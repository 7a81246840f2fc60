"""What each persona wants to talk about, shown when a meeting with them is prepared (C-31)."""

from django.utils.translation import gettext_lazy as _

from brm.parties.enums import Persona

POINTS: dict[str, tuple[object, ...]] = {
    Persona.SYSADMIN: (
        _("Concrete problems get solved"),
        _("How fast and how well they are solved"),
        _("Sudden major events of level 1"),
    ),
    Persona.FINANCE: (
        _("Satisfaction with the service"),
        _("How far thorny problems are solved"),
        _("Next year’s planning and what the service can improve"),
        _("What value-added services are worth"),
    ),
    Persona.EXECUTIVE: (
        _("The value of the service"),
        _("Resources and effort we give"),
        _("Price"),
        _("Penalty clauses that bind both sides"),
    ),
}


def points_for(persona: str) -> tuple[object, ...]:
    """The talking points of a persona; none for the others."""
    return POINTS.get(persona, ())
