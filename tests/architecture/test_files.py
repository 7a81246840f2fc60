"""Rules about what is shipped: no traces of a machine, vendored files as locked, templates without inline anything."""

import hashlib
import re

import pytest
from django.template import engines

from tests.architecture.sources import BASE, every_text_file, name

VENDOR = BASE / "static" / "vendor"
_HERE = "tests/architecture/test_files.py"
_MACHINE = re.compile(
    r"/root/|/work/|/home/[a-z]+/|/usr/bin/chromium|index-url|find-links|pythonhosted|pypi\.org/simple|registry\.npmjs"
)
_INLINE = re.compile(
    r"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")|javascript:"
)


def test_nothing_names_a_machine():
    found = [
        f"{name(path)}:{number}"
        for path in every_text_file()
        if name(path) != _HERE
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1)
        if _MACHINE.search(line)
    ]

    assert found == []


def test_locks_carry_hashes_and_no_addresses():
    for lock in ("requirements.lock", "requirements-dev.lock"):
        text = (BASE / lock).read_text()

        assert "://" not in text
        assert all("--hash=sha256:" in block for block in re.split(r"\n(?=[a-z])", text) if "==" in block)


def test_vendored_files_are_the_locked_ones():
    locked = {}
    for line in (VENDOR / "vendor.lock").read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            file, *_, digest = line.split()
            locked[file] = digest
    said = {".txt", ".md"}  # licences and notices go along unlocked; inter.css is ours
    files = {
        str(path.relative_to(VENDOR)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file()
        and path.name != "vendor.lock"
        and path.suffix not in said
        and not path.name.startswith(("LICEN", "NOTICE", "inter.css"))
    }

    assert files == {file: digest for file, digest in locked.items() if not file.startswith("..")}


def test_templates_have_nothing_inline():
    found = []
    for path in sorted((BASE / "templates").rglob("*.html")):
        if "mail" in path.relative_to(BASE).as_posix():
            continue
        text = re.sub(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", "", path.read_text(), flags=re.DOTALL)
        found += [f"{name(path)}: {match[0].strip()}" for match in _INLINE.finditer(text)]

    assert found == []


@pytest.mark.parametrize(
    "template", [str(p.relative_to(BASE / "templates")) for p in sorted((BASE / "templates").rglob("*.html"))]
)
def test_template_compiles(template):
    engines["django"].get_template(template)
