"""Documents: what is taken in, what is refused, who sees them (ruling 28, peers 38)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from brm.audit.trail import history_of
from brm.core.errors import DomainError
from brm.documents import domain, rules
from brm.documents.domain import archive_document, attach_document, documents_for, documents_of, rename_document
from brm.documents.models import Document
from brm.timeline.models import TimelineEntry
from tests.documents.files import PDF, PNG, package
from tests.factories.parties import ContactFactory, RelationshipFactory, UserFactory

pytestmark = pytest.mark.django_db


def attach(name="offer.pdf", content=PDF, **facts):
    relationship = facts.pop("relationship", None) or RelationshipFactory()
    return attach_document(
        relationship, file=SimpleUploadedFile(name, content), by=facts.pop("by", relationship.owner), **facts
    )


@pytest.mark.parametrize(
    ("name", "content", "mime"),
    [
        ("a.pdf", PDF, "application/pdf"),
        ("a.PNG", PNG, "image/png"),
        ("a.txt", "纪要".encode(), "text/plain"),
        ("a.csv", b"a,b\n1,2\n", "text/csv"),
        ("a.docx", package("word"), rules._OOXML["docx"][1]),
        ("a.xlsx", package("xl"), rules._OOXML["xlsx"][1]),
        ("a.zip", package("word"), "application/zip"),
    ],
)
def test_files_that_are_what_they_say_are_kept(name, content, mime):
    document = attach(name, content)

    assert (document.mime, document.size, document.title) == (mime, len(content), name)
    with document.file.open() as kept:
        assert kept.read() == content
    assert name not in document.file.name
    assert [event.action for event in history_of(document)] == ["document.attach"]
    assert TimelineEntry.objects.filter(kind="document", subject_id=document.pk).exists()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.pdf", PNG, "not what its name says"),
        ("a.png", b"<html>", "not what its name says"),
        ("a.txt", b"MZ\0\0", "not what its name says"),
        ("a.docx", package("xl"), "not what its name says"),
        ("a.docx", b"PK\x03\x04 broken", "not what its name says"),
        ("a.html", b"<html>", "not accepted"),
        ("a.svg", b"<svg/>", "not accepted"),
        ("a.exe", b"MZ", "not accepted"),
        ("noextension", b"x", "not accepted"),
        ("a.pdf", b"", "empty"),
    ],
)
def test_others_are_refused_and_nothing_is_kept(name, content, words):
    with pytest.raises(DomainError, match=words) as refusal:
        attach(name, content)

    assert refusal.value.field == "file"
    assert not Document.objects.exists()


def test_a_file_too_large_and_a_full_quota_are_refused(monkeypatch):
    monkeypatch.setattr(domain, "LARGEST", 10)
    with pytest.raises(DomainError, match="largest accepted"):
        attach()

    monkeypatch.setattr(domain, "LARGEST", 1000)
    monkeypatch.setattr(domain, "QUOTA_PER_ORGANISATION", len(PDF) + 1)
    relationship = RelationshipFactory()
    attach(relationship=relationship)
    with pytest.raises(DomainError, match="no longer needed"):
        attach(relationship=relationship)


def test_too_little_room_on_the_disk_is_refused(monkeypatch):
    monkeypatch.setattr(domain, "FREE_DISK_FLOOR", 2**62)

    with pytest.raises(DomainError, match="administrator"):
        attach()


def test_a_scanner_may_refuse(monkeypatch):
    monkeypatch.setattr(domain.SCANNERS, "_entries", {"test": lambda file: "it is infected"})

    with pytest.raises(DomainError, match="it is infected"):
        attach()


def test_names_lose_paths_and_control_characters():
    assert rules.plain_name("..\\..\\etc/pass\nwd.txt") == "passwd.txt"


def test_rename_archive_and_scope():
    contact = ContactFactory()
    document = attach(subject=contact)
    owner = document.relationship.owner
    assert list(documents_for(owner)) == [document]
    assert list(documents_of(contact)) == [document]
    assert not documents_for(UserFactory()).exists()

    rename_document(document, title="The offer", by=owner)
    with pytest.raises(DomainError):
        rename_document(document, title=" ", by=owner)
    archive_document(document, by=owner)

    assert not documents_for(owner).exists()
    assert [event.action for event in history_of(document)] == [
        "document.archive", "document.rename", "document.attach",
    ]  # fmt: skip
