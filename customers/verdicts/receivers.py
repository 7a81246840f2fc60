"""Where verdicts plug in: the timeline, the history, leaving."""

from datetime import datetime

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.domain.leaving import OPEN_WORK, OpenWork
from brm.accounts.models import User
from brm.audit import words
from brm.parties.domain import happenings
from brm.parties.enums import Persona
from brm.timeline.domain import KINDS, TimelineKind
from brm.timeline.models import TimelineEntry
from customers.verdicts.domain import keeping, queries
from customers.verdicts.enums import Level, Light


def _word(choices: type[models.Choices], value: object) -> str:
    return str(dict(choices.choices).get(value, ""))


def _verdict(entry: TimelineEntry) -> str:
    said = {"period": entry.params.get("period", ""), "light": _word(Light, entry.params.get("light"))}
    return _("Satisfaction verdict %(period)s: %(light)s") % said


def _verdict_tone(entry: TimelineEntry) -> str:
    return {"green": "green", "amber": "yellow", "red": "red"}.get(str(entry.params.get("light")), "grey")


def _level(entry: TimelineEntry) -> str:
    said = {"level": _word(Level, entry.params.get("level")), "persona": _word(Persona, entry.params.get("persona"))}
    if said["persona"]:
        return _("%(persona)s takes service for: %(level)s") % said
    return _("The customer takes service for: %(level)s") % said


def _level_tone(entry: TimelineEntry) -> str:
    before, now = int(entry.params.get("before") or 0), int(entry.params.get("level") or 0)
    return "grey" if not before else "green" if now > before else "orange"


def _url(entry: TimelineEntry) -> str:
    return reverse("verdicts:customer", args=[entry.relationship_id])


def merged(keep: models.Model, drop: models.Model, *, by: User | None, at: datetime) -> None:
    """Of two verdicts on the same half-year the kept one's stays."""
    keeping.drop_doubles(keep, drop)


happenings.MERGED.register("verdicts", merged)
KINDS.register(
    "verdict", TimelineKind("verdict", gettext_lazy("Satisfaction verdict"), "gavel", _verdict, _url, _verdict_tone)
)
KINDS.register(
    "cognition",
    TimelineKind("cognition", gettext_lazy("What service is to them"), "trending-up", _level, _url, _level_tone),
)
OPEN_WORK.register(
    "need_checks",
    OpenWork("need_checks", gettext_lazy("Ideas to be decided"), keeping.needs_to_decide, keeping.pass_on_needs),
)
words.readable("verdicts.verdict", queries.verdicts_for)
words.readable("verdicts.cognition", queries.cognitions_for)
words.readable("verdicts.needcheck", queries.needs_checked_for)
