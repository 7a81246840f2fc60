"""One world measured: build it, ask every page, do the mass work, leave the figures in a file. A process of its own."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command
from django.db import connection

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.middleware.csrf import _get_new_csrf_string

from benchmarks import build
from benchmarks.jobs import escalation, sweep, taking_in
from benchmarks.measure import Ask, cost
from benchmarks.pages import SUBJECTS, Visitor
from benchmarks.servers import resident_mb, web
from benchmarks.surveys import opening, taking_answers
from brm.accounts.models import User
from brm.api.domain.tokens import make_token
from brm.parties.models import Relationship
from customers.complaints.domain.queries import open_complaints_for


def visitor(email: str) -> Visitor:
    """Sign somebody in without the page."""
    user = User.objects.get(email=email)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    csrf = _get_new_csrf_string()
    _row, secret = make_token(user, name="bench", access="write", by=user)
    rows = Relationship.objects.order_by("sort_key", "pk")
    deep = rows.values_list("sort_key", "pk")[int(rows.count() * 0.9)]
    mine = Relationship.objects.visible_to(user).order_by("pk")
    cookie = f"sessionid={session.session_key}; csrftoken={csrf}"
    complaint = open_complaints_for(user).filter(relationship__in=mine).values_list("pk", flat=True)[0]
    return Visitor(cookie, csrf, secret, mine[1].pk, deep, complaint)


def measure(result: dict[str, Any]) -> None:
    """Floors first, then the portal, one server at a time."""
    visitors = {who: visitor(f"{who}@bench.example") for who in ("executive",)}
    visitors |= {"manager": visitor("manager1@bench.example"), "lead": visitor("lead1@bench.example")}
    customer = visitors["manager"].customer
    with web("benchmarks.floor.wsgi", {}, "/hello") as (port, _master):
        for name, path in {
            "hello": "/hello", "one": f"/one/{customer}", "page": f"/page/{customer}", "list": "/list",
        }.items():  # fmt: skip
            result["floors"][name] = asdict(cost(port, Ask(path)))
    with web("brm.wsgi", {}, "/healthz") as (port, master):
        for subject in SUBJECTS:
            taken = asdict(cost(port, subject.ask(visitors[subject.who])))
            if taken["status"] >= 400:
                raise SystemExit(f"{subject.name} answered {taken['status']}")
            known = {row["name"]: row for row in result["pages"]} | result["floors"]
            factor = taken["p50"] / known[subject.floor]["p50"]
            about = {name: getattr(subject, name) for name in ("name", "who", "floor", "must", "aim")}
            result["pages"].append(about | taken | {"factor": factor})
            sys.stdout.write(f"{subject.name:<32} {subject.who:<10} {taken['p50']:7.1f} ms  x{factor:.2f}\n")
        result["memory"] = resident_mb(master)


def main(customers: int, place: Path, *, keep: bool) -> None:
    """Build unless kept, measure, write."""
    result: dict[str, Any] = {"floors": {}, "pages": []}
    call_command("migrate", verbosity=0)
    if not (keep and User.objects.exists()):
        call_command("flush", interactive=False, verbosity=0)
        result["world"] = build.world(customers)
        call_command("reindex", verbosity=0)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        (place.parent / f"{place.stem}.world").write_text(json.dumps(result["world"]))
    else:
        result["world"] = json.loads((place.parent / f"{place.stem}.world").read_text())
    measure(result)
    if not keep:  # the mass work changes the world it measures
        result["sweep"] = sweep()
        result["escalation"] = escalation()
        result["answers"] = taking_answers()
        result["opening"] = opening()
        result["import"] = taking_in(User.objects.get(email="manager1@bench.example"))
    place.write_text(json.dumps(result))


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), keep="--keep" in sys.argv)
