"""The customer side of the benchmark's world: catalogue, agreements, complaints with their clocks, praise.

For each customer one agreement, one complaint (one in ten still open, one in a hundred past a limit) and two praises.
"""

from datetime import datetime, timedelta

from django.db import connection, transaction

from benchmarks.filling import fill, pick
from brm.accounts.domain.ladders import activate_ladder, make_ladder
from brm.accounts.enums import Role
from brm.accounts.models import Membership, Team, User
from brm.calendars.clocks import Running
from brm.calendars.domain.queries import default_schedule
from brm.calendars.enums import CalendarChoice, Unit
from brm.calendars.limits import Limit
from brm.catalogue.enums import Audience
from brm.catalogue.models import Service, ServiceView
from brm.core import clock
from brm.matters.models import Matter
from customers.agreements.models import AgreementVersion, CoveredService, ServiceAgreement
from customers.complaints.models import Complaint, ComplaintClock, ComplaintMessage
from customers.praise.models import Praise, PraisedPerson

SERVICES = 20
ACKNOWLEDGE = Limit(10, Unit.WORKING_HOURS, CalendarChoice.OURS)
"""The limit that the complaints which are due have passed; the others of theirs run on."""
TROUBLES = ("打印机不能用", "系统登录很慢", "报表数据不对", "值班电话没人接", "升级后无法导出", "账单有误")


def customer_side(customers: int, owners: list[int]) -> dict[str, int]:
    """Build it in a world that has its people and customers. Answers how many rows of each kind."""
    now = clock.now()
    owner = f"(ARRAY{owners})[1 + (1 + (g - 1) %% {customers}) %% {len(owners)}]"
    counts: dict[str, int] = {}
    ladders()
    with transaction.atomic():
        counts["services"] = catalogue()
    with transaction.atomic():
        counts["agreements"] = agreements(customers, owner, now)
    with transaction.atomic():
        counts["complaints"] = complaints(customers, owner, now)
        counts["clocks"] = clocks(customers, now)
        counts["messages"] = messages(customers, owner, now)
    with transaction.atomic():
        counts["praise"] = praise(customers, owner, now)
    _set_sequences()
    return counts


def ladders() -> None:
    """Each team's lead, another team's, the executive."""
    executive = User.objects.get(roles__contains=[Role.EXECUTIVE])
    leads = list(User.objects.filter(roles__contains=[Role.LEAD]).order_by("pk"))
    for number, team in enumerate(Team.objects.order_by("pk")):
        own = Membership.objects.get(team=team, is_lead=True).user
        ladder = make_ladder(team, by=None, first=own, second=leads[(number + 1) % len(leads)], third=executive)
        activate_ladder(ladder, by=None)


def catalogue() -> int:
    """Twenty services, each with a view for every audience."""
    made = fill(
        Service, f"generate_series(1, {SERVICES}) g",
        {"id": "g", "code": "'S-' || lpad(g::text, 3, '0')", "name_zh": f"{pick(TROUBLES, 'g')} || '支持服务 ' || g",
         "name_en": "'Support ' || g"},
    )  # fmt: skip
    for audience in Audience.values:
        fill(
            ServiceView, f"generate_series(1, {SERVICES}) g",
            {"service_id": "g", "audience": f"'{audience}'", "text_zh": "'这项服务包括热线、现场和备件。'"},
        )  # fmt: skip
    return made


def agreements(customers: int, owner: str, now: datetime) -> int:
    """One for each customer, in force, some of them ending soon, with its first version and two services."""
    series = f"generate_series(1, {customers}) g"
    begins = f"(date '{now.date()}' - (g %% 300)::int)"
    made = fill(
        ServiceAgreement, series,
        {"id": "g", "relationship_id": "g", "number": "'SA-' || g", "title": "'年度运维服务协议 ' || g",
         "start_on": begins, "end_on": f"{begins} + 364", "fee": "10000 + (g %% 900) * 1000", "owner_brm_id": owner,
         "owner_slm_id": owner, "mode": pick(("on_site", "remote", "mixed"), "g"), "signed_on": f"{begins} - 7",
         "status": "CASE WHEN g %% 300 > 274 THEN 'expiring' ELSE 'active' END"},
    )  # fmt: skip
    for step in (0, 7):
        fill(CoveredService, series, {"agreement_id": "g", "service_id": f"1 + (g + {step}) %% {SERVICES}"})
    fill(
        AgreementVersion, series,
        {"agreement_id": "g", "number": "1", "title": "'协议签订'", "effective_on": begins,
         "signed_on": f"{begins} - 7", "applied_at": f"{begins}::timestamptz", "changes": "'{}'::jsonb"},
    )  # fmt: skip
    return made


