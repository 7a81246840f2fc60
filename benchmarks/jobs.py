"""The mass work: the due sweep over every plan, the import through the page's own path, each beside its floor."""

import io
import time
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction

from brm.accounts.models import User
from brm.audit.models import AuditEvent
from brm.communications.domain.materialise import extend_plans
from brm.communications.models import Occurrence, PlanHorizon
from brm.core import clock
from brm.imports.domain.applying import apply
from brm.imports.domain.uploads import check, take_file
from brm.imports.domain.working import pick_up
from brm.imports.enums import Mode
from brm.imports.models import ImportRun
from brm.notifications.models import Notification
from brm.timeline.models import TimelineEntry
from customers.complaints.domain.escalating import escalate_complaints
from customers.complaints.models import Complaint, ComplaintClock, ComplaintRise

ROWS = 20_000


def _sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def sweep() -> dict[str, Any]:
    """Extend every plan's horizon by the sweep, against ONE statement that makes as many rows in a twin table."""
    plans = PlanHorizon.objects.filter(extend_at__lte=clock.now()).count()
    before = Occurrence.objects.count()
    began = time.perf_counter()
    made = extend_plans()
    ours = time.perf_counter() - began
    _sql("DROP TABLE IF EXISTS bench_twin")
    _sql("CREATE TABLE bench_twin (LIKE communications_occurrence INCLUDING ALL)")
    began = time.perf_counter()
    with transaction.atomic():
        _sql(f"INSERT INTO bench_twin SELECT * FROM communications_occurrence ORDER BY id OFFSET {before} LIMIT {made}")
    floor = time.perf_counter() - began
    _sql("DROP TABLE bench_twin")
    again = extend_plans()
    return {"plans": plans, "meetings": made, "seconds": ours, "floor": floor, "ratio": ours / floor, "again": again}


def escalation() -> dict[str, Any]:
    """Let every complaint rise that has passed a limit, against the SELECT of what is due and of what hangs on it, and
    against that with as many rows written as the sweep writes."""
    now = clock.now()
    due = Complaint.objects.filter(escalate_at__lte=now)
    began = time.perf_counter()
    rows = list(due.select_related("matter", "relationship__organisation", "owner").order_by("escalate_at", "pk"))
    list(ComplaintClock.objects.filter(complaint__in=[row.pk for row in rows], stopped_at=None))
    select = time.perf_counter() - began
    written = (ComplaintRise, AuditEvent, TimelineEntry, Notification)
    before = {model: model.objects.order_by("pk").values_list("pk", flat=True).last() or 0 for model in written}
    began = time.perf_counter()
    risen = escalate_complaints(at=now)
    ours = time.perf_counter() - began
    floor, lines = select, 0
    for model in written:
        table = model._meta.db_table
        _sql("DROP TABLE IF EXISTS bench_twin")
        _sql(f"CREATE TABLE bench_twin (LIKE {table} INCLUDING ALL)")
        lines += model.objects.filter(pk__gt=before[model]).count()
        began = time.perf_counter()
        with transaction.atomic():
            _sql(f"INSERT INTO bench_twin SELECT * FROM {table} WHERE id > {before[model]}")
        floor += time.perf_counter() - began
        _sql("DROP TABLE bench_twin")
    again = escalate_complaints(at=now)
    return {
        "open": Complaint.objects.filter(closed_at=None).count(), "due": len(rows), "risen": risen, "lines": lines,
        "seconds": ours, "select": select, "floor": floor, "ratio": ours / floor, "again": again,
    }  # fmt: skip


def taking_in(owner: User) -> dict[str, Any]:
    """Import organisations through the functions behind the page, against COPY of the same rows."""
    lines = ["Name,Code,Region,Trade"]
    run_of = f"IMP{time.time_ns() % 10**9}-"  # a kept world has the rows of the last run
    lines += [f"导入客户{run_of}{number}有限公司,{run_of}{number},北京,制造" for number in range(ROWS)]
    text = "\n".join(lines).encode()
    began = time.perf_counter()
    run = take_file(SimpleUploadedFile("customers.csv", text, "text/csv"), kind="organisation", by=owner)
    check(run, by=owner, columns=run.columns, defaults={}, options={})
    _work_off()
    apply(ImportRun.objects.get(pk=run.pk), mode=Mode.ALL_OR_NOTHING, by=owner)
    _work_off()
    ours = time.perf_counter() - began
    floor = _copied("parties_organisation", f"code LIKE '{run_of}%'")
    run.refresh_from_db()
    return {
        "rows": ROWS, "state": run.status, "per_second": ROWS / ours, "floor_per_second": ROWS / floor,
        "ratio": floor / ours,
    }  # fmt: skip


def _work_off() -> None:
    while pick_up():
        pass


def _copied(table: str, which: str) -> float:
    """Seconds that COPY takes to put the same rows into a twin of the table, indexes and constraints on."""
    _sql(f"CREATE TABLE bench_twin (LIKE {table} INCLUDING ALL)")
    rows = io.StringIO()
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY (SELECT * FROM {table} WHERE {which}) TO STDOUT", rows)
        rows.seek(0)
        began = time.perf_counter()
        cursor.copy_expert("COPY bench_twin FROM STDIN", rows)
        taken = time.perf_counter() - began
    _sql("DROP TABLE bench_twin")
    return taken
