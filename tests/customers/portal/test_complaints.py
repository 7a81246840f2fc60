"""A complaint from the customer's side: filed once, followed in plain words, judged, opened again (C-12, C-13)."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from brm.core import clock
from brm.parties.domain.contacts import change_contact
from customers.complaints.domain import steps
from customers.complaints.domain.messages import write
from customers.complaints.domain.queries import files_of
from customers.complaints.models import Complaint
from tests.customers.portal.conftest import let_in

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64


def photo(name="photo.png", content=PNG):
    return SimpleUploadedFile(name, content)


@pytest.fixture
def file(client, side):
    """File a complaint through the page."""

    def act(user=None, status=302, **facts):
        client.force_login(user or side.whole)
        data = {"text": "The tills stand still since nine.", "key": "one", **facts}
        response = client.post(reverse("portal:complaint_new"), data)
        assert response.status_code == status, response.content.decode()
        return Complaint.objects.get() if status == 302 else response

    return act


@pytest.fixture
def send(client, side):
    """Take one step on the complaint's page."""

    def act(complaint, step, user=None, status=302, **facts):
        client.force_login(user or side.whole)
        url = reverse("portal:complaint_step", args=[complaint.pk, step])
        response = client.post(url, {"text": "", **facts})
        assert response.status_code == status, response.content.decode()
        complaint.refresh_from_db()
        return response

    return act


def answered(side, complaint):
    """Our side of it, up to the decision."""
    by = side.manager
    steps.acknowledge(complaint, by=by)
    steps.assess(complaint, by=by, severity=3, impact="Twelve tills", remedy_sought="Repair", category="Tills")
    return again(side, complaint)


def again(side, complaint):
    """Investigated and answered, by whoever owns it now."""
    complaint = steps.investigate(complaint, by=None)
    steps.propose_answer(
        complaint, by=None, root_cause="A cable", corrective_action="Replaced", remedy_offered="A second line"
    )
    return steps.tell_decision(complaint, by=None, decision="We replaced the cable and add a second line.")


def page(client, user, complaint):
    client.force_login(user)
    response = client.get(reverse("portal:complaint", args=[complaint.pk]))
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.req("C-12", "INV-11")
def test_filed_with_a_photo_it_has_a_number_at_once_and_counts_once(client, side, file):
    complaint = file(files=[photo(), photo("tills.png")], felt="2", remedy="Repair them")
    file(text="The tills stand still since nine.", key="one")

    assert Complaint.objects.count() == 1
    assert (complaint.contact, complaint.path, complaint.kind, complaint.felt, complaint.severity) == (
        side.wang, "direct", "customer", 2, 2,
    )  # fmt: skip
    assert complaint.channel == "portal"
    text = page(client, side.whole, complaint)
    for words in (complaint.matter.number, "You told us", "We have it and will confirm soon", "tills.png"):
        assert words in text
    pictures = complaint.relationship.documents.all()
    assert len(pictures) == 2
    for picture in pictures:
        answer = client.get(reverse("portal:look", args=[picture.pk]))
        assert b"".join(answer.streaming_content) == PNG


@pytest.mark.req("C-14")
def test_who_signs_may_pass_on_what_users_said_and_users_speak_for_themselves(client, side, file):
    relayed = file(whose="relayed")
    assert (relayed.path, relayed.severity) == ("relayed", 2)

    change_contact(side.li, by=side.manager, kind="service_user")
    client.force_login(side.part)
    form = client.get(reverse("portal:complaint_new")).content.decode()
    assert "Who noticed it?" not in form
    client.post(reverse("portal:complaint_new"), {"text": "No light", "whose": "relayed", "key": "two"})
    own = Complaint.objects.get(contact=side.li)
    assert (own.path, own.kind) == ("direct", "user")


def test_going_back_and_sending_again_is_the_same_complaint(side, client):
    client.force_login(side.whole)
    url, words = reverse("portal:complaint_new"), {"text": "The tills stand still."}
    first = client.post(url, {**words, "key": "one", "files": [photo()]})
    again = client.post(url, {**words, "key": "two", "files": [photo(), photo("other.png", PNG + b"x")]})

    complaint = Complaint.objects.get()
    assert first.url == again.url == reverse("portal:complaint", args=[complaint.pk])
    assert sorted(files_of(complaint).values_list("original_name", flat=True)) == ["other.png", "photo.png"]

    clock.travel(clock.now() + timedelta(hours=1))
    client.post(url, {**words, "key": "three"})
    assert Complaint.objects.count() == 2


def test_what_was_typed_stays_when_it_is_refused(file):
    said = file(status=422, text="").content.decode()
    assert "aria-invalid" in said
    bad = file(status=422, files=[photo("run.exe")], text="Look at this")
    assert "Look at this" in bad.content.decode()
    assert "not accepted" in bad.content.decode()
    assert not Complaint.objects.exists()
    many = [photo(f"{n}.png") for n in range(11)]
    assert "Send at most 10 files at once." in file(status=422, files=many).content.decode()


