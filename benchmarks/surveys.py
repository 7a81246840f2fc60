"""Surveys in the benchmark's world: ten invitations and three answers of ten questions for each customer.

100,000 customers make 1,000,000 invitations and 300,000 responses with 3,000,000 answers, over two years.
"""

import json
import secrets
import statistics
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from benchmarks.filling import fill, pick
from benchmarks.measure import Ask, rate_of
from brm.accounts.models import User
from brm.core import clock
from surveys.answering.models import Answer, Response
from surveys.asking.domain.inviting import invite_audience
from surveys.asking.domain.links import hash_of
from surveys.asking.domain.running import open_campaign
from surveys.asking.enums import AskChannel, CampaignStatus, InvitationStatus
from surveys.asking.models import Campaign, Invitation
from surveys.questionnaires.enums import ExperienceFactor, Measure, QuestionType, VersionStatus
from surveys.questionnaires.models import Question, Questionnaire, QuestionnaireVersion

SERVICES = 20
DAYS = 700
EACH, STARTS, AT_ONCE = 16, (100_000, 200_000, 300_000), 100
"""How many calls each of eight clients makes in a round, the number each round begins at, answers of a batch."""
NUMBERS = (
    *range(8), *range(100, 160), *(1000 + 1000 * client + number for client in range(8) for number in range(10)),
    *(start + 1000 + 1000 * client + number for start in STARTS for client in range(8) for number in range(EACH)),
)  # fmt: skip
"""The numbers by which ``measure`` asks: each answers with a link of its own."""
BATCHES = [start + 1000 + 1000 * client for start in STARTS for client in range(8)]
RUN = secrets.token_hex(4)
ANSWERS = {"f0": 4, "f1": 5, "f2": 3}
ALL_ANSWERS = {**{f"f{place}": 4 for place in range(8)}, "recommend": 9, "words": "都很好，谢谢。"}


def batch_of(number: int) -> list[int]:
    """The numbers of the links in one batch."""
    return [number * AT_ONCE + place for place in range(AT_ONCE)]


def token(kind: str, number: int) -> str:
    """The link that one measured request answers with."""
    return f"bench-{RUN}-{kind}-{number:05}"


def surveys(customers: int, now: datetime) -> dict[str, int]:
    """Build it in a world that has its people, customers and services. Answers how many rows of each kind."""
    counts: dict[str, int] = {}
    owner = User.objects.order_by("pk")[0]
    long = questionnaire("Half-yearly, bench", 8, now)
    questionnaire("Short, bench", 3, now)
    contacts = customers * 3
    campaigns = [campaign(f"Campaign {place}", long, owner, now, CampaignStatus.CLOSED) for place in range(4)]
    chosen = f"(ARRAY[{', '.join(str(each.pk) for each in campaigns)}])[1 + (g - 1) / {contacts}]"
    sent = f"(timestamptz '{now.isoformat()}' - make_interval(hours => (g * 13) %% {DAYS * 24}))"
    planned, answered = "g %% 1000 = 7", "g %% 10 < 3"
    tomorrow = f"timestamptz '{(now + timedelta(days=1)).isoformat()}'"
    with transaction.atomic():
        counts["survey invitations"] = fill(
            Invitation, f"generate_series(1, {customers * 10}) g",
            {"id": "g", "campaign_id": chosen, "version_id": str(long.pk), "contact_id": f"1 + (g - 1) %% {contacts}",
             "relationship_id": f"1 + ((g - 1) %% {contacts}) / 3", "service_id": f"1 + g %% {SERVICES}",
             "respondent_kind": pick(("user", "user", "customer"), "g"), "grade": pick(("A", "B", "C"), "g / 3"),
             "status": f"CASE WHEN {planned} THEN 'planned' WHEN {answered} THEN 'answered' ELSE 'expired' END",
             "created_at": sent, "sent_at": f"CASE WHEN NOT {planned} THEN {sent} END",
             "send_at": f"CASE WHEN {planned} THEN {tomorrow} ELSE {sent} END",
             "step_at": f"CASE WHEN {planned} THEN {tomorrow} END",
             "latest_at": f"{tomorrow} + interval '3 days'", "expires_at": f"{sent} + interval '14 days'",
             "ended_on": f"CASE WHEN NOT {planned} THEN ({sent} + interval '1 day')::date END"},
        )  # fmt: skip
    with transaction.atomic():
        taken = "(SELECT id::int AS g, * FROM asking_invitation WHERE status = 'answered') i"
        points = "(ARRAY[0, 25, 50, 75, 100])[1 + (g / 10) %% 5]"
        counts["survey responses"] = fill(
            Response, taken,
            {"id": "gen_random_uuid()", "invitation_id": "i.id", "campaign_id": "i.campaign_id",
             "version_id": "i.version_id", "relationship_id": "i.relationship_id", "contact_id": "i.contact_id",
             "service_id": "i.service_id", "respondent_kind": "i.respondent_kind", "grade": "i.grade",
             "started_at": "i.sent_at", "submitted_at": "i.sent_at + interval '1 day'", "answered_on": "i.ended_on",
             "score": f"({points} * 3 + (g %% 101)) / 4.0", "csat": points, "nps": "g %% 11"},
        )  # fmt: skip
    with transaction.atomic():
        counts["survey answers"] = fill(
            Answer, "(SELECT r.id AS response, q.id AS question, q.factor, q.type, 1 + (i.id + q.position)::int %% 5 AS"
            " said FROM answering_response r JOIN asking_invitation i ON i.id = r.invitation_id"
            " JOIN questionnaires_question q ON q.version_id = r.version_id) g",
            {"response_id": "g.response", "question_id": "g.question", "factor": "g.factor",
             "value": "CASE WHEN g.type <> 'text' THEN g.said END",
             "points": "CASE WHEN g.type = 'scale' THEN 25 * (g.said - 1) END",
             "text": "CASE WHEN g.type = 'text' THEN '都很好' ELSE '' END"},
        )  # fmt: skip
    _set_sequences()
    return counts


