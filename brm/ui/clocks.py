"""Clocks and levels as they stand in rows: drawn by hand, a desk shows fifty of each."""

from typing import Any

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from brm.ui.tones import tone_of

SIGNS = {"met": "circle-check", "paused": "clock-pause", "late": "alert-triangle", "missed": "alert-triangle"}
"""The icon of a clock by its state; one that runs wears a clock."""
LEVEL_TONES = {1: "yellow", 2: "orange", 3: "red"}


def clock_face(
    *, name: Any, state: str, tone: str, text: Any, sign: SafeString, due: SafeString, share: int | None, note: Any,
    size: str,
) -> SafeString:  # fmt: skip
    """One clock: what it is called, how long is left, how much of its limit is spent, until when."""
    named, left = conditional_escape(name), conditional_escape(text)
    parts = [f'<div class="clock is-{state}{f" clock-{size}" if size else ""} tone-{tone_of(tone)}">']
    if name:
        parts.append(f'<span class="clock-name">{sign}{named}</span>')
    parts.append(f'<span class="clock-left">{left}</span>')
    if share is not None:
        parts.append(
            f'<progress class="clock-bar" value="{share}" max="100" aria-label="{named}: {left}">{share} %</progress>'
        )
    if due or note:
        parts.append(f'<span class="clock-note">{" · ".join(filter(None, (due, conditional_escape(note))))}</span>')
    return mark_safe("".join([*parts, "</div>"]))  # noqa: S308 - every part is escaped or ours


def sign_of(state: str) -> str:
    """The icon of a clock in this state."""
    return SIGNS.get(state, "clock")


def level_mark(value: int, *, word: bool) -> SafeString:
    """How far something rose on its ladder: three steps, and the level as a word beside them or for screen readers."""
    title = _("Escalation level %(value)s of 3") % {"value": value}
    steps = "".join(f'<span class="level-step{" is-reached" if step <= value else ""}"></span>' for step in (1, 2, 3))
    if not word:
        said = format_html('<span class="visually-hidden">{}</span>', title)
    elif value:
        said = format_html("<span>{}</span>", _("Level %(value)s") % {"value": value})
    else:
        said = mark_safe('<span><span class="not-known">–</span></span>')
    return format_html(
        '<span class="level{} tone-{}" title="{}"><span class="level-steps" aria-hidden="true">{}</span>{}</span>',
        " is-risen" if value else "", LEVEL_TONES.get(value, "grey"), title, mark_safe(steps), said,  # noqa: S308 - all ours
    )  # fmt: skip
