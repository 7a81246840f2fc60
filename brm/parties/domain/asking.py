"""Asking a colleague to share an organisation one may not see (ruling 14)."""

from django.db import transaction
from django.utils.translation import gettext as _

from brm.accounts.models import User
from brm.core import clock
from brm.core.errors import DomainError
from brm.notifications.domain.writing import notify
from brm.parties.domain.duplicates import duplicates_of
from brm.parties.domain.links import relationship_url
from brm.parties.domain.queries import organisations_for
from brm.parties.models import Relationship


@transaction.atomic
def ask_to_share(*, name: str, by: User, code: str = "") -> int:
    """Tell the managers of look-alikes one may not see that somebody would like to work on them. Once a day each."""
    found = duplicates_of(name=name, code=code).exclude(pk__in=organisations_for(by).values("pk"))
    rows = (
        Relationship.objects.living().filter(organisation__in=list(found[:5])).select_related("owner", "organisation")
    )
    asked = 0
    for relationship in rows:
        notify(
            relationship.owner, "share_request", key=f"share-{relationship.pk}-{by.pk}-{clock.today()}",
            url=relationship_url(relationship), relationship=relationship, person=str(by), name=name,
            organisation=str(relationship.organisation),
        )  # fmt: skip
        asked += 1
    if not asked:
        raise DomainError(_("Nobody keeps a relationship with an organisation of this name."))
    return asked
