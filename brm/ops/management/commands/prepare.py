"""What every start does before anybody is served: words, schema, and the story or the first administrator's link."""

import io
import os
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand
from django.db import connection, transaction
from django.utils.translation.reloader import translation_file_changed

from brm.ops import health
from brm.ops.messages.catalogue import CHINESE, Catalogue

_LOCK = 7_201_965


class Command(BaseCommand):
    """Safe to run at any time, by several at once; does only what is missing."""

    help = "Compile translations, migrate, and fill an empty embedded database with the demo story."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--schema-only", action="store_true", help="translations and migrations, nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        if Catalogue(CHINESE).compile():
            # this process has looked for them already, and the story is told in Chinese
            translation_file_changed(sender=None, file_path=CHINESE.with_suffix(".mo"))
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        try:
            if health.migrations() != health.OK:
                self.stdout.write("Bringing the database up to date...")
                call_command("migrate", verbosity=0, interactive=False)
            if not options["schema_only"]:
                self._fill()
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])

    def _fill(self) -> None:
        """The story with its known passwords only where nothing was configured, unless asked for (ruling 17)."""
        welcome = settings.VAR_DIR / "welcome.txt"
        if get_user_model()._default_manager.exists():
            if welcome.exists() and os.environ.get("PORTAL_EMBEDDED") == "yes":
                self.stdout.write(welcome.read_text().rstrip())
        elif self._story_wanted() and "demo" in get_commands():
            self.stdout.write("Loading the demo story...")
            said = io.StringIO()
            with transaction.atomic():
                call_command("demo", stdout=said)
            welcome.write_text(said.getvalue())
            welcome.chmod(0o600)
            self.stdout.write(said.getvalue().rstrip())
        elif "firstadmin" in get_commands():
            call_command("firstadmin", stdout=self.stdout)

    def _story_wanted(self) -> bool:
        if settings.DEMO is not None:
            return bool(settings.DEMO)
        return os.environ.get("PORTAL_EMBEDDED") == "yes"
