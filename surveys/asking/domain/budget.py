"""How often one person may be asked: a setting with a history; and who does not want to be asked at all."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.enums import Role
from brm.accounts.models import User
from brm.audit import trail
from brm.core import clock
from brm.core.editing import save_new
from brm.core.errors import DomainError
from brm.parties.models import Contact
from surveys.asking.domain.offering import BY_VOICE
from surveys.asking.domain.today import settle_calls
from surveys.asking.enums import InvitationStatus, Why
from surveys.asking.models import Budget, Invitation, OptOut

FACTS = ("cool_down_days", "yearly_most", "complaint_hold", "hold_days")


def budget_at(at: datetime | None = None) -> Budget:
    """The budget as it is, or was, at a moment; the usual one where none was set."""
    kept = Budget.objects.filter(since__lte=at or clock.now()).order_by("-since", "-id").first()
    return kept or Budget()


def may_configure(user: User) -> bool:
    """Administrators, leads and executives say who is asked and how often."""
    return user.has_role(Role.ADMINISTRATOR, Role.LEAD, Role.EXECUTIVE)


def sees_asking(user: User) -> bool:
    """Those who keep relationships, and those who configure."""
    return bool(user.keeps_relationships or may_configure(user))


def budgets_for(user: User) -> QuerySet[Budget]:
    """Every budget there was, the newest first."""
    rows = Budget.objects.select_related("set_by")
    return rows if sees_asking(user) else rows.none()


@transaction.atomic
def set_budget(*, by: User | None, reason: str = "", at: datetime | None = None, **facts: Any) -> Budget:
    """From now on people are asked at most so often. What went out before counts under the new one too."""
    at = at or clock.now()
    if unknown := set(facts) - set(FACTS):
        raise TypeError(f"not part of a budget: {', '.join(sorted(unknown))}")
    before = budget_at(at)
    row = Budget(since=at, set_by=by, reason=reason.strip()[:300])
    for name in FACTS:
        setattr(row, name, facts.get(name, getattr(before, name)))
    changes = {name: (getattr(before, name), getattr(row, name)) for name in FACTS}
    changes = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
    if not changes and before.pk:
        raise DomainError(_("That is how it is already."))
    save_new(row)
    trail.record(row, "survey_budget.set", by=by, changes=changes, reason=row.reason, at=at)
    return row


@transaction.atomic
def opt_out(contact: Contact, *, by: User | None = None, reason: str = "", at: datetime | None = None) -> OptOut:
    """Somebody does not want to be asked: nothing planned goes out to them, nobody calls them.

    Saying it twice changes nothing.
    """
    at = at or clock.now()
    wish, made = OptOut.objects.get_or_create(
        contact=contact, ended_at=None, defaults={"at": at, "reason": reason.strip()[:300], "by": by}
    )
    if made:
        Invitation.objects.filter(contact=contact, status__in=[InvitationStatus.PLANNED, InvitationStatus.HELD]).update(
            status=InvitationStatus.LEFT_OUT, why=Why.OPTED_OUT, step_at=None
        )
        calls = Invitation.objects.filter(contact=contact, status=InvitationStatus.SENT, channel__in=BY_VOICE)
        if waiting := list(calls.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True)):
            Invitation.objects.filter(pk__in=waiting).update(
                status=InvitationStatus.LEFT_OUT, why=Why.OPTED_OUT, step_at=None
            )
            settle_calls(waiting, at=at)
        trail.record(contact, "survey.opt_out", by=by, reason=wish.reason, show="", at=at)
    return wish


@transaction.atomic
def end_opt_out(wish: OptOut, *, by: User | None, at: datetime | None = None) -> OptOut:
    """They may be asked again, because they said so."""
    wish = OptOut.objects.select_for_update(of=("self",)).select_related("contact").get(pk=wish.pk)
    if wish.ended_at is None:
        wish.ended_at = at or clock.now()
        wish.save(update_fields=["ended_at"])
        trail.record(wish.contact, "survey.opt_in", by=by, show="", at=at)
    return wish


trail.label("survey_budget.set", gettext_lazy("Set how often people may be asked"))
trail.label("survey.opt_out", gettext_lazy("Does not want to be asked"))
trail.label("survey.opt_in", gettext_lazy("May be asked again"))
