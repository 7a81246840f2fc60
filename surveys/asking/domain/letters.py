"""The mail of one invitation: its words, its link."""

from typing import Any

from brm.notifications.domain.writing import Mail
from surveys.asking.domain.links import link_of
from surveys.asking.domain.outdated import KEY


def letter_of(row: Any, token: str, step: str, zone: str) -> Mail:
    """What goes to the contact; the key makes it once, however often the sweep runs."""
    contact, language = row.contact, row.contact.language
    params = {
        "title": row.version.said("title", language),
        "intro": row.version.said("intro", language),
        "about": _about(row),
        "until": row.expires_at,
        "anonymous": bool(row.campaign and row.campaign.is_anonymous),
    }
    return Mail(
        contact.email, f"{KEY}-{row.pk}-{step}", language, zone, contact.name, contact.pk, params, link_of(token),
        row.relationship_id,
    )  # fmt: skip


def _about(row: Any) -> str:
    """The event as its reporter knows it: number and title."""
    return f"{row.matter.number} {row.matter.title}".strip() if row.matter else ""
