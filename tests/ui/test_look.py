"""What a browser makes of the pages: contrast and names (axe), the content security policy, the width of a phone."""

import pytest

from tests.browser import LOOKS, look
from tests.factories.people import make_cast

pytestmark = [pytest.mark.browser, pytest.mark.proof, pytest.mark.django_db(transaction=True)]
PAGES = {"styleguide": "/styleguide/", "list": "/people/", "empty": "/people/?q=zzz", "missing": "/nothing/"}


@pytest.fixture
def portal(pages, people, live_server):
    """The toolkit's list with a few people, and Ada who may see everything."""
    cast = make_cast()
    people("Ann", "Ben", "王芳", "Dan", "Eve", language="zh-hans")
    return live_server.url, cast


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_pages_keep_to_the_policy_and_to_the_width_and_axe_finds_nothing_serious(portal, chromium, shots, size, theme):
    address, cast = portal
    with look(chromium, address, cast.ada, size=size, theme=theme) as window:
        for name, path in PAGES.items():
            window.open(path)
            shots(window, f"{name}-{size}-{theme}")

            assert window.overflow() <= 0, name
            assert window.findings() == [], name
            assert [line for line in window.complaints if "404" not in line] == [], name
