"""One world measured: build it, ask every page, do the mass work, leave the figures in a file. A process of its own."""

import json
import sys
from dataclasses import asdict
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command
from django.db import connection

django.setup()

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.middleware.csrf import _get_new_csrf_string

from benchmarks import build
from benchmarks.jobs import escalation, sweep, taking_in
from benchmarks.measure import Ask, cost
from benchmarks.pages import SUBJECTS, Visitor, answer, answer_batch, answer_call
from benchmarks.servers import resident_mb, web
from benchmarks.surveys import open_links, opening, taking_answers
from brm.accounts.models import User
from brm.api.domain.tokens import make_token
from brm.health.domain.reckoning import reckon_all
from brm.parties.models import Relationship
from brm.timeline.models import TimelineEntry
from customers.complaints.domain.queries import open_complaints_for

ENTRIES = 20
"""How many of the latest events a customer's page and its floor show."""


def visitor(email: str) -> Visitor:
    """Sign somebody in without the page."""
    user = User.objects.get(email=email)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    csrf = _get_new_csrf_string()
    _row, secret = make_token(user, name="bench", access="write", by=user)
    rows = Relationship.objects.order_by("sort_key", "pk")
    deep = rows.values_list("sort_key", "pk")[int(rows.count() * 0.9)]
    mine = Relationship.objects.visible_to(user).order_by("pk")
    cookie = f"sessionid={session.session_key}; csrftoken={csrf}"
    complaint = open_complaints_for(user).filter(relationship__in=mine).values_list("pk", flat=True)[0]
    return Visitor(cookie, csrf, secret, mine[2].pk, mine[1].pk, deep, complaint)


def enliven(customer: int) -> None:
    """Give the customer measured as much history as the floor shows of it, however often it was measured before."""
    known = TimelineEntry.objects.filter(relationship_id=customer)
    first = known.order_by("at")[0]
    TimelineEntry.objects.bulk_create(
        TimelineEntry(
            relationship_id=customer, at=first.at - timedelta(days=day), kind=first.kind, event=first.event,
            text=first.text, params=first.params, subject_type=first.subject_type, subject_id=first.subject_id,
        )
        for day in range(1, ENTRIES + 1 - known.count())
    )  # fmt: skip


def measure(result: dict[str, Any]) -> None:
    """Floor and portal side by side, asked in turn: each page is compared with its floor of the same seconds."""
    visitors = {who: visitor(f"{who}@bench.example") for who in ("executive",)}
    visitors |= {"manager": visitor("manager1@bench.example"), "lead": visitor("lead1@bench.example")}
    customer = visitors["manager"].customer
    enliven(customer)
    open_links()
    floors = {
        name: Ask(path)
        for name, path in {
            "hello": "/hello", "one": f"/one/{customer}", "page": f"/page/{customer}", "list": "/list",
        }.items()
    }  # fmt: skip
    with (
        web("benchmarks.floor.wsgi", {}, "/hello") as (below, _floor),
        web("brm.wsgi", {}, "/healthz") as (port, master),
    ):
        for name, ask in floors.items():
            result["floors"][name] = asdict(cost((below, ask), (below, ask)))
        known = {subject.name: subject for subject in SUBJECTS}
        for subject in SUBJECTS:
            other = known.get(subject.floor)
            floor = (port, other.ask(visitors[other.who])) if other else (below, floors[subject.floor])
            taken = asdict(cost((port, subject.ask(visitors[subject.who])), floor))
            if taken["status"] >= 400:
                raise SystemExit(f"{subject.name} answered {taken['status']}")
            factor = taken["p50"] / taken.pop("floor")
            about = {name: getattr(subject, name) for name in ("name", "who", "floor", "must", "aim")}
            result["pages"].append(taken | about | {"factor": factor})
            sys.stdout.write(f"{subject.name:<32} {subject.who:<10} {taken['p50']:7.1f} ms  x{factor:.2f}\n")
        ways = {"form": answer, "api": answer_call, "batch": answer_batch}
        asks = {kind: partial(ask, visitors["lead"]) for kind, ask in ways.items()}  # pages spent the manager's calls
        result["answers"] = taking_answers(below, port, asks)
        result["memory"] = resident_mb(master)


def main(customers: int, place: Path, *, keep: bool, mass: bool) -> None:
    """Build unless kept, measure, write."""
    result: dict[str, Any] = {"floors": {}, "pages": []}
    call_command("migrate", verbosity=0)
    if not (keep and User.objects.exists()):
        call_command("flush", interactive=False, verbosity=0)
        result["world"] = build.world(customers)
        call_command("reindex", verbosity=0)
        result["world"]["healths"] = reckon_all()
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        (place.parent / f"{place.stem}.world").write_text(json.dumps(result["world"]))
    else:
        result["world"] = json.loads((place.parent / f"{place.stem}.world").read_text())
    measure(result)
    if mass:  # last: it changes the world it measures
        result["sweep"] = sweep()
        result["escalation"] = escalation()
        result["opening"] = opening()
        result["import"] = taking_in(User.objects.get(email="manager1@bench.example"))
    place.write_text(json.dumps(result))


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), keep="--keep" in sys.argv, mass="--pages" not in sys.argv)
