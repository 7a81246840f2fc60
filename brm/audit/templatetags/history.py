"""``{% history subject %}``: the last entries about a record, for every page that shows one."""

from typing import Any

from django import template
from django.db import models

from brm.audit.history import latest_of, lines
from brm.audit.words import READABLE

register = template.Library()


@register.inclusion_tag("audit/panel.html", takes_context=True)
def history(
    context: template.Context, subject: models.Model, count: int = 10, whole: bool = False, title: str = ""
) -> dict[str, Any]:
    """The panel. The page has checked that its reader may see ``subject``.

    ``whole=True`` on a relationship takes in everything that hangs on it. The page may say as ``known_names`` what it
    shows in any case, by model.
    """
    reader = context["request"].user
    found = latest_of(subject, count + 1, whole=whole)
    return {
        "request": context["request"],
        "lines": lines(found[:count], reader=reader, known=context.get("known_names")),
        "more": len(found) > count and subject._meta.label_lower in READABLE,
        "subject_type": subject._meta.label_lower,
        "subject_id": subject.pk,
        "whole": whole,
        "title": title,
    }
