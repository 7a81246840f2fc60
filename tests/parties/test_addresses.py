"""A wrong address is flagged on the contact who has it (ruling 20)."""

import pytest

from brm.audit.trail import history_of
from brm.notifications.domain import mail
from brm.notifications.domain.sending import send_due
from brm.parties.domain.contacts import change_contact
from tests.factories.parties import ContactFactory
from tests.fakes.smtp import mail_server
from tests.notifications.cast import REMINDER

pytestmark = pytest.mark.django_db


def test_a_bounce_flags_the_contact_until_the_address_is_corrected():
    contact, other = ContactFactory(email="Gone@example.com"), ContactFactory(email="there@example.com")
    with mail_server() as box:
        box.refuse["gone@example.com"] = "550 5.1.1 no such user"
        for person in (contact, other):
            mail(
                person.email.lower(),
                REMINDER,
                key="k",
                language="en",
                time_zone="UTC",
                contact_id=person.pk,
            )
        send_due()

    contact.refresh_from_db()
    other.refresh_from_db()
    assert (contact.mail_wrong, other.mail_wrong) == (True, False)
    assert history_of(contact).first().action == "contact.change"

    contact = change_contact(contact, by=None, email="here@example.com")
    assert contact.mail_wrong is False
