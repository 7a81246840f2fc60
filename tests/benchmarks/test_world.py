"""The benchmark's world in small: every page it measures answers, and its sweeps find what they are to find."""

import pytest
from django.test import Client
from django.urls import reverse

from benchmarks import build
from benchmarks.jobs import escalation
from benchmarks.pages import SUBJECTS, Visitor
from benchmarks.surveys import open_links
from brm.accounts.models import User
from brm.api.domain.tokens import make_token
from customers.agreements.models import ServiceAgreement
from customers.complaints.domain.queries import open_complaints_for
from customers.complaints.models import Complaint, ComplaintClock
from customers.praise.models import Praise

CUSTOMERS = 1_000


@pytest.mark.django_db
def test_the_world_is_built_and_its_pages_answer() -> None:
    counts = build.world(CUSTOMERS)
    open_links()

    assert (counts["complaints"], counts["praise"], counts["agreements"]) == (1_000, 2_000, 1_000)
    assert (Complaint.objects.count(), Complaint.objects.filter(closed_at=None).count()) == (1_000, 100)
    assert (ComplaintClock.objects.count(), Praise.objects.count()) == (3_000, 2_000)
    assert ServiceAgreement.objects.count() == 1_000
    answers = {}
    for subject in SUBJECTS:
        user = User.objects.get(
            email={"executive": "executive", "manager": "manager1", "lead": "lead1"}[subject.who] + "@bench.example"
        )
        client = Client(raise_request_exception=False)
        client.force_login(user)
        complaint = open_complaints_for(user).values_list("pk", flat=True)[0]
        _row, secret = make_token(user, name=subject.name, access="write", by=user)
        customer = Complaint.objects.get(pk=complaint).relationship_id
        visitor = Visitor("", "", secret, customer, customer, ("", 0), complaint)
        asked = subject.ask(visitor)
        headers = {name: value for name, value in asked.headers.items() if name == "Authorization"}
        if asked.method == "GET":
            answer = client.get(asked.path, headers=headers)
        else:
            kind = asked.headers["Content-Type"]
            path = asked.path(1) if callable(asked.path) else asked.path
            answer = client.post(path, asked.body(1), content_type=kind, headers=headers)
        answers[subject.name] = answer.status_code

    assert {name: code for name, code in answers.items() if code >= 400} == {}
    assert answers["File a complaint by form"] == 302
    assert reverse("complaints:list")


@pytest.mark.django_db
def test_the_sweep_finds_what_has_passed_its_limit_and_nothing_else() -> None:
    build.world(CUSTOMERS)

    figures = escalation()

    assert (figures["open"], figures["due"], figures["risen"], figures["again"]) == (100, 10, 10, 0)
