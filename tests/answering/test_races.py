"""Four who send at once: one answer, for a link with a name and for an anonymous one (INV-31)."""

import threading

import pytest
from django.db import connection

from brm.core.errors import DomainError
from surveys.answering.domain.taking import save_draft, submit_response
from surveys.answering.models import Ballot, FollowUp, Response
from tests.answering.factories import BAD, invite, make_campaign, make_version
from tests.factories.parties import RelationshipFactory

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(invitation) -> list[str]:
    """What four clients of the same link were told."""
    said: list[str] = []
    gate = threading.Barrier(4)

    def send() -> None:
        gate.wait()
        try:
            save_draft(invitation, {"easy": 2})
            submit_response(invitation, BAD)
            said.append("taken")
        except DomainError:
            said.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(said)


@pytest.mark.req("INV-31")
def test_four_at_once_are_one_answer():
    relationship = RelationshipFactory()
    assert at_once(invite(relationship)[0]) == ["refused", "refused", "refused", "taken"]
    assert (Response.objects.count(), FollowUp.objects.count()) == (1, 1)
    campaign = make_campaign(make_version(), owner=relationship.owner, is_anonymous=True)
    assert at_once(invite(relationship, campaign=campaign)[0]) == ["refused", "refused", "refused", "taken"]
    assert Ballot.objects.count() == 1
