"""Finding organisations by a part of their name, in lists and pickers."""

import unicodedata
from typing import TypeVar

from django.db import models
from django.db.models import Q, QuerySet

from brm.parties.models import Organisation, Relationship
from brm.parties.text import name_key

M = TypeVar("M", bound=models.Model)


def named(rows: QuerySet[M], text: str, path: str = "") -> QuerySet[M]:
    """Those whose organisation (at ``path``; empty: themselves) has the text in its name or sound, or as its code.

    The sort key holds name and pinyin in small letters, so one plain comparison per row is enough, on the
    relationship's own copy where the path leads through one; code and bare name are looked up in their indexes.
    """
    raw = text.strip()
    if not raw:
        return rows
    exactly = Organisation.objects.filter(Q(code=raw) | Q(name_key=name_key(raw))).order_by().values("pk")
    part = unicodedata.normalize("NFKC", raw).lower()
    return rows.filter(Q(**{f"{_sort_key(rows.model, path)}__contains": part}) | Q(**{f"{path or 'pk'}__in": exactly}))


def _sort_key(model: type[models.Model], path: str) -> str:
    if not path:
        return "sort_key"
    way = path.removesuffix("organisation")
    through_relationship = way.endswith("relationship__") or (model is Relationship and not way)
    return f"{way}sort_key" if through_relationship else f"{path}__sort_key"
