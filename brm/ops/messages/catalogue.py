"""The Chinese catalogue: a text file in fixed order, without dates or line numbers, that merges cleanly."""

import os
import re
from collections import Counter
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.mofile import write_mo
from babel.messages.pofile import normalize, read_po

from brm.ops.messages.extract import Message

Key = tuple[str, str]
CHINESE = Path(__file__).resolve().parents[2] / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
_HEADER = """# The words of BRM Portal in Simplified Chinese. Kept by: manage.py messages --update
msgid ""
msgstr ""
"Language: zh_Hans\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"
"""
_NAMED = re.compile(r"%\((\w+)\)[-#0 +]*[\d.]*[a-zA-Z]|\{(\w*)\}")
_PLAIN = re.compile(r"%[-#0 +]*[\d.]*([sdfrx])")


class Catalogue:
    """Translations by context and singular; read, merged, written, compiled."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.words: dict[Key, str] = {}
        self.fuzzy: set[Key] = set()
        if path.exists():
            with path.open("rb") as file:
                for entry in read_po(file, locale="zh_Hans"):
                    if entry.id:
                        self._take(entry)

    def _take(self, entry: Entry) -> None:
        singular = entry.id if isinstance(entry.id, str) else entry.id[0]
        key = (entry.context or "", singular)
        self.words[key] = entry.string if isinstance(entry.string, str) else (entry.string[0] if entry.string else "")
        if entry.fuzzy:
            self.fuzzy.add(key)

    def update(self, said: dict[Key, Message]) -> None:
        """Take over what is said now, keep the words there are, drop what nobody says any more."""
        self.words = {key: self.words.get(key, "") for key in said}
        self.fuzzy &= set(said)

    def missing(self, said: dict[Key, Message]) -> list[Message]:
        """What has no Chinese words yet, or doubtful ones."""
        return [said[key] for key in sorted(said) if not self.words.get(key) or key in self.fuzzy]

    def write(self, said: dict[Key, Message]) -> None:
        """Write the file anew, sorted, only if something changed."""
        blocks = [_HEADER]
        for key in sorted(said):
            message, lines = said[key], []
            flags = [word for word, on in (("fuzzy", key in self.fuzzy), ("python-format", _formats(message))) if on]
            if flags:
                lines.append(f"#, {', '.join(flags)}")
            if message.context:
                lines.append(f"msgctxt {normalize(message.context)}")
            lines.append(f"msgid {normalize(message.singular)}")
            if message.plural:
                lines.append(f"msgid_plural {normalize(message.plural)}")
            lines.append(f"msgstr{'[0]' if message.plural else ''} {normalize(self.words.get(key, ''))}")
            blocks.append("\n".join(lines) + "\n")
        text = "\n".join(blocks)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if not self.path.exists() or self.path.read_text() != text:
            self.path.write_text(text)

    def compile(self) -> bool:
        """Write the machine's file if it is older than the text; answers whether it did."""
        target = self.path.with_suffix(".mo")
        if not self.path.exists():
            return False
        if target.exists() and target.stat().st_mtime >= self.path.stat().st_mtime:
            return False
        with self.path.open("rb") as file:
            catalog: Catalog = read_po(file, locale="zh_Hans")
        spare = target.with_suffix(f".{os.getpid()}")
        with spare.open("wb") as file:
            write_mo(file, catalog)
        spare.replace(target)
        return True

    def problems(self, said: dict[Key, Message]) -> list[str]:
        """Everything that must be put right before a release, one sentence each."""
        found = []
        for key in sorted(set(said) | set(self.words)):
            name = repr(key[1]) + (f" ({key[0]})" if key[0] else "")
            if key not in self.words:
                found.append(f"new, not in the file: {name}")
            elif key not in said:
                found.append(f"nobody says it any more: {name}")
            elif not self.words[key]:
                found.append(f"not translated: {name}")
            elif key in self.fuzzy:
                found.append(f"fuzzy: {name}")
            elif wrong := mismatch(said[key], self.words[key]):
                found.append(f"{wrong}: {name} -> {self.words[key]!r}")
        return found


def _formats(message: Message) -> bool:
    return "%" in message.singular or "%" in message.plural


def _places(text: str) -> tuple[set[str], Counter[str]]:
    bare = text.replace("%%", "")
    named = {match[0] if match[0].startswith("{") else match[1] for match in _NAMED.finditer(bare)}
    return named, Counter(_PLAIN.findall(bare))


def mismatch(message: Message, words: str) -> str:
    """What is wrong with the placeholders of a translation; empty if nothing.

    Chinese has one form for one and many: it must have what the plural has, and may leave out nothing else.
    """
    named, plain = _places(message.plural or message.singular)
    given, given_plain = _places(words)
    if named != given or plain != given_plain:
        expected = sorted(named) + [f"%{letter}" for letter in plain.elements()]
        return f"placeholders differ (expected {', '.join(expected) or 'none'})"
    if message.singular.startswith("\n") != words.startswith("\n") or (
        message.singular.endswith("\n") != words.endswith("\n")
    ):
        return "a line break at an end differs"
    return ""
