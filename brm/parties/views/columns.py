"""The columns of the lists of relationships, drawn by functions: fifty rows of them are on the most used pages."""

from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from brm.core import clock
from brm.parties.domain.links import relationship_url
from brm.parties.domain.standing import standing_of
from brm.parties.models import Relationship
from brm.ui.columns import Column
from brm.ui.templatetags.ui import ago, badge, person, tone

NOTHING = SafeString("")


def custom_column(name: str, label: str) -> Column:
    """A custom field as a column, hidden until chosen."""
    return Column(f"custom_{name}", label, lambda row: row.custom.get(name), default=False)


def silent_days(row: Relationship) -> int | None:
    """For how many days the relationship has been silent beyond its target."""
    if row.silent_from is None or row.silent_from > (now := clock.now()):
        return None
    return (now - row.silent_from).days


def silence(row: Relationship, *, full: bool = False) -> SafeString:
    """For how many days nobody has been heard beyond the target; nothing while all is well."""
    days = silent_days(row)
    if days is None:
        return NOTHING
    said = (
        ngettext("silent %(n)d day too long", "silent %(n)d days too long", days)
        if full
        else ngettext("%(n)d day", "%(n)d days", days)
    )
    return badge(said % {"n": days}, "late" if days < 30 else "missed")


def _name(row: Any) -> SafeString:
    link = format_html('<a class="cell-main" href="{}">{}</a>', relationship_url(row), row.organisation.name)
    short = row.organisation.short_name
    return link + format_html('<span class="cell-note">{}</span>', short) if short else link


def health(row: Relationship) -> SafeString:
    """The score in the colour of its word; a dash where too little is known."""
    word = standing_of(row.health)
    if row.health is None:
        return format_html('<span class="not-known" title="{}">–</span>', word.label)
    return format_html('<span class="health-score {}" title="{}">{}</span>', tone(word), word.label, row.health)


def _tags(row: Any) -> SafeString:
    return format_html_join(" ", '<span class="tag">{}</span>', ((name,) for name in row.tag_names))


BASE_COLUMNS = (
    Column("name", _("Name"), "organisation.name", kind="title", sort="sort_key", draw=_name),
    Column("tier", _("Tier"), "tier", kind="fit", export="tier", draw=lambda row: badge(row.tier, row.tier)),
    Column("state", _("State"), "status", kind="state", draw=lambda row: badge(row.get_status_display(), row.status)),
    Column("health", _("Health"), "health", sort="health", kind="num", draw=health),
    Column("owner", _("Manager"), "owner.name", draw=lambda row: person(row.owner)),
    Column("team", _("Team"), "team.name", default=False),
    Column(
        "last_contact",
        _("Last contact"),
        "last_contact_at",
        sort="last_contact_at",
        draw=lambda row: ago(row.last_contact_at),
    ),
    Column("next_contact", _("Next contact"), "next_contact_on", sort="next_contact_on"),
    Column("silent", _("Days over target"), silent_days, kind="num", draw=silence),
    Column("tags", _("Tags"), "tag_names", draw=_tags),
    Column("region", _("Region"), "organisation.region"),
    Column("type", _("Type"), "type", default=False),
    Column("ladder", _("Ladder step"), "ladder_step", kind="num", default=False),
    Column("next_review", _("Next review"), "next_review_on", default=False),
    Column("trade", _("Trade"), "organisation.trade", default=False),
    Column("code", _("Code"), "organisation.code", default=False),
    Column("since", _("State since"), "status_since", default=False),
)
