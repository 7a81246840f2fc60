"""Rebuild the icon sprite from an unpacked ``@tabler/icons`` package.

The sprite holds only the icons named in ``static/icons/names.txt``, one a line (``name`` or ``name=filled/source``).
"""

import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

BODY = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
BLANK = re.compile(r'<path stroke="none" d="M0 0h24v24H0z" fill="none" ?/>')


def symbol(name: str, markup: str, *, filled: bool) -> str:
    """One icon as a symbol that takes size and colour from where it is used."""
    found = BODY.search(markup)
    if not found:
        raise CommandError(f"{name}: not an icon")
    body = re.sub(r"\s+", " ", BLANK.sub("", found.group(1))).strip().replace(" />", "/>").replace("> <", "><")
    paint = (
        'fill="currentColor"'
        if filled
        else 'fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round"'
    )
    return f'<symbol id="{name}" viewBox="0 0 24 24" {paint}>{body}</symbol>'


class Command(BaseCommand):
    help = "Rebuild static/icons/sprite.svg from an unpacked @tabler/icons package."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("package", type=Path, help="the folder of the unpacked package")

    def handle(self, *args: Any, package: Path, **options: Any) -> None:
        folder = Path(settings.BASE_DIR) / "static" / "icons"
        symbols, missing = [], []
        for line in (folder / "names.txt").read_text(encoding="utf-8").split():
            name, _, source = line.partition("=")
            file = package / "icons" / f"{source or 'outline/' + name}.svg"
            if file.exists():
                symbols.append(symbol(name, file.read_text(encoding="utf-8"), filled=source.startswith("filled/")))
            else:
                missing.append(name)
        if missing:
            raise CommandError("The package has no icon called: " + ", ".join(missing))
        sprite = '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"
        (folder / "sprite.svg").write_text(sprite, encoding="utf-8")
        self.stdout.write(f"{len(symbols)} icons")
