"""Every direct dependency says why it is there, and none is explained that is gone."""

import re
import tomllib

from tests.architecture.sources import BASE


def _name(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found, requirement
    return found[0].lower()


def test_every_dependency_says_why():
    project = tomllib.loads((BASE / "pyproject.toml").read_text())
    run = {_name(line) for line in project["project"]["dependencies"]}
    dev = {_name(line) for line in project["dependency-groups"]["dev"]}
    page = (BASE / "docs" / "dependencies.md").read_text()
    running, _, developing = page.partition("## To develop")

    assert _explained(running) == run
    assert _explained(developing) == dev


def _explained(part: str) -> set[str]:
    return set(re.findall(r"^\| ([a-z0-9._-]+) \| .{5,} \|$", part, re.MULTILINE))


def test_everything_shipped_or_installed_names_its_licence():
    page = (BASE / "docs" / "THIRD_PARTY.md").read_text()
    named = set(re.findall(r"[a-z0-9][a-z0-9._-]*", page.lower()))
    installed = re.findall(r"^([a-z0-9._-]+)(?:\[[^\]]*\])?==", (BASE / "requirements.lock").read_text(), re.MULTILINE)
    vendored = [
        line.split() for line in (BASE / "static/vendor/vendor.lock").read_text().splitlines() if line[:1] != "#"
    ]

    assert [name for name in installed if name not in named] == []
    assert [words for words in vendored if words and words[2] not in page] == []
