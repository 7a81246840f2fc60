"""docs/proof/README.md, written from the figures of the last full run."""

import json
from pathlib import Path
from typing import Any

from tests.proof_figures import PLACE

REPORT = PLACE.with_name("README.md")
HEAD = """# Proofs

Written by `make proof` from [figures.json](figures.json); not by hand. `make test` runs a slice of the same tests
with a fixed seed.
"""
Row = tuple[str, str, str, str, str]


def _faults(figures: dict[str, Any]) -> list[Row]:
    rows: list[Row] = []
    if kills := figures.get("kills"):
        slowest = kills["slowest_return"]
        worst = max(slowest, key=slowest.get)
        rows += [
            (
                f"Mails while parts are killed: {kills['kills']} kills during {kills['reminders']:,} reminders",
                f"{kills['mails']:,} mails", str(kills["mails_lost"]),
                f"{kills['mails_doubled']} (in the window that is counted: {kills['mails_doubled_in_the_window']} of "
                f"{kills['doubts_counted']} doubts)",
                f"{slowest[worst]} s ({worst})",
            ),
            (
                "Contacts logged meanwhile, by form and API", f"{kills['accepted']:,} accepted",
                str(kills["accepted_lost"]), str(kills["accepted_doubled"]), "",
            ),
        ]  # fmt: skip
    if broker := figures.get("broker_down"):
        rows.append(
            (
                f"No broker: contacts logged by form and API, 95 of 100 within {broker['p95_seconds']} s",
                f"{broker['accepted']} accepted", str(broker["accepted_lost"]), str(broker["accepted_doubled"]),
                f"{broker['return_after']} s",
            )
        )  # fmt: skip
    if beat := figures.get("beat_down_two_days"):
        rows.append(
            (
                "Two days without beat, caught up once and in order",
                f"{beat['history: meeting.come_due']} due, {beat['history: meeting.miss']} missed, "
                f"{beat['notice: meeting_reminder']} reminded",
                "0", "0", f"{beat['seconds']} s",
            )
        )  # fmt: skip
    if beats := figures.get("two_beats"):
        same = beats["one_beat"] == beats["two_beats"]
        rows.append(
            (
                "A day with two beats, compared with one", f"{sum(beats['two_beats'].values()):,} rows",
                "0" if same else "see figures", "0" if same else "see figures", "",
            )
        )  # fmt: skip
    if back := figures.get("restore"):
        rows.append(
            (
                "Saved, wiped, put back: rows and checksums of every table, every document",
                f"{back['rows']:,} rows in {back['tables']} tables, {back['documents']} documents", "0", "0",
                f"{back['seconds']} s",
            )
        )  # fmt: skip
    return rows


def _line(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_plain(each)}" for name, each in value.items())
    return ", ".join(map(_plain, value)) if isinstance(value, list) else str(value)


def write_report() -> Path:
    """Write it and answer where it is."""
    figures: dict[str, Any] = json.loads(PLACE.read_text(encoding="utf-8")) if PLACE.exists() else {}
    lines = [HEAD]
    if run := figures.get("run"):
        outcome = "everything passed" if run["passed"] else "not everything passed"
        lines += [f"Last run: {run['on']}, state {run['of']}, {run['machine']}, {run['minutes']} minutes; {outcome}.\n"]
    if rows := _faults(figures):
        lines += [
            "## Faults\n",
            _line(("What", "How much", "Lost", "Doubled", "Slowest return")),
            "|---|---|---|---|---|",
        ]
        lines += [*map(_line, rows), ""]
    if slowest := figures.get("kills", {}).get("slowest_return"):
        lines += [_line(("Killed by force", "Slowest return to full service")), "|---|---|"]
        lines += [*(_line((name, f"{seconds} s")) for name, seconds in slowest.items()), ""]
    told = {"run", "kills", "broker_down", "beat_down_two_days", "two_beats", "restore"}
    for name in sorted(set(figures) - told):
        lines += [f"## {name.replace('_', ' ').capitalize()}\n", _line(("What", "Figure")), "|---|---|"]
        lines += [*(_line((what.replace("_", " "), _plain(value))) for what, value in figures[name].items()), ""]
    REPORT.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")
    return REPORT
