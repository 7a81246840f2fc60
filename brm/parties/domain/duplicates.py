"""Do we have them already? Asked while typing, before a second entry of the same company is made (peers 9)."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from brm.accounts.models import User
from brm.parties.domain.queries import organisations_for
from brm.parties.models import Contact, Organisation, Relationship
from brm.parties.text import name_key

FEWEST_LETTERS = 2


@dataclass(frozen=True)
class LookAlike:
    """An organisation that may be the same: shown by name to who may see it, else only whom to ask (ruling 14)."""

    organisation: Organisation | None
    owners: tuple[User, ...] = ()


def duplicates_of(*, name: str = "", code: str = "", besides: Organisation | None = None) -> QuerySet[Organisation]:
    """Organisations with the same code, the same bare name, or one that begins with it."""
    key = name_key(name) if name.strip() else ""
    same = Q()
    if code.strip():
        same |= Q(code=code.strip())
    if len(key) >= FEWEST_LETTERS:
        same |= Q(name_key=key)
    if len(key) > FEWEST_LETTERS:
        same |= Q(name_key__startswith=key)
    if not same:
        return Organisation.objects.none()
    rows = Organisation.objects.filter(same, merged_into=None)
    return (rows.exclude(pk=besides.pk) if besides is not None and besides.pk else rows).order_by("sort_key", "id")


def look_alikes_for(
    user: User, *, name: str, code: str = "", besides: Organisation | None = None, limit: int = 5
) -> list[LookAlike]:
    """The look-alikes as this person may know of them: their own by name, others by whom to ask."""
    found = list(duplicates_of(name=name, code=code, besides=besides)[: limit + 1])[:limit]
    if not found:
        return []
    seen = set(organisations_for(user).filter(pk__in=[row.pk for row in found]).values_list("pk", flat=True))
    owners: dict[int, dict[int, User]] = {}
    hidden = [row.pk for row in found if row.pk not in seen]
    for relationship in Relationship.objects.filter(organisation__in=hidden).select_related("owner"):
        owners.setdefault(relationship.organisation_id, {})[relationship.owner_id] = relationship.owner
    return [
        LookAlike(row) if row.pk in seen else LookAlike(None, tuple(owners.get(row.pk, {}).values())) for row in found
    ]


def same_contacts(organisation: Organisation, *, name: str, email: str = "") -> QuerySet[Contact]:
    """Contacts of an organisation with the same name or address."""
    same = Q(name__iexact=name.strip())
    if email.strip():
        same |= Q(email__iexact=email.strip())
    return Contact.objects.filter(same, organisation=organisation, merged_into=None, erased_at=None)
