"""Strangers who pose as a customer: every way we know of is kept aside, none is taken as the customer's word."""

from typing import Any

import pytest

from brm.inbound.enums import MailState, Reason
from brm.inbound.models import InboundMail
from brm.inbound.rules.authentication import Vouched, vouched_for
from brm.parties.models import Contact
from tests.factories.parties import ContactFactory
from tests.inbound.letters import HOST, LISTENER, VOUCHED, letter, receive, to

EVIL_DKIM = f"{HOST}; dkim=pass header.d=evil.example; spf=pass smtp.mailfrom=x@evil.example"
FORGERIES: dict[str, dict[str, str]] = {
    "nobody vouches": {"vouched": ""},
    "our server has not looked": {"vouched": f"{HOST}; none"},
    "another host vouches": {"vouched": "mx.evil.example; dkim=pass header.d=their.example"},
    "our host's name within another": {"vouched": f"{HOST}.evil.example; dkim=pass header.d=their.example"},
    "our host's name in a comment": {"vouched": f"mx.evil.example ({HOST}); dkim=pass header.d=their.example"},
    "our host's name in quotes with more": {"vouched": f'"{HOST} x"; dkim=pass header.d=their.example'},
    "signed by another domain": {"vouched": EVIL_DKIM},
    "signature of a domain that ends alike": {"vouched": f"{HOST}; dkim=pass header.d=nottheir.example"},
    "signature of a top-level domain": {"vouched": f"{HOST}; dkim=pass header.d=example"},
    "the domain in a comment": {"vouched": f"{HOST}; dkim=pass header.d=evil.example (header.d=their.example)"},
    "the domain in a nested comment": {"vouched": f"{HOST}; dkim=pass (a (b) header.d=their.example) header.d=evil.ex"},
    "a pass in a reason": {"vouched": f'{HOST}; dkim=fail reason="; dkim=pass header.d=their.example"'},
    "a pass after an escaped quote": {"vouched": f'{HOST}; dkim=fail reason="\\"; dkim=pass header.d=their.example"'},
    "a domain said twice": {"vouched": f"{HOST}; dkim=pass header.d=evil.example header.d=their.example"},
    "only the greeting vouched for": {"vouched": f"{HOST}; spf=pass smtp.helo=their.example"},
    "spf for another sender": {"vouched": f"{HOST}; spf=pass smtp.mailfrom=their.example@evil.example"},
    "spf fails softly": {"vouched": f"{HOST}; spf=softfail smtp.mailfrom=cora@their.example"},
    "spf fails": {"vouched": f"{HOST}; spf=fail smtp.mailfrom=cora@their.example"},
    "dkim fails": {"vouched": f"{HOST}; dkim=fail header.d=their.example"},
    "policy says forged though a relay signed": {"vouched": f"{VOUCHED}; dmarc=fail header.from=their.example"},
    "policy of another domain": {"vouched": f"{HOST}; dmarc=pass header.from=evil.example"},
    "results not well-formed": {"vouched": f"{HOST}; dkim pass header.d=their.example"},
    "a made-up method": {"vouched": f"{HOST}; x-dkim=pass header.d=their.example"},
    "the sender's own word further down": {"vouched": EVIL_DKIM, "Authentication_Results": VOUCHED},
    "another address": {"sender": "Cora <cora@evil.example>", "vouched": EVIL_DKIM},
    "the address as a name": {"sender": '"cora@their.example" <cora@evil.example>', "vouched": EVIL_DKIM},
    "the address as an encoded name": {
        "sender": "=?utf-8?q?cora=40their=2Eexample?= <cora@evil.example>",
        "vouched": EVIL_DKIM,
    },
    "a colleague at the same domain": {"sender": "Eve <eve@their.example>"},
    "letters that look alike": {"sender": "Cora <c\u043era@their.example>"},
    "a subdomain's namesake": {"sender": "Cora <cora@mail.their.example>"},
    "two senders": {"sender": "Cora <cora@their.example>, Eve <eve@evil.example>"},
    "the same sender twice": {"sender": "cora@their.example, cora@their.example"},
    "no sender": {"sender": ""},
    "a group": {"sender": "undisclosed-recipients:;"},
    "a comment as an address": {"sender": "eve@evil.example (cora@their.example)", "vouched": EVIL_DKIM},
    "a broken address": {"sender": "cora@their.example)eve@evil.example", "vouched": EVIL_DKIM},
    "only Sender is hers": {"sender": "eve@evil.example", "Sender": "cora@their.example", "vouched": EVIL_DKIM},
    "only Reply-To is hers": {"sender": "eve@evil.example", "Reply_To": "cora@their.example", "vouched": EVIL_DKIM},
}


