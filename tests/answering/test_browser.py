"""Answering at 390 px without scripts; the pages in order on a phone, in the dark and on a desk."""

from typing import Any

import pytest
from django.urls import reverse

from surveys.answering.domain.taking import submit_response
from surveys.answering.models import Response
from tests.answering.factories import BAD, WORDS, invite, make_campaign
from tests.browser import SIZES, chromium, look
from tests.factories.parties import RelationshipFactory

__all__ = ["chromium"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("clean_cache")]


@pytest.mark.req("Q-01")
def test_a_survey_is_answered_on_a_phone_without_scripts(live_server: Any, chromium: Any):
    _invitation, token = invite()
    asked: list[Any] = []
    context = chromium.new_context(viewport=SIZES["phone"], java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.on("request", lambda request: asked.append(request))
    page.goto(f"{live_server.url}/s/{token}/")
    send = page.locator(".answering-buttons .btn-primary")
    for name, value in (("content", 1), ("easy", 2)):
        page.locator(f"[name=q-{name}][value='{value}']").check(force=True)
    send.click()
    page.fill("textarea[name=q-why]", WORDS)
    page.locator("[name=q-recommend][value='3']").check(force=True)
    send.click()
    page.locator("[name=q-call]").check(force=True)
    send.click()

    page.wait_for_selector("main >> text=非常感谢")
    response = Response.objects.get()
    assert response.submitted_at is not None
    assert response.answers.get(question__code="why").text == WORDS
    page.locator(".answering-choices a").first.click()
    page.wait_for_selector("textarea[name=text]")
    assert not context.cookies()
    assert [request.headers["referer"] for request in asked if token in request.headers.get("referer", "")] == []
    context.close()


@pytest.mark.parametrize(("size", "theme"), [("phone", "dark"), ("desk", "light")])
def test_the_pages_look_as_they_should(live_server: Any, chromium: Any, size: str, theme: str):
    relationship = RelationshipFactory()
    response = submit_response(invite(relationship)[0], BAD)
    assert response is not None
    open_one, token = invite(relationship)
    secret = make_campaign(open_one.version, owner=relationship.owner, is_anonymous=True)
    _hers, other = invite(relationship, campaign=secret)
    _done, done = invite(relationship, status="answered")
    public = [f"/s/{token}/", f"/s/{other}/", f"/s/{done}/", f"/s/{token}/decline/", "/s/unknown/"]
    ours = [
        reverse("answering:responses"), reverse("answering:words"), reverse("answering:response", args=[response.pk]),
        reverse("answering:follow_ups"), response.follow_up.get_absolute_url(), reverse("answering:sheet"),
        reverse("answering:take", args=[open_one.pk]), reverse("answering:printed", args=[open_one.pk]),
    ]  # fmt: skip
    for user, pages in ((None, public), (relationship.owner, ours)):
        with look(chromium, live_server.url, user, size=size, theme=theme) as window:
            for path in pages:
                window.open(path)
                assert window.overflow() <= 0, path
                assert window.findings() == [], path
            assert [text for text in window.complaints if "404" not in text] == []
