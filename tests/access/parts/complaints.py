"""Complaints: the desk for all of ours, each complaint for those of its customer, the ladders for who keeps them."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from brm.accounts.domain.ladders import make_ladder
from brm.calendars.enums import Unit
from brm.calendars.limits import Limit
from brm.core import clock
from brm.parties.models import Relationship
from customers.complaints.domain.conflicts import flag_conflict
from customers.complaints.domain.filing import file_complaint
from customers.complaints.domain.limits import set_limit
from customers.complaints.domain.queries import files_of
from customers.complaints.domain.watching import add_to_watch_list
from customers.complaints.models import Complaint, ComplaintMessage, LimitName
from customers.complaints.urls import STEPS
from tests.access.declarations import ADMINISTRATOR, INSIDERS, KEEPERS, RECORD, Door, door

MEDIATED = RECORD | {"engineer"}
"""The engineer mediates in Alice's complaint, and so may read it."""
KEEPS_LADDERS = frozenset({"executive", "administrator"})
DOORS: dict[str, Door] = {
    "complaints:list": door(INSIDERS),
    "complaints:all": door(INSIDERS),
    **{f"complaints:{name}": door(KEEPERS) for name in ("new", "analysis", "watched")},
    "complaints:detail": door(MEDIATED, pk="complaint"),
    **{f"complaints:{name}": door(MEDIATED, pk="complaint") for name in STEPS},
    **{f"complaints:{name}": door(MEDIATED, pk="complaint_file") for name in ("file", "file_preview")},
    **{f"complaints:{name}": door(RECORD, pk="watch_entry") for name in ("watched_next", "watched_off")},
    "complaints:ladders": door(KEEPERS | ADMINISTRATOR),
    "complaints:ladder_new": door(KEEPS_LADDERS),
    **{f"complaints:{name}": door(KEEPS_LADDERS, pk="ladder") for name in ("ladder", "ladder_on", "ladder_off")},
}
VERBS = (
    "detail", "acknowledge", "assess", "investigate", "assign", "propose-answer", "send-back", "approve-remedy",
    "tell-decision", "accept", "refuse", "record-attempt", "ask", "answer-question", "withdraw", "close", "reopen",
    "merge", "link", "flag-conflict", "settle-conflict", "satisfaction", "watch", "unwatch", "follow", "messages",
    "write",
)  # fmt: skip
API_DOORS: dict[str, Door] = {
    "api:complaint-list": Door(INSIDERS),
    **{f"api:complaint-{name}": Door(MEDIATED, {"pk": "complaint"}) for name in VERBS},
    "api:watched-matter-list": Door(KEEPERS),
    **{f"api:watched-matter-{name}": Door(RECORD, {"pk": "watch_entry"}) for name in ("detail", "plan", "take-off")},
    "api:complaint-analysis-list": Door(KEEPERS),
    "api:complaint-limit-list": Door(KEEPERS | ADMINISTRATOR),
    "api:complaint-limit-detail": Door(KEEPERS | ADMINISTRATOR, {"pk": "limit"}),
    "api:complaint-limit-set": Door(KEEPS_LADDERS),
    "api:escalation-ladder-list": Door(KEEPERS | ADMINISTRATOR),
    "api:escalation-ladder-detail": Door(KEEPS_LADDERS | {"stranger"}, {"pk": "ladder"}),  # of the stranger's team
    **{f"api:escalation-ladder-{name}": Door(KEEPS_LADDERS, {"pk": "ladder"}) for name in ("activate", "deactivate")},
}
MARKED = ((Complaint, "text"), (Complaint, "remedy_sought"), (ComplaintMessage, "text"))


def things(world: Any) -> dict[str, Any]:
    """Alice's customer complains, with a picture; it is followed, and Ed mediates."""
    cast = world.cast
    complaint = file_complaint(
        Relationship.objects.get(pk=world.things["relationship"]), by=cast.alice, text="Nothing works", kind="user",
        path="direct", remedy="An apology", caller="Carl", channel="phone", files=[_picture()], at=clock.now(),
    )  # fmt: skip
    flag_conflict(complaint, by=cast.alice, reason="Blame", mediator=cast.ed)
    return {
        "complaint": complaint.pk,
        "complaint_file": _file_of(complaint),
        "watch_entry": add_to_watch_list(complaint.matter, by=cast.alice).pk,
        "ladder": make_ladder(cast.other_team, by=cast.eve).pk,
        "limit": set_limit(LimitName.ANSWER_4, Limit(4, Unit.WORKING_DAYS), by=cast.eve).pk,
    }


def _picture() -> Any:
    return SimpleUploadedFile("photo.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 64)


def _file_of(complaint: Complaint) -> int:
    return files_of(complaint).get().pk
