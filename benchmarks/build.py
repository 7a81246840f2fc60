"""The benchmark's world, made by SQL in minutes: customers with contacts, plans, meetings, contact records, timeline.

Sizes scale with ``customers``: 3 contacts each, 10 plans each, 4 meetings and 6 contact records each, an agreement, a
complaint and two praises each.
"""

import json
from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction

from benchmarks.customer_side import customer_side
from benchmarks.filling import fill, pick
from benchmarks.surveys import surveys
from brm.accounts.enums import Role
from brm.accounts.models import Membership, Team, User
from brm.actionitems.models import ActionItem
from brm.attention.models import Attention
from brm.communications.models import Interaction, Occurrence, Plan, PlanHorizon
from brm.core import clock
from brm.core.recurrence import Frequency, Rule
from brm.parties.models import Contact, Organisation, Relationship
from brm.timeline.models import TimelineEntry
from customers.models import Customer

MANAGERS = 50
TEAMS = 10
PASSWORD = "bench-portal-2026"
CITIES = ("北京", "上海", "广州", "深圳", "杭州", "南京", "武汉", "成都", "西安", "天津")
BRANDS = ("用友", "华信", "东方", "联创", "中科", "远景", "金桥", "瑞丰", "天宇", "博达", "Acme", "Nordic", "Harbour")
FAMILIES = ("王", "李", "张", "刘", "陈")
TRADES = ("科技", "供应链", "医疗", "物流", "能源", "教育", "金融", "制造", "零售", "政务")


def people() -> None:
    """Fifty managers in ten teams, their leads, one executive."""
    password = make_password(PASSWORD)
    teams = [Team.objects.create(name=f"Team {number}") for number in range(TEAMS)]
    for number in range(MANAGERS):
        user = User.objects.create(
            email=f"manager{number}@bench.example", name=f"经理 {number}", roles=[Role.MANAGER], password=password
        )
        Membership.objects.create(team=teams[number % TEAMS], user=user)
    for number, team in enumerate(teams):
        lead = User.objects.create(
            email=f"lead{number}@bench.example", name=f"组长 {number}", roles=[Role.LEAD], password=password
        )
        Membership.objects.create(team=team, user=lead, is_lead=True)
    User.objects.create(email="executive@bench.example", name="总监", roles=[Role.EXECUTIVE], password=password)


