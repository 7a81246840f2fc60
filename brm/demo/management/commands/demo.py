"""``manage.py demo``: tell the story to an empty database and print who can sign in."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from brm.accounts.domain.queries import everybody
from brm.demo.cast import PARTIES, PASSWORD, PEOPLE, VISITORS
from brm.demo.story import DAYS, tell


class Command(BaseCommand):
    """Load the demo story, once."""

    help = "Load the demo story into an empty database; print the demo sign-ins."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--days", type=int, default=DAYS, help="how many days the story goes back")
        parser.add_argument("--sign-ins", action="store_true", help="only print who can sign in, if the story is there")

    def handle(self, *args: Any, **options: Any) -> None:
        there = everybody().filter(email=PEOPLE[0].email).exists()
        if options["sign_ins"]:
            if there:
                self._print()
            return
        if there:
            self.stdout.write("The story is there already.")
        elif everybody().exists():
            raise CommandError("The database has people in it: the story is only told to an empty one.")
        else:
            tell(options["days"])
        self._print()

    def _print(self) -> None:
        self.stdout.write(f"Demo sign-ins (password {PASSWORD}):")
        for person in PEOPLE:
            roles = ", ".join(map(str, person.roles))
            self.stdout.write(f"  {person.email:<28} {person.name} ({roles})")
        self.stdout.write("Customers' people, in their portal:")
        parties = {party.key: party for party in PARTIES}
        for visitor in VISITORS:
            party = parties[visitor.party]
            name, title = party.people[visitor.position][:2]
            sees = "all of it" if visitor.role == "customer" else "own matters"
            self.stdout.write(f"  {visitor.email:<28} {name}, {title} of {party.short} (sees {sees})")