@pytest.mark.req("INV-60")
@pytest.mark.parametrize("trick", FORGERIES, ids=str)
def test_a_forged_mail_is_kept_aside(trick: str, cora: Contact) -> None:
    facts = FORGERIES[trick]
    sender = facts.get("sender", "Cora <cora@their.example>")
    raw = letter(to=to(cora), **{name: value for name, value in facts.items() if name != "sender"})
    raw = raw.replace(b"From: Cora <cora@their.example>", b"From: " + sender.encode())

    mail = receive(raw)

    assert (mail.state, LISTENER.heard) == (MailState.QUARANTINED, [])
    assert mail.reason in {
        Reason.NOT_AUTHENTICATED, Reason.SPOOFED, Reason.OTHER_SENDER, Reason.AMBIGUOUS_SENDER,
    }  # fmt: skip


def test_two_from_lines_are_no_sender(cora: Contact) -> None:
    raw = letter(to=to(cora)).replace(b"From: Cora", b"From: eve@evil.example\nFrom: Cora")

    assert receive(raw).reason == Reason.AMBIGUOUS_SENDER
    assert receive(letter(to=to(cora)).replace(b"From: Cora", b"From: nobody\nFrom: Cora")).reason in {
        Reason.AMBIGUOUS_SENDER
    }


def test_an_address_given_to_another_is_not_hers(cora: Contact) -> None:
    dan = ContactFactory(name="Dan", email="dan@their.example")

    mail = receive(letter(to=to(dan)))

    assert (mail.reason, mail.contact) == (Reason.OTHER_SENDER, dan)


def test_a_made_up_address_is_known_as_such(cora: Contact) -> None:
    changed = to(cora).replace("testing-17-", "testing-18-")

    assert receive(letter(to=changed)).reason == Reason.FORGED_ADDRESS
    assert receive(letter(to="portal@our.example", message_id="<2@x>")).reason == Reason.NO_ADDRESS


def test_without_a_trusted_host_nobody_is_believed(cora: Contact, settings: Any) -> None:
    settings.INBOUND_TRUSTED_HOST = []

    assert receive(letter(to=to(cora))).reason == Reason.NOT_CHECKED


def test_a_stranger_who_takes_a_message_id_hides_nothing(cora: Contact) -> None:
    first = receive(letter(to=to(cora), text="I am Cora.", vouched=""))
    second = receive(letter(to=to(cora), text="It broke again."))

    assert first.reason == Reason.NOT_AUTHENTICATED
    assert (second.state, second.reason) == (MailState.QUARANTINED, Reason.REPEATED)
    assert InboundMail.objects.count() == 2


GENUINE = {
    "dkim": f"{HOST}; dkim=pass header.d=their.example",
    "dkim by identity": f"{HOST}; dkim=pass (2048-bit key) header.i=@their.example header.b=abc",
    "dkim of a parent": f"{HOST} 1; dkim=pass header.d=example.com",
    "spf": f"{HOST.upper()}; spf=pass (they said so) smtp.mailfrom=bounce@mail.their.example",
    "policy": f'"{HOST}"; dmarc=pass (p=NONE sp=NONE) header.from=their.example',
    "one fails, one passes": f"{HOST}; dkim=fail header.d=list.example; dkim=pass header.d=their.example",
    "version and comment": f"{HOST} (ours); dkim/1=pass header.d=their.example",
}


@pytest.mark.parametrize("kind", GENUINE, ids=str)
def test_what_our_server_confirms_is_believed(kind: str) -> None:
    domain = "sub.example.com" if "parent" in kind else "their.example"

    vouched, said = vouched_for([("Authentication-Results", GENUINE[kind])], domain, [HOST])

    assert (vouched, "pass" in said) == (Vouched.YES, True)


def test_servers_may_speak_in_several_lines_but_not_below_strangers() -> None:
    ours = [("Authentication-Results", f"{HOST}; dmarc=none"), ("Authentication-Results", GENUINE["dkim"])]
    apart = [ours[0], ("Received", "by somebody"), ours[1]]

    assert vouched_for(ours, "their.example", [HOST])[0] == Vouched.YES
    assert vouched_for(apart, "their.example", [HOST])[0] == Vouched.NO
    nameless = [
        ("authentication-results", "spf=pass smtp.mailfrom=their.example; dmarc=pass header.from=their.example")
    ]
    assert vouched_for(nameless, "their.example", ["-"])[0] == Vouched.YES
    assert vouched_for(nameless, "their.example", [HOST])[0] == Vouched.NO
