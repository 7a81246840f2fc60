"""``manage.py openapi``: write the OpenAPI document into docs/api, or check that it is the one checked in."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiYamlRenderer


def document() -> str:
    """The OpenAPI document in English, as it is checked in."""
    GENERATOR_STATS.reset()
    with translation.override("en"):
        schema = SchemaGenerator().get_schema(request=None, public=True)
        text = OpenApiYamlRenderer().render(schema, renderer_context={}).decode()
    if GENERATOR_STATS:
        GENERATOR_STATS.emit_summary()
        raise CommandError("The document cannot be made without warnings; they are above.")
    return text


class Command(BaseCommand):
    """Program makers read docs/api/openapi.yaml; a change of the API shows as a change of that file."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="only say whether the file is up to date")

    def handle(self, *args: Any, **options: Any) -> None:
        place = Path(settings.BASE_DIR) / "docs" / "api" / "openapi.yaml"
        text = document()
        if place.exists() and place.read_text() == text:
            return
        if options["check"]:
            sys.exit("docs/api/openapi.yaml is not up to date. Run: manage.py openapi")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)
        self.stdout.write(f"{place.relative_to(settings.BASE_DIR)} is written")
