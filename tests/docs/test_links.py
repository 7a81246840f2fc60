"""Every link from one page to another resolves, its heading too; every picture is there; every page is reached."""

import functools
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.architecture.sources import BASE

PAGES = tuple(
    path
    for path in (
        *sorted(BASE.glob("*.md")),
        *sorted((BASE / "docs").rglob("*.md")),
        *sorted(BASE.glob("examples/*.md")),
    )
)
_LINK = re.compile(r"!?\[[^\]]*\]\(([^()\s]+(?:\([^()]*\))?)(?: \"[^\"]*\")?\)")
_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
_PICTURE_LIMIT = 250_000


def _links(page: Path) -> Iterator[str]:
    for match in _LINK.finditer(_CODE.sub("", page.read_text())):
        if not re.match(r"[a-z]+:", match[1]):
            yield unquote(match[1])


@functools.cache
def _anchors(page: Path) -> frozenset[str]:
    found = set()
    fenced = False
    for line in page.read_text().splitlines():
        fenced ^= line.startswith("```")
        if not fenced and (heading := re.match(r"#+ (.*)", line)):
            found.add(re.sub(r"[^\w\- ]", "", heading[1].lower()).replace(" ", "-"))
    return frozenset(found)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(BASE)))
def test_links_resolve(page: Path):
    broken = []
    for link in _links(page):
        target, _, anchor = link.partition("#")
        place = (page.parent / target).resolve() if target else page
        there = place.is_relative_to(BASE) and place.exists()
        if not there or (anchor and anchor not in _anchors(place)):
            broken.append(link)

    assert broken == []


def test_every_page_is_reached_from_the_readme():
    reached, ahead = set(), {BASE / "README.md"}
    while ahead:
        page = ahead.pop()
        reached.add(page)
        for link in _links(page):
            place = (page.parent / link.partition("#")[0]).resolve()
            inside = place.glob("*.md") if place.is_dir() else [place]
            ahead |= {found for found in inside if found.suffix == ".md" and found.is_file()} - reached

    assert sorted(str(page.relative_to(BASE)) for page in set(PAGES) - reached) == []


def test_pictures_are_small_and_shown_somewhere():
    pictures = {path: path.stat().st_size for path in (BASE / "docs").rglob("*.png")}
    shown = {(page.parent / link).resolve() for page in PAGES for link in _links(page)}

    assert {path.name: size for path, size in pictures.items() if size >= _PICTURE_LIMIT} == {}
    assert [path.name for path in pictures if path not in shown] == []
