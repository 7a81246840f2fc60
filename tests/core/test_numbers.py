"""Numbers out of addresses and forms."""

import pytest

from brm.core.numbers import whole


@pytest.mark.parametrize("text", [None, "", "²", "٣", "-1", "1.0", " 1", "1e3", "9" * 19, "9" * 5000])
def test_what_is_no_plain_number_is_none(text):
    assert whole(text) is None


def test_a_number_is_read():
    assert (whole("0"), whole("17"), whole(17), whole("9" * 18)) == (0, 17, 17, 10**18 - 1)
