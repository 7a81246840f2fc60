"""What somebody wrote anew, as many mail programs send it."""

import time

import pytest

from brm.inbound.rules.html import words_of
from brm.inbound.rules.quotes import new_words
from brm.inbound.rules.reading import read

NEW = "又坏了。\n请尽快处理，谢谢！"
OURS = "##- 请在此行上方填写答复 -##\n\n王女士，您好\n\n投诉 C-0001 已受理\n\nhttps://portal.example/c/1"
QUOTED = "\n".join(f"> {line}" for line in OURS.split("\n"))
TAILS = {
    "gmail in Chinese": f"Our portal <portal@our.example> 于2026年11月21日周六 10:00写道：\n\n{QUOTED}",
    "gmail in Chinese, broken": f"Our portal <portal@our.example>\n于2026年11月21日周六 10:00写道：\n{QUOTED}",
    "gmail in English": f"On Sat, Nov 21, 2026 at 10:00 AM Our portal <portal@our.example> wrote:\n\n{QUOTED}",
    "gmail in English, broken": f"On Sat, Nov 21, 2026 at 10:00 Our portal <\nportal@our.example> wrote:\n\n{QUOTED}",
    "apple": f"> 在 2026年11月21日，上午10:00，Our portal <portal@our.example> 写道：\n> \n{QUOTED}",
    "foxmail": (f"\n\n发件人： Our portal\n发送时间： 2026-11-21 10:00\n收件人： 王女士\n主题： 投诉已受理\n{OURS}"),
    "qq": (
        '------------------ 原始邮件 ------------------\n发件人: "Our portal" <portal@our.example>;\n'
        f'发送时间: 2026年11月21日(星期六) 上午10:00\n收件人: "王女士"\n主题: 投诉已受理\n\n{OURS}'
    ),
    "netease": f"---- 回复的原邮件 ----\n| 发件人 | Our portal |\n| 日期 | 2026年11月21日 10:00 |\n{OURS}",
    "netease, web": f'At 2026-11-21 10:00:00, "Our portal" <portal@our.example> wrote:\n{QUOTED}',
    "netease, web, in Chinese": f'在 2026-11-21 10:00:00，"Our portal" <portal@our.example> 写道：\n{QUOTED}',
    "outlook": (
        "________________________________\nFrom: Our portal <portal@our.example>\nSent: Saturday, November 21, 2026\n"
        f"To: Wang\nSubject: Complaint\n\n{OURS}"
    ),
    "outlook in German": f"Von: Portal\nGesendet: Samstag, 21. November 2026\nAn: Wang\nBetreff: Hallo\n\n{OURS}",
    "phone": f"发自我的 iPhone\n\n> {OURS}",
    "phone in English": f"Sent from my iPhone\n\n{QUOTED}",
    "a language nobody knows": f"Portál írta 2026. nov. 21-én:\n{QUOTED}",
    "nothing but the quotation": QUOTED,
    "our line alone": OURS,
    "signature": "-- \n王芳\n系统管理员",
}


@pytest.mark.parametrize("program", TAILS, ids=str)
def test_only_what_is_new_is_kept(program: str) -> None:
    assert new_words(f"{NEW}\n\n{TAILS[program]}") == NEW


def test_an_answer_below_or_between_is_found() -> None:
    assert new_words(f"On Nov 21, 2026 Portal wrote:\n{QUOTED}\n\n{NEW}") == NEW
    between = "1. Agreed.\n> When do you come?\n2. On Monday.\n> And who?\n3. Ms Li."
    assert new_words(between) == between


KEPT = (
    "From: the cellar it smells.\nPlease come.",
    "时间：上午\n地点：机房\n空调坏了。",
    "On Monday he wrote: nothing.\nOn Tuesday he came.",
    "- one\n- two\n\nThat is all.",
    "错误信息如下：\n500 Internal Server Error\n2026-11-21 10:00 写入失败",
    "步骤 1\n-----\n步骤 2",
    "5 > 3 and a > b",
)


@pytest.mark.parametrize("words", KEPT)
def test_words_that_look_like_a_quotation_stay(words: str) -> None:
    assert new_words(words) == words


def test_nothing_runs_away() -> None:
    hostile = ["On " + "a " * 20_000, "在" + "写" * 40_000, "_" * 40_000, "> " * 20_000, "From:" * 9_000, "\n" * 50_000,
               "##-" * 15_000, "-" * 50_000, ("On a\n" * 10_000)]  # fmt: skip
    began = time.perf_counter()

    for text in hostile:
        new_words(text)
    for page in ("<" * 200_000, "<div>" * 100_000, "<!--" * 50_000, "<a " * 100_000, "&#" * 100_000, "<![" * 50_000):
        words_of(page)

    assert time.perf_counter() - began < 20


PAGES = {
    "paragraphs": ("<p>又坏了。</p><p>请处理&nbsp;&amp; 谢谢</p>", "又坏了。\n\n请处理\xa0& 谢谢"),
    "breaks": ("一<br>二<br/>三", "一\n二\n三"),
    "gmail": ('<div dir="ltr">新</div><div class="gmail_quote"><div>旧</div></div>', "新\n\n> 旧"),
    "outlook": ('<div>新</div><div id="appendonsend"></div><hr><div>旧</div>', "新\n\n> 旧"),
    "quotation": ("新<blockquote>旧<blockquote>更旧</blockquote></blockquote>", "新\n> 旧\n> > 更旧"),
    "script": ("<style>p{}</style><script>alert(1)</script><p>x<b>y</b></p><title>t</title>", "xy"),
    "hidden": ('<span style="display: none">secret</span>shown', "shown"),
    "list": ("<ul><li>一</li><li>二</li></ul>", "- 一\n\n- 二"),
    "unclosed": ("<div><p>一<p>二</div>三", "一\n\n二\n\n三"),
}


@pytest.mark.parametrize("kind", PAGES, ids=str)
def test_pages_become_plain_words(kind: str) -> None:
    page, words = PAGES[kind]

    assert words_of(page).replace("\n\n", "\n") == words.replace("\n\n", "\n")


CHARSETS = (
    ("utf-8", "utf-8"), ("gb18030", "gb2312"), ("gbk", "gbk"), ("gb18030", "unknown-8bit"), ("big5", "big5"),
    ("utf-8", "us-ascii"), ("utf-8", "no-such-charset"),
)  # fmt: skip


@pytest.mark.parametrize(("real", "said"), CHARSETS)
def test_whatever_they_were_encoded_with(real: str, said: str) -> None:
    words = "系統又壞了請儘快處理謝謝" if real == "big5" else "系统又坏了，朱镕基，请尽快处理，谢谢您的帮助。"
    raw = f"From: a@b.example\r\nContent-Type: text/plain; charset={said}\r\n\r\n".encode() + words.encode(real)

    assert read(raw).text == words


def test_heads_in_every_clothing() -> None:
    raw = (
        "From: =?gb2312?B?zfW3vA==?= <wang@their.example>\r\n"
        "Subject: =?utf-8?B?" + "5Zue5aSNOiDmipXor4k=" + "?=\r\n =?utf-8?Q?_C-1?=\r\n"
        "Message-ID: <1@x>\r\n\r\nx"
    ).encode()
    plain = "From: 王芳 <wang@their.example>\r\nSubject: 投诉\r\n\r\nx"

    letter = read(raw)

    assert (letter.senders, letter.title) == ([("王芳", "wang@their.example")], "回复: 投诉 C-1")
    assert read(plain.encode()).title == "投诉"
    assert read(plain.encode("gb18030")).sender == "wang@their.example"
