"""Whatever the document allows, and much it does not: nothing breaks, every answer is as described.

A fixed-seed slice by default; ``PROOF=1`` runs 20,000 calls, 5,000 more of surveys, and leaves its figures.
"""

import copy
import time
import uuid
import warnings
from collections import Counter
from collections.abc import Iterator
from math import ceil
from typing import Any

import pytest
import schemathesis
import yaml
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from brm.wsgi import application
from tests import proof_figures
from tests.api.caller import Caller
from tests.api.test_schema import PLACE
from tests.api.world import COMMON, MAKERS

pytestmark = [pytest.mark.django_db]
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
MODES = [schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE]
FULL, FULL_OF_SURVEYS = 20_000, 5_000
SURVEYS_ONLY = {
    "feedback", "library-questions", "need-checks", "questionnaire-versions", "questionnaires", "questions",
    "satisfaction-verdicts", "survey-answers", "survey-budgets", "survey-campaigns", "survey-follow-ups",
    "survey-gap-limits", "survey-invitations", "survey-lessons", "survey-opt-outs", "survey-periods", "survey-readers",
    "survey-results", "survey-rules",
}  # fmt: skip


class Stage:
    """A world with one of everything, and the document with its ids offered wherever one is asked for."""

    def __init__(self, owner: Any) -> None:
        self.ids = {name: make(owner).pk for name, make in {**MAKERS, **COMMON}.items()}
        relationship = MAKERS["contacts"](owner).organisation.relationships.get()
        contact = relationship.organisation.contacts.get()
        self.references = {
            "relationship": relationship.pk, "organisation": relationship.organisation_id, "owner": owner.pk,
            "to": owner.pk, "user": owner.pk, "contact": contact.pk, "successor": contact.pk, "counterpart": contact.pk,
            "drop": relationship.organisation_id, "replaced_by": self.ids["plans"], "calendar": self.ids["calendars"],
            "parent": relationship.organisation_id, "ours": owner.pk, "users": owner.pk, "theirs": contact.pk,
            "contacts": contact.pk, "tags": self.ids["tags"], "relationships": relationship.pk, "version": 1,
        }  # fmt: skip

    def document(self) -> dict[str, Any]:
        """Ids that exist among those that do not."""
        document = yaml.safe_load(PLACE.read_text())
        for path, item in document["paths"].items():
            known = self.ids.get(path.removeprefix("/api/v1/").split("/")[0], 0)
            for operation in item.values():
                for parameter in operation.get("parameters", ()):
                    if parameter["in"] == "path":
                        ids = [known, 0] if isinstance(known, int) else [str(known), str(uuid.UUID(int=0))]
                        parameter["schema"] = {"type": parameter["schema"]["type"], "enum": ids}
        for schema in document["components"]["schemas"].values():
            for name, known in self.references.items():
                if (about := schema.get("properties", {}).get(name)) and not about.get("readOnly"):
                    if about.get("type") == "array":
                        about["items"] = _known(about["items"], known)
                    else:
                        schema["properties"][name] = _known(about, known)
        return document


def _known(about: dict[str, Any], known: int) -> dict[str, Any]:
    if about.get("type") != "integer":
        return about
    nullable = {"nullable": True} if about.get("nullable") else {}
    return {"anyOf": [{"type": "integer", "enum": [known]}, copy.deepcopy(about)], **nullable}


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Requests share the test's transaction, as those of Django's own test client do."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_nothing_breaks(cast, settings, one_connection):
    settings.API_RATE = ""
    operations = _operations(cast.eve)
    figures = _call(operations, FULL, cast.eve)
    proof_figures.record("api_fuzzing", figures)


@pytest.mark.lengthy
@pytest.mark.req("Q-01", "Q-02")
def test_nothing_breaks_in_surveys(cast, settings, one_connection):
    """The operations of surveys once more, so many times that they alone make up the count."""
    settings.API_RATE = ""
    operations = [one for one in _operations(cast.eve) if one.path.split("/")[3] in SURVEYS_ONLY]
    figures = _call(operations, FULL_OF_SURVEYS, cast.eve)
    if proof_figures.full():
        assert figures["calls"] >= FULL_OF_SURVEYS
    proof_figures.record("survey_api_fuzzing", figures)


def _operations(owner: Any) -> list[Any]:
    """Every operation of the document, in its order."""
    schema = schemathesis.openapi.from_dict(Stage(owner).document())
    schema.app = application
    return [found.ok() for found in schema.get_all_operations()]


def _call(operations: list[Any], calls: int, user: Any) -> dict[str, Any]:
    """So many calls, spread evenly; fails with everything that went wrong, answers the figures."""
    caller = Caller(user)
    modes_of_all = MODES if proof_figures.full() else []
    each = max(1, ceil(calls / len(operations) / len(MODES))) if modes_of_all else 1
    answers: Counter[int] = Counter()
    failures: list[str] = []
    began = time.monotonic()

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for number, operation in enumerate(operations):
            for mode in modes_of_all or [MODES[number % 3 == 2]]:
                failures += _fuzz(operation, mode, each, caller, answers)

    assert not failures, "\n\n".join(failures)
    assert answers[500] == 0
    assert sum(answers.values()) >= len(operations)
    return {
        "operations": len(operations),
        "calls": sum(answers.values()),
        "answers": {str(code): answers[code] for code in sorted(answers)},
        "server_errors": answers[500],
        "answers_not_as_described": 0,
        "seconds": round(time.monotonic() - began),
    }


def _fuzz(operation: Any, mode: Any, examples: int, caller: Caller, answers: Counter[int]) -> list[str]:
    """What went wrong, in words."""

    @seed(20260101)
    @settings(
        max_examples=examples, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy(generation_mode=mode))
    def call(case: Any) -> None:
        with transaction.atomic():
            response = case.call(headers=caller.headers)
            transaction.set_rollback(True)
        answers[response.status_code] += 1
        case.validate_response(response, checks=CHECKS)

    try:
        call()
    except Unsatisfiable:
        return []
    except (Exception, BaseExceptionGroup) as failure:
        return [f"{operation.label} ({mode.value}): {failure}"[:3000]]
    return []
