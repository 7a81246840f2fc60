"""Service events as the service desk closed them: taken in, counted, never edited here (INV-54)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.audit.bulk import Line, record_many
from brm.core import clock
from brm.core.changes import gathered
from brm.core.errors import DomainError
from brm.matters.models import Matter, MatterKind
from brm.parties.models import Organisation, Relationship
from brm.parties.text import name_key, sort_key
from brm.timeline.models import TimelineEntry
from customers.domain.callers import name_callers, offer_closed
from customers.models import ServiceEvent

FACTS = (
    "state", "priority", "impact", "category", "subcategory", "channel", "caller", "assignment_group", "made_sla",
    "reopen_count", "reassignment_count", "resolved_at", "as_of", "contact_id", "service_id",
)  # fmt: skip
BATCH = 1000


@dataclass
class Incoming:
    """One event as it comes from outside; ``site`` is the name of the place it happened at."""

    number: str
    opened_at: datetime
    title: str = ""
    site: str = ""
    closed_at: datetime | None = None
    facts: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "Incoming":
        """Read a row: number, opened_at, title, location, closed_at and the facts of an event."""
        number, opened_at = str(row.get("number") or "").strip(), row.get("opened_at")
        if not number or opened_at is None:
            raise DomainError(_("A service event needs a number and the moment it was opened."), field="number")
        closed_at = row.get("closed_at")
        if closed_at is not None and closed_at < opened_at:
            raise DomainError(_("%(number)s: closed before it was opened.") % {"number": number}, field="closed_at")
        return cls(
            number[:40], opened_at, str(row.get("title") or "").strip()[:200],
            " ".join(str(row.get("location") or row.get("site") or "").split())[:200], closed_at,
            {name: _fact(name, row[name]) for name in FACTS if row.get(name) is not None},
        )  # fmt: skip

    def is_newer_than(self, event: ServiceEvent) -> bool:
        """A state without a date is taken to be the newest."""
        mine = self.facts.get("as_of")
        return mine is None or event.as_of is None or mine >= event.as_of


def _fact(name: str, value: Any) -> Any:
    if isinstance(value, str):
        return value.strip()[: getattr(ServiceEvent._meta.get_field(name), "max_length", None) or 80]
    return value


def record_past_service_event(
    relationship: Relationship, *, number: str, opened_at: datetime, by: User | None, **facts: Any
) -> ServiceEvent:
    """Take in one event that happened elsewhere: no notices, no clocks, no gates (ruling 24)."""
    record_service_events([{"number": number, "opened_at": opened_at, **facts}], relationship=relationship, by=by)
    return ServiceEvent.objects.select_related("matter").get(
        matter__number=number, matter__kind=MatterKind.SERVICE_EVENT
    )


@transaction.atomic
def record_service_events(
    rows: Iterable[Mapping[str, Any]], *, relationship: Relationship, by: User | None, import_id: int | None = None
) -> int:
    """Take in many events of one customer, set by set: sites, matters, events, timeline, history.

    A number that is there already gets the newer state; the same again changes nothing. Answers how many were new or
    changed.
    """
    newest: dict[str, Incoming] = {}
    for row in rows:
        incoming = Incoming.of(row)
        before = newest.get(incoming.number)
        if before is None or _stamp(incoming) >= _stamp(before):
            newest[incoming.number] = incoming
    todo = list(newest.values())
    done = 0
    name_callers(relationship, todo)
    with gathered():
        sites = _sites(relationship, {incoming.site for incoming in todo if incoming.site}, by)
        for start in range(0, len(todo), BATCH):
            done += _take_in(todo[start : start + BATCH], sites, relationship, by, import_id)
    return done


def _stamp(incoming: Incoming) -> float:
    moment = incoming.facts.get("as_of")
    return moment.timestamp() if moment else 0.0


def _sites(relationship: Relationship, names: set[str], by: User | None) -> dict[str, Organisation]:
    """The child organisation of each place, made where there is none yet."""
    parent = relationship.organisation
    known = {site.name_key: site for site in Organisation.objects.filter(parent=parent, merged_into=None)}
    now = clock.now()
    missing = {name_key(name): name for name in sorted(names) if name_key(name) not in known}
    made = Organisation.objects.bulk_create(
        Organisation(
            name=name, name_key=key, sort_key=sort_key(name), parent=parent, trade=parent.trade, region=parent.region,
            created_at=now, updated_at=now,
        )
        for key, name in missing.items()
    )  # fmt: skip
    lines = [
        Line(site.pk, site.name, changes={"name": (None, site.name), "parent": (None, parent.pk)}) for site in made
    ]
    record_many("parties.organisation", lines, "organisation.register", by=by)
    known |= {site.name_key: site for site in made}
    return {name: known[name_key(name)] for name in names}


def _take_in(
    rows: list[Incoming],
    sites: Mapping[str, Organisation],
    relationship: Relationship,
    by: User | None,
    import_id: int | None,
) -> int:
    numbers = [row.number for row in rows]
    there = {
        event.matter.number: event
        for event in ServiceEvent.objects.select_related("matter").filter(
            matter__kind=MatterKind.SERVICE_EVENT, matter__number__in=numbers
        )
    }
    elsewhere = sorted(number for number, event in there.items() if event.matter.relationship_id != relationship.pk)
    if elsewhere:
        raise DomainError(
            _("These numbers belong to another customer already: %(numbers)s.") % {"numbers": ", ".join(elsewhere[:5])},
            field="number",
        )
    open_before = {number for number, event in there.items() if event.matter.closed_at is None}
    made = _make([row for row in rows if row.number not in there], sites, relationship, by, import_id)
    changed = _renew([(row, there[row.number]) for row in rows if row.number in there], sites, relationship, by)
    offer_closed([*made, *(there[number] for number in open_before)])
    return len(rows) - len(there) + changed


def _make(
    rows: list[Incoming],
    sites: Mapping[str, Organisation],
    relationship: Relationship,
    by: User | None,
    import_id: int | None,
) -> list[ServiceEvent]:
    matters = Matter.objects.bulk_create(
        Matter(
            number=row.number, kind=MatterKind.SERVICE_EVENT, relationship=relationship, site=sites.get(row.site),
            title=row.title or row.facts.get("category", "") or row.number, opened_at=row.opened_at,
            closed_at=row.closed_at,
        )
        for row in rows
    )  # fmt: skip
    events = ServiceEvent.objects.bulk_create(
        ServiceEvent(matter=matter, imported_in=import_id, **({"state": "?"} | row.facts))
        for matter, row in zip(matters, rows, strict=True)
    )
    TimelineEntry.objects.bulk_create(
        TimelineEntry(
            relationship=relationship, at=row.opened_at, kind="service_event", event="recorded",
            params=_told(matter, row), subject_type="matters.matter", subject_id=matter.pk,
        )
        for matter, row in zip(matters, rows, strict=True)
    )  # fmt: skip
    lines = [
        Line(
            matter.pk,
            str(matter),
            relationship.pk,
            {"number": (None, matter.number), "state": (None, row.facts.get("state"))},
        )
        for matter, row in zip(matters, rows, strict=True)
    ]
    record_many("matters.matter", lines, "service_event.record", by=by)
    return events


def _renew(
    pairs: list[tuple[Incoming, ServiceEvent]],
    sites: Mapping[str, Organisation],
    relationship: Relationship,
    by: User | None,
) -> int:
    """Newer states over older ones."""
    lines, events, matters, told = [], [], [], {}
    for row, event in pairs:
        if not row.is_newer_than(event):
            continue
        matter, site = event.matter, sites.get(row.site)
        changes = trail.changed(event, row.facts)
        about = trail.changed(
            matter,
            {
                "closed_at": row.closed_at,
                "title": row.title or matter.title,
                "site_id": site.pk if site else matter.site_id,
            },
        )
        if not changes and not about:
            continue
        for name, (_old, new) in changes.items():
            setattr(event, name, new)
        for name, (_old, new) in about.items():
            setattr(matter, name, new)
        events.append(event)
        matters.append(matter)
        told[matter.pk] = _told(matter, row)
        lines.append(Line(matter.pk, str(matter), relationship.pk, {**changes, **about}))
    ServiceEvent.objects.bulk_update(events, FACTS, batch_size=BATCH)
    Matter.objects.bulk_update(matters, ["closed_at", "title", "site"], batch_size=BATCH)
    entries = list(
        TimelineEntry.objects.filter(subject_type="matters.matter", subject_id__in=told, kind="service_event")
    )
    for entry in entries:
        entry.params = told[entry.subject_id or 0]
    TimelineEntry.objects.bulk_update(entries, ["params"], batch_size=BATCH)
    record_many("matters.matter", lines, "service_event.renew", by=by)
    return len(lines)


def _told(matter: Matter, row: Incoming) -> dict[str, Any]:
    facts = row.facts
    return {
        "number": matter.number, "title": matter.title, "state": facts.get("state", ""),
        "made_sla": facts.get("made_sla"), "reopened": facts.get("reopen_count", 0),
    }  # fmt: skip


@transaction.atomic
def withdraw_service_events(import_id: int, *, by: User | None) -> int:
    """Take back what one import brought in new; what it only renewed stays as it is."""
    matters = list(Matter.objects.filter(service_event__imported_in=import_id))
    ids = [matter.pk for matter in matters]
    lines = [
        Line(matter.pk, str(matter), matter.relationship_id, {"number": (matter.number, None)}) for matter in matters
    ]
    record_many("matters.matter", lines, "service_event.withdraw", by=by)
    TimelineEntry.objects.filter(subject_type="matters.matter", subject_id__in=ids, kind="service_event").delete()
    Matter.objects.filter(pk__in=ids).delete()
    return len(ids)


trail.label("service_event.record", gettext_lazy("Recorded the service event"))
trail.label("service_event.renew", gettext_lazy("Brought the service event up to date"))
trail.label("service_event.withdraw", gettext_lazy("Withdrew the service event"))
