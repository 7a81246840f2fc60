"""Texts that would run in a page that does not escape them: two hundred, from three dozen patterns."""

from html.parser import HTMLParser

CALL = "alert(document.domain)"
PATTERNS = (
    "<script>{}</script>",
    "<ScRiPt>{}</sCrIpT>",
    "<script\n>{}</script\n>",
    "</script><script>{}</script>",
    "<img src=x onerror={}>",
    "<img/src=x/onerror={}>",
    "<svg onload={}>",
    "<svg/onload={}>",
    "<body onload={}>",
    "<iframe srcdoc='<script>{}</script>'>",
    "<iframe src=javascript:{}>",
    "<a href=javascript:{}>x</a>",
    "<a href='java\tscript:{}'>x</a>",
    "<a href='&#106;avascript:{}'>x</a>",
    "<math href=javascript:{}>x</math>",
    "<details open ontoggle={}>",
    "<input autofocus onfocus={}>",
    "<video><source onerror={}></video>",
    "<object data=javascript:{}>",
    "<embed src=javascript:{}>",
    "<form action=javascript:{}><button>x",
    "<base href=//evil/>{}",
    "<meta http-equiv=refresh content='0;url=javascript:{}'>",
    "<style>@import 'x';</style>{}",
    "<link rel=stylesheet href=x>{}",
    '" onmouseover="{}" x="',
    "' onmouseover='{}' x='",
    '"><script>{}</script>',
    "'><script>{}</script>",
    "--><script>{}</script>",
    "]]><script>{}</script>",
    "</title><script>{}</script>",
    "</textarea><script>{}</script>",
    "{{{{constructor.constructor('{}')()}}}}",
    "{{% debug %}}{}",
    "${{{}}}",
    "javascript:{}",
    "data:text/html,<script>{}</script>",
    "<script>{}</script>",
    "&lt;script&gt;{}&lt;/script&gt;",
    "<\u2028script>{}</script>",
    "<scr<script>ipt>{}</script>",
)
CLOTHES = ("{}", " {}", "好的{}谢谢", "{}\u202e", "x{}x" * 1)
SCRIPTS = tuple(dict.fromkeys(dress.format(pattern.format(CALL)) for dress in CLOTHES for pattern in PATTERNS))


class _Looking(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag
        for name, value in attrs:
            said = "".join((value or "").split()).lower()
            if name.startswith("on") or (name in {"href", "src", "action", "data"} and said.startswith("javascript:")):
                self.found.append(f"<{tag} {name}={value}>")
            if name == "srcdoc" or (tag in {"base", "object", "embed"}):
                self.found.append(f"<{tag} {name}>")

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside in {"script", "style"} and data.strip() and CALL in data:
            self.found.append(f"<{self.inside}>{data[:80]}")


def what_would_run(page: str) -> list[str]:
    """The elements and attributes of a page by which one of the texts would run."""
    looking = _Looking()
    looking.feed(page)
    return looking.found
