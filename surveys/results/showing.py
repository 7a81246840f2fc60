"""Results in words, cells and columns: for the page, the file, the paper."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.ui.columns import Column
from surveys.asking.enums import RespondentKind
from surveys.questionnaires.domain.statistics import Estimate
from surveys.questionnaires.enums import ExperienceFactor
from surveys.results.domain.figures import Heat, Line, Results
from surveys.results.domain.sums import Pair, Sums
from surveys.results.rules import FAIR, WELL

TONES = {"user": "teal", "customer": "purple"}


@dataclass(frozen=True)
class Side:
    """One kind's figures on the page, and how they stood before."""

    kind: str
    label: object
    tone: str
    now: Sums
    change: float | None
    trend: list[float | None]


@dataclass(frozen=True)
class Shown:
    """A line of a file: one customer, service, factor or all, of one kind."""

    about: str
    name: str
    kind: str
    sums: Sums
    period: str


def _estimate(name: str, part: str) -> Any:
    return lambda row: _figure(getattr(getattr(row.sums, name), part))


def _figure(value: Any) -> Any:
    return round(value, 2) if isinstance(value, float) else value


COLUMNS: tuple[Column, ...] = (
    Column("period", gettext_lazy("Period")),
    Column("about", gettext_lazy("About")),
    Column("name", gettext_lazy("Name")),
    Column("kind", gettext_lazy("Answered as")),
    *(
        Column(f"{name}_{part}", label, _estimate(name, part), kind="num")
        for name, part, label in (
            ("score", "value", gettext_lazy("Satisfaction, 0 to 100")), ("score", "n", gettext_lazy("Satisfaction: n")),
            ("score", "low", gettext_lazy("Satisfaction: lower end (95 %)")),
            ("score", "high", gettext_lazy("Satisfaction: upper end (95 %)")),
            ("csat", "value", gettext_lazy("CSAT, %")), ("csat", "n", gettext_lazy("CSAT: n")),
            ("nps", "value", gettext_lazy("NPS")), ("nps", "n", gettext_lazy("NPS: n")),
            ("ces", "value", gettext_lazy("Ease, 0 to 100")), ("ces", "n", gettext_lazy("Ease: n")),
            ("rate", "value", gettext_lazy("Response rate, %")),
        )
    ),
    Column("invited", gettext_lazy("Invited"), "sums.invited", kind="num"),
    Column("answered", gettext_lazy("Of them answered"), "sums.answered", kind="num"),
    Column("completed", gettext_lazy("Completed surveys"), "sums.completed", kind="num"),
)  # fmt: skip


def rows_of(results: Results) -> list[Shown]:
    """Everything the page says, both kinds of every line (INV-33)."""
    found: list[Shown] = []
    for period, pair in results.trend:
        found += _both(_("All"), "", pair, str(period))
    for about, lines in (
        (_("Customer"), results.customers), (_("Service"), results.services), (_("Factor"), results.factors.values()),
    ):  # fmt: skip
        for line in lines:
            found += _both(about, name_of(line, about == _("Service")), line.now, str(results.period))
    if results.has_website:
        found += _both(_("On the website, unverified"), "", results.website, str(results.period))
    return found


def _both(about: str, name: str, pair: Pair, period: str) -> list[Shown]:
    return [Shown(about, name, str(RespondentKind(kind).label), sums, period) for kind, sums in pair.sides]


def name_of(line: Line, is_service: bool = False) -> str:
    """What a line is about; several customers together, or no service, in words."""
    if line.name:
        return line.name
    return _("without a service") if is_service else _("several customers together (anonymous)")


def sides_of(results: Results, kind: str) -> list[Side]:
    """Users and customers, the one to be looked at closer first; never only one of them (INV-33)."""
    found = []
    for name in RespondentKind.values:
        now, before = results.now.side(name).score, results.before.side(name).score
        change = None if now.value is None or before.value is None else now.value - before.value
        trend = [pair.side(name).score.value for _period, pair in results.trend]
        found.append(Side(name, RespondentKind(name).label, TONES[name], results.now.side(name), change, trend))
    return sorted(found, key=lambda side: side.kind != kind) if kind else found


def sides_of_website(results: Results) -> list[tuple[str, Sums]]:
    """What the public pages brought, by kind; nothing where nobody answered there."""
    if not results.has_website:
        return []
    return [(str(RespondentKind(kind).label), sums) for kind, sums in results.website.sides]


