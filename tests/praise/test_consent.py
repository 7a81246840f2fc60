"""Praise is shown outside under the customer's consent only, while it holds."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from brm.core import clock
from brm.core.errors import BlockedError, DomainError
from brm.notifications.models import Notification
from customers.praise.domain.consents import record_consent, revoke_consent
from customers.praise.domain.steps import (
    publish_praise,
)
from customers.praise.domain.sweeps import sweep_praise
from customers.praise.enums import Publicity
from customers.praise.models import Praise
from tests.factories.parties import ContactFactory
from tests.praise.factories import make_public, make_real

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64


@pytest.mark.req("INV-35", "C-19")
def test_praise_is_shown_outside_only_with_consent_and_no_longer_when_it_is_taken_back():
    praise = make_real()
    owner = praise.relationship.owner
    with pytest.raises(BlockedError, match="consent"):
        publish_praise(praise, by=owner, publicity="external")

    consent = record_consent(praise, by=owner, scope="organisation", given_by=praise.contact)
    praise = publish_praise(praise, by=owner, publicity="external")
    assert (praise.publicity, praise.consent) == (Publicity.EXTERNAL, consent)

    revoke_consent(consent, by=owner, reason="New policy")
    praise.refresh_from_db()
    assert (praise.status, praise.publicity, praise.consent) == ("published", Publicity.INTERNAL, None)
    with pytest.raises(BlockedError):
        publish_praise(praise, by=owner, publicity="external")


@pytest.mark.req("INV-35")
def test_the_database_itself_refuses_praise_outside_without_consent():
    praise = make_public()

    with pytest.raises(IntegrityError, match="consent"), transaction.atomic():
        Praise.objects.filter(pk=praise.pk).update(publicity="external")


@pytest.mark.req("INV-35")
def test_a_consent_warns_before_it_ends_and_then_ends_by_itself():
    praise = make_public()
    owner, now = praise.relationship.owner, clock.now()
    record_consent(praise, by=owner, scope="words", given_by=praise.contact, expires_on=now.date() + timedelta(days=30))
    publish_praise(praise, by=owner, publicity="external")

    sweep_praise(at=now + timedelta(days=17))
    assert sweep_praise(at=now + timedelta(days=17)) == 0
    assert Notification.objects.filter(kind="praise_consent_ends").count() == 1
    sweep_praise(at=now + timedelta(days=40))

    praise.refresh_from_db()
    assert praise.publicity == Publicity.INTERNAL
    assert Notification.objects.filter(kind="praise_consent_over").count() == 1


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"expires_on": -1}, "over already"),
        ({"given_on": 3}, "in the future"),
        ({"given_by": None}, "contact of this customer"),
        ({"scope": "all"}, "what may be shown"),
    ],
)
def test_consents_that_cannot_be_are_refused(facts, words):
    praise = make_real()
    today = clock.today()
    for name in ("expires_on", "given_on"):
        if name in facts:
            facts[name] = today + timedelta(days=facts[name])
    given = {"scope": "words", "given_by": praise.contact, "by": praise.relationship.owner} | facts
    if given["given_by"] is None:
        given["given_by"] = ContactFactory()

    with pytest.raises(DomainError, match=words):
        record_consent(praise, **given)


def test_there_is_one_consent_in_force_at_a_time():
    praise = make_real()
    given = {"scope": "words", "given_by": praise.contact, "by": praise.relationship.owner}
    record_consent(praise, **given)

    with pytest.raises(DomainError, match="consent already"):
        record_consent(praise, **given)
