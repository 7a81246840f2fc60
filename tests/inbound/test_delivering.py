"""A genuine answer reaches what it answers, once; machines are left alone; nothing is lost."""

from datetime import timedelta

import pytest
from django.core import mail as post
from django.test import override_settings

from brm.accounts.models import User
from brm.audit.models import AuditEvent
from brm.core import clock
from brm.inbound.domain.forgetting import forget_old
from brm.inbound.domain.taking import take_in
from brm.inbound.domain.working import MOST_TRIES, work_off
from brm.inbound.enums import MailState, Reason, Way
from brm.inbound.models import InboundMail
from brm.notifications.domain import mail as write_mail
from brm.notifications.enums import MailState as Sent
from brm.notifications.models import Notification, Suppression
from brm.parties.domain.contacts import contact_left
from brm.parties.models import Contact
from tests.documents.files import PNG
from tests.factories.people import Cast, UserFactory
from tests.inbound.letters import ADDRESS, LISTENER, SUBJECT, letter, receive, to


def test_an_answer_reaches_what_it_answers(cora: Contact) -> None:
    mail = receive(letter(to=f"Our portal <{to(cora)}>", text="It broke again.\n\n> older words"))

    assert (mail.state, mail.reason, mail.url) == (MailState.DELIVERED, "", f"/testing/{SUBJECT}/")
    [heard] = LISTENER.heard
    assert (heard.subject, heard.contact, heard.text) == (SUBJECT, cora, "It broke again.")
    assert heard.message_id == "<one@their.example>"
    assert AuditEvent.objects.filter(action="inbound.deliver").count() == 1


def test_the_same_mail_by_two_ways_is_one(cora: Contact) -> None:
    raw = letter(to=to(cora))
    receive(raw)

    again = receive(b"Received: from elsewhere by another.our.example; later\r\n" + raw.replace(b"\r\n", b"\n"))

    assert len(LISTENER.heard) == 1
    assert again.pk == InboundMail.objects.get().pk


def test_pictures_come_along_and_what_is_not_kept_is_told(cora: Contact) -> None:
    mail = receive(letter(to=to(cora), files=[("照片.png", PNG), ("run.exe", b"MZ\x90"), ("fake.pdf", b"<script>")]))

    [heard] = LISTENER.heard
    assert heard.files == [("照片.png", PNG)]
    assert "2 files of the mail were not taken:\n- run.exe: Files of the kind" in heard.text
    assert [(file["name"], file["kept"]) for file in mail.files] == [
        ("照片.png", True), ("run.exe", False), ("fake.pdf", False),
    ]  # fmt: skip


def test_an_answer_to_the_plain_address_is_known_by_what_it_answers(cora: Contact) -> None:
    facts = {"language": "en", "time_zone": "UTC", "n": 1, "day": "today"}
    row = write_mail("cora@their.example", "digest", key="k", reply_to=to(cora), **facts)
    assert row is not None

    mail = receive(letter(to=ADDRESS, In_Reply_To=row.message_id))
    other = receive(letter(to=ADDRESS, message_id="<2@their.example>", In_Reply_To="<made@up>"))

    assert (mail.state, mail.subject_id) == (MailState.DELIVERED, SUBJECT)
    assert other.reason == Reason.NO_ADDRESS


MACHINES: dict[str, tuple[dict[str, str], Reason]] = {
    "absence": ({"Auto_Submitted": "auto-replied (vacation)"}, Reason.AUTO_REPLY),
    "absence by its subject": ({"title": "自动回复: 您的投诉"}, Reason.AUTO_REPLY),
    "absence by its subject, in English": ({"title": "Automatic reply: Your complaint"}, Reason.AUTO_REPLY),
    "responder": ({"X_Autoreply": "yes"}, Reason.AUTO_REPLY),
    "list": ({"List_Id": "<news.their.example>"}, Reason.BULK),
    "bulk": ({"Precedence": "bulk"}, Reason.BULK),
    "nobody to return to": ({"Return_Path": "<>"}, Reason.BOUNCE),
    "a mail system": ({"sender": "MAILER-DAEMON@their.example"}, Reason.BOUNCE),
    "our own": ({"sender": ADDRESS}, Reason.LOOP),
}


@pytest.mark.parametrize("kind", MACHINES, ids=str)
def test_machines_are_left_alone_and_kept(kind: str, cora: Contact) -> None:
    facts, reason = MACHINES[kind]

    mail = receive(letter(to=to(cora), **facts))

    assert (mail.state, mail.reason, LISTENER.heard) == (MailState.IGNORED, reason, [])
    assert mail.raw
    assert post.outbox == []


def test_a_person_who_writes_of_automatic_answers_is_heard(cora: Contact) -> None:
    receive(letter(to=to(cora), title="自动回复功能坏了", Auto_Submitted="no"))

    assert len(LISTENER.heard) == 1


RETURNED = """From: MAILER-DAEMON@mx.our.example
To: portal@our.example
Subject: Undelivered
Message-ID: <returned@mx.our.example>
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

Sorry.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.our.example

Final-Recipient: rfc822; cora@their.example
Action: failed
Status: {status}
Diagnostic-Code: smtp; 550 {status} no such user

--b
Content-Type: text/rfc822-headers

From: portal@our.example
Message-ID: {message_id}
--b--
"""