def questionnaire(name: str, scales: int, now: datetime) -> QuestionnaireVersion:
    """Published: so many scales on the factors, a recommendation and a text; the short one has scales only."""
    made = Questionnaire.objects.create(name=name)
    version = QuestionnaireVersion.objects.create(questionnaire=made, number=1, title_en=name, title_zh=name)
    questions = [
        Question(
            version=version, position=place + 1, code=f"f{place}", type=QuestionType.SCALE, text_en="How?",
            text_zh="如何？", factor=ExperienceFactor.values[place], measure=Measure.CSAT if place == 0 else "",
        )
        for place in range(scales)
    ]  # fmt: skip
    if scales > 3:
        questions += [
            Question(version=version, position=9, code="recommend", type=QuestionType.TEN, measure=Measure.NPS,
                     text_en="Recommend?", text_zh="推荐？"),
            Question(version=version, position=10, code="words", type=QuestionType.TEXT, text_en="Why?",
                     text_zh="为何？"),
        ]  # fmt: skip
    Question.objects.bulk_create(questions)
    version.status, version.published_at = VersionStatus.PUBLISHED, now
    version.save(update_fields=["status", "published_at"])
    return version


def campaign(title: str, version: QuestionnaireVersion, owner: User, now: datetime, status: str) -> Campaign:
    """One that runs, or one that is over."""
    return Campaign.objects.create(
        title=title, questionnaire_id=version.questionnaire_id, asked_version=version, status=status, owner=owner,
        opens_at=now - timedelta(days=DAYS), closes_at=now + timedelta(days=30),
        closed_at=now - timedelta(days=1) if status == CampaignStatus.CLOSED else None,
    )  # fmt: skip


@transaction.atomic
def open_links() -> None:
    """Links for what is measured, by form and by API; none answered yet."""
    owner, now = User.objects.order_by("pk")[0], clock.now()
    long, short = (
        QuestionnaireVersion.objects.get(questionnaire__name=name) for name in ("Half-yearly, bench", "Short, bench")
    )
    for kind, version, numbers in (
        ("form", short, NUMBERS),
        ("api", long, NUMBERS),
        ("batch", long, [link for number in BATCHES for link in batch_of(number)]),
    ):
        running = campaign(f"Measured by {kind}", version, owner, now, CampaignStatus.OPEN)
        Invitation.objects.bulk_create(
            Invitation(
                campaign=running, version=version, contact_id=place + 1, relationship_id=1 + place // 3,
                respondent_kind="user", status=InvitationStatus.SENT, token_hash=hash_of(token(kind, number)),
                sent_at=now, expires_at=now + timedelta(days=30),
            )
            for place, number in enumerate(numbers)
        )  # fmt: skip


