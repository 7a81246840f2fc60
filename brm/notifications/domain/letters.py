"""A notice as a mail: plain text and simple HTML, in the recipient's language, with absolute links."""

from collections.abc import Sequence
from email.utils import format_datetime, parseaddr
from typing import Any
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from brm.core import clock
from brm.notifications.domain.kinds import KINDS
from brm.notifications.models import Attachment, Notification

DIGEST = "digest"
_SALT = "notifications.unsubscribe"
REPLY_LINE = "##- {} -##"
"""Stands at the top of a mail that can be answered: what is below it in the answer is our own text."""


def own_address() -> str:
    """The address our mails come from."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].lower()


def message_id_for(key: str, address: str) -> str:
    """The same for the same mail, always, so that a mailbox which gets it twice can tell.

    Only who got the mail knows it: whatever comes in and names it answers this very mail.
    """
    domain = own_address().rpartition("@")[2] or "localhost"
    mark = salted_hmac("notifications.message", f"{key}\n{address.lower()}", algorithm="sha256")
    return f"<{mark.hexdigest()[:40]}@{domain}>"


def absolute(url: str) -> str:
    """A path of the portal as the address people use from outside."""
    return urljoin(settings.SITE_URL.rstrip("/") + "/", url) if url else ""


def may_unsubscribe(row: Notification) -> bool:
    """Contacts may stop what they can do without; people with an account choose in their profile."""
    kind = KINDS.get(row.kind)
    return row.recipient_id is None and not (kind is not None and kind.essential)


def unsubscribe_url(address: str) -> str:
    """The signed address by which a mail program, or a person, stops further mails with one click."""
    token = signing.dumps(address.lower(), salt=_SALT, compress=True)
    return absolute(reverse("notifications:unsubscribe", args=[token]))


def address_of_token(token: str) -> str | None:
    """The address that a signed link speaks of; None for a link that is not ours."""
    try:
        return str(signing.loads(token, salt=_SALT))
    except signing.BadSignature:
        return None


def letter_context(row: Notification) -> dict[str, Any]:
    """What the letter shows, for the mail and for its preview."""
    return {
        "letter": row,
        "link": absolute(row.url),
        "link_words": kind.link_words if (kind := KINDS.get(row.kind)) else "",
        "items": [
            {"title": item.title, "link": absolute(item.url), "at": item.created_at}
            for item in (row.items.order_by("created_at", "id") if row.kind == DIGEST else ())
        ],
        "reply_line": REPLY_LINE.format(_("Please write your answer above this line")) if row.reply_to else "",
        "provider": settings.PROVIDER_NAME,
        "portal": absolute("/"),
        "choices": absolute(reverse("notifications:choices")) if row.recipient_id else "",
        "unsubscribe": unsubscribe_url(row.address) if may_unsubscribe(row) else "",
    }


def preview(row: Notification) -> SafeString:
    """The letter as the recipient reads it, for a page."""
    with translation.override(row.language), timezone.override(ZoneInfo(row.time_zone)):
        return render_to_string("notifications/_letter.html", letter_context(row))


def compose(row: Notification, attachments: Sequence[Attachment]) -> EmailMultiAlternatives:
    """The whole mail. An invitation goes as a calendar part, so that calendars offer to accept, and as a file."""
    with translation.override(row.language), timezone.override(ZoneInfo(row.time_zone)):
        context = letter_context(row)
        text = render_to_string("notifications/mail.txt", context)
        page = render_to_string("notifications/mail.html", context)
    spoken = row.name.translate(str.maketrans("", "", '"\\<>'))
    headers = {
        "Message-ID": row.message_id,
        "Date": format_datetime(clock.now()),
        "To": f'"{spoken}" <{row.address}>' if spoken else row.address,
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "OOF, AutoReply",
        "Content-Language": row.language,
    }
    if context["unsubscribe"]:
        headers["List-Unsubscribe"] = f"<{context['unsubscribe']}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    letter = EmailMultiAlternatives(
        row.title,
        text,
        settings.DEFAULT_FROM_EMAIL,
        [row.address],
        headers=headers,
        reply_to=[row.reply_to] if row.reply_to else None,
    )
    letter.attach_alternative(page, "text/html")
    for file in attachments:
        content = bytes(file.content)
        if file.mime.startswith("text/calendar"):
            letter.attach_alternative(content.decode(), file.mime)
            letter.attach(file.filename, content, "application/ics")
        else:
            letter.attach(file.filename, content, file.mime)
    return letter
