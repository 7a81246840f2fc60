"""Documents by the door: attached, looked at, given out safely, hidden from strangers (ruling 28)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from brm.documents.domain import attach_document
from brm.documents.models import Document
from tests.documents.files import PDF, PNG
from tests.factories.parties import RelationshipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def relationship(client):
    relationship = RelationshipFactory()
    client.force_login(relationship.owner)
    return relationship


def attached(relationship, name="照片.png", content=PNG):
    return attach_document(relationship, file=SimpleUploadedFile(name, content), by=relationship.owner)


def test_attaching_and_finding_it_on_the_relationship(client, relationship):
    url = f"{reverse('documents:attach')}?relationship={relationship.pk}"
    data = {"relationship": relationship.pk, "title": "The offer"}

    response = client.post(url, data | {"file": SimpleUploadedFile("a.pdf", PDF)})

    assert response.url == f"{reverse('customers:detail', args=[relationship.pk])}?tab=documents"
    assert "The offer" in client.get(response.url).content.decode()
    assert "The offer" in client.get(reverse("documents:list")).content.decode()


def test_a_refused_file_is_said_beside_its_field_and_the_title_kept(client, relationship):
    response = client.post(
        reverse("documents:attach"),
        {"relationship": relationship.pk, "title": "Kept", "file": SimpleUploadedFile("a.pdf", PNG)},
    )

    assert response.status_code == 422
    page = response.content.decode()
    assert "not what its name says" in page
    assert 'value="Kept"' in page
    empty = SimpleUploadedFile("a.pdf", b"")
    assert client.post(reverse("documents:attach"), {"relationship": relationship.pk, "file": empty}).status_code == 422
    assert not Document.objects.exists()


def test_it_is_given_out_as_an_attachment_that_cannot_run(client, relationship):
    document = attached(relationship)

    response = client.get(reverse("documents:file", args=[document.pk]))

    assert b"".join(response.streaming_content) == PNG
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"] == "attachment; filename*=UTF-8''%E7%85%A7%E7%89%87.png"
    assert response["Content-Security-Policy"].startswith("sandbox;")
    assert response["X-Content-Type-Options"] == "nosniff"


def test_pictures_are_shown_in_a_sandbox_text_is_not_shown(client, relationship):
    picture, text = attached(relationship), attached(relationship, "a.txt", b"<script>")
    response = client.get(reverse("documents:preview", args=[picture.pk]))
    assert b"".join(response.streaming_content) == PNG
    assert (response["Content-Type"], response["Content-Security-Policy"].split(";")[0]) == ("image/png", "sandbox")

    assert client.get(reverse("documents:preview", args=[text.pk])).status_code == 404
    assert client.get(reverse("documents:detail", args=[picture.pk])).status_code == 200


def test_renaming_and_archiving(client, relationship):
    document = attached(relationship)
    client.post(reverse("documents:rename", args=[document.pk]), {"title": "Roof"})
    client.post(reverse("documents:archive", args=[document.pk]))

    document.refresh_from_db()
    assert (document.title, document.archived_at is not None) == ("Roof", True)
    assert client.get(reverse("documents:file", args=[document.pk])).status_code == 404


def test_a_stranger_finds_nothing(client, relationship):
    document = attached(relationship)
    urls = [reverse(f"documents:{name}", args=[document.pk]) for name in ("detail", "file", "preview", "rename")]
    client.force_login(UserFactory())

    assert [client.get(url).status_code for url in urls] == [404] * 4
    assert client.post(reverse("documents:archive", args=[document.pk])).status_code == 404
    assert client.get(reverse("documents:list")).context["listing"].rows == []
    refused = client.post(
        reverse("documents:attach"), {"relationship": relationship.pk, "file": SimpleUploadedFile("a.pdf", PDF)}
    )
    assert refused.status_code == 422