def floor_of_answers() -> None:
    """The plain tables that the floor takes answers into, empty."""
    _sql("DROP TABLE IF EXISTS floor_answer, floor_response")
    _sql(
        "CREATE TABLE floor_response (id uuid PRIMARY KEY, invitation bigint UNIQUE,"
        " account_id bigint REFERENCES parties_relationship, at timestamptz NOT NULL, score numeric(6, 2))"
    )
    _sql(
        "CREATE TABLE floor_answer (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,"
        " taken_id uuid NOT NULL REFERENCES floor_response, question varchar(40), value smallint, text text)"
    )
    _sql("CREATE INDEX ON floor_response (account_id)")
    _sql("CREATE INDEX ON floor_answer (taken_id)")


def taking_answers(below: int, port: int, asks: Mapping[str, Callable[[int], Ask]]) -> dict[str, Any]:
    """Answers a second by eight clients, in turn with a bare view that writes as many rows in one transaction.

    ``asks``: by kind, how one is sent whose numbers begin at a given one. ``below``, ``port``: floor and portal.
    """
    floor_of_answers()
    said: dict[str, Mapping[str, Any]] = {"form": ANSWERS, "api": ALL_ANSWERS}
    rates: dict[str, list[float]] = {name: [] for kind in said for name in (kind, f"{kind}_floor")}
    rates["batch"] = []
    for start in STARTS:
        for kind, answers in said.items():
            rates[kind].append(_rate(port, asks[kind](start)))
            rates[f"{kind}_floor"].append(_rate(below, _plain(start, answers)))
        rates["batch"].append(AT_ONCE * _rate(port, asks["batch"](start), each=1))
    links = [hash_of(token("batch", link)) for number in BATCHES for link in batch_of(number)]
    if Invitation.objects.filter(token_hash__in=links, status=InvitationStatus.ANSWERED).count() != len(links):
        raise SystemExit("not every answer of the batches was taken in")
    middle = {name: statistics.median(found) for name, found in rates.items()}
    ratios = {kind: middle[kind] / middle["form_floor" if kind == "form" else "api_floor"] for kind in asks}
    return middle | {f"{kind}_ratio": ratio for kind, ratio in ratios.items()}


def _rate(port: int, ask: Ask, *, each: int = EACH) -> float:
    rate, statuses = rate_of((port, ask), each=each)
    if max(statuses) >= 400:
        raise SystemExit(f"answers were answered {statuses}")
    return rate


def _plain(start: int, answers: Mapping[str, Any]) -> Ask:
    place = 0 if answers is ANSWERS else 10_000_000
    return Ask(
        "/take", "POST", {"Content-Type": "application/json"},
        lambda number: json.dumps(
            {"invitation": place + start + number, "account": 1 + number % 1000, "answers": answers}
        ),
    )  # fmt: skip


def opening() -> dict[str, Any]:
    """Open a campaign for the people of all customers of tiers A and B, beside the plain insert of their rows."""
    now = clock.now()
    version = QuestionnaireVersion.objects.get(questionnaire__name="Half-yearly, bench")
    owner = User.objects.get(email="executive@bench.example")
    made = campaign("Measured by opening", version, owner, now, CampaignStatus.APPROVED)
    made.channels, made.audience = [AskChannel.MAIL], {"tiers": ["A", "B"]}
    made.save(update_fields=["channels", "audience"])
    began = time.perf_counter()
    opened = open_campaign(made, at=now)
    planned = invite_audience(opened, at=now)
    ours = time.perf_counter() - began
    _sql("DROP TABLE IF EXISTS twin_invitation")
    _sql("CREATE TABLE twin_invitation (LIKE asking_invitation INCLUDING ALL)")
    began = time.perf_counter()
    with transaction.atomic():
        _sql("INSERT INTO twin_invitation SELECT * FROM asking_invitation WHERE campaign_id = %s", made.pk)
    floor = time.perf_counter() - began
    _sql("DROP TABLE twin_invitation")
    rows = Invitation.objects.filter(campaign=made).count()
    _sql("DELETE FROM asking_invitation WHERE campaign_id = %s", made.pk)  # the rehearsal would show them ever after
    return {"planned": planned, "rows": rows, "seconds": ours, "floor": floor, "ratio": ours / floor}


def _sql(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)


def _set_sequences() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence('asking_invitation', 'id'), (SELECT max(id) FROM asking_invitation))"
        )
