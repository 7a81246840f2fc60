"""The project's own files, read once for every rule."""

import ast
import functools
import re
from collections.abc import Iterator
from pathlib import Path

BASE = Path(__file__).resolve().parents[2]
PACKAGES = ("brm", "customers", "suppliers", "thirdparty", "surveys")
EDGES = {"views", "api", "tasks", "admin", "forms", "filters", "portal", "feeds", "middleware"}
_NOT_OURS = {
    *(".git", ".venv", "var", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"),
    *("vendor", "examples", "staticfiles", "static_root"),
}
_TEXT = {".py", ".md", ".toml", ".lock", ".html", ".txt", ".yml", ".yaml", ".js", ".css", ".sh", ".po"}
_NAMED = {"Makefile", "Dockerfile", ".env.example", ".gitignore", ".dockerignore"}


@functools.cache
def python_files(*folders: str) -> tuple[Path, ...]:
    """Python files below these folders, migrations left out."""
    found = (path for folder in folders for path in (BASE / folder).rglob("*.py"))
    return tuple(sorted(path for path in found if "migrations" not in path.parts))


def ours() -> tuple[Path, ...]:
    """What is shipped."""
    return python_files(*PACKAGES)


@functools.cache
def tree(path: Path) -> ast.Module:
    """Its syntax tree."""
    return ast.parse(path.read_text(), str(path))


def name(path: Path) -> str:
    """How it is called in a message."""
    return str(path.relative_to(BASE))


def every_text_file() -> Iterator[Path]:
    """Everything a person may read in the repository, but what others wrote."""
    for path in sorted(BASE.rglob("*")):
        inside = path.relative_to(BASE).parts
        if _NOT_OURS & set(inside) or not path.is_file():
            continue
        if path.suffix in _TEXT or path.parent.name in {"tools", ".ci"} or path.name in _NAMED:
            yield path


def lines_with(pattern: str, paths: tuple[Path, ...]) -> list[str]:
    """``file:line: text`` of every line that the pattern finds."""
    wanted = re.compile(pattern)
    return [
        f"{name(path)}:{number}: {line.strip()}"
        for path in paths
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if wanted.search(line)
    ]
