"""The map in a real browser: by mouse and by arrow keys, on a phone and on a desk, with nothing for axe to find."""

import pytest

from tests.browser import chromium, look  # noqa: F401 - the fixture
from tests.factories.parties import ContactFactory, RelationshipFactory


@pytest.mark.browser
@pytest.mark.req("G-42")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("size", "theme"), [("desk", "light"), ("phone", "dark")])
def test_people_are_moved_by_mouse_and_by_keys(live_server, chromium, size, theme):  # noqa: F811 - the fixture
    customer = RelationshipFactory()
    placed = ContactFactory(organisation=customer.organisation, name="Ann", influence=2, interest=2)
    waiting = ContactFactory(organisation=customer.organisation, name="Ben")
    path = f"/insight/customers/{customer.pk}/stakeholders/"
    with look(chromium, live_server.url, customer.owner, size=size, theme=theme) as window:
        page = window.open(path)
        page.locator("table.board").evaluate("map => scrollTo(0, map.getBoundingClientRect().top + scrollY - 80)")
        box = page.locator(f"[data-tray] [data-who='{waiting.pk}']").bounding_box()
        field = page.locator("td[data-influence='5'][data-interest='4']").bounding_box()
        page.mouse.move(box["x"] + 8, box["y"] + 8)
        page.mouse.down()
        page.mouse.move(field["x"] + 12, field["y"] + 12, steps=6)
        page.mouse.up()
        page.wait_for_selector(f"#map-part td[data-influence='5'] [data-who='{waiting.pk}']:not(.is-sending)")
        page.locator(f"[data-who='{placed.pk}']").focus()
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(700)
        page.wait_for_selector(f"td[data-influence='3'][data-interest='3'] [data-who='{placed.pk}']:not(.is-sending)")
        assert page.evaluate("document.activeElement.dataset.who") == str(placed.pk)
        assert window.overflow() <= 0
        for address in (path, f"/customers/{customer.pk}/?tab=insight"):
            window.open(address)
            assert window.findings() == []
        assert window.complaints == []
    for contact, place in ((placed, (3, 3)), (waiting, (5, 4))):
        contact.refresh_from_db()
        assert (contact.influence, contact.interest) == place
