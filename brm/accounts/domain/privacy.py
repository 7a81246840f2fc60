"""Everything known about one person, to hand over or to forget (ruling 16).

Each part of the portal that keeps personal values registers them: how to collect, how to erase. Each kind of person
(our people here, contacts above) registers how to find one. History keeps ids and field names; the values beside it go.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.core import clock
from brm.core.errors import DomainError
from brm.core.registry import Registry

trail.label("person.export", gettext_lazy("Personal data exported"))
trail.label("person.erase", gettext_lazy("Personal data erased"))


@dataclass(frozen=True)
class PersonKind:
    """One kind of person that can be asked about: ``find(text)`` answers at most twenty, ``get(pk)`` one or None.

    ``name`` stands in addresses (user, contact); ``confirm(person)`` is what must be typed before erasing;
    ``refusal(person)`` says why the person cannot be erased yet, or nothing.
    """

    name: str
    label: object
    find: Callable[[str], Iterable[models.Model]]
    get: Callable[[int], "models.Model | None"]
    confirm: Callable[[Any], str]
    refusal: Callable[[Any], str] = lambda person: ""
    about: Callable[[Any], str] = lambda person: ""


@dataclass(frozen=True)
class PersonalData:
    """Personal values in one place: ``collect(person)`` answers what JSON can hold, ``erase(person)`` forgets.

    Both are given the person (a User, a Contact) and answer nothing for a kind of person they do not know.
    """

    name: str
    label: object
    collect: Callable[[models.Model], Any]
    erase: Callable[[models.Model], None] = lambda person: None


PERSONS: Registry[PersonKind] = Registry("kind of person")
PERSONAL: Registry[PersonalData] = Registry("personal data")


def kind_of(person: models.Model) -> PersonKind:
    """How this kind of person is found and named."""
    return PERSONS[person._meta.model_name or ""]


def find_persons(text: str) -> list[tuple[PersonKind, models.Model]]:
    """People of every kind whose name or address holds the text."""
    text = text.strip()
    return [(kind, person) for kind in PERSONS for person in kind.find(text)] if text else []


def find_person(kind: str, pk: int) -> "models.Model | None":
    """One person by kind and number."""
    known = PERSONS.get(kind)
    return known.get(pk) if known else None


def json_ready(value: Any) -> Any:
    """The value as JSON keeps it, moments in ISO form."""
    if isinstance(value, dict):
        return {str(key): json_ready(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset | models.QuerySet):
        return [json_ready(item) for item in value]
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return str(value)


@transaction.atomic
def export_person(person: models.Model, *, by: User) -> dict[str, Any]:
    """Everything the portal knows about one person, section by section."""
    sections = {part.name: found for part in PERSONAL if (found := json_ready(part.collect(person)))}
    trail.record(person, "person.export", by=by, show="")
    return {
        "person": {"kind": kind_of(person).name, "id": person.pk},
        "exported_at": clock.now().isoformat(),
        **sections,
    }


@transaction.atomic
def erase_person(person: models.Model, *, by: User, confirmed: str) -> None:
    """Forget one person: every personal value goes, the numbers by which history speaks of them stay."""
    kind = kind_of(person)
    if refusal := kind.refusal(person):
        raise DomainError(refusal)
    if confirmed.strip().casefold() != kind.confirm(person).strip().casefold():
        raise DomainError(
            _("Type “%(text)s” exactly, so that nobody is erased by mistake.") % {"text": kind.confirm(person)},
            field="confirmed",
        )
    for part in reversed(list(PERSONAL)):  # those above find what they keep by what the account still says
        part.erase(person)
    trail.record(person, "person.erase", by=by, show="")
