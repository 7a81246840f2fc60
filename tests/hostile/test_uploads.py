"""The upload corpus (S5): by form and by mail, every file is refused, or kept and inert."""

import time
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse

from brm.core.errors import DomainError
from brm.documents.domain import attach_document
from brm.documents.models import Document
from brm.documents.rules import SHOWN_IN_PAGE
from brm.parties.models import Relationship
from tests.factories.parties import ContactFactory, RelationshipFactory
from tests.factories.people import Cast
from tests.hostile.uploads import INERT, REFUSED
from tests.inbound.letters import LISTENER, SETTINGS, letter, receive, to

SECONDS = 5


@pytest.fixture
def relationship(cast: Cast) -> Relationship:
    return RelationshipFactory(owner=cast.alice, team=cast.team)


def test_the_corpus_is_large_enough() -> None:
    assert len(REFUSED) + len(INERT) >= 60


def test_what_must_not_be_kept_is_refused_in_words(relationship: Relationship, cast: Cast) -> None:
    kept, refusals = [], []
    for kind, (name, made) in REFUSED.items():
        file: Any = SimpleUploadedFile("x", made())
        file._name = name  # as a program sends it that heeds nothing
        try:
            attach_document(relationship, file=file, by=cast.alice)
        except DomainError as refusal:
            refusals.append(str(refusal))
        else:
            kept.append(kind)

    assert (kept, all(refusals), Document.objects.count()) == ([], True, 0)


@pytest.mark.parametrize("kind", INERT, ids=str)
def test_what_is_kept_is_inert(kind: str, relationship: Relationship, cast: Cast, client: Client) -> None:
    name, made = INERT[kind]
    sent = made()
    file: Any = SimpleUploadedFile("x", sent)
    file._name = name
    began = time.perf_counter()
    document = attach_document(relationship, file=file, by=cast.alice)
    client.force_login(cast.alice)

    answer = client.get(reverse("documents:file", args=[document.pk]))
    content = b"".join(answer.streaming_content)
    shown = client.get(reverse("documents:preview", args=[document.pk]))
    page = client.get(reverse("customers:detail", args=[relationship.pk]) + "?tab=documents").content.decode()

    assert content == sent
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/octet-stream", "nosniff")
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "/" not in str(document.file.name).partition("/")[2]
    assert ".." not in str(document.file.name)
    if document.mime in SHOWN_IN_PAGE:
        assert (shown["Content-Type"], shown["X-Content-Type-Options"]) == (document.mime, "nosniff")
        assert "default-src 'none'" in shown["Content-Security-Policy"]
        b"".join(shown.streaming_content)
    else:
        assert shown.status_code == 404
    assert "<img src=x" not in page
    assert time.perf_counter() - began < SECONDS


@override_settings(**SETTINGS)
def test_by_mail_it_is_the_same(db: None) -> None:
    cora = ContactFactory(name="Cora", email="cora@their.example", language="en")
    LISTENER.heard.clear()
    everything = [(name, made()) for name, made in (*REFUSED.values(), *INERT.values())]
    some = [pair for pair in everything if "\0" not in pair[0] and len(pair[1]) < 20_000_000]
    kept: list[str] = []
    for number in range(0, len(some), 20):
        mail = receive(letter(to=to(cora), message_id=f"<{number}@x>", files=some[number : number + 20]))
        assert mail.url, mail.detail
    for heard in LISTENER.heard:
        kept += [name for name, _content in heard.files]

    assert sorted(kept) == sorted(
        {
            "<img src=x onerror=alert(1)>.png": "<img src=x onerror=alert(1)>.png",
            "../../../etc/passwd.png": "passwd.png",
        }.get(name, name)
        for name, _made in INERT.values()
    )
