"""Comparing what is kept with what should be open (ruling 6): a domain function that forgets its row is found here."""

from dataclasses import dataclass

from brm.attention.domain import RULES
from brm.attention.models import Attention


@dataclass(frozen=True)
class Difference:
    """Rows of one rule that should be open and are not, and the reverse, as (assignee id, subject id)."""

    rule: str
    missing: frozenset[tuple[int, int]]
    surplus: frozenset[tuple[int, int]]


def differences() -> list[Difference]:
    """Every rule whose kept rows differ from the expected ones; empty when all is well."""
    answer = []
    for rule in RULES:
        if rule.expected is None:
            continue
        expected = set(rule.expected())
        kept = set(Attention.objects.filter(rule=rule.name, closed_at=None).values_list("assignee_id", "subject_id"))
        if expected != kept:
            answer.append(Difference(rule.name, frozenset(expected - kept), frozenset(kept - expected)))
    return answer
