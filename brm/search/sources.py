"""What can be found, and how each kind of record says what it is called. Roles add theirs from ``apps.ready()``."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from brm.core.registry import Registry
from brm.search.models import SearchEntry

COLUMNS = (
    "object_id", "organisation_id", "relationship_id", "seen_by", "variant", "title", "subtitle", "words", "at",
)  # fmt: skip


def nowhere(entry: SearchEntry) -> str:
    """A kind without a page of its own."""
    return ""


@dataclass(frozen=True)
class Source:
    """One kind of findable record.

    ``select`` answers rows of ``COLUMNS`` (text folded by the index itself) without its WHERE, ``where`` what keeps a
    record findable at all, ``key`` the expression of its id. ``follows`` maps other models (``"app.model"``) to the
    condition that finds this kind's rows when one of theirs changes (``= ANY(%s)`` takes the ids).
    """

    name: str
    label: object
    icon: str
    model: str
    select: str
    key: str
    url: Callable[[SearchEntry], str] = nowhere
    where: str = "TRUE"
    follows: Mapping[str, str] = field(default_factory=dict)
    order: int = 100
    words_of_variant: Callable[[str], object] | None = None
    """How a variant (a customer among the relationships) is called."""


SOURCES: Registry[Source] = Registry("search source")


def add_source(source: Source) -> Source:
    """Let a kind of record be found."""
    return SOURCES.register(source.name, source)


def in_order() -> list[Source]:
    """The kinds as groups of a result, the most sought first."""
    return sorted(SOURCES, key=lambda source: source.order)


ANY_KIND = _("Everything")
