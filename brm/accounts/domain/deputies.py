"""Who stands in for whom. A deputy's deputy stands in for nobody: the chain is one step long (ruling 15)."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.domain.checks import check
from brm.accounts.domain.letters import LETTERS, Letter, send_letter
from brm.accounts.models import Deputy, User
from brm.audit import trail
from brm.core import clock
from brm.core.errors import DomainError

trail.label("deputy.name", gettext_lazy("Deputy named"))
trail.label("deputy.end", gettext_lazy("Absence ended"))


def _named_body(params: Mapping[str, Any]) -> str:
    words = {
        "absent": params["absent"],
        "from": formats.date_format(date.fromisoformat(params["from_on"])),
        "to": formats.date_format(date.fromisoformat(params["to_on"])),
    }
    said = _(
        "From %(from)s to %(to)s the work, reminders and escalations of %(absent)s come to you as well: on your Today "
        "page and by mail."
    )
    return "\n\n".join(part for part in (said % words, params.get("note", "")) if part)


LETTERS.register(
    "accounts.deputy",
    Letter(
        "accounts.deputy",
        gettext_lazy("Deputy named"),
        lambda params: _("You stand in for %(absent)s") % {"absent": params["absent"]},
        _named_body,
    ),
)


def _overlapping(from_on: date, to_on: date) -> dict[str, date]:
    return {"from_on__lte": to_on, "to_on__gte": from_on}


@transaction.atomic
def name_deputy(absent: User, *, deputy: User, from_on: date, to_on: date, by: User | None, note: str = "") -> Deputy:
    """From and to a day, clocks, escalations and work of an absent person go to the deputy as well."""
    list(User.objects.select_for_update().filter(pk__in=[absent.pk, deputy.pk]).order_by("pk"))
    absence = Deputy(absent=absent, deputy=deputy, from_on=from_on, to_on=to_on, note=note.strip())
    check(absence)
    if to_on < clock.today(absent.time_zone):
        raise DomainError(_("This absence is over already. Choose a last day from today on."), field="to_on")
    if not deputy.is_insider:
        raise DomainError(_("A deputy must be an active person of ours."), field="deputy")
    _refuse_second_absence(absent, from_on, to_on)
    _refuse_chain(absent, deputy, from_on, to_on)
    absence.save()
    trail.record(
        absent,
        "deputy.name",
        by=by,
        changes={"deputy": (None, deputy), "from_on": (None, from_on), "to_on": (None, to_on)},
        show="",
    )
    if by is None or by.pk != deputy.pk:
        send_letter(
            deputy.email, "accounts.deputy", key=f"accounts.deputy-{absence.pk}", language=deputy.language,
            time_zone=deputy.time_zone, name=deputy.name, url="/", absent=str(absent), from_on=from_on.isoformat(),
            to_on=to_on.isoformat(), note=absence.note,
        )  # fmt: skip
    return absence


def _refuse_second_absence(absent: User, from_on: date, to_on: date) -> None:
    other = Deputy.objects.filter(absent=absent, **_overlapping(from_on, to_on)).select_related("deputy").first()
    if other:
        raise DomainError(
            _("%(deputy)s already stands in from %(from)s to %(to)s. End that absence first, or choose other days.")
            % _words(other),
            field="from_on",
        )


def _refuse_chain(absent: User, deputy: User, from_on: date, to_on: date) -> None:
    away = Deputy.objects.filter(absent=deputy, **_overlapping(from_on, to_on)).select_related("deputy").first()
    if away:
        raise DomainError(
            _("%(absent)s is away from %(from)s to %(to)s. Choose somebody who is here.") % _words(away),
            field="deputy",
        )
    standing_in = (
        Deputy.objects.filter(deputy=absent, **_overlapping(from_on, to_on)).select_related("absent", "deputy").first()
    )
    if standing_in:
        raise DomainError(
            _("%(deputy)s stands in for %(absent)s from %(from)s to %(to)s. Name another deputy for %(absent)s first.")
            % _words(standing_in),
            field="from_on",
        )


def _words(absence: Deputy) -> dict[str, str]:
    return {
        "absent": str(absence.absent),
        "deputy": str(absence.deputy),
        "from": formats.date_format(absence.from_on),
        "to": formats.date_format(absence.to_on),
    }


@transaction.atomic
def end_absence(absence: Deputy, *, by: User | None) -> None:
    """The person is back: an absence that runs ends yesterday, one that has not begun never was."""
    absence = Deputy.objects.select_for_update().select_related("absent", "deputy").get(pk=absence.pk)
    today = clock.today(absence.absent.time_zone)
    if absence.to_on < today:
        return
    last = today - timedelta(days=1)
    trail.record(
        absence.absent,
        "deputy.end",
        by=by,
        changes={"deputy": (absence.deputy, None), "to_on": (absence.to_on, last)},
        show="",
    )
    if absence.from_on > last:
        absence.delete()
        return
    absence.to_on, absence.updated_at = last, clock.now()
    absence.save(update_fields=["to_on", "updated_at"])