def complaints(customers: int, owner: str, now: datetime) -> int:
    """One for each customer. Of a hundred, ninety are closed; of the ten that are open one waits to be acknowledged
    and has just passed its limit, the others are under investigation."""
    moment = f"timestamptz '{now.isoformat()}'"
    is_open = "((g - 1) / 50) %% 10 = 0"  # of every manager's customers one in ten
    due = f"({is_open} AND g %% 10 = (g / 500) %% 10)"
    jitter = "make_interval(secs => g %% 600)"
    received = (
        f"(CASE WHEN {due} THEN timestamptz '{just_passed(now).isoformat()}' - {jitter}"
        f" WHEN {is_open} THEN {moment} - interval '30 hours' - {jitter}"
        f" ELSE {moment} - make_interval(hours => 200 + (g * 13) %% 15000) END)"
    )
    closed = f"(CASE WHEN {is_open} THEN NULL ELSE {received} + interval '90 hours' END)"
    known = f"(CASE WHEN {due} THEN NULL ELSE {received} + interval '2 hours' END)"
    over = "CASE WHEN " + is_open + " THEN {} ELSE {} END"
    series = f"generate_series(1, {customers}) g"
    fill(
        Matter, series,
        {"id": "g", "number": "'BC-' || g", "kind": "'complaint'", "relationship_id": "g", "opened_at": received,
         "closed_at": closed, "title": f"{pick(TROUBLES, 'g')} || '，请尽快处理 ' || g"},
    )  # fmt: skip
    late = f"(timestamptz '{just_passed(now).isoformat()}' + interval '1 minute')"
    return fill(
        Complaint, series,
        {"matter_id": "g", "relationship_id": "g", "text": f"{pick(TROUBLES, 'g')} || '，已经第二次了，请尽快处理。'",
         "path": "CASE WHEN g %% 7 = 0 THEN 'relayed' ELSE 'direct' END", "contact_id": "1 + (g - 1) * 3",
         "kind": pick(("customer", "user", "user"), "g"), "channel": pick(("portal", "email", "phone"), "g"),
         "service_id": f"1 + g %% {SERVICES}", "severity": "2 + g %% 3", "owner_id": owner,
         "impact": "'一层楼'", "remedy_sought": "'修好'", "received_at": received, "recorded_at": received,
         "status": f"CASE WHEN {due} THEN 'received' WHEN {is_open} THEN 'investigating' ELSE 'closed' END",
         "status_since": received, "acknowledged_at": known, "assessed_at": known,
         "acknowledged_by_channel": f"CASE WHEN {due} THEN '' ELSE 'email' END",
         "root_cause": over.format("''", "'备件老化'"), "corrective_action": over.format("''", "'更换并巡检'"),
         "remedy_offered": over.format("''", "'免费更换'"), "decision": over.format("''", "'已更换，恢复正常。'"),
         "verdict": over.format("''", pick(("upheld", "partly", "not_upheld"), "g")), "accepted_at": closed,
         "decision_told_at": f"{closed} - interval '20 hours'", "closed_at": closed,
         "acknowledged_in_time": f"CASE WHEN {due} THEN NULL ELSE g %% 9 > 0 END",
         "answered_in_time": over.format("NULL", "g %% 8 > 0"), "resolved_in_time": over.format("NULL", "g %% 6 > 0"),
         "desk_at": f"CASE WHEN {due} THEN {late} WHEN {is_open} THEN {moment} + make_interval(hours => g %% 90)"
                    f" ELSE {received} END",
         "escalate_at": f"CASE WHEN {due} THEN {late}"
                        f" WHEN {is_open} THEN {moment} + make_interval(hours => 1 + g %% 90) END"},
    )  # fmt: skip


