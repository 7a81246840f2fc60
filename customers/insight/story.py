"""How the timeline tells of what we know of a customer, to each reader in their language (C-03)."""

from collections.abc import Callable

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.timeline.domain import KINDS, TimelineKind
from brm.timeline.models import TimelineEntry
from customers.insight.enums import DifficultyItem, Factor, Grade, ObjectiveStatus


def _word(choices: type[TextChoices], value: object) -> str:
    return str(dict(choices.choices).get(str(value), ""))


def _event(entry: TimelineEntry) -> str:
    told = {
        "report": _("Major event %(number)s (%(grade)s): %(title)s"),
        "solve": _("Major event %(number)s solved: %(title)s"),
        "conflict": _("Conflict about %(number)s; %(mediator)s mediates."),
        "close": _("Major event %(number)s closed: %(title)s"),
    }
    words = {name: entry.params.get(name, "") for name in ("number", "title", "mediator")}
    return told.get(entry.event, "%(number)s %(title)s") % {**words, "grade": _word(Grade, entry.params.get("grade"))}


def _event_tone(entry: TimelineEntry) -> str:
    return {"report": "red", "conflict": "orange", "solve": "green"}.get(entry.event, "grey")


def _expectation(entry: TimelineEntry) -> str:
    told = {
        "note": _("Expectation heard"),
        "meet": _("Expectation met"),
        "miss": _("Expectation not met"),
    }
    if entry.event == "note" and entry.params.get("beyond"):
        return _("Expectation beyond the agreement heard")
    return told.get(entry.event, "")


def _expectation_tone(entry: TimelineEntry) -> str:
    return {"meet": "green", "miss": "red"}.get(entry.event, "orange" if entry.params.get("beyond") else "grey")


def _difficulty(entry: TimelineEntry) -> str:
    told = {
        "note": _("Difficulty: %(item)s"),
        "solve": _("Difficulty solved: %(item)s"),
        "accept": _("We live with the difficulty: %(item)s"),
    }
    return told.get(entry.event, "%(item)s") % {"item": _word(DifficultyItem, entry.params.get("item"))}


def _objective(entry: TimelineEntry) -> str:
    if entry.event == "set":
        return _("Objective: %(title)s") % {"title": entry.params.get("title", "")}
    return _("Objective %(status)s: %(title)s") % {
        "title": entry.params.get("title", ""),
        "status": _word(ObjectiveStatus, entry.params.get("status")),
    }


def _factors(entry: TimelineEntry) -> str:
    return _("Success factors of %(period)s scored: mean %(mean)s, lowest “%(factor)s”") % {
        "period": entry.params.get("period", ""),
        "mean": entry.params.get("mean", ""),
        "factor": _word(Factor, entry.params.get("lowest")),
    }


def _page(name: str) -> Callable[[TimelineEntry], str]:
    return lambda entry: reverse(f"insight:{name}", args=[entry.subject_id]) if entry.subject_id else ""


def _of_customer(name: str) -> Callable[[TimelineEntry], str]:
    return lambda entry: reverse(f"insight:{name}", args=[entry.relationship_id])


KINDS.register(
    "major_event",
    TimelineKind("major_event", gettext_lazy("Major events"), "alert-octagon", _event, _page("event"), _event_tone),
)
KINDS.register(
    "expectation",
    TimelineKind(
        "expectation", gettext_lazy("Expectations"), "target-arrow", _expectation, _page("expectation"),
        _expectation_tone,
    ),
)  # fmt: skip
KINDS.register(
    "difficulty",
    TimelineKind("difficulty", gettext_lazy("Difficulties"), "slash", _difficulty, _page("difficulty")),
)
KINDS.register(
    "objective",
    TimelineKind("objective", gettext_lazy("Objectives"), "target", _objective, _of_customer("objectives")),
)
KINDS.register(
    "factors",
    TimelineKind("factors", gettext_lazy("Success factors"), "scoreboard", _factors, _of_customer("factors")),
)