def world(customers: int) -> dict[str, int]:
    """Build it in an empty, migrated database. Answers how many rows of each kind."""
    people()
    owners = list(User.objects.filter(roles__contains=[Role.MANAGER]).order_by("pk").values_list("pk", flat=True))
    teams = list(Team.objects.order_by("pk").values_list("pk", flat=True))
    now = clock.now()
    rule = json.dumps(Rule(Frequency.MONTHLY, start=(now - timedelta(days=400)).date(), day=10).to_json())
    counts: dict[str, int] = {}
    owner = f"(ARRAY{owners})[1 + g %% {len(owners)}]"
    team = f"(ARRAY{teams})[1 + g %% {len(teams)}]"
    name = f"{pick(CITIES, 'g')} || {pick(BRANDS, 'g / 7')} || {pick(TRADES, 'g / 3')} || g"
    series = f"generate_series(1, {customers}) g"
    hours = "timestamptz '" + now.isoformat() + "' - make_interval(hours => "
    with transaction.atomic():
        counts["organisations"] = fill(
            Organisation, series,
            {"id": "g", "name": name, "sort_key": f"lower({name})", "name_key": f"lower({name})",
             "region": pick(CITIES, "g"), "trade": pick(TRADES, "g / 3")},
        )  # fmt: skip
        counts["relationships"] = fill(
            Relationship, series,
            {"id": "g", "organisation_id": "g", "kind": "'customer'", "status": "'active'", "owner_id": owner,
             "team_id": team, "tier": pick(("A", "B", "C", "C", "C"), "g"), "sort_key": f"lower({name})",
             "last_contact_at": f"{hours}(g * 7) %% 1500)",
             "silent_from": f"{hours}(g * 7) %% 1500) + interval '30 days'",
             "next_contact_on": f"date '{now.date()}' + (g %% 60)::int"},
        )  # fmt: skip
        counts["customers"] = fill(Customer, series, {"relationship_id": "g"})
        counts["contacts"] = fill(
            Contact, f"generate_series(1, {customers * 3}) g",
            {"id": "g", "organisation_id": "1 + (g - 1) / 3", "name": f"{pick(FAMILIES, 'g')} || g",
             "sort_key": f"lower({pick(('wang', 'li', 'zhang', 'liu', 'chen'), 'g')}) || g",
             "email": "'c' || g || '@bench.example'", "phone": "'139' || lpad(g::text, 8, '0')",
             "job_title": pick(("系统管理员", "财务总监", "副总", "主任"), "g")},
        )  # fmt: skip
    with transaction.atomic():
        counts["plans"] = fill(
            Plan, f"generate_series(1, {customers * 10}) g",
            {"id": "g", "relationship_id": "1 + (g - 1) / 10", "title": "'月度服务回顾会 ' || g", "status": "'active'",
             "rule": f"'{rule}'::jsonb", "start_on": f"date '{(now - timedelta(days=400)).date()}'",
             "consent_on": f"date '{(now - timedelta(days=401)).date()}'", "consent_note": "'bench'"},
        )  # fmt: skip
        counts["horizons"] = fill(
            PlanHorizon, f"generate_series(1, {customers * 10}) g",
            {"plan_id": "g", "made_until": f"date '{(now + timedelta(days=155)).date()}'",
             "extend_at": f"timestamptz '{(now - timedelta(hours=1)).isoformat()}'"},
        )  # fmt: skip
    with transaction.atomic():
        day = f"date '{now.date()}' + ((g %% 4) * 30 - 100)::int"
        start = f"(timestamptz '{now.isoformat()}' + make_interval(days => ((g %% 4) * 30 - 100)::int))"
        counts["meetings"] = fill(
            Occurrence, f"generate_series(1, {customers * 4}) g",
            {"plan_id": "1 + ((g - 1) / 4) * 10", "relationship_id": "1 + (g - 1) / 4", "period_key": "'B' || g %% 4",
             "period_start": day, "period_end": day, "nominal_on": day, "due_on": day, "starts_at": start,
             "miss_at": f"{start} + interval '10 days'", "status": "'held'", "held_at": start},
        )  # fmt: skip
        at = f"{hours}(g * 13) %% 20000)"
        counts["contact records"] = fill(
            Interaction, f"generate_series(1, {customers * 6}) g",
            {"id": "g", "relationship_id": "1 + (g - 1) / 6", "at": at, "lock_at": f"{at} + interval '7 days'",
             "summary": f"{pick(BRANDS, 'g')} || '例行回访，运行平稳，记录 ' || g", "perception": "(g %% 5) - 2",
             "recorded_by_id": f"(ARRAY{owners})[1 + ((g - 1) / 6 + 1) %% {len(owners)}]"},
        )  # fmt: skip
        counts["timeline"] = fill(
            TimelineEntry, f"generate_series(1, {customers * 10}) g",
            {"relationship_id": "1 + (g - 1) / 10", "at": at, "kind": "'contact'", "event": "'logged'",
             "text": f"{pick(BRANDS, 'g')} || '例行回访，运行平稳，记录 ' || g", "subject_id": "g",
             "subject_type": "'communications.interaction'", "params": "'{\"channel\": \"phone\"}'::jsonb"},
        )  # fmt: skip
        counts["action items"] = fill(
            ActionItem, f"generate_series(1, {customers}) g",
            {"relationship_id": "g", "title": "'行动项 ' || g", "owner_id": owner,
             "due_on": f"date '{now.date()}' + (g %% 90 - 30)::int"},
        )  # fmt: skip
        counts["attention"] = fill(
            Attention, f"generate_series(1, {customers // 10}) g",
            {"assignee_id": owner, "rule": "'action_item'", "subject_type": "'actionitems.actionitem'",
             "subject_id": "g", "relationship_id": "g", "severity": "1 + g %% 3",
             "due_at": f"{hours}g %% 500)", "params": "'{\"title\": \"bench\"}'::jsonb"},
        )  # fmt: skip
    _set_sequences()
    counts |= customer_side(customers, owners)
    return counts | surveys(customers, now)


def _set_sequences() -> None:
    """Rows were made with numbers of their own: let the next ones follow."""
    with connection.cursor() as cursor:
        for model in (Organisation, Relationship, Contact, Plan, Interaction):
            table = model._meta.db_table
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")
