"""What a person worked with last, offered first where they choose (C-09: logged in seconds)."""

from django.db.models import F, QuerySet

from brm.accounts.models import User
from brm.communications.models import Interaction
from brm.parties.domain.finding import named
from brm.parties.domain.queries import people_of, relationships_for
from brm.parties.enums import Status
from brm.parties.models import Contact, Relationship


def _living(user: User) -> "QuerySet[Relationship]":
    return relationships_for(user).exclude(status=Status.ENDED)


def recent_relationships_for(user: User, limit: int = 12) -> list[Relationship]:
    """Those the person spoke with last, then their own that have waited longest."""
    spoken = (
        Interaction.objects.filter(recorded_by=user).order_by("-at", "-pk").values_list("relationship_id", flat=True)
    )
    ids = list(dict.fromkeys(spoken[:60]))[:limit]
    found = {row.pk: row for row in _living(user).filter(pk__in=ids)}
    rows = [found[pk] for pk in ids if pk in found]
    if len(rows) < limit:
        waiting = _living(user).filter(owner=user).exclude(pk__in=found)
        rows += list(waiting.order_by(F("silent_from").asc(nulls_last=True), "pk")[: limit - len(rows)])
    return rows


def find_relationships(user: User, text: str, limit: int = 20) -> list[Relationship]:
    """The living relationships whose organisation's name holds the text; without one, the recent ones."""
    if not text.strip():
        return recent_relationships_for(user)
    return list(named(_living(user), text, "organisation").order_by("sort_key", "pk")[:limit])


def contacts_of(relationship: Relationship | None) -> "QuerySet[Contact]":
    """The people of the other side who are still there; nobody while it is not known which side."""
    return people_of(relationship).filter(left_on=None) if relationship else Contact.objects.none()
