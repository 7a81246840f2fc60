"""The signed addresses that mails are answered to, and the mails that carry them."""

import pytest
from django.test import override_settings

from brm.inbound.threads import Signed, is_ours, reply_address, signed_in
from brm.notifications.domain import mail
from brm.notifications.domain.letters import compose

PLAIN = override_settings(INBOUND_ADDRESS="portal@our.example")


@pytest.mark.parametrize("pattern", ["portal@our.example", "reply-*@our.example", "*@replies.our.example"])
def test_an_address_says_what_was_signed(pattern: str) -> None:
    with override_settings(INBOUND_ADDRESS=pattern):
        address = reply_address("complaint", 17, 204)

        assert signed_in([address.upper()]) == (Signed("complaint", 17, 204), False)
        assert is_ours(address)
        assert len(address.partition("@")[0]) <= 64


@PLAIN
def test_an_address_that_was_changed_says_nothing() -> None:
    address = reply_address("complaint", 17, 204)

    assert signed_in([address.replace("-17-", "-18-")]) == (None, True)
    assert signed_in([address.replace("-204-", "-205-")]) == (None, True)
    assert signed_in(["somebody@our.example", "portal@our.example"]) == (None, False)


def test_a_key_changed_meanwhile_still_counts() -> None:
    with override_settings(INBOUND_ADDRESS="portal@our.example", SECRET_KEY="the former key"):
        address = reply_address("complaint", 1, 2)

    with override_settings(
        INBOUND_ADDRESS="portal@our.example", SECRET_KEY="new", SECRET_KEY_FALLBACKS=["the former key"]
    ):
        assert signed_in([address]) == (Signed("complaint", 1, 2), False)


def test_without_an_address_there_is_nothing_to_answer_to() -> None:
    assert reply_address("complaint", 17, 204) == ""
    assert not is_ours("portal@our.example")


@PLAIN
@pytest.mark.django_db
def test_a_mail_says_where_its_answer_goes() -> None:
    address = reply_address("complaint", 17, 204)
    facts = {"language": "en", "time_zone": "UTC", "n": 1, "day": "today"}
    row = mail("c@their.example", "digest", key="k", reply_to=address, **facts)
    assert row is not None

    letter = compose(row, [])

    assert letter.message()["Reply-To"] == address
    assert str(letter.body).startswith("##- Please write your answer above this line -##")