@pytest.mark.req("C-13", "INV-14")
def test_the_answer_is_refused_rises_is_answered_again_accepted_closed_and_opened_again(client, side, file, send):
    complaint = answered(side, file())
    assert "Does it settle the matter for you?" in page(client, side.whole, complaint)
    assert "Waiting for you" in client.get(reverse("portal:home")).content.decode()

    assert "What is still wrong" in send(complaint, "refuse", status=422).content.decode()
    assert complaint.status == "decision_told"
    send(complaint, "refuse", text="Two tills still stand still.", files=[photo()])
    assert (complaint.status, complaint.level) == ("refused", 1)
    assert "looks after it too now" in page(client, side.whole, complaint)

    again(side, complaint)
    send(complaint, "accept", text="Fine.")
    assert complaint.accepted_at
    assert "We close it" in page(client, side.whole, complaint)
    steps.close(complaint, by=side.manager)
    text = page(client, side.whole, complaint)
    assert "It is back, or not settled after all?" in text

    send(complaint, "rate", score="75", text="Good")
    assert complaint.score_after == 75
    send(complaint, "reopen", text="It is back.")
    assert (complaint.status, complaint.reopened_count) == ("investigating", 1)


@pytest.mark.req("C-12")
def test_a_closed_complaint_is_opened_again_within_thirty_days_only(client, side, file, send):
    complaint = answered(side, file())
    send(complaint, "accept")
    steps.close(complaint, by=side.manager)

    clock.travel(clock.now() + timedelta(days=31))
    assert "It is back, or not settled" not in page(client, side.whole, complaint)
    assert "could be reopened until" in send(complaint, "reopen", status=422, text="Again").content.decode()


def test_questions_are_answered_messages_written_and_it_is_taken_back(client, side, file, send):
    complaint = answered(side, file())
    steps.ask(complaint, by=side.manager, question="Which tills?")
    assert "Which tills?" in page(client, side.whole, complaint)
    send(complaint, "answer", text="Numbers 3 and 4.")
    assert complaint.status == "decision_told"

    for _twice in range(2):
        send(complaint, "write", text="Please hurry.", key="m1", files=[photo()])
    write(complaint, by=side.manager, text="Between us", visible=False)
    write(complaint, by=side.manager, text="We are on our way", visible=True)
    text = page(client, side.whole, complaint)
    assert text.count("Please hurry.") == 1
    assert "We are on our way" in text
    assert "Between us" not in text

    send(complaint, "withdraw", text="It works again.")
    assert complaint.status == "withdrawn"
    send(complaint, "write", text="More", status=302)
    assert "form-errors" in send(complaint, "accept", status=422).content.decode()


@pytest.mark.req("C-25")
def test_a_user_sees_own_complaints_the_organisation_all_of_them_others_none(client, side, rival, file):
    theirs = file(files=[photo()])
    paper = theirs.relationship.documents.get()
    client.force_login(side.part)
    client.post(reverse("portal:complaint_new"), {"text": "My own screen", "key": "own"})
    own = Complaint.objects.get(contact=side.li)

    assert "My own screen" in page(client, side.whole, own)
    for user, open_rows in ((side.part, [own]), (rival.user, []), (side.whole, [own, theirs])):
        client.force_login(user)
        listing = client.get(reverse("portal:complaints")).context["listing"]
        assert list(listing.rows) == open_rows
        hidden = {theirs, own} - set(open_rows)
        for complaint in hidden:
            assert client.get(reverse("portal:complaint", args=[complaint.pk])).status_code == 404
            for step in ("write", "accept", "refuse", "answer", "withdraw", "reopen", "rate"):
                url = reverse("portal:complaint_step", args=[complaint.pk, step])
                assert client.post(url, {"text": "x", "score": 0}).status_code == 404
        if theirs in hidden:
            assert client.get(reverse("portal:file", args=[paper.pk])).status_code == 404


def test_who_speaks_for_two_customers_says_for_which(client, side, rival):
    other = rival.portal_accesses.get().relationship
    let_in(other, "Wang Two", "customer")
    access = side.wang.portal_accesses.model(
        contact=side.wang, relationship=other, role="customer", granted_by=side.manager, granted_at=clock.now()
    )
    access.save()
    client.force_login(side.whole)
    url = reverse("portal:complaint_new")
    assert client.post(url, {"text": "Which?", "key": "a"}).status_code == 422

    client.post(url, {"text": "Which?", "key": "a", "relationship": side.relationship.pk})

    assert Complaint.objects.get().relationship == side.relationship


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_cost_the_same_however_many(client, side, file, rows, django_assert_num_queries):
    for n in range(rows):
        client.force_login(side.whole)
        client.post(reverse("portal:complaint_new"), {"text": f"Number {n}", "key": str(n)})
    for name, count in (("complaints", 8), ("home", 13)):
        client.get(reverse(f"portal:{name}"))
        with django_assert_num_queries(count):
            client.get(reverse(f"portal:{name}"))
