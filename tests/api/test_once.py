"""A call under a key is done once, whatever breaks (Idempotency-Key)."""

import threading
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from brm.api.domain.calls import forget_calls
from brm.api.models import OnceCall
from brm.core import clock
from brm.documents.models import Document
from brm.parties.models import Organisation
from tests.api.caller import Caller
from tests.api.world import a_relationship
from tests.documents.files import PDF
from tests.factories.people import UserFactory

KEY = {"Idempotency-Key": "one-and-the-same"}


@pytest.mark.django_db
def test_the_same_call_is_done_once_and_answered_twice(alice):
    first = alice.post("organisations/", {"name": "Acme", "region": "North"}, **KEY)
    second = alice.post("organisations/", {"region": "North", "name": "Acme"}, **KEY)

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert "Idempotent-Replayed" not in first.headers
    assert second.headers["Idempotent-Replayed"] == "true"
    assert Organisation.objects.count() == 1


@pytest.mark.django_db
def test_a_key_belongs_to_one_call_of_one_person(alice, sam):
    alice.post("organisations/", {"name": "Acme"}, **KEY)

    another_body = alice.post("organisations/", {"name": "Other"}, **KEY)
    another_place = alice.post("tags/", {"name": "Acme"}, **KEY)
    another_person = sam.post("organisations/", {"name": "Acme"}, **KEY)
    bad_key = alice.post("organisations/", {"name": "Acme"}, **{"Idempotency-Key": "x" * 201})

    assert another_body.status_code == another_place.status_code == 422
    assert "another request" in another_body.json()["detail"]
    assert another_person.status_code == 201
    assert bad_key.status_code == 400


@pytest.mark.django_db
def test_a_refused_call_can_be_mended_under_its_key(alice, cast):
    relationship = a_relationship(cast.alice)
    address = f"organisations/{relationship.organisation_id}/archive/"

    refused = alice.post(address, {}, **KEY)
    alice.post(f"relationships/{relationship.pk}/move/", {"step": "end", "reason": "x", "end_reason": "lost"})
    done = alice.post(address, {}, **KEY)

    assert (refused.status_code, done.status_code) == (409, 200)
    assert "Idempotent-Replayed" not in done.headers


@pytest.mark.django_db
def test_an_upload_sent_again_is_kept_once(alice, cast):
    relationship = a_relationship(cast.alice)

    answers = [
        alice.upload("documents/", {"relationship": relationship.pk, "file": SimpleUploadedFile("a.pdf", PDF)}, **KEY)
        for _ in range(2)
    ]

    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[1].headers["Idempotent-Replayed"] == "true"
    assert Document.objects.count() == 1
    other = alice.upload(
        "documents/", {"relationship": relationship.pk, "file": SimpleUploadedFile("a.pdf", PDF + b" ")}, **KEY
    )
    assert other.status_code == 422


@pytest.mark.django_db
def test_verbs_without_an_answer_are_repeated_too(alice, cast):
    theirs = a_relationship(cast.sam).organisation

    answers = [alice.post("look-alikes/ask/", {"name": theirs.name}, **KEY) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [204, 204]
    assert answers[1].headers["Idempotent-Replayed"] == "true"


@pytest.mark.django_db
def test_keys_are_forgotten_after_a_day(alice):
    alice.post("organisations/", {"name": "Acme"}, **KEY)
    alice.post("organisations/", {"name": "Second"}, **{"Idempotency-Key": "another"})
    clock.travel(clock.now() + timedelta(hours=25))

    again = alice.post("organisations/", {"name": "Third"}, **KEY)

    assert again.status_code == 201
    assert Organisation.objects.count() == 3
    assert forget_calls() == 1
    assert OnceCall.objects.get().key == KEY["Idempotency-Key"]


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_time_are_one():
    caller = Caller(UserFactory())
    answers = []

    def call():
        try:
            answers.append(caller.post("organisations/", {"name": "Acme"}, **KEY).json()["id"])
        finally:
            connection.close()

    threads = [threading.Thread(target=call) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(answers) == 4
    assert len(set(answers)) == 1
    assert Organisation.objects.count() == 1
