"""The report: docs/benchmarks.md, with the machine and the command beside the figures."""

import json
import os
import platform
from pathlib import Path
from typing import Any

PLACE = Path(__file__).resolve().parent.parent / "docs"


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    kind = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    return f"{os.cpu_count()} cores, {memory:.0f} GiB, {kind}"


def write(result: dict[str, Any]) -> None:
    """Write the figures as JSON and as a page."""
    (PLACE / "benchmarks.json").write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n")
    lines = [
        "# Benchmarks",
        "",
        f"`make bench`, {result['on']}, on {_machine()}; one PostgreSQL 18 (fsync on), web servers with",
        "two synchronous workers, signed in, DEBUG off. The machine is shared: read the ratios. p50 and p95 in",
        "milliseconds; factor = p50 of the page to p50 of its floor, both asked in turn. *Must* is what an issue",
        "needs, *aim* where we want to be.",
        "",
        "World: " + ", ".join(f"{number:,} {name}" for name, number in result["world"].items()) + ".",
        "",
        "## Floors",
        "",
        "| a bare Django view on the same rows | p50 | p95 | requests/s with 8 clients |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| {name} | {cost['p50']:.1f} | {cost['p95']:.1f} | {cost['per_second']:.0f} |"
        for name, cost in result["floors"].items()
    ]
    lines += [
        "", "## Pages", "",
        "| page | as | p50 | p95 | requests/s | floor | factor | must | aim | |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]  # fmt: skip
    for row in result["pages"]:
        word = "aim met" if row["factor"] <= row["aim"] else "met" if row["factor"] <= row["must"] else "**not met**"
        lines.append(
            f"| {row['name']} | {row['who']} | {row['p50']:.1f} | {row['p95']:.1f} | {row['per_second']:.0f} "
            f"| {row['floor']} | {row['factor']:.2f} | {row['must']} | {row['aim']} | {word} |"
        )
    lines += ["", "## From 1,000 to 100,000 customers", "", "| page | at 1,000 | at 100,000 | factor (must ≤ 1.5) |"]
    lines += ["|---|---|---|---|"]
    lines += [
        f"| {row['name']} | {row['small']:.1f} | {row['large']:.1f} | {row['factor']:.2f} |" for row in result["growth"]
    ]
    sweep, intake, rise = result["sweep"], result["import"], result["escalation"]
    answers, asked = result["answers"], result["opening"]
    lines += [
        "", f"## Mass work, {result['mass_on']}", "",
        f"- Due sweep over {sweep['plans']:,} plans: {sweep['meetings']:,} meetings in {sweep['seconds']:.1f} s, one "
        f"SQL statement for as many rows {sweep['floor']:.1f} s: factor {sweep['ratio']:.2f} (must ≤ 4, aim ≤ 2). "
        f"A second run made {sweep['again']}.",
        f"- Escalation sweep over {rise['open']:,} open complaints of which {rise['due']:,} are due: {rise['risen']:,} "
        f"rises with history, timeline and notices ({rise['lines']:,} rows) in {rise['seconds']:.2f} s. Reading what "
        f"is due takes {rise['select']:.2f} s, reading and writing as many rows {rise['floor']:.2f} s: factor "
        f"{rise['ratio']:.1f} (must ≤ 10, aim ≤ 4). A second run made {rise['again']}.",
        f"- Survey answers taken in from eight clients at once, a bare view that writes as many rows in one "
        f"transaction beside it: ten answers in batches by API {answers['batch']:,.0f} per second, one by one by API "
        f"{answers['api']:,.0f}, bare {answers['api_floor']:,.0f}: {answers['batch_ratio']:.2f} and "
        f"{answers['api_ratio']:.2f} of it; three by form {answers['form']:,.0f}, bare {answers['form_floor']:,.0f}: "
        f"{answers['form_ratio']:.2f} of it (must ≥ 0.6, aim ≥ 0.8).",
        f"- A campaign opened for {asked['rows']:,} people, {asked['planned']:,} of them planned, in "
        f"{asked['seconds']:.1f} s, plain insert of the same rows {asked['floor']:.1f} s: factor {asked['ratio']:.1f}.",
        f"- Import through the page's own functions, history and search included: {intake['per_second']:,.0f} rows/s, "
        f"COPY {intake['floor_per_second']:,.0f} rows/s: {intake['ratio']:.3f} of it (must ≥ 0.03, aim ≥ 0.15).",
        f"- Memory after the run: web worker {result['memory']:.0f} MB (must ≤ 200).",
        "",
    ]  # fmt: skip
    (PLACE / "benchmarks.md").write_text("\n".join(lines))
