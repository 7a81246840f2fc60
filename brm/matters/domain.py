"""Opening, closing and linking matters, and the one thread from complaint to settlement (ruling 1)."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import connection, models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.core import clock
from brm.core.editing import locked, refuse_invalid, save_changes, save_new
from brm.core.errors import DomainError
from brm.matters.models import LinkKind, Matter, MatterKind, MatterLink, MatterParty, NumberSeries
from brm.parties.models import Organisation, Relationship

PREFIXES = {
    MatterKind.COMPLAINT: "CP",
    MatterKind.PRAISE: "PR",
    MatterKind.DISPUTE: "DP",
    MatterKind.VALUE_ADDED: "VA",
    MatterKind.SERVICE_EVENT: "SE",
    MatterKind.MAJOR_EVENT: "ME",
    MatterKind.MEETING: "MT",
    MatterKind.FEEDBACK: "FB",
}
LONGEST_THREAD = 200
_TAKE = """
INSERT INTO matters_numberseries AS series (kind, year, last) VALUES (%s, %s, 1)
ON CONFLICT (kind, year) DO UPDATE SET last = series.last + 1
RETURNING last, nextval(pg_get_serial_sequence(%s, 'id'))
"""


def next_number(kind: str, at: datetime) -> str:
    """The next free number of a kind in the year of ``at``: CP-2026-00001. Two at once wait for one another."""
    return _take(kind, at)[0]


def _take(kind: str, at: datetime) -> tuple[str, int]:
    """The next free number and the id of the matter it is for, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [kind, at.year, Matter._meta.db_table])
        last, pk = cursor.fetchone()
    return f"{PREFIXES[MatterKind(kind)]}-{at.year}-{last:05d}", pk


@transaction.atomic
def next_numbers(kind: str, counts: Mapping[int, int]) -> dict[int, list[str]]:
    """Many free numbers at once, so many of each year; years in order, so that two at once never block one another."""
    found: dict[int, list[str]] = {}
    for year in sorted(counts):
        series, _made = NumberSeries.objects.select_for_update().get_or_create(kind=kind, year=year)
        first, series.last = series.last + 1, series.last + counts[year]
        series.save(update_fields=["last"])
        found[year] = [f"{PREFIXES[MatterKind(kind)]}-{year}-{n:05d}" for n in range(first, series.last + 1)]
    return found


@transaction.atomic
def open_matter(
    relationship: Relationship,
    *,
    kind: str,
    title: str,
    by: User | None,
    number: str = "",
    site: Organisation | None = None,
    at: datetime | None = None,
) -> Matter:
    """Open a matter under a number of ours, or the one it has elsewhere. Its particulars are the caller's own row."""
    at = at or clock.now()
    matter = save_new(
        Matter(
            relationship=relationship, kind=kind, title=title[:200], number=number or next_number(kind, at), site=site,
            opened_at=at,
        )
    )  # fmt: skip
    trail.record(matter, "matter.open", by=by, changes={"number": (None, matter.number)}, at=at)
    return matter


def matter_to_open(
    relationship: Relationship, *, kind: str, title: str, by: User | None, at: datetime
) -> tuple[Matter, trail.Line]:
    """A matter under its number and the line of the history, for those who insert both with rows of their own."""
    number, pk = _take(kind, at)
    matter = Matter(id=pk, relationship=relationship, kind=kind, title=title[:200], number=number, opened_at=at)
    refuse_invalid(matter, [field.name for field in matter._meta.concrete_fields])
    return matter, trail.line(matter, "matter.open", by=by, changes={"number": (None, number)}, at=at)


@transaction.atomic
def close_matter(matter: Matter, *, by: User | None, at: datetime | None = None, reason: str = "") -> Matter:
    """Close a matter; closing a closed one changes nothing."""
    matter = locked(matter)
    if matter.closed_at is None:
        changes = save_changes(matter, {"closed_at": at or clock.now()})
        trail.record(matter, "matter.close", by=by, changes=changes, reason=reason, at=at)
    return matter


