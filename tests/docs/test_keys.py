"""A key leads to one place only, and the guides name the right ones."""

import re
from collections import Counter

from brm.ui.navigation import ACTIONS, NAV
from tests.architecture.sources import BASE


def test_no_two_places_share_a_key():
    keys = Counter(place.keys for place in (*NAV, *ACTIONS) if place.keys)

    assert [key for key, number in keys.items() if number > 1] == []


def test_the_guides_name_the_keys_there_are():
    keys = {place.keys for place in (*NAV, *ACTIONS) if place.keys} | {"?"}

    for guide in ("README.md", "README.zh.md"):
        text = (BASE / "docs" / "manager" / guide).read_text()
        assert set(re.findall(r"\| `([^`]+)` \|", text)) >= keys, guide
        assert set(re.findall(r"\| `(g [a-z])` \|", text)) <= keys, guide
