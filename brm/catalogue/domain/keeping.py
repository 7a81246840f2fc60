"""Keeping the catalogue: shelves, metrics, services and what each audience sees of them (M-14)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.catalogue.domain.queries import may_keep_catalogue
from brm.catalogue.enums import Audience
from brm.catalogue.models import Metric, Service, ServiceCategory, ServiceView
from brm.core import clock
from brm.core.editing import locked, refuse_stale, save_changes, save_new
from brm.core.errors import DomainError

SERVICE_FACTS = frozenset({"code", "name_zh", "name_en", "category", "owner", "description_zh", "description_en"})
VIEW_FACTS = ("text_zh", "text_en", "shows_results", "shows_fee")
N = TypeVar("N", Service, ServiceCategory, Metric)


def refuse_non_keeper(by: User | None) -> None:
    """Leads, executives and administrators keep the catalogue; the system may."""
    if by is not None and not may_keep_catalogue(by):
        raise DomainError(_("Leads, executives and administrators keep the catalogue. Ask one of them."))


@transaction.atomic
def save_service(
    service: Service | None,
    *,
    by: User | None,
    views: Mapping[str, Mapping[str, Any]] | None = None,
    expected_version: int | None = None,
    at: datetime | None = None,
    **facts: Any,
) -> Service:
    """Make a service or change it. ``views`` (audience -> words and switches) replaces what audiences see."""
    at = at or clock.now()
    refuse_non_keeper(by)
    if unknown := set(facts) - SERVICE_FACTS:
        raise TypeError(f"not a fact of a service: {', '.join(sorted(unknown))}")
    facts = {name: value.strip() if isinstance(value, str) else value for name, value in facts.items()}
    if "code" in facts:
        facts["code"] = " ".join(facts["code"].split())
        if not facts["code"]:
            raise DomainError(_("Give the service a code."), field="code")
        if Service.objects.filter(code=facts["code"]).exclude(pk=service.pk if service else 0).exists():
            raise DomainError(_("Another service has this code."), field="code")
    if service is None:
        service = save_new(Service(created_at=at, updated_at=at, **facts))
        changes: dict[str, tuple[Any, Any]] = {name: (None, value) for name, value in facts.items() if value}
        action = "service.make"
    else:
        service = locked(service)
        refuse_stale(service, expected_version, facts)
        changes, action = dict(save_changes(service, facts)), "service.change"
    if views is not None:
        changes |= _set_views(service, views, at)
    if changes:
        trail.record(service, action, by=by, changes=changes, at=at)
    return service


def _set_views(service: Service, views: Mapping[str, Mapping[str, Any]], at: datetime) -> dict[str, tuple[Any, Any]]:
    """Exchange what the audiences see; answers what changed, by audience."""
    known = {view.audience: view for view in ServiceView.objects.filter(service=service)}
    changes: dict[str, tuple[Any, Any]] = {}
    for audience in Audience.values:
        view, wanted = known.get(audience), views.get(audience)
        if wanted is None:
            if view is not None:
                view.delete()
                changes[f"view_{audience}"] = (True, None)
            continue
        values = {name: wanted[name] for name in VIEW_FACTS if name in wanted}
        if view is None:
            save_new(ServiceView(service=service, audience=audience, created_at=at, updated_at=at, **values))
            changes[f"view_{audience}"] = (None, True)
        else:
            for name, pair in save_changes(view, values).items():
                changes[f"view_{audience}_{name}"] = pair
    return changes


@transaction.atomic
def archive_service(service: Service, *, by: User | None, at: datetime | None = None) -> Service:
    """No longer offered; agreements that cover it stay as they are."""
    refuse_non_keeper(by)
    return _archive(service, "service.archive", by, at or clock.now())


@transaction.atomic
def restore_service(service: Service, *, by: User | None, at: datetime | None = None) -> Service:
    """Offered again."""
    refuse_non_keeper(by)
    service = locked(service)
    if changes := save_changes(service, {"archived_at": None}):
        trail.record(service, "service.restore", by=by, changes=changes, at=at)
    return service


@transaction.atomic
def save_category(category: ServiceCategory | None, *, by: User | None, **facts: Any) -> ServiceCategory:
    """Make or change a shelf of the catalogue."""
    refuse_non_keeper(by)
    return _save(ServiceCategory, category, "service_category", by, facts)


@transaction.atomic
def save_metric(metric: Metric | None, *, by: User | None, **facts: Any) -> Metric:
    """Make or change a metric. What promises were made in stays: unit and direction of one in use do not change."""
    refuse_non_keeper(by)
    if metric is not None and metric.terms.exists():
        moved = [name for name in ("unit", "direction") if name in facts and facts[name] != getattr(metric, name)]
        if moved:
            raise DomainError(_("Promises are made in this metric already. Make another one instead."), field=moved[0])
    return _save(Metric, metric, "metric", by, facts)


@transaction.atomic
def archive_named(row: N, *, by: User | None, at: datetime | None = None) -> N:
    """A shelf or a metric that is no longer used."""
    refuse_non_keeper(by)
    return _archive(row, "service_category.archive" if isinstance(row, ServiceCategory) else "metric.archive", by, at)


def _save(model: type[N], row: N | None, noun: str, by: User | None, facts: dict[str, Any]) -> N:
    if row is None:
        row = save_new(model(**facts))
        trail.record(row, f"{noun}.make", by=by, changes={name: (None, value) for name, value in facts.items()})
        return row
    row = locked(row)
    if changes := save_changes(row, facts):
        trail.record(row, f"{noun}.change", by=by, changes=changes)
    return row


def _archive(row: N, action: str, by: User | None, at: datetime | None) -> N:
    row = locked(row)
    if row.archived_at is None:
        changes = save_changes(row, {"archived_at": at or clock.now()})
        trail.record(row, action, by=by, changes=changes, at=at)
    return row


for _name, _words in (
    ("service.make", gettext_lazy("Put the service into the catalogue")),
    ("service.change", gettext_lazy("Changed the service")),
    ("service.archive", gettext_lazy("Took the service out of the catalogue")),
    ("service.restore", gettext_lazy("Put the service back into the catalogue")),
    ("service_category.make", gettext_lazy("Made the service category")),
    ("service_category.change", gettext_lazy("Changed the service category")),
    ("service_category.archive", gettext_lazy("Archived the service category")),
    ("metric.make", gettext_lazy("Made the metric")),
    ("metric.change", gettext_lazy("Changed the metric")),
    ("metric.archive", gettext_lazy("Archived the metric")),
):
    trail.label(_name, _words)
