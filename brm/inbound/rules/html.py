"""The words of an HTML mail, as plain lines; what was quoted gets the mark of a quotation. Its markup goes.

Read by hand in one pass from left to right: the parsers at hand take minutes over a page made to keep them busy.
"""

import re
from html import unescape

_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "center", "dd", "div", "dl", "dt", "fieldset", "figure",
        "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p",
        "pre", "section", "table", "tbody", "tfoot", "thead", "tr", "ul"
    }
)  # fmt: skip
_SILENT = frozenset(
    {
        "head", "iframe", "math", "noscript", "object", "script", "select", "style", "svg", "template",
        "textarea", "title"
    }
)  # fmt: skip
_VOID = frozenset(
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
        "wbr"
    }
)  # fmt: skip
_QUOTES = re.compile(
    r"\b(gmail_quote|gmail_extra|yahoo_quoted|moz-cite-prefix|protonmail_quote|zmail_extra|isReplyContent|"
    r"foxmail_quote|mail_quote|netease_mail_quote|qmbox_reply|ntes-mailmaster-quote)\b"
)
_QUOTE_IDS = re.compile(
    r"^(appendonsend|divRplyFwdMsg|isReplyContent|mailOriginal|OLK_SRC_BODY_SECTION|ntes-pcmail-quote)$"
)
_NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,30}|[!?])")
_ATTRIBUTE = re.compile(r"""([a-zA-Z-]{1,30})\s{0,5}=\s{0,5}("[^"]*"|'[^']*'|[^\s>"']+)""")
_SPACE = re.compile(r"[ \t\r\n\f]+")
LONGEST = 500_000


class _Words:
    """Collects lines. Each open element that quotes adds one mark in front of them."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.line: list[str] = []
        self.open: list[tuple[str, str]] = []
        self.silent = self.quoting = 0
        self.rest_quoted = False

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if tag in _BLOCKS or tag == "br":
            self._break()
        if tag in {"td", "th"} and self.line:
            self.line.append(" ")
        if tag == "li":
            self.line.append("- ")
        if tag in _VOID:
            return
        effect = ""
        if "display:none" in attributes.get("style", "").replace(" ", "").lower():
            effect = "silent"
        elif _QUOTE_IDS.match(attributes.get("id", "")):
            self.rest_quoted = True  # Outlook and some others put the quotation after this element, not into it
        elif tag == "blockquote" or _QUOTES.search(attributes.get("class", "")):
            effect = "quote"
        self.open.append((tag, effect))
        self._count(effect, 1)

    def end(self, tag: str) -> None:
        """An element ends, and with it those within that were left open."""
        if tag in _BLOCKS:
            self._break()
        if not any(name == tag for name, _effect in self.open[-100:]):
            return
        while self.open:
            name, effect = self.open.pop()
            self._count(effect, -1)
            if name == tag:
                break

    def words(self, text: str) -> None:
        """Text between elements."""
        if not self.silent:
            self.line.append(_SPACE.sub(" ", unescape(text)))

    def _count(self, effect: str, step: int) -> None:
        if effect == "silent":
            self.silent += step
        elif effect == "quote":
            if step < 0:
                self._break()
            self.quoting += step

    def _break(self) -> None:
        marks = min(self.quoting + self.rest_quoted, 5)
        line = re.sub(" {2,}", " ", "".join(self.line)).strip()
        if line:
            self.lines.append("> " * marks + line)
        elif self.lines and self.lines[-1]:
            self.lines.append("")
        self.line = []

    def text(self) -> str:
        """What was collected."""
        self._break()
        return "\n".join(self.lines).strip()


def words_of(page: str) -> str:
    """An HTML page as plain text."""
    page, reader, place = page[:LONGEST], _Words(), 0
    while (mark := page.find("<", place)) >= 0:
        reader.words(page[place:mark])
        if page.startswith("<!--", mark):
            place = _after(page, "-->", mark + 4)
        elif not (found := _NAME.match(page, mark)):
            reader.words("<")
            place = mark + 1
        else:
            place = _end_of_tag(page, mark)
            closes, tag = found.group(1), found.group(2).lower()
            if closes:
                reader.end(tag)
            elif tag in _SILENT:
                ends = re.compile(f"</{re.escape(tag)}", re.IGNORECASE).search(page, place)
                place = _after(page, ">", ends.end()) if ends else len(page)
            elif tag not in "!?":
                values = {
                    name.lower(): value.strip("\"'") for name, value in _ATTRIBUTE.findall(page[mark:place][:2000])
                }
                reader.begin(tag, values)
    reader.words(page[place:])
    return reader.text()


def _after(page: str, words: str, place: int) -> int:
    """The place after some words; the end of the page where they do not come."""
    found = page.find(words, place)
    return found + len(words) if found >= 0 else len(page)


def _end_of_tag(page: str, mark: int) -> int:
    """The place after a tag; a sign within quotes does not end it, unless the quotes never close."""
    first = place = page.find(">", mark)
    for _attempt in range(5):
        if place < 0 or page.count('"', mark, place) % 2 == 0:
            break
        place = page.find(">", place + 1)
    return (place if place >= 0 else first if first >= 0 else len(page) - 1) + 1
