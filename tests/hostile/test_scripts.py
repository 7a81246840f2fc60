"""The script-in-text corpus (S8) in mails, complaints and their files: on every page that shows them, only text."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse

from brm.inbound.models import InboundMail
from brm.notifications.domain.letters import compose
from brm.notifications.models import Notification
from brm.parties.domain.contacts import grant_portal_access
from customers.complaints.domain.filing import file_complaint
from customers.complaints.domain.messages import write
from tests.documents.files import PNG
from tests.factories.parties import ContactFactory, RelationshipFactory
from tests.factories.people import Cast, UserFactory
from tests.hostile.scripts import SCRIPTS, what_would_run
from tests.inbound.letters import SETTINGS, letter, receive

EACH = 9


def test_the_corpus_is_large_enough_and_the_eye_sees() -> None:
    assert len(SCRIPTS) >= 200
    assert what_would_run("<img src=x onerror=alert(1)>")
    assert what_would_run("<script>alert(document.domain)</script>")
    assert what_would_run("<a href=' java\nscript:x'>")


@pytest.mark.django_db
@override_settings(**SETTINGS)
def test_texts_stay_texts(cast: Cast, client: Client) -> None:
    relationship = RelationshipFactory(owner=cast.alice, team=cast.team, organisation__name=f"Their {SCRIPTS[0]}")
    visitor = UserFactory(name=SCRIPTS[4], email="cora@their.example", roles=["contact"])
    cora = ContactFactory(organisation=relationship.organisation, name=SCRIPTS[25], email="cora@their.example")
    type(cora).objects.filter(pk=cora.pk).update(user=visitor)
    cora.refresh_from_db()
    grant_portal_access(cora, relationship=relationship, role="customer", by=cast.alice)
    files = [SimpleUploadedFile(f"{SCRIPTS[4]}.png".replace("/", ""), PNG)]
    facts = {"kind": "customer", "path": "direct", "contact": cora, "channel": "phone", "remedy": SCRIPTS[1]}
    complaint = file_complaint(
        relationship,
        by=cast.alice,
        text="\n".join(SCRIPTS),
        title=SCRIPTS[7],
        category=SCRIPTS[26],
        files=files,
        **facts,
    )
    for start in range(0, len(SCRIPTS), len(SCRIPTS) // EACH):
        some = "\n".join(SCRIPTS[start : start + len(SCRIPTS) // EACH])
        write(complaint, by=cast.alice, text=some, visible=True)
        write(complaint, by=cast.alice, text=some, visible=False)
    address = Notification.objects.filter(key__startswith=f"complaint-{complaint.pk}").exclude(reply_to="").first()
    assert address is not None
    raw = letter(to=address.reply_to, sender="'><script>alert(1)</script> <cora@their.example>", title=SCRIPTS[3])
    page_mail = raw.replace(b"text/plain", b"text/html").replace(
        b"It broke again.", ("<p>Hello</p>" + "\n".join(SCRIPTS)).encode()
    )
    delivered = receive(page_mail.replace(b"Content-Transfer-Encoding: 7bit", b"Content-Transfer-Encoding: 8bit"))
    mail = receive(letter(to="portal@our.example", title=SCRIPTS[5], text="\n".join(SCRIPTS), message_id="<2@x>"))

    found: dict[str, list[str]] = {}
    ways = {
        cast.alice: (
            reverse("complaints:list"), reverse("complaints:all"), complaint.get_absolute_url(),
            reverse("complaints:analysis"), reverse("customers:detail", args=[relationship.pk]),
            reverse("customers:detail", args=[relationship.pk]) + "?tab=timeline", reverse("dashboard:today"),
            reverse("search:results") + "?q=%3Cscript%3E", reverse("notifications:inbox"),
        ),
        cast.ada: (reverse("inbound:list"), mail.get_absolute_url(), delivered.get_absolute_url(),
                   reverse("inbound:put_through", args=[mail.pk]), reverse("notifications:outbox")),
        visitor: ("/", reverse("portal:home"), reverse("portal:complaint", args=[complaint.pk])),
    }  # fmt: skip
    for person, addresses in ways.items():
        client.force_login(person)
        for way in addresses:
            answer = client.get(way, follow=True)
            assert answer.status_code == 200, way
            found[way] = what_would_run(answer.content.decode())
    client.force_login(cast.ada)
    found["read"] = what_would_run(client.post(reverse("inbound:read", args=[mail.pk])).content.decode())
    for row in Notification.objects.all():
        found[f"mail {row.kind}"] = what_would_run(str(compose(row, []).alternatives[0][0]))

    assert {way: elements for way, elements in found.items() if elements} == {}
    assert InboundMail.objects.count() == 2, delivered.reason
