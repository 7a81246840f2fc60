"""Thanks from the customer's side: given once, to those they know, shown outside only as they allow (C-18, INV-35)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from customers.praise.models import Praise

pytestmark = pytest.mark.django_db
NEW = "portal:praise_new"


def give(client, user, **facts):
    client.force_login(user)
    return client.post(reverse(NEW), {"text": "The night shift was quick.", "key": "one", **facts})


@pytest.mark.req("C-18", "INV-35")
def test_praise_reaches_whom_they_know_and_is_shown_as_they_allow(client, side):
    photo = SimpleUploadedFile("thanks.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 64)
    client.force_login(side.whole)
    assert "Alice" in client.get(reverse(NEW)).content.decode()

    for _twice in range(2):
        answer = give(
            client, side.whole, people=[side.manager.pk], others="the night shift", scope="words", files=[photo]
        )
    praise = Praise.objects.get()
    assert answer.headers["Location"] == reverse("portal:praise", args=[praise.pk])
    assert [one.user for one in praise.praised.all()] == [side.manager]
    assert (praise.contact, praise.source) == (side.wang, "portal")
    assert "the night shift" in praise.text
    consent = praise.consents.get()
    assert (consent.scope, consent.given_by) == ("words", side.wang)
    assert consent.expires_on

    url = reverse("portal:praise_consent", args=[praise.pk])
    client.post(url, {"scope": ""})
    consent.refresh_from_db()
    assert consent.revoked_at
    client.post(url, {"scope": "person"})
    assert praise.consents.get(revoked_at=None).scope == "person"


def test_nobody_they_never_met_can_be_chosen_and_words_are_needed(client, side):
    from_elsewhere = type(side.manager).objects.exclude(pk=side.manager.pk).first()

    assert give(client, side.whole, people=[from_elsewhere.pk]).status_code == 422
    assert give(client, side.whole, text=" ").status_code == 422
    assert not Praise.objects.exists()


@pytest.mark.req("C-25")
def test_a_user_sees_own_praise_the_organisation_all_others_none(client, side, rival):
    give(client, side.whole)
    praise = Praise.objects.get()

    for user, seen in ((side.whole, 200), (side.part, 404), (rival.user, 404)):
        client.force_login(user)
        assert client.get(reverse("portal:praise", args=[praise.pk])).status_code == seen
        assert client.post(reverse("portal:praise_consent", args=[praise.pk]), {"scope": ""}).status_code in (
            seen, 302 if seen == 200 else 404,
        )  # fmt: skip
        assert len(client.get(reverse("portal:praises")).context["listing"].rows) == (seen == 200)
