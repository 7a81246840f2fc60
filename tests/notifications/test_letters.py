"""A mail as the recipient gets it."""

import pytest
from django.test import override_settings

from brm.notifications.domain import mail, notify
from brm.notifications.domain.letters import address_of_token, compose, message_id_for
from brm.notifications.domain.sending import send_due
from tests.fakes.smtp import mail_server
from tests.notifications.cast import person

pytestmark = pytest.mark.django_db
CONTACT = {"language": "en", "time_zone": "UTC", "name": 'Li "Bo" <x>'}


@override_settings(SITE_URL="https://portal.example.com/")
def test_text_and_html_with_absolute_links():
    row = notify(person(name="Ann"), "tests.reminder", key="k", url="/meetings/5/", what="<b>")

    letter = compose(row, [])
    page = letter.alternatives[0][0]

    assert letter.subject == "Cancel <b>"
    assert "Hello Ann," in letter.body
    assert "https://portal.example.com/meetings/5/" in letter.body
    assert '<a href="https://portal.example.com/meetings/5/">' in page
    assert "Cancel &lt;b&gt;" in page
    assert '<a href="https://example.com/x" rel="nofollow">' in page
    assert "style=" not in page


def test_the_message_id_is_the_same_for_the_same_mail():
    assert message_id_for("k", "A@example.com") == message_id_for("k", "a@example.com")
    assert message_id_for("k", "a@example.com") != message_id_for("k2", "a@example.com")


def test_a_person_with_an_account_chooses_and_a_contact_unsubscribes():
    theirs = compose(notify(person(), "tests.reminder", key="k"), [])
    contacts = compose(mail("li@example.com", "tests.reminder", key="k", **CONTACT), [])
    essential = compose(mail("li@example.com", "tests.essential", key="e", **CONTACT), [])

    assert "List-Unsubscribe" not in theirs.extra_headers
    assert "List-Unsubscribe" not in essential.extra_headers
    assert contacts.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    token = contacts.extra_headers["List-Unsubscribe"].strip("<>").rstrip("/").rpartition("/")[2]
    assert address_of_token(token) == "li@example.com"
    assert address_of_token(token + "x") is None


def test_an_invitation_arrives_as_a_calendar_part_and_a_file():
    event = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:会议\r\nEND:VCALENDAR\r\n"
    with mail_server() as box:
        mail(
            "li@example.com",
            "tests.reminder",
            key="k",
            what="会议",
            attachments=[("invite.ics", "text/calendar; method=REQUEST", event), ("a.pdf", "application/pdf", b"%PDF")],
            **CONTACT,
        )
        send_due()

    message = box.taken[0].message
    parts = {part.get_content_type(): part for part in message.walk()}
    assert parts["text/calendar"].get_param("method") == "REQUEST"
    assert "会议" in parts["text/calendar"].get_content()
    assert parts["application/ics"].get_filename() == "invite.ics"
    assert parts["application/pdf"].get_content() == b"%PDF"
    assert message["Subject"] == "Cancel 会议"
    assert message["Auto-Submitted"] == "auto-generated"
    assert str(message["To"]) == "Li Bo x <li@example.com>"
