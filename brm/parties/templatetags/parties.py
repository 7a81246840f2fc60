"""Addresses and silence of relationships, for templates. ``{% load parties %}``."""

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brm.parties.domain.links import relationship_url as url_of
from brm.parties.models import Relationship
from brm.parties.views.lists import silent_days
from brm.ui.templatetags.ui import badge

register = template.Library()


@register.simple_tag
def relationship_url(relationship: Relationship) -> str:
    """The address of a relationship's page."""
    return url_of(relationship)


@register.simple_tag
def silent(relationship: Relationship, full: bool = False) -> SafeString:
    """For how many days nobody has been heard beyond the target; nothing while all is well."""
    days = silent_days(relationship)
    if days is None:
        return mark_safe("")
    said = (
        ngettext("silent %(n)d day too long", "silent %(n)d days too long", days)
        if full
        else ngettext("%(n)d day", "%(n)d days", days)
    )
    return badge(said % {"n": days}, "late" if days < 30 else "missed")


@register.filter
def custom_value(value: Any) -> str:
    """The value of a custom field in words."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return str(value)
