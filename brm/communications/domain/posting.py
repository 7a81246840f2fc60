"""The minutes to everybody who was there: a calendar event and a summary, in each one's language (C-06)."""

from datetime import datetime

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from brm.actionitems.models import Side
from brm.communications.domain.attendees import attendees_of
from brm.communications.domain.calendar_files import minutes_files
from brm.communications.domain.missing import words_of
from brm.communications.domain.placing import zone_of
from brm.communications.enums import Answer
from brm.communications.models import Minutes, MinutesAction
from brm.notifications.domain.writing import mail, notify


def summary_of(minutes: Minutes) -> str:
    """The minutes as a plain text, in the language that is active."""
    row = minutes.occurrence
    lines = [f"{row.relationship.organisation} · {row.plan.title} · {row.due_on:%Y-%m-%d}", ""]
    for label, text in (
        (_("Review of the service"), minutes.review),
        (_("Key issues and how to handle them"), minutes.issues),
        (_("Improvement plan"), minutes.improvement),
        (_("Conclusion"), minutes.conclusion),
        (_("Why there is no conclusion"), minutes.none_reason),
    ):
        if text:
            lines += [label, text, ""]
    actions = list(
        MinutesAction.objects.filter(minutes=minutes).select_related("action_item__owner", "action_item__counterpart")
    )
    if actions:
        lines.append(_("Action items"))
        for entry in actions:
            item = entry.action_item
            who = item.counterpart if item.side == Side.THEIRS and item.counterpart else item.owner
            lines.append(
                _("- %(title)s: %(person)s, by %(day)s")
                % {"title": item.title, "person": who, "day": f"{item.due_on:%Y-%m-%d}"}
            )
    return "\n".join(lines).strip() + "\n"


def send_minutes(minutes: Minutes, *, at: datetime) -> int:
    """Write to all who attended, once each. Answers to how many."""
    row = minutes.occurrence
    coming = list(attendees_of(row))
    there = [attendee for attendee in coming if attendee.answer == Answer.ATTENDED]
    key = f"meeting-{row.pk}-minutes"
    zone = zone_of(row.relationship)
    url = reverse("communications:meeting", args=[row.pk])
    words, files = {}, {}
    for language in {who.language for attendee in there if (who := attendee.user or attendee.contact)}:
        with translation.override(language):
            summary = summary_of(minutes)
        words[language] = words_of(row) | {"summary": summary, "held_at": row.held_at}
        files[language] = minutes_files(row, minutes, coming, summary)
    sent = 0
    for attendee in there:
        user, contact = attendee.user, attendee.contact
        if user is not None:
            notify(
                user, "meeting_minutes", key=key, url=url, relationship=row.relationship_id, at=at,
                attachments=files[user.language], **words[user.language],
            )  # fmt: skip
            sent += 1
        elif contact is not None and contact.email and not contact.mail_wrong and contact.left_on is None:
            mail(
                contact.email, "meeting_minutes", key=key, language=contact.language,
                time_zone=contact.time_zone or zone, name=contact.name, contact_id=contact.pk,
                attachments=files[contact.language], relationship=row.relationship_id, at=at, **words[contact.language],
            )  # fmt: skip
            sent += 1
    return sent