@pytest.mark.parametrize(
    ("status", "stopped", "guessed"), [("5.1.1", True, False), ("5.2.2", False, False), ("5.1.1", False, True)]
)
def test_a_returned_mail_is_marked_and_a_dead_address_stopped(
    status: str, stopped: bool, guessed: bool, cora: Contact
) -> None:
    facts = {"language": "en", "time_zone": "UTC", "n": 1, "day": "today"}
    row = write_mail("cora@their.example", "digest", key="k", contact_id=cora.pk, **facts)
    assert row is not None
    Notification.objects.filter(pk=row.pk).update(state=Sent.SENT, sent_at=clock.now())
    message_id = "<guessed@our.example>" if guessed else row.message_id

    mail = receive(RETURNED.format(status=status, message_id=message_id).encode())

    row.refresh_from_db()
    cora.refresh_from_db()
    assert (mail.state, mail.reason) == (MailState.IGNORED, Reason.BOUNCE)
    assert row.state == (Sent.SENT if guessed else Sent.FAILED)
    assert (Suppression.objects.exists(), cora.mail_wrong) == (stopped, stopped)


def test_a_refusal_is_kept_with_its_words(cora: Contact) -> None:
    LISTENER.refuse = "The complaint is closed."

    mail = receive(letter(to=to(cora)))

    assert (mail.state, mail.reason, mail.detail) == (
        MailState.QUARANTINED, Reason.REFUSED, "The complaint is closed.",
    )  # fmt: skip


def test_what_breaks_is_tried_again_then_shown(cora: Contact) -> None:
    LISTENER.breaks = True
    mail = receive(letter(to=to(cora)))
    assert (mail.state, mail.tries) == (MailState.WAITING, 1)

    for _again in range(MOST_TRIES):
        clock.travel(timedelta(hours=_again + 1))
        work_off()
    mail.refresh_from_db()

    assert (mail.state, mail.reason, mail.tries) == (MailState.QUARANTINED, Reason.TROUBLE, MOST_TRIES)


def test_a_trouble_that_passes_costs_only_time(cora: Contact) -> None:
    LISTENER.breaks = True
    receive(letter(to=to(cora)))
    LISTENER.breaks = False
    clock.travel(timedelta(hours=1))

    assert (work_off(), work_off()) == (1, 0)
    assert len(LISTENER.heard) == 1


def test_nothing_new_is_not_taken_for_an_answer(cora: Contact) -> None:
    assert receive(letter(to=to(cora), text="\n\n--\nCora")).reason == Reason.EMPTY


def test_a_flood_is_stopped(cora: Contact, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("brm.inbound.domain.judging.MOST_PER_HOUR", 2)
    states = [receive(letter(to=to(cora), message_id=f"<{n}@their.example>")).reason for n in range(3)]

    assert states == ["", "", Reason.FLOOD]


def test_who_has_left_says_nothing_for_the_customer(cora: Contact, cast: Cast) -> None:
    address = to(cora)
    contact_left(cora, on=clock.today(), by=cast.alice)

    assert receive(letter(to=address)).reason == Reason.CONTACT_GONE


def test_the_account_of_a_contact_speaks_for_them(cora: Contact) -> None:
    user: User = UserFactory(email="cora.private@else.example", roles=["contact"])
    Contact.objects.filter(pk=cora.pk).update(user=user)
    vouched = "mx.our.example; dkim=pass header.d=else.example"

    receive(letter(to=to(cora), sender="cora.private@else.example", vouched=vouched))

    assert [heard.user for heard in LISTENER.heard] == [user]


@override_settings(INBOUND_ADDRESS="")
def test_a_mail_that_is_no_mail_is_kept(db: None) -> None:
    mail = receive(b"\x00\xff not a mail at all")

    assert (mail.state, mail.reason) == (MailState.QUARANTINED, Reason.UNREADABLE)
    with mail.raw.open() as original:
        assert original.read() == b"\x00\xff not a mail at all"


def test_originals_go_after_a_while_but_never_what_waits(cora: Contact) -> None:
    done = receive(letter(to=to(cora)))
    waits = receive(letter(to=to(cora), message_id="<2@x>", vouched=""))
    place, storage = done.raw.name, done.raw.storage

    clock.travel(timedelta(days=91))
    forget_old()
    done.refresh_from_db()
    assert (done.text, bool(done.raw), storage.exists(str(place))) == ("", False, False)
    clock.travel(timedelta(days=500))
    forget_old()

    assert list(InboundMail.objects.all()) == [waits]
    assert waits.raw.storage.exists(str(waits.raw.name))


def test_administrators_are_told_once_a_day(cora: Contact, cast: Cast) -> None:
    for number in range(3):
        receive(letter(to=to(cora), message_id=f"<{number}@x>", vouched=""))

    told = Notification.objects.filter(kind="inbound_waiting")
    assert [(row.recipient, row.title) for row in told] == [(cast.ada, "1 mail waits for your decision")]


def test_a_hint_lost_costs_nothing(cora: Contact) -> None:
    take_in(letter(to=to(cora)), way=Way.WEBHOOK)

    clock.travel(timedelta(minutes=1))
    assert work_off() == 1
