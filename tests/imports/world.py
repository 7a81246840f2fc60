"""A manager with a file, and what to do with it, by the domain and by the pages."""

import csv
import io
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from brm.accounts.models import User
from brm.imports.domain.applying import apply
from brm.imports.domain.uploads import check, take_file
from brm.imports.domain.working import work
from brm.imports.enums import Mode
from brm.imports.models import ImportRun

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
COMPLAINTS = EXAMPLES / "cfpb_complaints.csv"
INCIDENTS = EXAMPLES / "servicenow_incident_events.csv"
NEW = reverse("imports:new")


def person(name: str, *roles: str, **facts: Any) -> User:
    address = f"{name.lower()}@ours.example"
    return User.objects.create(email=address, name=name, roles=list(roles or ["manager"]), language="en", **facts)


def upload(text: str | bytes, name: str = "file.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)


def table(*rows: list[Any]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


def checked(
    text: str | bytes,
    by: User,
    kind: str = "relationship",
    *,
    columns: dict[str, int] | None = None,
    defaults: dict[str, str] | None = None,
    name: str = "file.csv",
    **options: str,
) -> ImportRun:
    """The file taken in and checked."""
    run = take_file(upload(text, name), kind=kind, by=by)
    given = {"kind": "customer", "status": "active"} if kind == "relationship" else {}
    check(
        run,
        by=by,
        columns=run.columns if columns is None else columns,
        defaults={**given, **(defaults or {})},
        options={**run.options, **options},
    )
    work(run.pk)
    return ImportRun.objects.get(pk=run.pk)


def applied(
    text: str | bytes, by: User, kind: str = "relationship", mode: str = Mode.ALL_OR_NOTHING, **more: Any
) -> ImportRun:
    """The file taken in, checked and taken over."""
    run = checked(text, by, kind, **more)
    apply(run, mode=mode, by=by)
    work(run.pk)
    return ImportRun.objects.get(pk=run.pk)


def outcomes(run: ImportRun) -> dict[str, int]:
    """The counts that are not nothing."""
    return {name: count for name, count in run.counts.items() if count}


def take(client: Client, content: str | bytes, kind: str = "relationship", name: str = "file.csv") -> HttpResponse:
    """The file brought to the page."""
    return client.post(NEW, {"kind": kind, "file": upload(content, name)})


def matched(client: Client, run: ImportRun, **changes: Any) -> HttpResponse:
    """Post the form as the page shows it, with some fields changed."""
    page = client.get(reverse("imports:match", args=[run.pk]))
    form = page.context["form"]
    data = {name: value for name in form.fields if (value := form[name].value()) not in (None, False)}
    return client.post(reverse("imports:match", args=[run.pk]), {**data, **changes})


def step(client: Client, run: ImportRun, name: str, **data: Any) -> HttpResponse:
    """A button of the page pressed."""
    return client.post(reverse(f"imports:{name}", args=[run.pk]), data)


def detail(client: Client, run: ImportRun, **parameters: Any) -> Any:
    """The page of the run."""
    return client.get(reverse("imports:detail", args=[run.pk]), parameters)


def shown_counts(page: Any) -> dict[str, int]:
    """The counts on the page that are not nothing."""
    return {outcome: count for outcome, _label, count in page.context["counts"] if count}
