"""Documents by the API: taken in by content, given out to who may see the relationship."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from brm.documents.models import Document
from tests.api.caller import Caller
from tests.api.world import a_document, a_relationship
from tests.documents.files import PDF, PNG

pytestmark = pytest.mark.django_db


def test_a_document_is_taken_in_and_given_out(alice, sam, cast):
    relationship = a_relationship(cast.alice)

    taken = alice.upload(
        "documents/", {"relationship": relationship.pk, "file": SimpleUploadedFile("offer.pdf", PDF), "title": "Offer"}
    )
    address = f"documents/{taken.json()['id']}/"
    given = alice.get(f"{address}file/")

    assert taken.status_code == 201, taken.content
    assert (taken.json()["mime"], taken.json()["size"]) == ("application/pdf", len(PDF))
    assert "file" not in taken.json()
    assert b"".join(given.streaming_content) == PDF
    assert given.headers["Content-Disposition"] == 'attachment; filename="offer.pdf"'
    assert given.headers["Content-Type"] == "application/octet-stream"
    assert given.headers["X-Content-Type-Options"] == "nosniff"
    assert sam.get(f"{address}file/").status_code == 404
    hers = Caller(cast.lena).get(f"{address}file/")
    assert hers.status_code == 200
    for answer in (given, hers):
        answer.close()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [("offer.pdf", PNG, "not what its name says"), ("offer.exe", PDF, "not accepted"), ("a.txt", b"", "empty")],
)
def test_a_file_that_is_not_what_it_says_is_refused(alice, cast, name, content, said):
    relationship = a_relationship(cast.alice)

    answer = alice.upload("documents/", {"relationship": relationship.pk, "file": SimpleUploadedFile(name, content)})

    assert answer.status_code == 409, answer.content
    assert said in answer.json()["detail"]
    assert list(answer.json()["errors"]) == ["file"]
    assert not Document.objects.exists()


def test_a_document_of_a_strangers_relationship_is_not_taken(sam, cast):
    relationship = a_relationship(cast.alice)

    answer = sam.upload("documents/", {"relationship": relationship.pk, "file": SimpleUploadedFile("offer.pdf", PDF)})

    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["relationship"])


def test_without_a_file_nothing_is_taken(alice, cast):
    answer = alice.post("documents/", {"relationship": a_relationship(cast.alice).pk, "file": "offer.pdf"})

    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["file"])


def test_a_document_is_renamed_and_put_away(alice, cast):
    document = a_document(cast.alice)
    address = f"documents/{document.pk}/"

    assert alice.patch(address, {"title": "New name", "relationship": document.relationship_id}).json()["title"] == (
        "New name"
    )
    assert alice.post(f"{address}archive/", {"reason": "Old"}).status_code == 204
    assert alice.get(address).status_code == 404
    assert alice.get(f"{address}file/").status_code == 404
