"""Names as keys: a character that has two sounds is spelled as its word is said."""

import pytest

from brm.parties.text import sort_key


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        ("重庆银行", "chong qing yin hang"),
        ("重型机械", "zhong xing ji xie"),
        ("长沙轨道", "chang sha gui dao"),
        ("厦门航空", "xia men hang kong"),
        ("行政服务中心", "xing zheng fu wu zhong xin"),
        ("华信科技 Ltd", "hua xin ke ji ltd"),
    ],
)
def test_characters_of_two_sounds_are_spelled_as_their_word_is_said(name: str, spelled: str) -> None:
    assert " ".join(sort_key(name).split()[: len(spelled.split())]) == spelled
