"""Somebody is erased: their answers count on, their name and words are nowhere surveys spoke of them (ruling 16)."""

import pytest
from django.db import connection

from brm.accounts.domain.privacy import erase_person
from brm.core import clock
from surveys.answering.domain.follow_ups import contact_for_follow_up, finish_follow_up, give_follow_up
from surveys.answering.domain.taking import save_draft, submit_response
from surveys.answering.models import Response
from surveys.asking.domain.today import show_calls
from surveys.asking.models import Invitation
from tests.answering.factories import BAD, invite
from tests.factories.parties import ContactFactory, RelationshipFactory

pytestmark = pytest.mark.django_db
NAME = "Zxqwv"


def places() -> set[str]:
    """Every column of the database in which the name stands."""
    found = set()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
            " AND data_type IN ('text', 'character varying', 'jsonb', 'ARRAY')"
        )
        for table, column in cursor.fetchall():
            cursor.execute(f'SELECT 1 FROM "{table}" WHERE "{column}"::text ILIKE %s LIMIT 1', [f"%{NAME}%"])
            if cursor.fetchone():
                found.add(f"{table}.{column}")
    return found


def test_the_name_of_an_erased_person_is_nowhere_surveys_spoke_of_them(cast):
    customer = RelationshipFactory(owner=cast.alice)
    contact = ContactFactory(organisation=customer.organisation, name=f"{NAME} Li", email=f"{NAME}@customer.example")
    asked, _token = invite(customer, contact=contact)
    response = submit_response(asked, BAD | {"words": f"I am {NAME}"})
    follow_up = contact_for_follow_up(response.follow_up, by=cast.alice, note=f"Spoke with {NAME}")
    give_follow_up(follow_up, to=cast.bob, by=cast.alice)
    finish_follow_up(follow_up, by=cast.bob, outcome="recovered", note=f"{NAME} is content")
    to_call, _token = invite(customer, contact=contact, channel="phone")
    show_calls([to_call], at=clock.now())
    begun, _token = invite(customer, contact=contact)
    save_draft(begun, {"words": f"{NAME} here"})
    assert {"timeline_timelineentry.params", "attention_attention.params", "audit_personalvalue.new"} <= places()

    erase_person(contact, by=cast.ada, confirmed=contact.email)
    assert places() == set()
    kept = Response.objects.get()
    assert (kept.pk, kept.csat, kept.answers.count()) == (response.pk, 0, 6)
    assert not Invitation.objects.exclude(token_hash="").exists()
