"""The watch list for programs (C-17)."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from brm.api.fields import Record, version_field
from brm.api.verbs import NOTHING, verb
from brm.api.views import ReadSet, keepers
from customers.complaints.api.shapes import FollowSerializer
from customers.complaints.domain.watching import plan_next_step, take_off_watch_list, watch_list_for
from customers.complaints.models import WatchEntry


class WatchEntrySerializer(Record):
    """What is followed until it is solved: its next step and day."""

    class Meta:
        model = WatchEntry
        fields = ("id", "relationship", "matter", "next_step", "next_on", "added_at", "solved_at", "version")


class WatchStepSerializer(FollowSerializer):
    """The next step; with `version`, only if nobody else has changed it since."""

    version = version_field()


class WatchSet(ReadSet):
    """Matters that are followed until they are solved."""

    title = _("Watch list")
    show = keepers
    source = staticmethod(watch_list_for)
    serializer_class = WatchEntrySerializer
    filterset_fields = {
        "relationship": ["exact"], "matter": ["exact"], "next_on": ["lte", "gte"], "solved_at": ["isnull"],
    }  # fmt: skip

    @verb(_("Write the next step"), takes=WatchStepSerializer)
    def plan(self, noun: WatchEntry, next_step: str, next_on: date | None, version: int | None = None) -> WatchEntry:
        """What happens next, and when."""
        return plan_next_step(noun, by=self.person, next_step=next_step, next_on=next_on, expected_version=version)

    @verb(_("Take off the list"), answers=NOTHING, path="take-off")
    def remove(self, noun: WatchEntry) -> Any:
        """Refused while it is not solved."""
        take_off_watch_list(noun, by=self.person)
