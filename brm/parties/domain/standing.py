"""The word for how a relationship stands. The limits of the words are kept by whoever reckons the score."""

from collections.abc import Callable

from django.db.models import Q

from brm.parties.enums import Standing

Limits = tuple[int, int]


def _usual() -> Limits:
    return (75, 50)


_limits: Callable[[], Limits] = _usual


def use(limits: Callable[[], Limits]) -> None:
    """Who knows from which score on a relationship stands well, and from which it is only to be watched."""
    global _limits
    _limits = limits


def standing_of(score: int | None) -> Standing:
    """The word for a score."""
    if score is None:
        return Standing.UNKNOWN
    well, fair = _limits()
    return Standing.WELL if score >= well else Standing.FAIR if score >= fair else Standing.POOR


def standing_q(word: str) -> Q:
    """The relationships for which a word holds."""
    well, fair = _limits()
    return {
        Standing.WELL.value: Q(health__gte=well),
        Standing.FAIR.value: Q(health__gte=fair, health__lt=well),
        Standing.POOR.value: Q(health__lt=fair),
    }.get(word, Q(health=None))
