"""One tone for one meaning, on every page: which colour a state wears.

Tones: green (well), yellow (look here), orange (late), red (broken), blue (under way), purple, teal (kinds), grey
(over or unknown). Apps add their own states with ``tones.register("missed", "red")`` from ``apps.ready()``.
"""

from typing import Any

TONES = ("green", "yellow", "orange", "red", "blue", "purple", "teal", "grey")

_known: dict[str, str] = {
    **dict.fromkeys(("active", "done", "held", "kept", "met", "good", "sent", "closed_well", "success", "ok"), "green"),
    **dict.fromkeys(("due", "held_late", "warning", "suspended", "partial", "waiting", "at_risk", "soon"), "yellow"),
    **dict.fromkeys(("late", "overdue", "escalated"), "orange"),
    **dict.fromkeys(("missed", "failed", "breached", "error", "danger", "critical", "lost", "blocked"), "red"),
    **dict.fromkeys(("prospect", "planned", "open", "new", "running", "in_progress", "info", "queued"), "blue"),
    **dict.fromkeys(("rescheduled", "review", "vip"), "purple"),
    **dict.fromkeys(("ended", "cancelled", "closed", "archived", "draft", "unknown", "left", ""), "grey"),
}


def register(state: str, tone: str) -> None:
    """Give a state its tone."""
    if tone not in TONES:
        raise ValueError(f"{tone!r} is not a tone")
    if _known.setdefault(state, tone) != tone:
        raise ValueError(f"the state {state!r} is {_known[state]} already")


def tone_of(value: Any) -> str:
    """The tone of a state, or of a tone's own name; grey where nobody has said."""
    text = str(value if value is not None else "")
    return text if text in TONES else _known.get(text, "grey")
