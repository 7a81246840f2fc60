"""The daily digest: one mail a day per person with all that was held for it, once, caught up after an outage."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from brm.accounts.models import User
from brm.core import clock
from brm.notifications.domain.kinds import KINDS, NotificationKind
from brm.notifications.domain.letters import DIGEST, message_id_for
from brm.notifications.domain.writing import hint_once
from brm.notifications.enums import Channel, HeldReason, MailState
from brm.notifications.models import Notification
from brm.notifications.rules import wall_moment

KINDS.register(
    DIGEST,
    NotificationKind(
        DIGEST,
        "system",
        gettext_lazy("Daily digest"),
        subject=lambda params: (
            ngettext("%(n)d notice, %(day)s", "%(n)d notices, %(day)s", int(params["n"]))
            % {"n": params["n"], "day": params["day"]}
        ),
        body=lambda params: "",
        work=False,
        in_inbox=False,
    ),
)


def send_digests() -> int:
    """Make the digest of everybody whose hour has come. Two at once, or twice a day, still make one mail a day."""
    people = Notification.objects.due_for_digest(clock.now()).order_by().values_list("recipient", flat=True).distinct()
    made = 0
    for person in list(people):
        made += bundle(User.objects.get(pk=person)) is not None
    return made


def _tomorrow(person: User, day: date, zone: ZoneInfo) -> datetime:
    return wall_moment(day + timedelta(days=1), person.digest_at, zone)


@transaction.atomic
def bundle(person: User) -> Notification | None:
    """Put what is held for a person into today's digest. What they have read meanwhile is left out.

    A day has one digest: after it was made, whatever else falls due waits for tomorrow's.
    """
    moment, zone = clock.now(), ZoneInfo(person.time_zone)
    held = Notification.objects.due_for_digest(moment).filter(recipient=person)
    rows = list(held.select_for_update().order_by("created_at", "id"))
    unread = [row for row in rows if row.read_at is None]
    Notification.objects.filter(pk__in=[row.pk for row in rows if row.read_at is not None]).update(
        state=MailState.SUPPRESSED, held_reason=HeldReason.READ
    )
    if not unread:
        return None
    day = moment.astimezone(zone).date()
    key = f"digest:{day.isoformat()}"
    if Notification.objects.filter(recipient=person, key=key).exists():
        held.update(not_before=_tomorrow(person, day, zone))
        return None
    with translation.override(person.language), timezone.override(zone):
        shown = date_format(day, "SHORT_DATE_FORMAT")
        title = KINDS[DIGEST].subject({"n": len(unread), "day": shown})
        body = _("What was kept for you since the last digest:")
    digest = Notification.objects.create(
        recipient=person,
        address=person.email,
        name=person.name,
        channel=Channel.EMAIL,
        category=KINDS[DIGEST].category,
        kind=DIGEST,
        key=key,
        language=person.language,
        time_zone=person.time_zone,
        title=title,
        body=body,
        url="/",
        in_inbox=False,
        created_at=moment,
        state=MailState.WAITING,
        not_before=moment,
        message_id=message_id_for(f"{key}:{person.pk}", person.email),
    )
    Notification.objects.filter(pk__in=[row.pk for row in unread]).update(state=MailState.BUNDLED, bundle=digest)
    hint_once()
    return digest
