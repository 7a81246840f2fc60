"""``manage.py reindex``: build the search index anew, for instance after rows were loaded past the domain."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from brm.search.domain.index import reindex
from brm.search.sources import SOURCES


class Command(BaseCommand):
    help = "Build the search index anew (all kinds, or those named)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kinds", nargs="*", choices=[*(name for name, _ in SOURCES.items()), []])

    def handle(self, *args: Any, **options: Any) -> None:
        for kind in options["kinds"] or [name for name, _ in SOURCES.items()]:
            done = 0
            for done in reindex(kind):
                self.stdout.write(f"{kind}: {done}", ending="\r")
            self.stdout.write(f"{kind}: {done}")
