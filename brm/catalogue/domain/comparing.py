"""Is what stands behind a promise strictly stricter than the promise (INV-01, INV-02), and by how much (K-16)?"""

from dataclasses import dataclass
from decimal import Decimal

from brm.catalogue.enums import Direction, Unit, Verdict, Window
from brm.catalogue.models import Term

_WIDTH = {Window.ALWAYS: 168, Window.DAILY: 84, Window.LONG_DAYS: 60, Window.OFFICE: 40}
_PLACES = Decimal("0.0001")


@dataclass(frozen=True)
class Comparison:
    """The verdict, and the margin as a share of the promise (None where none can be reckoned)."""

    verdict: Verdict
    margin: Decimal | None = None


def compare(term: Term, backing: Term) -> Comparison:
    """How a supplier's term compares with the promise it backs; equal is not enough (INV-01).

    Metric and unit must be the same (INV-02), and the window at least as wide.
    """
    if term.metric_id != backing.metric_id or term.unit != backing.unit:
        return Comparison(Verdict.NOT_COMPARABLE)
    width = _wider(term, backing)
    if width is None:
        return Comparison(Verdict.NOT_COMPARABLE)
    gain = term.target - backing.target if term.direction == Direction.LOWER else backing.target - term.target
    margin = _margin(term, gain)
    if gain < 0 or width < 0:
        return Comparison(Verdict.LOOSER, margin)
    if gain == 0:
        return Comparison(Verdict.STRICTER if width > 0 else Verdict.EQUAL, margin)
    return Comparison(Verdict.STRICTER, margin)


def _wider(term: Term, backing: Term) -> int | None:
    """Above zero where the backing covers more hours, below where fewer; None where nobody can tell."""
    if Window.CUSTOM in (term.window, backing.window):
        if term.window == backing.window:
            return 0 if term.window_text.split() == backing.window_text.split() else None
        return 1 if backing.window == Window.ALWAYS else (-1 if term.window == Window.ALWAYS else None)
    return _WIDTH[Window(backing.window)] - _WIDTH[Window(term.window)]


def _margin(term: Term, gain: Decimal) -> Decimal | None:
    """The gain as a share of the promise; shares such as availability by their complement (K-16)."""
    base = 100 - term.target if term.unit == Unit.PERCENT and term.direction == Direction.HIGHER else term.target
    return (gain / base).quantize(_PLACES) if base else None


def is_stricter(old: Term, new: Term) -> bool:
    """Whether a promise now asks for more than before, in target or window (INV-05)."""
    if old.unit != new.unit:
        return True
    gain = old.target - new.target if new.direction == Direction.LOWER else new.target - old.target
    width = _wider(old, new)
    return gain > 0 or width is None or width > 0