@transaction.atomic
def reopen_matter(matter: Matter, *, by: User | None, at: datetime | None = None, reason: str = "") -> Matter:
    """Open a closed matter again under its old number."""
    matter = locked(matter)
    if matter.closed_at is not None:
        changes = save_changes(matter, {"closed_at": None})
        trail.record(matter, "matter.reopen", by=by, changes=changes, reason=reason, at=at)
    return matter


@transaction.atomic
def link_matters(
    source: Matter, target: Matter, *, kind: str, by: User | None, at: datetime | None = None
) -> MatterLink:
    """Say how one matter stands to another. Saying it twice changes nothing."""
    if source.pk == target.pk:
        raise DomainError(_("A matter cannot be linked to itself."))
    link, made = MatterLink.objects.get_or_create(
        source=source, target=target, kind=LinkKind(kind), defaults={"at": at or clock.now()}
    )
    if made:
        trail.record(source, "matter.link", by=by, changes={str(kind): (None, target.number)}, at=at)
    return link


@transaction.atomic
def unlink_matters(link: MatterLink, *, by: User | None) -> None:
    """Take a link back."""
    trail.record(link.source, "matter.unlink", by=by, changes={link.kind: (link.target.number, None)})
    link.delete()


@transaction.atomic
def add_party(matter: Matter, *, relationship: Relationship, part: str, by: User | None) -> MatterParty:
    """Name another relationship that has a part in the matter: the supplier in a complaint, for one."""
    if relationship.pk == matter.relationship_id:
        raise DomainError(_("The matter is about this relationship already."), field="relationship")
    party, made = MatterParty.objects.update_or_create(
        matter=matter, relationship=relationship, defaults={"part": part.strip()[:80]}
    )
    if made:
        trail.record(
            matter, "matter.add_party", by=by, changes={"party": (None, relationship.pk), "part": (None, part)}
        )
    return party


def thread_ids(matter: Matter) -> list[int]:
    """Every matter that hangs together with this one, itself among them, by any kind of link."""
    seen, edge = {matter.pk}, {matter.pk}
    while edge and len(seen) < LONGEST_THREAD:
        links = MatterLink.objects.filter(models.Q(source__in=edge) | models.Q(target__in=edge))
        edge = {pk for pair in links.values_list("source_id", "target_id") for pk in pair} - seen
        seen |= edge
    return sorted(seen)


def thread(matter: Matter) -> models.QuerySet[Matter]:
    """The one thread, oldest first. For a page take ``thread_for``."""
    return Matter.objects.filter(pk__in=thread_ids(matter)).order_by("opened_at", "id")


def thread_for(user: User, matter: Matter) -> tuple[models.QuerySet[Matter], int]:
    """The part of the thread a person may read, and how many more there are (ruling 14)."""
    ids = thread_ids(matter)
    if len(ids) == 1:
        return Matter.objects.none(), 0
    readable = matters_for(user).filter(pk__in=ids).order_by("opened_at", "id")
    return readable, len(ids) - len(readable)


def matters_for(user: User, kinds: Iterable[str] = ()) -> models.QuerySet[Matter]:
    """The matters on relationships a person may see."""
    rows = Matter.objects.filter(relationship__in=Relationship.objects.visible_to(user).order_by())
    rows = rows.select_related("relationship__organisation", "site")
    return rows.filter(kind__in=list(kinds)) if kinds else rows


trail.label("matter.open", gettext_lazy("Opened"))
trail.label("matter.close", gettext_lazy("Closed"))
trail.label("matter.reopen", gettext_lazy("Opened again"))
trail.label("matter.link", gettext_lazy("Linked"))
trail.label("matter.unlink", gettext_lazy("Took a link back"))
trail.label("matter.add_party", gettext_lazy("Named another party"))
