"""Writes docs/coverage.md from the marks in the tests: ``python -m tools.coverage_of_requirements``.

A test says what it proves with ``@pytest.mark.req("C-09", "INV-28")``; the numbers are those of docs/domain.
"""

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

BASE = Path(__file__).resolve().parent.parent
PAGE = BASE / "docs" / "coverage.md"
_ROW = re.compile(r"^\| ((?:[A-Z]|INV)-\d+) \| (.*) \|$")
_AREA = re.compile(r"^## ([A-Z]): (.*)$")
_LONGEST = 110
_HEAD = """# Requirements and the tests that prove them

<!-- Written by tools/coverage_of_requirements.py (make fmt) from the marks in tests/; change the tests. -->

Numbers and full texts: [requirements](domain/requirements.md), [invariants](domain/invariants.md),
[measures](domain/measures.md). A number counts as proven when at least one test of the suite names it; how far a test
goes is said by the test. "Not yet" is work that is still ahead, or done without a test that names it.
"""


class Numbered(NamedTuple):
    """One requirement, invariant or measure as docs/domain has it."""

    number: str
    text: str
    priority: str
    area: str


Proofs = Mapping[str, Mapping[str, list[str]]]
"""Number -> file -> tests."""


def numbered(page: str, area: str = "") -> list[Numbered]:
    """The rows of one page of docs/domain, with the priority where the page has one."""
    found = []
    for line in (BASE / "docs" / "domain" / page).read_text().splitlines():
        if heading := _AREA.match(line):
            area = f"{heading[1]}: {heading[2]}"
        if row := _ROW.match(line):
            cells = [cell.strip() for cell in row[2].split(" | ")]
            priority = cells[-1].strip("*") if page == "requirements.md" else ""
            found.append(Numbered(row[1], cells[0], priority, area))
    return found


def everything() -> list[Numbered]:
    """All that has a number."""
    return [
        *numbered("requirements.md"),
        *numbered("invariants.md", "Invariants"),
        *numbered("measures.md", "Measures"),
    ]


def proofs() -> Proofs:
    """What the tests say they prove."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for path in sorted((BASE / "tests").rglob("*.py")):
        for number, test in _marks(ast.parse(path.read_text(), str(path)), ""):
            tests = found[number][path.relative_to(BASE).as_posix()]
            if test not in tests:
                tests.append(test)
    return found


def _marks(node: ast.AST, inside: str) -> Iterator[tuple[str, str]]:
    """Numbers below a node, each with the test, class or module it stands on."""
    for child in ast.iter_child_nodes(node):
        name = inside
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            name = f"{inside}.{child.name}".strip(".")
        if isinstance(child, ast.Call) and _is_req(child.func):
            for argument in child.args:
                if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str)):
                    raise ValueError(f"line {argument.lineno}: a mark names its numbers as plain texts")
                yield argument.value, inside
        yield from _marks(child, name)


def _is_req(func: ast.expr) -> bool:
    return isinstance(func, ast.Attribute) and func.attr == "req" and getattr(func.value, "attr", "") == "mark"


def unknown(found: Proofs, known: list[Numbered]) -> list[str]:
    """Marks with a number that docs/domain does not have."""
    numbers = {thing.number for thing in known}
    return sorted(f"{number} in {file}" for number, files in found.items() if number not in numbers for file in files)


def text() -> str:
    """The page as it should be."""
    known, found = everything(), proofs()
    areas: dict[str, list[Numbered]] = defaultdict(list)
    for thing in known:
        areas[thing.area].append(thing)
    parts = [_HEAD, _counts(known, areas, found)]
    for area, things in areas.items():
        rows = "\n".join(_row(thing, found.get(thing.number, {})) for thing in things)
        parts.append(f"## {area}\n\n| No. | What | Priority | Proven by |\n|---|---|---|---|\n{rows}\n")
    return "\n".join(parts)


def _counts(known: list[Numbered], areas: Mapping[str, list[Numbered]], found: Proofs) -> str:
    requirements = [thing for thing in known if thing.priority]
    groups = [("**All requirements**", requirements)]
    groups += [
        (f"{priority}", [thing for thing in requirements if thing.priority == priority])
        for priority in ("core", "important", "extra")
    ]
    groups += list(areas.items())
    rows = "\n".join(
        f"| {name} | {len(things)} | {sum(thing.number in found for thing in things)} "
        f"| {sum(thing.number not in found for thing in things)} |"
        for name, things in groups
    )
    return f"| | Number | Proven | Not yet |\n|---|---|---|---|\n{rows}\n"


def _row(thing: Numbered, files: Mapping[str, list[str]]) -> str:
    said = thing.text
    if len(said) > _LONGEST:
        said = said[:_LONGEST].rsplit(" ", 1)[0].rstrip(",;:.(") + " ..."
    proven = "; ".join(
        f"[{file.removeprefix('tests/').removesuffix('.py')}](../{file}): "
        + ", ".join(f"`{test.removeprefix('test_')}`" if test else "the whole file" for test in tests)
        for file, tests in files.items()
    )
    return f"| {thing.number} | {said} | {thing.priority} | {proven or 'not yet'} |"


if __name__ == "__main__":
    if wrong := unknown(proofs(), everything()):
        sys.exit(f"Marks with unknown numbers: {', '.join(wrong)}")
    PAGE.write_text(text())
