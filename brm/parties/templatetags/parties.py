"""Addresses and silence of relationships, for templates. ``{% load parties %}``."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from brm.parties.domain.links import relationship_url as url_of
from brm.parties.models import Relationship
from brm.parties.views.columns import silence

register = template.Library()


@register.simple_tag
def relationship_url(relationship: Relationship) -> str:
    """The address of a relationship's page."""
    return url_of(relationship)


register.simple_tag(silence, name="silent")


@register.filter
def custom_value(value: Any) -> str:
    """The value of a custom field in words."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return str(value)
