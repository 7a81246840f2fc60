"""Finds every translatable sentence in the Python files and templates of the portal."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from django.utils.translation.template import templatize

PACKAGES = ("brm", "customers", "suppliers", "thirdparty", "surveys")
_CALL = re.compile(r"(?:^|\s)(n?p?gettext|_)\(")
_COTTON = re.compile(r""":[\w.-]+=(?:"([^"]*_\([^"]*)"|'([^']*_\([^']*)')""")
_CONSTANT = re.compile(r"""_\(((?:"[^"]*?")|(?:'[^']*?'))\)""")
# how many of the first arguments are: context, singular, plural
_SHAPES = {"gettext": "s", "_": "s", "ngettext": "sp", "pgettext": "cs", "npgettext": "csp"}


class Message(NamedTuple):
    """One sentence to translate; context and plural are empty where there is none."""

    context: str
    singular: str
    plural: str

    @property
    def key(self) -> str:
        """How it is named in JSON files: the context, if any, before a separator."""
        return f"{self.context}\x04{self.singular}" if self.context else self.singular


def messages(base: Path) -> dict[tuple[str, str], Message]:
    """All messages of the project, by context and singular."""
    found: dict[tuple[str, str], Message] = {}
    for message in _all(base):
        if not message.singular:
            continue
        key = (message.context, message.singular)
        if key not in found or message.plural:
            found[key] = message
    return found


def _all(base: Path) -> Iterator[Message]:
    for package in PACKAGES:
        for path in sorted((base / package).rglob("*.py")):
            if "migrations" not in path.parts:
                yield from from_python(path.read_text())
    folders = [base / "templates", *sorted((base).glob("*/templates")), *sorted((base).glob("*/*/templates"))]
    for folder in folders:
        for path in sorted(p for p in folder.rglob("*") if p.suffix in {".html", ".txt", ".xml"}):
            yield from from_template(path.read_text(), str(path.relative_to(base)))


def from_python(source: str) -> Iterator[Message]:
    """Calls of Django's translation functions under whatever name they were imported."""
    tree = ast.parse(source)
    names: dict[str, str] = {}
    modules: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            for alias in node.names:
                if (plain := alias.name.removesuffix("_lazy")) in _SHAPES:
                    names[alias.asname or alias.name] = plain
        elif isinstance(node, ast.ImportFrom) and node.module == "django.utils":
            modules |= {alias.asname or alias.name for alias in node.names if alias.name == "translation"}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = ""
        if isinstance(node.func, ast.Name):
            called = names.get(node.func.id, "")
        elif isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
            called = node.func.attr.removesuffix("_lazy") if node.func.value.id in modules else ""
        if called in _SHAPES and (message := _message(called, node.args)):
            yield message


def _message(called: str, arguments: Iterable[ast.expr]) -> Message | None:
    parts = {"c": "", "s": "", "p": ""}
    for role, argument in zip(_SHAPES[called], arguments, strict=False):
        text = _text(argument)
        if text is None:
            return None
        parts[role] = text
    return Message(parts["c"], parts["s"], parts["p"])


def _text(node: ast.expr) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = _text(node.left), _text(node.right)
        return None if left is None or right is None else left + right
    return None


def from_template(source: str, name: str = "") -> Iterator[Message]:
    """What Django's own reader of templates sees, and the dynamic attributes of components."""
    said = templatize(source, origin=name)
    for match in _CALL.finditer(said):
        call = _call(said, match.end())
        if call is not None and (message := _message(match[1], call.args)):
            yield message
    for attribute in _COTTON.finditer(source):
        for constant in _CONSTANT.finditer(attribute[1] or attribute[2]):
            yield Message("", constant[1][1:-1].replace("%", "%%"), "")


def _call(said: str, begin: int) -> ast.Call | None:
    """The call whose arguments begin here: up to the first bracket that makes it whole."""
    end = said.find(")", begin)
    while end != -1:
        try:
            tree = ast.parse(f"f({said[begin:end]})", mode="eval").body
        except SyntaxError:
            end = said.find(")", end + 1)
            continue
        return tree if isinstance(tree, ast.Call) else None
    return None
