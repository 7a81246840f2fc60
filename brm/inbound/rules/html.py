"""The words of an HTML mail, as plain lines; what was quoted gets the mark of a quotation. Its markup goes."""

import re
from html.parser import HTMLParser

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
LONGEST = 500_000


class _Words(HTMLParser):
    """Collects lines. Each open element that quotes adds one mark in front of them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.line = ""
        self.open: list[tuple[str, str]] = []
        self.silent = self.quoting = 0
        self.rest_quoted = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS or tag == "br":
            self._break()
        if tag in {"td", "th"} and self.line.strip():
            self.line += " "
        if tag == "li":
            self.line += "- "
        if tag in _VOID:
            return
        values = {name: value or "" for name, value in attrs}
        effect = ""
        if tag in _SILENT or "display:none" in values.get("style", "").replace(" ", "").lower():
            effect = "silent"
        elif _QUOTE_IDS.match(values.get("id", "")):
            self.rest_quoted = True  # Outlook and some others put the quotation after this element, not into it
        elif tag == "blockquote" or _QUOTES.search(values.get("class", "")):
            effect = "quote"
        self.open.append((tag, effect))
        self._count(effect, 1)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._break()
        if not any(name == tag for name, _effect in self.open[-100:]):
            return
        while self.open:
            name, effect = self.open.pop()
            self._count(effect, -1)
            if name == tag:
                break

    def handle_data(self, data: str) -> None:
        if self.silent:
            return
        words = re.sub(r"[ \t\r\n\f]+", " ", data)
        self.line += words.lstrip(" ") if not self.line or self.line.endswith(" ") else words

    def _count(self, effect: str, step: int) -> None:
        if effect == "silent":
            self.silent += step
        elif effect == "quote":
            if step < 0:
                self._break()
            self.quoting += step

    def _break(self) -> None:
        marks = min(self.quoting + self.rest_quoted, 5)
        if self.line.strip():
            self.lines.append("> " * marks + self.line.strip())
        elif self.lines and self.lines[-1]:
            self.lines.append("")
        self.line = ""

    def text(self) -> str:
        """What was collected."""
        self.close()
        self._break()
        return "\n".join(self.lines).strip()


def words_of(page: str) -> str:
    """An HTML page as plain text."""
    reader = _Words()
    reader.feed(page[:LONGEST])
    return reader.text()
