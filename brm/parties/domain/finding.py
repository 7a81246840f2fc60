"""Finding organisations by a part of their name, in lists and pickers."""

from typing import TypeVar

from django.db import models
from django.db.models import Q, QuerySet

from brm.parties.text import name_key

M = TypeVar("M", bound=models.Model)


def named(rows: QuerySet[M], text: str, path: str) -> QuerySet[M]:
    """Those whose organisation (at ``path``; empty: themselves) has the text in its name, its sound or its code."""
    text = text.strip()
    if not text:
        return rows
    prefix = f"{path}__" if path else ""
    same = Q(**{f"{prefix}name__icontains": text}) | Q(**{f"{prefix}sort_key__icontains": text})
    same |= Q(**{f"{prefix}code__istartswith": text}) | Q(**{f"{prefix}short_name__icontains": text})
    if len(key := name_key(text)) > 1:
        same |= Q(**{f"{prefix}name_key__startswith": key})
    return rows.filter(same)
