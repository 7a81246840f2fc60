"""Rules about Python files: direction, size, edges, time, suppressed checks, docstrings."""

import ast
import subprocess
import sys
from pathlib import Path

from tests.architecture.sources import BASE, EDGES, lines_with, name, ours, python_files, tree

LONGEST = 300
# A file that is longer, and why it is better in one piece.
LONG = {
    "brm/settings.py": "one list of settings, read from top to bottom",
}
# The clock itself, and sessions, which Django ends by the machine's time whatever the portal is told the time is.
OWN_TIME = ("brm/core/clock.py", "brm/accounts/sessions.py")


def test_import_contracts_hold():
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    said = subprocess.run(command, cwd=BASE, capture_output=True, text=True, check=False)

    assert said.returncode == 0, said.stdout[-3000:]


def test_no_file_is_too_long_without_a_reason():
    lengths = {name(path): len(path.read_text().splitlines()) for path in python_files(".") if _kept(path)}

    assert {file: lines for file, lines in lengths.items() if lines > LONGEST and file not in LONG} == {}
    assert [file for file in LONG if lengths.get(file, 0) <= LONGEST] == [], "no longer long: take it off the list"


def _kept(path: Path) -> bool:
    return path.relative_to(BASE).parts[0] not in {".venv", "var", ".git"}


def test_imports_stand_at_the_top():
    found = []
    for path in (*ours(), *python_files("tests", "tools", "benchmarks")):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not (
                path.name == "apps.py" and node.name == "ready"
            ):
                found += [
                    f"{name(path)}:{inner.lineno}"
                    for inner in ast.walk(node)
                    if isinstance(inner, ast.Import | ast.ImportFrom)
                ]

    assert sorted(set(found)) == []


def test_edges_never_reach_for_rows_themselves():
    found = []
    for path in ours():
        parts = {part.removesuffix(".py") for part in path.relative_to(BASE).parts[1:]}
        if EDGES & parts and not parts & {"domain", "models", "management"}:
            found += [
                f"{name(path)}:{node.lineno}"
                for node in ast.walk(tree(path))
                if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"}
            ]

    assert found == []


def test_a_suppressed_check_says_why():
    everywhere = (*ours(), *python_files("tests", "tools", "benchmarks"))

    assert lines_with(r"#\s*noqa\b(?!: [A-Z]+\d+(, ?[A-Z]+\d+)* - \S+ \S+)", everywhere) == []
    assert lines_with(r"#\s*type:\s*ignore(?!\[[a-z-]+(, ?[a-z-]+)*\]\s+(# |- )\S+ \S+)", everywhere) == []


def test_time_comes_from_the_one_clock():
    shipped = tuple(path for path in ours() if name(path) not in OWN_TIME)

    assert lines_with(r"timezone\.now\(|date\.today\(|datetime\.(now|today|utcnow)\(|auto_now(_add)?=", shipped) == []
    assert lines_with(r"\b(at|now|now\(\))\.date\(\)", shipped) == [], "the day of UTC: use clock.day_of"


def test_what_is_public_says_what_it_is_for():
    found = []
    for path in ours():
        parts = path.relative_to(BASE).parts
        if path.name != "apps.py" and not ast.get_docstring(tree(path)) and path.read_text().strip():
            found.append(name(path))
        if not {"domain", "domain.py", "models", "models.py"} & set(parts):
            continue
        for node in tree(path).body:
            public = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
            if public and not node.name.endswith("QuerySet") and not ast.get_docstring(node):
                found.append(f"{name(path)}:{node.lineno} {node.name}")

    assert found == []


def test_no_stray_modules():
    assert [name(p) for p in ours() if p.stem in {"utils", "helpers", "misc", "common", "manager", "handlers"}] == []