def chart_of(results: Results) -> dict[str, Any]:
    """Both over the periods; a period with fewer than five answers is a hole."""
    return {
        "kind": "line", "labels": [str(period) for period, _pair in results.trend],
        "series": [
            {
                "name": str(RespondentKind(kind).label), "tone": TONES[kind],
                "data": [_one(pair.side(kind).score.value) for _period, pair in results.trend],
            }
            for kind in RespondentKind.values
        ],
    }  # fmt: skip


def _one(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def lines_of(lines: Sequence[Line]) -> list[tuple[Line, str, list[tuple[str, Sums, str]]]]:
    """Each with its name and both sides, coloured."""
    return [(line, line.name, [(kind, sums, tone_of(sums.score)) for kind, sums in line.now.sides]) for line in lines]


def tone_of(estimate: Estimate) -> str:
    """Green, yellow, red; grey where too few answered."""
    if estimate.value is None:
        return "grey"
    return "green" if estimate.value >= WELL else "yellow" if estimate.value >= FAIR else "red"


def heat_of(estimate: Estimate) -> int:
    """1 cool to 5 hot; 0 where too few answered."""
    if estimate.value is None:
        return 0
    return next((level for level, least in ((1, 85), (2, 75), (3, 65), (4, 50)) if estimate.value >= least), 5)


@dataclass(frozen=True)
class HeatShown:
    """Factors across, lines down; in every field the kinds with their score and warmth."""

    factors: list[str]
    rows: list[tuple[Line, list[list[tuple[str, Estimate, int]]]]]


def heat_shown(heat: Heat, kind: str) -> HeatShown:
    """Both kinds in every field, or the one looked at closer. Factors nobody rated are left out."""
    used = [
        (place, str(factor.label))
        for place, factor in enumerate(ExperienceFactor)
        if any(pairs[place].n for _line, pairs in heat.rows)
    ]
    kinds = [kind] if kind else RespondentKind.values
    rows = [(line, [_field(pairs[place], kinds) for place, _label in used]) for line, pairs in heat.rows]
    return HeatShown([label for _place, label in used], rows)


def _field(pair: Pair, kinds: Iterable[str]) -> list[tuple[str, Estimate, int]]:
    scores = [(str(RespondentKind(kind).label), pair.side(kind).score) for kind in kinds]
    return [(label, score, heat_of(score)) for label, score in scores]


def said(estimate: Estimate, *, unit: str = "") -> str:
    """A figure on paper: with its interval and n; of fewer than five n alone."""
    if estimate.value is None:
        return f"n = {estimate.n}"
    text = f"{number(estimate.value)}{unit}"
    if estimate.low is not None and estimate.high is not None:
        text += f" ({number(estimate.low)}–{number(estimate.high)})"
    return f"{text}, n = {estimate.n}"


def number(value: float) -> str:
    """With one decimal, as the language writes it."""
    return str(formats.number_format(round(value, 1), 1))


def sections_of(results: Results) -> list[dict[str, Any]]:
    """The paper: in all, over time, by customer, by service, by factor."""
    heads = [_("Name"), str(RespondentKind.USER.label), str(RespondentKind.CUSTOMER.label), _("Gap")]
    in_all = [
        [label, *(said(getattr(results.now.side(kind), name), unit=unit) for kind in RespondentKind.values), apart]
        for name, label, unit, apart in (
            ("score", _("Satisfaction"), "", said(results.now.gap)), ("csat", "CSAT", " %", ""), ("nps", "NPS", "", ""),
            ("ces", _("Ease"), "", ""), ("rate", _("Response rate"), " %", ""),
        )
    ]  # fmt: skip
    in_all.append([
        _("Completed surveys"), *(str(results.now.side(kind).completed) for kind in RespondentKind.values), "",
    ])  # fmt: skip
    website = [_("On the website, unverified"), *(said(sums.score) for _kind, sums in results.website.sides), ""]
    return [
        {"heading": _("In all"), "columns": heads, "rows": [*in_all, website] if results.has_website else in_all},
        {"heading": _("Over time"), "columns": heads, "rows": _paper((str(p), pair) for p, pair in results.trend)},
        *(
            {
                "heading": heading, "columns": heads,
                "rows": _paper((name_of(line, heading == _("By service")), line.now) for line in lines),
                "empty": "" if lines else _("Nothing yet."),
            }
            for heading, lines in (
                (_("By customer"), results.customers), (_("By service"), results.services),
                (_("By factor"), list(results.factors.values())),
            )
        ),
    ]  # fmt: skip


def _paper(rows: Iterable[tuple[str, Pair]]) -> list[list[str]]:
    return [[name, *(said(sums.score) for _kind, sums in pair.sides), said(pair.gap)] for name, pair in rows]
