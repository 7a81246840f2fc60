"""Finding the organisations rows speak of, by code or name, and whether the person may see them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from brm.accounts.models import User
from brm.imports.kinds import Draft
from brm.parties.domain.queries import organisations_for
from brm.parties.models import Organisation, Relationship
from brm.parties.text import name_key


def code_or_name(code: str, name: str) -> str:
    """By what two rows mean the same organisation."""
    return f"code:{code.casefold()}" if code else f"name:{name_key(name)}"


@dataclass
class Directory:
    """The organisations some rows may mean, as they are now."""

    by_code: dict[str, Organisation] = field(default_factory=dict)
    by_name: dict[str, list[Organisation]] = field(default_factory=dict)
    visible: set[int] = field(default_factory=set)
    owners: dict[int, set[str]] = field(default_factory=dict)

    def candidates(self, name: str, code: str = "") -> list[Organisation]:
        """The one with the code; else those of the name that have no other code, the exact spelling before others."""
        if code and code in self.by_code:
            return [self.by_code[code]]
        same = [row for row in self.by_name.get(name_key(name), []) if not code or not row.code]
        exact = [row for row in same if row.name == name]
        mine = [row for row in exact or same if row.pk in self.visible]
        return mine or exact or same

    def by_either(self, text: str) -> list[Organisation]:
        """Those that a single cell means: a code or a name."""
        return [self.by_code[text]] if text in self.by_code else self.candidates(text)

    def choose(self, draft: Draft, key: str, candidates: list[Organisation]) -> Organisation | None:
        """The one organisation meant, if the person may use it; else the draft says what is wrong."""
        if not candidates:
            return None
        if len(candidates) > 1:
            draft.wrong(key, "ambiguous")
            return None
        (found,) = candidates
        if found.pk not in self.visible:
            names = ", ".join(sorted(self.owners.get(found.pk, ()))) or "–"
            draft.wrong(key, "belongs_to_other", owner=names)
            return None
        if found.archived_at is not None:
            draft.wrong(key, "archived")
            return None
        return found


def find(
    names: Iterable[str], codes: Iterable[str], *, by: User, scope: QuerySet[Organisation] | None = None
) -> Directory:
    """All organisations with one of these names or codes; merged ones stand for what they went into."""
    keys, wanted = {name_key(name) for name in names if name}, {code for code in codes if code}
    directory = Directory()
    rows = Organisation.objects.filter(Q(name_key__in=keys) | Q(code__in=wanted)).select_related("merged_into")
    found: dict[int, Organisation] = {}
    for row in sorted(rows, key=lambda each: each.merged_into_id is not None):
        real = row.merged_into or row
        found[real.pk] = real
        if row.code in wanted:
            directory.by_code.setdefault(row.code, real)
        same = directory.by_name.setdefault(row.name_key, [])
        if row.name_key in keys and all(other.pk != real.pk for other in same) and (row is real or not same):
            same.append(real)
    scope = organisations_for(by) if scope is None else scope
    directory.visible = set(scope.filter(pk__in=found).order_by().values_list("pk", flat=True))
    hidden = [pk for pk in found if pk not in directory.visible]
    if hidden:
        caring = Relationship.objects.filter(organisation__in=hidden).values_list("organisation_id", "owner__name")
        for pk, owner in caring:
            directory.owners.setdefault(pk, set()).add(owner)
    return directory
