"""Agreements and the catalogue as the customer's people read them, each in their own words (M-14)."""

from datetime import date

import pytest
from django.urls import reverse

from brm.core import clock
from brm.parties.domain.contacts import change_contact
from customers.agreements.domain.agreeing import agree_agreement
from tests.factories.agreements import make_agreement, make_service, make_term
from tests.factories.communications import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement(side):
    clock.travel(NOON)
    agreement = make_agreement(side.relationship, agreed=False)
    make_term(agreement)
    return agree_agreement(agreement, by=side.manager, signed_by=side.wang, signed_on=date(2026, 1, 1))


def page(client, user, name, *args):
    client.force_login(user)
    response = client.get(reverse(f"portal:{name}", args=args))
    return response.content.decode() if response.status_code == 200 else str(response.status_code)


@pytest.mark.req("M-14")
def test_who_sees_all_reads_the_agreement_and_what_was_promised(client, side, rival, agreement):
    text = page(client, side.whole, "agreement", agreement.pk)

    assert "Operations 2026" in page(client, side.whole, "services")
    for words in (agreement.number, "99.5", "600,000", side.manager.name):
        assert words in text
    for user in (side.part, rival.user):
        assert page(client, user, "agreement", agreement.pk) == "404"
        assert "Operations 2026" not in page(client, user, "services")


@pytest.mark.req("M-14", "C-25")
def test_the_catalogue_speaks_to_each_in_their_words(client, side):
    make_service(
        name_en="Printers", views={"customer": {"text_en": "One bill a month"}, "user": {"text_en": "It prints"}}
    )
    change_contact(side.li, by=side.manager, kind="service_user")

    whole, part = page(client, side.whole, "services"), page(client, side.part, "services")

    assert ("One bill a month" in whole, "It prints" in whole) == (True, False)
    assert ("One bill a month" in part, "It prints" in part) == (False, True)
