"""Prints the one-time link by which a configured installation gets its first administrator (ruling 17)."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from brm.accounts.domain.bootstrap import first_administrator_path, has_administrator, make_first_administrator_link
from brm.core.errors import DomainError


class Command(BaseCommand):
    help = "Print the one-time link for the first administrator, if there is none yet."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--quiet", action="store_true", help="Say nothing if there is an administrator already.")

    def handle(self, *args: Any, quiet: bool = False, **options: Any) -> None:
        if quiet and has_administrator():
            return
        try:
            token = make_first_administrator_link()
        except DomainError as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(_("Make the first administrator here (works once, for 24 hours):"))
        self.stdout.write(settings.SITE_URL.rstrip("/") + first_administrator_path(token))
