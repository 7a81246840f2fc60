"""What every page of a journey must stand: axe in light and dark, on a phone and a desk, the policy, the width."""

from dataclasses import dataclass, field
from zlib import crc32

from tests.browser import SIZES, Look
from tests.proof_figures import full

AT_REST = """() => {
  const rest = new CSSStyleSheet();
  rest.replaceSync(`*, *::before, *::after { transition: none !important; animation: none !important }
    .is-sticky { position: static !important }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, rest];
}"""
"""Colours that fade and feet that stick would be judged by the moment and by how far somebody has scrolled."""
OF_COLOUR = ("color-contrast", "link-in-text-block")
"""What the theme can change; everything else axe asks about is the same by day and by night."""
LOOKS = [(size, theme) for size in ("desk", "phone") for theme in ("light", "dark")]


def looks_at(name: str) -> list[tuple[str, str]]:
    """``make proof`` looks at every size by day and by night; ``make test`` sees one by day, the other by night."""
    if full():
        return LOOKS
    by_day, by_night = ("desk", "phone") if crc32(name.encode()) % 2 else ("phone", "desk")
    return [(by_day, "light"), (by_night, "dark")]


@dataclass
class Inspector:
    """Looks at each kind of page once, in its sizes and themes, as it stands with what is open on it."""

    seen: set[str] = field(default_factory=set)
    found: list[str] = field(default_factory=list)

    def check(self, window: Look, name: str) -> None:
        """Look at what the window shows now; ``name`` says which kind of page it is. What is wrong is kept."""
        if name in self.seen:
            return
        self.seen.add(name)
        page = window.page
        before, theme_before = page.viewport_size, page.evaluate("document.documentElement.dataset.bsTheme")
        page.evaluate(AT_REST)
        for size, theme in looks_at(name):
            page.set_viewport_size(SIZES[size])
            page.evaluate("theme => { document.documentElement.dataset.bsTheme = theme }", theme)
            page.wait_for_timeout(50)
            rules = OF_COLOUR if theme == "dark" else ()
            self.found += [f"{name}, {size}, {theme}: {finding}" for finding in window.findings(rules=rules)]
            if window.overflow() > 0:
                self.found.append(f"{name}, {size}: {window.overflow()} px too wide")
        page.evaluate("theme => { document.documentElement.dataset.bsTheme = theme }", theme_before)
        page.evaluate("() => { document.adoptedStyleSheets = document.adoptedStyleSheets.slice(0, -1) }")
        page.set_viewport_size(before)

    def verdict(self, window: Look) -> None:
        """Fail with everything that was wrong since the last verdict, the browser's own complaints among it."""
        wrong, self.found = [*self.found, *window.complaints], []
        if wrong:
            raise AssertionError("\n".join(wrong))
