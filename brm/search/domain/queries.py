"""Asking the index. Who may see what stands inside the innermost query (ruling 23): nothing unseen is counted."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection

from brm.accounts.models import User
from brm.search.domain.seeing import keys_of
from brm.search.models import SearchEntry
from brm.search.sources import SOURCES, Source, in_order
from brm.search.text import bigrams, like, marked, terms_of

ENOUGH = 1_000
"""More hits than this are not all looked at: the answer says so."""

Place = tuple[bool | None, datetime, int]
"""Where a page ended: whether the title began with the words (None: by age alone), the moment, the id."""


@dataclass
class Hit:
    """One record found, as the reader sees it."""

    source: Source
    url: str
    title: list[tuple[str, bool]]
    subtitle: str
    where: str
    at: datetime
    place: Place

    @property
    def plain_title(self) -> str:
        return "".join(text for text, _ in self.title)


@dataclass
class Group:
    """The hits of one kind: the best of them, how many there are (``capped``: at least)."""

    source: Source
    hits: list[Hit] = field(default_factory=list)
    count: int = 0
    capped: bool = False
    more: Place | None = None


@dataclass
class Answer:
    """What a question brought."""

    question: str
    terms: list[str]
    groups: list[Group] = field(default_factory=list)
    capped: bool = False

    @property
    def count(self) -> int:
        return sum(group.count for group in self.groups)


@dataclass
class _Clause:
    """A piece of SQL with its parameters."""

    sql: str
    parameters: list[Any] = field(default_factory=list)


_COLUMNS = (
    "id", "kind", "object_id", "organisation_id", "relationship_id",
    "variant", "title", "subtitle", "search_text", "at",
)  # fmt: skip
_FIELDS = ", ".join(f"e.{column}" for column in _COLUMNS)


def search_for(user: User, question: str, *, kind: str = "", per_kind: int = 6, after: Place | None = None) -> Answer:
    """What this person may see that carries every word of the question, by kind, names that begin with it first.

    With ``kind`` one kind only, ``after`` the place where the last page ended.
    """
    terms = terms_of(question)
    answer = Answer(question=question, terms=terms)
    if not terms or not (user.is_authenticated and user.is_active):
        return answer
    by_age = after is not None and after[0] is None
    rows = [] if by_age else _hits(user, terms, kind=kind, per_kind=per_kind + 1, after=after)
    answer.capped = by_age or sum({row[1]: row[10] for row in rows}.values()) > ENOUGH
    if answer.capped and kind:
        rows = _newest(user, terms, kind=kind, limit=per_kind + 1, after=after)
    groups: dict[str, Group] = {}
    for row in rows:
        group = groups.setdefault(row[1], Group(SOURCES[row[1]], count=min(row[10], ENOUGH), capped=answer.capped))
        if len(group.hits) < per_kind:
            group.hits.append(_hit(row, group.source, terms))
        else:
            group.more = group.hits[-1].place
    answer.groups = [groups[source.name] for source in in_order() if source.name in groups]
    return answer


def _hit(row: Sequence[Any], source: Source, terms: list[str]) -> Hit:
    entry = SearchEntry(
        id=row[0], kind=row[1], object_id=row[2], organisation_id=row[3], relationship_id=row[4], variant=row[5],
        title=row[6], subtitle=row[7], at=row[9],
    )  # fmt: skip
    entry.relationship_kind = row[13] or ""
    words = str(source.words_of_variant(entry.variant)) if source.words_of_variant else ""
    where = "" if entry.kind in ("relationship", "organisation") else row[12] or ""
    return Hit(
        source=source,
        url=source.url(entry),
        title=marked(entry.title, terms),
        subtitle=" · ".join(part for part in (words, entry.subtitle) if part),
        where=where,
        at=entry.at,
        place=(row[11], row[9], row[0]),
    )


def _carries(terms: list[str]) -> _Clause:
    """The words: by the index of pairs, then exactly. A lone character is only asked of the beginning of a title."""
    pairs = bigrams(terms)
    sql = [] if not pairs else ["brm_bigrams(e.search_text) @> %s::text[]"]
    parameters: list[Any] = [] if not pairs else [pairs]
    if not pairs:
        sql.append("left(e.search_text, 60) LIKE %s")
        parameters.append(f"{like(terms[0])}%")
    for term in terms:
        sql.append("e.search_text LIKE %s")
        parameters.append(f"%{like(term)}%")
    return _Clause(" AND ".join(sql), parameters)


def _found(user: User, terms: list[str], kind: str, *, ending: _Clause) -> _Clause:
    """The common table ``hits``: words and eyes asked of the index together, limited before anything is sorted."""
    carries, keys = _carries(terms), keys_of(user)
    conditions, parameters = [carries.sql], [*carries.parameters]
    if keys is not None:
        conditions.append("e.seen_by && %s::bigint[]")
        parameters.append(keys)
    if kind:
        conditions.append("e.kind = %s")
        parameters.append(kind)
    sql = f"SELECT {_FIELDS} FROM search_searchentry e WHERE {' AND '.join(conditions)} {ending.sql}"
    return _Clause(f"WITH hits AS MATERIALIZED ({sql})", [*parameters, *ending.parameters])


def _page(found: _Clause, terms: list[str], per_kind: int, after: Place | None) -> list[tuple[Any, ...]]:
    """The best of each kind with the count of its kind, the organisation's present name beside each."""
    later = "" if after is None else "WHERE (begins, at, id) < (%s, %s, %s)"
    sql = f"""{found.sql},
    ranked AS (SELECT h.*, count(*) OVER (PARTITION BY kind) AS total, search_text LIKE %s AS begins FROM hits h),
    numbered AS (SELECT *, row_number() OVER (PARTITION BY kind ORDER BY begins DESC, at DESC, id DESC) AS place
                 FROM ranked {later})
    SELECT n.id, n.kind, n.object_id, n.organisation_id, n.relationship_id, n.variant, n.title, n.subtitle, NULL, n.at,
           n.total, n.begins, coalesce(nullif(o.short_name, ''), o.name), r.kind
    FROM numbered n
    LEFT JOIN parties_relationship r ON r.id = n.relationship_id
    LEFT JOIN parties_organisation o ON o.id = n.organisation_id
    WHERE n.place <= %s ORDER BY n.kind, n.place"""
    with connection.cursor() as cursor:
        cursor.execute(sql, [*found.parameters, f"{like(' '.join(terms))}%", *(after or ()), per_kind])
        return cursor.fetchall()


def _hits(user: User, terms: list[str], *, kind: str, per_kind: int, after: Place | None) -> list[tuple[Any, ...]]:
    found = _found(user, terms, kind, ending=_Clause("LIMIT %s", [ENOUGH + 1]))
    return _page(found, terms, per_kind, after)


def _newest(user: User, terms: list[str], *, kind: str, limit: int, after: Place | None) -> list[tuple[Any, ...]]:
    """For words so common that not all hits are looked at: simply the newest, which are then found at once."""
    later = _Clause("", [])
    if after is not None:
        later = _Clause("AND (e.at, e.id) < (%s, %s)", [after[1], after[2]])
    ending = _Clause(f"{later.sql} ORDER BY e.at DESC, e.id DESC LIMIT %s", [*later.parameters, limit])
    rows = _page(_found(user, terms, kind, ending=ending), ["\uffff"], limit, None)
    return [(*row[:10], ENOUGH, None, *row[12:]) for row in rows]
