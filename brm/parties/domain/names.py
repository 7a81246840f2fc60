"""Names for the numbers that history, attention and timeline keep, as far as a reader may see them."""

from collections.abc import Iterable, Mapping

from brm.accounts.models import User
from brm.parties.domain.queries import contacts_for, organisations_for, relationships_for


def organisation_names(reader: User, ids: Iterable[int]) -> Mapping[int, str]:
    """Organisations by number."""
    return dict(organisations_for(reader).filter(pk__in=list(ids)).order_by().values_list("pk", "name"))


def relationship_names(reader: User, ids: Iterable[int]) -> Mapping[int, str]:
    """Relationships by number: the name of the organisation."""
    rows = relationships_for(reader).filter(pk__in=list(ids)).order_by()
    return dict(rows.values_list("pk", "organisation__name"))


def contact_names(reader: User, ids: Iterable[int]) -> Mapping[int, str]:
    """Contacts by number."""
    return dict(contacts_for(reader).filter(pk__in=list(ids)).order_by().values_list("pk", "name"))
