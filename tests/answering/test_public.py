"""The pages behind a link: on a phone, without scripts, cookies or an account (issue 4, part 5)."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from brm.core import clock
from brm.parties.models import Contact
from surveys.answering.domain.sheets import sheet_code, web_code
from surveys.answering.models import Response
from surveys.asking.domain.links import new_token
from surveys.asking.models import OptOut
from surveys.feedback.models import FeedbackItem
from tests.answering.factories import WORDS, invite

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clean_cache")]


@pytest.fixture
def anybody() -> Client:
    """A browser that checks forgery as ours would be checked, without any cookie."""
    return Client(enforce_csrf_checks=True)


def post(client, url, **said):
    answer = client.post(url, {name.replace("__", "-"): value for name, value in said.items()})
    assert not client.cookies
    return answer


@pytest.mark.req("Q-01")
def test_answered_page_by_page_in_their_language_kept_as_they_go(anybody):
    _invitation, token = invite()
    url = f"/s/{token}/"
    first = anybody.get(url)

    assert "服务怎么样？" in first.content.decode()
    assert "q-content" in first.content.decode()
    assert "q-why" not in first.content.decode()
    assert post(anybody, url, step=1, q__easy=2).status_code == 422  # the first must be answered
    told = post(anybody, url, step=1, q__content=1, q__easy=2)
    assert (told.status_code, told["Location"]) == (302, f"{url}?step=2")
    # somebody goes away and comes back with nothing but the link: on where they were
    again = Client(enforce_csrf_checks=True).get(url)
    assert "q-why" in again.content.decode()
    back = post(anybody, url, step=2, go="back", q__why=WORDS)
    assert back["Location"] == f"{url}?step=1"
    assert post(anybody, url, step=2, q__why=WORDS, q__recommend=3)["Location"] == f"{url}?step=3"
    last = post(anybody, url, step=9, q__words="", q__call="on")
    assert last["Location"] == url

    thanks = anybody.get(url).content.decode()
    assert "非常感谢。" in thanks
    response = Response.objects.get()
    assert response.submitted_at
    assert response.answers.get(question__code="why").text == WORDS
    assert (response.nps, response.language) == (3, "zh-hans")


def test_who_jumps_ahead_is_led_back_to_what_is_missing(anybody):
    _invitation, token = invite()
    last = post(anybody, f"/s/{token}/", step=9, q__words="Fine")
    assert last["Location"] == f"/s/{token}/?step=1&missing=1"
    assert "alert-warning" in anybody.get(last["Location"]).content.decode()
    assert not Response.objects.filter(answered_on__isnull=False).exists()


def test_the_language_can_be_switched_and_stays(anybody):
    _invitation, token = invite()
    page = anybody.get(f"/s/{token}/?lang=en").content.decode()

    assert "How was it?" in page
    assert 'name="lang" value="en"' in page
    assert post(anybody, f"/s/{token}/", step=1, lang="en", q__content=4)["Location"].endswith("step=2&lang=en")
    assert "Recommend?" in anybody.get(f"/s/{token}/").content.decode()


@pytest.mark.req("INV-30")
@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ({"status": "expired"}, 410),
        ({"status": "revoked"}, 410),
        ({"status": "declined"}, 200),
        ({"status": "planned"}, 200),
    ],
)
def test_what_is_over_says_so_kindly(anybody, facts, status):
    _invitation, token = invite(**facts)
    for answer in (anybody.get(f"/s/{token}/"), post(anybody, f"/s/{token}/", step=1, q__content=4)):
        assert answer.status_code == status
        assert "<form" not in answer.content.decode().split("</header>")[1]


def test_no_referrer_no_index_no_cache_no_foreign_address(anybody):
    _invitation, token = invite()
    answer = anybody.get(f"/s/{token}/")

    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert answer["Cache-Control"] == "no-store"
    assert not list(re.findall(r'(?:src|href|action)="(https?:|//)', answer.content.decode()))


def test_who_guesses_too_often_waits_and_an_office_does_not(anybody):
    _invitation, token = invite()
    for _n in range(100):
        assert anybody.get(f"/s/{token}/", REMOTE_ADDR="10.0.0.7").status_code == 200
    answers = [anybody.get(f"/s/{new_token()}/").status_code for _n in range(25)]

    assert answers[:20] == [404] * 20
    assert answers[20:] == [429] * 5
    assert anybody.get(f"/s/{token}/").status_code == 429
    clock.travel(clock.now().replace(microsecond=0) + timedelta(minutes=11))
    assert anybody.get(f"/s/{token}/").status_code == 200


@pytest.mark.req("Q-02")
def test_whoever_holds_a_sheet_may_type_its_code_and_answer_on_the_web(anybody, client):
    invitation, _token = invite(channel="sheet")
    client.force_login(invitation.relationship.owner)
    sheet = client.get(reverse("answering:printed", args=[invitation.pk])).content.decode()
    code = web_code(invitation)
    assert f"{settings.SITE_URL.rstrip('/')}/s/" in sheet
    assert code in sheet

    asks = anybody.get("/s/?lang=en")
    assert "Answer with the code of your sheet" in asks.content.decode()
    assert (asks["Referrer-Policy"], asks["Cache-Control"]) == ("no-referrer", "no-store")
    assert post(anybody, "/s/", code="", lang="en").status_code == 422
    went = post(anybody, "/s/", code=code.lower().replace("-", " ").replace("0", "o"), lang="en")
    assert went["Location"] == f"/s/{code}/?lang=en"
    for step in ({"step": 1, "q__content": 5, "q__easy": 5}, {"step": 2, "q__recommend": 9}, {"step": 9}):
        assert post(anybody, f"/s/{code}/", **step).status_code == 302
    response = Response.objects.get()
    assert (response.invitation, response.channel, response.taken_by) == (invitation, "sheet", None)
    assert "非常感谢。" in anybody.get(f"/s/{code}/").content.decode()
    # the sheet that comes back as well is not taken in twice, by whichever of its codes
    for typed in (code, sheet_code(invitation)):
        assert client.post(reverse("answering:sheet"), {"code": typed}).status_code == 422


def test_only_the_long_code_of_a_sheet_opens_anything_and_guessers_wait(anybody):
    sheet, _token = invite(channel="sheet")
    mailed, _token = invite()
    long = web_code(sheet)
    assert web_code(mailed) == ""
    other = web_code(invite(channel="sheet")[0])
    swapped = f"{sheet_code(sheet)}{other[-15:]}"
    wrong = [
        sheet_code(sheet),
        sheet_code(mailed),
        swapped,
        long[:-1] + ("1" if long[-1] != "1" else "2"),
        "S",
        long * 2,
    ]
    for typed in wrong:
        refused = post(anybody, "/s/", code=typed[:60], lang="en")
        assert refused.status_code == 422
        assert "No sheet has this code" in refused.content.decode()
    for typed in (sheet_code(sheet), swapped, long * 2):
        assert anybody.get(f"/s/{typed}/").status_code == 404
    while (status := post(anybody, "/s/", code=swapped).status_code) == 422:
        pass
    assert status == 429
    assert post(anybody, "/s/", code=long).status_code == 429


def test_declining_and_never_asking_again_are_asked_once_more(anybody):
    one, first = invite()
    other, second = invite()
    assert anybody.get(f"/s/{first}/decline/").status_code == 200
    one.refresh_from_db()
    assert one.status == "sent"
    post(anybody, f"/s/{first}/decline/")
    post(anybody, f"/s/{second}/decline/", never="1")

    one.refresh_from_db(), other.refresh_from_db()
    assert (one.status, other.status) == ("declined", "declined")
    assert list(OptOut.objects.values_list("contact", flat=True)) == [other.contact_id]


@pytest.mark.req("Q-05", "Q-06")
def test_the_thanks_page_leads_to_a_complaint_without_an_account(anybody):
    invitation, token = invite(status="answered")
    page = anybody.get(f"/s/{token}/").content.decode()
    url = re.search(r'href="(/s/say/[^"?]+)\?kind=complaint', page).group(1)

    assert anybody.get(f"{url}?kind=complaint").status_code == 200
    assert post(anybody, url, kind="complaint", text="").status_code == 422
    for _again in range(2):
        said = post(anybody, url, kind="complaint", text="The hotline was busy for an hour.")
    item = FeedbackItem.objects.get()
    assert item.matter.number in said.content.decode()
    assert (item.contact, item.kind, item.channel) == (invitation.contact, "complaint", "survey")
    assert anybody.get("/s/say/no:such:pass/").status_code == 404
    assert Contact.objects.filter(user=None).exists()
