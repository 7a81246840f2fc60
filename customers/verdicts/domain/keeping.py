"""What becomes of somebody's ideas when they leave; of verdicts when two customers become one."""

from django.db import models

from brm.accounts.models import User
from brm.audit import trail
from brm.parties.models import Relationship
from customers.verdicts.models import NeedCheck, Verdict


def needs_to_decide(user: User) -> int:
    """How many ideas wait for this person's decision."""
    return NeedCheck.objects.filter(owner=user, decision="").count()


def pass_on_needs(from_user: User, to_user: User, by: User | None) -> int:
    """Give them to somebody else."""
    rows = list(NeedCheck.objects.select_for_update().filter(owner=from_user, decision=""))
    for row in rows:
        row.owner = to_user
        row.version += 1
        row.save(update_fields=["owner", "version"])
        trail.record(row, "need_check.change", by=by, changes={"owner": (from_user.pk, to_user.pk)}, show=row.title)
    return len(rows)


def drop_doubles(keep: models.Model, drop: models.Model) -> None:
    """A customer has one verdict per half-year: the kept one's."""
    if isinstance(keep, Relationship) and isinstance(drop, Relationship):
        judged = Verdict.objects.filter(relationship=keep).values("period_start")
        Verdict.objects.filter(relationship=drop, period_start__in=judged).delete()
