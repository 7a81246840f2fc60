"""Mail services hand mails in: signed or not at all, each once."""

import base64
import hashlib
import hmac
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from brm.core import clock
from brm.inbound.enums import Way
from brm.inbound.models import InboundMail

pytestmark = pytest.mark.django_db
SECRET = "whsec_" + base64.b64encode(b"a secret of our own").decode()
RAW = b"From: cora@their.example\r\nSubject: Hello\r\nMessage-ID: <1@their.example>\r\n\r\nHello.\r\n"
signed_door = override_settings(INBOUND_WEBHOOK_SECRET=SECRET)
mailgun_door = override_settings(INBOUND_MAILGUN_KEY="key-of-mailgun")


def post(body: bytes = RAW, *, number: str = "msg_1", key: bytes = b"a secret of our own", **changed: str) -> Any:
    moment = changed.get("moment", str(int(clock.now().timestamp())))
    said = hmac.new(key, f"{number}.{moment}.".encode() + body, hashlib.sha256).digest()
    headers = {
        "webhook-id": number,
        "webhook-timestamp": moment,
        "webhook-signature": "v1,bm9uZQ== v1," + base64.b64encode(said).decode(),
    }
    client = Client(enforce_csrf_checks=True)
    sent = changed.get("sent", "").encode() or body
    return client.post(reverse("inbound:hand_in"), sent, content_type="message/rfc822", headers=headers)


@signed_door
def test_a_signed_mail_is_taken_once() -> None:
    assert post().json() == {"taken": True}
    assert post().json() == {"taken": False}
    assert post(number="msg_2").json() == {"taken": False}

    [mail] = InboundMail.objects.all()
    assert mail.way == Way.WEBHOOK
    with mail.raw.open() as original:
        assert original.read() == RAW


@signed_door
def test_what_is_not_signed_right_is_refused() -> None:
    old = str(int((clock.now() - timedelta(minutes=6)).timestamp()))

    answers = [
        post(key=b"another secret"), post(moment=old), post(moment="soon"), post(moment="9" * 400),
        post(sent="From: eve@evil.example\r\n\r\nOther words"), post(number=""),
        Client().post(reverse("inbound:hand_in"), RAW, content_type="message/rfc822"),
    ]  # fmt: skip

    assert [answer.status_code for answer in answers] == [401] * len(answers)
    assert not InboundMail.objects.exists()


@signed_door
def test_a_number_used_before_brings_nothing_else_in() -> None:
    post()

    assert post(RAW.replace(b"Hello", b"Other"), number="msg_1").json() == {"taken": False}
    assert InboundMail.objects.count() == 1


@signed_door
def test_an_empty_one_is_refused() -> None:
    assert post(b"  \r\n").status_code == 400


def test_without_a_secret_there_is_no_door() -> None:
    assert post().status_code == 404
    assert Client().post(reverse("inbound:hand_in_mailgun")).status_code == 404
    assert Client().get(reverse("inbound:hand_in")).status_code == 405


def mailgun(*, token: str = "t" * 50, key: bytes = b"key-of-mailgun", body: str = RAW.decode()) -> Any:
    moment = str(int(clock.now().timestamp()))
    said = {"timestamp": moment, "token": token, "body-mime": body}
    said["signature"] = hmac.new(key, f"{moment}{token}".encode(), hashlib.sha256).hexdigest()
    return Client(enforce_csrf_checks=True).post(reverse("inbound:hand_in_mailgun"), said)


@mailgun_door
def test_mailguns_form_is_taken() -> None:
    assert mailgun().json() == {"taken": True}
    assert mailgun(token="u" * 50).json() == {"taken": False}
    assert mailgun(key=b"another").status_code == 401


@mailgun_door
def test_a_token_of_mailgun_is_good_for_one_mail() -> None:
    mailgun()

    assert mailgun(body=RAW.decode().replace("Hello", "Other")).json() == {"taken": False}
    assert InboundMail.objects.count() == 1
