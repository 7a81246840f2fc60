"""What is drawn rather than written: small lines, faces, charts with their figures. Built into every template."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def sparkline(values: Iterable[float | None], label: str = "", tone_name: str = "blue") -> SafeString:
    """A small line without axes. Gaps stay gaps: an unknown value is not a zero."""
    series = list(values or [])
    while series and series[0] is None:
        series.pop(0)
    known = [value for value in series if value is not None]
    if len(known) < 2:
        return mark_safe("")
    low, high = min(known), max(known)
    step, span = 100 / max(1, len(series) - 1), (high - low) or 1
    runs: list[list[str]] = [[]]
    for index, value in enumerate(series):
        if value is None:
            runs.append([])
        else:
            height = (value - low) / span if high > low else 0.5
            runs[-1].append(f"{index * step:.1f},{26 - height * 22:.1f}")
    lines = "".join(f'<polyline points="{" ".join(run)}"/>' for run in runs if len(run) > 1)
    area = f'<polygon class="sparkline-area" points="0,30 {" ".join(runs[0])} 100,30"/>' if len(runs) == 1 else ""
    return format_html(
        '<svg class="sparkline tone-{}" viewBox="0 0 100 30" preserveAspectRatio="none" role="img" aria-label="{}">'
        "{}{}</svg>",
        tone_name, label or _("Trend"), mark_safe(area), mark_safe(lines),  # noqa: S308 - figures only
    )  # fmt: skip


@dataclass(frozen=True)
class RatingStep:
    """One face of the perception scale."""

    value: str
    icon: str
    tone: str
    word: str


def _rating_scale() -> list[RatingStep]:
    return [
        RatingStep("-2", "mood-angry", "red", _("Very bad")),
        RatingStep("-1", "mood-sad", "orange", _("Bad")),
        RatingStep("0", "mood-empty", "grey", _("Neutral")),
        RatingStep("1", "mood-smile", "teal", _("Good")),
        RatingStep("2", "mood-happy", "green", _("Very good")),
    ]


@register.filter
def rating_steps(value: Any = "") -> list[RatingStep]:
    """The faces from −2 to +2, or the one of a given value."""
    chosen = str(value)
    return [step for step in _rating_scale() if not chosen or step.value == chosen]


@register.filter
def as_verb(text: Any) -> str:
    """What somebody did, after their name: “Tom Hale proposed …”. Only Latin letters know small ones."""
    words = str(text)
    return words[0].lower() + words[1:] if words[:1].isascii() and words[1:2].islower() else words


@register.filter
def json_script_id(data: Any, name: str) -> SafeString:
    """The figures of a chart as data beside it."""
    return json_script(data or {}, f"{name}-data")


@register.filter
def chart_rows(data: dict[str, Any] | None) -> list[dict[str, Any]]:
    """A chart's figures by label, for those who read the table."""
    if not data:
        return []
    return [
        {"label": label, "values": [series["data"][index] for series in data["series"]]}
        for index, label in enumerate(data["labels"])
    ]
