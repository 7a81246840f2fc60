"""What can be imported. A kind knows its fields, finds what is there already, and takes rows over in chunks.

Roles register their kinds from ``apps.ready()``: ``KINDS.register(kind.name, kind)``.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models

from brm.accounts.models import User
from brm.core.registry import Registry
from brm.imports.enums import FieldType, Outcome, Repeats
from brm.imports.problems import Problem
from brm.parties.models import CustomField

Choices = type[models.TextChoices]


@dataclass(frozen=True)
class ImportField:
    """Something a column can mean."""

    key: str
    label: object
    type: str = FieldType.TEXT
    required: bool = False
    help: object = ""
    aliases: tuple[str, ...] = ()
    choices: Choices | None = None
    most: int = 200
    least: int = 0
    lines: bool = False
    default: str = ""
    group: object = ""
    custom: CustomField | None = None
    suggest: Callable[[User], Sequence[str]] | None = None
    """Values one may choose from for all rows, where there are few enough."""


@dataclass
class Draft:
    """One row on its way: its cells, what they mean, what is there already, what would change, what is wrong."""

    number: int
    cells: list[str]
    values: dict[str, Any] = field(default_factory=dict)
    key: str = ""
    title: str = ""
    problems: list[Problem] = field(default_factory=list)
    outcome: str = Outcome.NEW
    object_id: int | None = None
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)
    """What matching found out for applying; not staged."""

    def wrong(self, key: str, code: str, **particulars: Any) -> None:
        """Note a problem; the row will not be taken over."""
        self.problems.append((key, code, particulars))
        self.outcome = Outcome.ERROR

    def found(self, object_id: int, changes: dict[str, tuple[Any, Any]]) -> None:
        """The record is there already; it changes, or not."""
        self.object_id, self.changes = object_id, changes
        self.outcome = Outcome.CHANGED if changes else Outcome.UNCHANGED


@dataclass
class Effect:
    """What taking a row over did to one record."""

    row_number: int
    subject_type: str
    subject_id: int
    label: str = ""
    created: bool = True
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class Context:
    """For whom, when and from which file rows are matched and taken over; ``kept`` is a kind's own memory of a run."""

    by: User
    at: datetime
    reason: str
    run_id: int
    zone: str
    kept: dict[str, Any] = field(default_factory=dict)


class ImportKind:
    """One kind of record that can come from a file."""

    name: str
    label: object
    icon: str = "table-import"
    help: object = ""
    repeats: str = Repeats.REFUSE
    see: str = ""
    """Name of the list where what was imported is found."""

    def allowed(self, user: User) -> bool:
        """Who may import these: whoever keeps relationships. Administrators see no content (ruling 14)."""
        return user.keeps_relationships

    def fields(self) -> Sequence[ImportField]:
        """What columns can mean, the custom fields of the kind among them."""
        raise NotImplementedError

    def key(self, values: Mapping[str, Any]) -> str:
        """By what two rows are about the same record; empty where a row is always one of its own."""
        raise NotImplementedError

    def title(self, values: Mapping[str, Any]) -> str:
        """How a row is called in the list of differences."""
        raise NotImplementedError

    def match(self, drafts: Sequence[Draft], context: Context) -> None:
        """Find what is there already: set outcome, object and changes of each draft, or what is wrong with it."""
        raise NotImplementedError

    def apply(self, drafts: Sequence[Draft], context: Context) -> list[Effect]:
        """Take over drafts that are new or changed, in the present transaction; answers what was done."""
        raise NotImplementedError


@dataclass(frozen=True)
class Subject:
    """A model imports write: how its rows are taken back, and how old values are restored."""

    model: type[models.Model]
    label: object
    restore: Callable[..., None] | None = None
    """(changes, *, by, reason) with changes as (id, {field: (now, then)})."""
    parts: Callable[[Iterable[int]], None] | None = None
    """Takes away what was made along with the rows and cannot stand alone."""
    order: int = 100
    """What hangs from others is taken back first."""


KINDS: Registry[ImportKind] = Registry("import kind")
SUBJECTS: Registry[Subject] = Registry("subject of imports")
"""``"app.model"`` -> how to undo it."""


def kinds_for(user: User) -> list[ImportKind]:
    """The kinds a person may import."""
    return [kind for kind in KINDS if kind.allowed(user)]
