"""Every route as every role: who is not named in the declarations gets a 404, signed out one is asked to sign in."""

from collections.abc import Iterator
from http.cookies import SimpleCookie

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client, override_settings
from django.urls import NoReverseMatch, resolve, reverse

from brm.accounts.models import User
from tests.access.declarations import LIBRARY, Door
from tests.access.parts import ALL
from tests.access.routes import all_routes
from tests.access.world import World
from tests.proof_figures import full

pytestmark = [pytest.mark.django_db, pytest.mark.proof]
METHODS = ("get", "post", "put", "patch", "delete")  # pages know the first two only
CLOSED_TO = {"stranger", *(("owner", "administrator", "anonymous") if full() else ())}
"""Who tries the methods that a door does not have."""
SPACES = sorted({name.partition(":")[0] for name in ALL})
OPENED = {200, 201, 202, 204, 301, 302, 303, 304, 400, 405, 409, 410, 415, 422, 428, 429}


@pytest.fixture(scope="module", autouse=True)
def _few_words() -> Iterator[None]:
    """Half of the answers say that there is nothing here; the page that says so is looked at elsewhere."""
    with override_settings(ROOT_URLCONF="tests.access.few_words"):
        yield


def test_every_route_is_declared():
    names = {route.name for route in all_routes()}
    ours = {name for name in names if not name.startswith((*LIBRARY, "admin:", "(unnamed)"))}

    assert ours - ALL.keys() == set()
    assert {name for name in ALL if not name.startswith(LIBRARY)} - names == set()


def address(name: str, declared: Door, world: World) -> str:
    filled = {key: world.things[thing] for key, thing in declared.fill.items()} | declared.said
    return reverse(name, kwargs=filled) + declared.query


def clients(world: World) -> Iterator[tuple[str, Client]]:
    for role, person in world.people.items():
        client = Client(raise_request_exception=False)
        if isinstance(person, User):
            client.force_login(person)
            if role == "disabled":
                User.objects.filter(pk=person.pk).update(is_active=False)
        yield role, client


def known(url: str) -> set[str]:
    """The methods that the view behind an address of the API answers at all."""
    view = resolve(url.partition("?")[0]).func
    return set(getattr(view, "actions", None) or METHODS)


def asks_to_sign_in(response) -> bool:
    return response.status_code == 401 or (
        response.status_code in (301, 302) and "/sign-in/" in response.headers.get("Location", "")
    )


@pytest.mark.parametrize("space", SPACES)
def test_each_door_opens_for_whom_it_should(space, world):
    wrong: list[str] = []
    people = list(clients(world))
    cookies = {role: {name: morsel.value for name, morsel in client.cookies.items()} for role, client in people}
    for name, declared in ALL.items():
        if name.partition(":")[0] != space:
            continue
        cache.clear()  # nobody may call the API six hundred times a minute, as this does
        # some doors end the session they are opened with: everybody comes with the one they signed in with
        try:
            url = address(name, declared, world)
        except NoReverseMatch as error:
            wrong.append(f"{name}: {error}")
            continue
        methods = METHODS if space == "api" else METHODS[:2]
        has = known(url) if space == "api" else set(methods)
        for role, client in people:
            answers = {}
            for method in methods:
                if method not in has and role not in CLOSED_TO:
                    continue
                client.cookies = SimpleCookie(cookies[role])
                with transaction.atomic():
                    response = getattr(client, method)(url)
                    if response.streaming:
                        b"".join(response.streaming_content)
                    transaction.set_rollback(True)
                answers[method] = response
            wrong += judge(name, role, answers, declared)
    assert wrong == []


def judge(name, role, answers, declared) -> list[str]:
    """What is wrong with the answers to each method, if anything."""
    codes = {method: response.status_code for method, response in answers.items()}
    where = f"{name} as {role}: {codes}"
    if max(codes.values()) >= 500 and name != "ops:readyz":
        return [f"{where} (broken)"]
    asked = {method for method, response in answers.items() if asks_to_sign_in(response)}
    if role in declared.who:
        if name in {"ops:readyz", "ui:asset", "account_login"} or "token" in declared.said:
            return []
        opened = any(code in OPENED and method not in asked for method, code in codes.items())
        return [] if opened or role in {"anonymous", "disabled"} else [f"{where} (should open)"]
    # a method that the door has for nobody is refused before anything is looked up: 405
    fine = {method for method, code in codes.items() if code in (404, 405)}
    if role in {"anonymous", "disabled"}:
        fine |= asked
    return [] if fine == set(codes) else [f"{where} (should be 404)"]
