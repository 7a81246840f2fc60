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
    return set(re.findall(r"^\| ([a-z0-9._-]+) \| .{15,} \|$", part, re.MULTILINE))
