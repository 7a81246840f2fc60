"""Keeps the translation file complete: ``manage.py messages --update | --check | --compile``."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from brm.ops.messages.catalogue import CHINESE, Catalogue, mismatch
from brm.ops.messages.extract import messages


class Command(BaseCommand):
    """Needs no gettext on the machine."""

    help = "Update, check or compile the Chinese translations."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        doing = parser.add_mutually_exclusive_group(required=True)
        doing.add_argument("--update", action="store_true", help="take over what the code says now, keep translations")
        doing.add_argument("--check", action="store_true", help="fail if anything is missing, fuzzy or out of date")
        doing.add_argument("--compile", action="store_true", help="write the .mo file if it is older")
        doing.add_argument("--missing", metavar="FILE.json", help="write what is not translated yet to a file")
        doing.add_argument("--apply", metavar="FILE.json", help="take translations from such a file")

    def handle(self, *args: Any, **options: Any) -> None:
        catalogue = Catalogue(CHINESE)
        if options["compile"]:
            if catalogue.compile():
                self.stdout.write(f"{len(catalogue.words)} messages compiled.")
            return
        said = messages(settings.BASE_DIR)
        if options["check"]:
            if problems := catalogue.problems(said):
                raise CommandError("\n".join([*problems, f"{len(problems)} to put right: manage.py messages --update"]))
            self.stdout.write(f"{len(said)} messages, all translated.")
            return
        if options["missing"]:
            missing = {message.key: [""] if message.plural else "" for message in catalogue.missing(said)}
            Path(options["missing"]).write_text(json.dumps(missing, ensure_ascii=False, indent=1) + "\n")
            self.stdout.write(f"{len(missing)} of {len(said)} messages are not translated.")
            return
        if options["apply"]:
            self._apply(catalogue, json.loads(Path(options["apply"]).read_text()), said)
        catalogue.update(said)
        catalogue.write(said)
        self.stdout.write(f"{len(said)} messages, {len(catalogue.missing(said))} not translated.")

    def _apply(self, catalogue: Catalogue, given: dict[str, Any], said: dict[Any, Any]) -> None:
        """Take what fits; what does not is named and left out."""
        for name, words in given.items():
            context, _, singular = name.rpartition("\x04")
            key, text = (context, singular), words[0] if isinstance(words, list) else words
            if key not in said:
                self.stderr.write(f"nobody says: {singular!r}")
            elif text and (wrong := mismatch(said[key], text)):
                self.stderr.write(f"{wrong}: {singular!r} -> {text!r}")
            elif text:
                catalogue.words[key] = text
                catalogue.fuzzy.discard(key)