def clocks(customers: int, now: datetime) -> int:
    """Three for each complaint: of closed ones all are stopped, of open ones two run, of due ones all three."""
    moment = f"timestamptz '{now.isoformat()}'"
    made = 0
    for kind, hours in (("acknowledge", ACKNOWLEDGE.amount), ("answer", 80), ("resolve", 240)):
        limit = Limit(hours, ACKNOWLEDGE.unit, ACKNOWLEDGE.calendar).to_json()
        runs = "c.status = 'received'" if kind == "acknowledge" else "c.closed_at IS NULL"
        passes = "c.escalate_at" if kind == "acknowledge" else f"{moment} + make_interval(hours => 1 + g %% 90)"
        stopped = "c.acknowledged_at" if kind == "acknowledge" else "c.decision_told_at"
        said = ", ".join(f'"{name}": ' + (f'"{value}"' if isinstance(value, str) else str(value))
                         for name, value in limit.items())  # fmt: skip
        made += fill(
            ComplaintClock, "(SELECT matter_id::int AS g, * FROM complaints_complaint) c",
            {"complaint_id": "g", "kind": f"'{kind}'", "severity": "c.severity", "limit": f"'{{{said}}}'::jsonb",
             "started_at": "c.received_at", "since_at": "c.received_at", "spent_before": "interval '0'",
             "budget": f"interval '{hours} hours'", "due_at": f"CASE WHEN {runs} THEN {passes} ELSE {stopped} END",
             "next_at": f"CASE WHEN {runs} THEN {passes} END",
             "stopped_at": f"CASE WHEN {runs} THEN NULL ELSE {stopped} END",
             "in_time": f"CASE WHEN {runs} THEN NULL ELSE g %% 9 > 0 END"},
        )  # fmt: skip
    return made


def messages(customers: int, owner: str, now: datetime) -> int:
    """Two on each: one among us, one to the complainant."""
    made = 0
    for visible, kind in (("false", "note"), ("true", "message")):
        made += fill(
            ComplaintMessage, "(SELECT matter_id::int AS g, received_at FROM complaints_complaint) c",
            {"complaint_id": "g", "kind": f"'{kind}'", "at": "c.received_at", "user_id": owner, "is_visible": visible,
             "text": "'工程师已到现场，备件明天到。'"},
        )  # fmt: skip
    return made


def praise(customers: int, owner: str, now: datetime) -> int:
    """Two for each customer, verified, one of five on the wall, each of somebody by name."""
    series = f"generate_series(1, {customers * 2}) g"
    at = f"(timestamptz '{now.isoformat()}' - make_interval(hours => (g * 17) %% 18000))"
    shown = "g %% 5 = 0"
    number = f"{customers} + g"
    fill(
        Matter, series,
        {"id": number, "number": "'BP-' || g", "kind": "'praise'", "relationship_id": "1 + (g - 1) / 2",
         "opened_at": at, "title": "'感谢值班工程师及时恢复 ' || g"},
    )  # fmt: skip
    made = fill(
        Praise, series,
        {"matter_id": number, "relationship_id": "1 + (g - 1) / 2", "text": "'凌晨两点到现场，一小时恢复，非常专业。'",
         "contact_id": "1 + ((g - 1) / 2) * 3", "source": pick(("mail", "call", "portal", "survey"), "g"),
         "service_id": f"1 + g %% {SERVICES}", "target": "'people'", "recorded_at": at, "verified_at": at,
         "status": f"CASE WHEN {shown} THEN 'published' ELSE 'verified' END",
         "publicity": f"CASE WHEN {shown} THEN 'internal' ELSE '' END",
         "published_at": f"CASE WHEN {shown} THEN {at} END", "thanked_at": at, "thanked_how": "'call'"},
    )  # fmt: skip
    fill(PraisedPerson, series, {"praise_id": number, "user_id": owner})
    return made


def just_passed(now: datetime) -> datetime:
    """When a complaint came in whose first limit is passed now, and whose second threshold is not."""
    schedule = default_schedule()
    for hours in range(1, 400):
        began = now - timedelta(hours=hours)
        running = Running.start(began, ACKNOWLEDGE, schedule)
        passed, next_one = running.due(schedule), running.due(schedule, percent=150)
        if passed is not None and next_one is not None and passed + timedelta(minutes=30) < now < next_one:
            return began
    raise SystemExit("no working hours were found behind us")


def _set_sequences() -> None:
    with connection.cursor() as cursor:
        for model in (Matter, Service, ServiceAgreement):
            table = model._meta.db_table
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")
