"""The look and the behaviour of the pages, as four files a browser keeps for ever.

The sources under ``static/`` stay small, one per component; here they are put together in order, named by a hash of
what they say, compressed once per process, and served with a year of caching. No build step, and an upgrade is seen at
once. Tabler goes into the lowest cascade layer, so that our few rules win without fighting.
"""

import gzip
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

LAYERS = "@layer vendor, tokens, base, components, layout, pages;\n"
VENDOR_CSS = ("vendor/tabler/tabler.min.css", "vendor/tom-select/tom-select.bootstrap5.min.css")
VENDOR_JS = ("vendor/tabler/tabler.min.js", "vendor/htmx/htmx.min.js", "vendor/tom-select/tom-select.complete.min.js")
TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}


@dataclass(frozen=True)
class Asset:
    """One finished file: what a browser asks for and what it gets."""

    name: str
    kind: str
    digest: str
    body: bytes
    packed: bytes


def _root() -> Path:
    return Path(settings.BASE_DIR) / "static"


def _read(*names: str) -> str:
    return "\n".join((_root() / name).read_text(encoding="utf-8") for name in names)


def _sources(folder: str, ending: str) -> list[str]:
    return sorted(str(path.relative_to(_root())) for path in (_root() / folder).glob(f"*.{ending}"))


def _css() -> str:
    vendor = re.sub(r'@charset "[^"]*";', "", _read(*VENDOR_CSS))
    own = _read("css/tokens.css", "css/base.css", *_sources("css/layout", "css"), *_sources("css/components", "css"))
    return f"{LAYERS}@layer vendor{{{vendor}}}\n{own}\n{_read(*_sources('css/pages', 'css'))}"


def _js() -> str:
    return "\n".join([_read("js/app.js"), *(f"{{\n{_read(name)}\n}}" for name in _sources("js/modules", "js"))])


BUILDERS = {
    ("app", "css"): _css,
    ("app", "js"): _js,
    ("vendor", "js"): lambda: ";\n".join(_read(name) for name in VENDOR_JS),
    ("charts", "js"): lambda: _read("vendor/echarts/echarts.common.min.js") + ";\n" + _read("js/charts.js"),
    ("theme", "js"): lambda: _read("js/theme.js"),
    ("icons", "svg"): lambda: _read("icons/sprite.svg"),
}


def _stamp() -> float:
    """While developing, when a source last changed; otherwise the files stay as they are while the process lives."""
    if not settings.DEBUG:
        return 0.0
    return max(path.stat().st_mtime for folder in ("css", "js", "icons") for path in (_root() / folder).rglob("*"))


@cache
def _built(name: str, kind: str, stamp: float) -> Asset:
    body = BUILDERS[name, kind]().encode()
    return Asset(name, kind, hashlib.sha256(body).hexdigest()[:12], body, gzip.compress(body, 9, mtime=0))


def asset(name: str) -> Asset:
    """The finished file called, say, ``app.css``."""
    stem, _, kind = name.partition(".")
    return _built(stem, kind, _stamp())


@cache
def _url(name: str, stamp: float) -> str:
    found = asset(name)
    return reverse("ui:asset", args=[found.name, found.digest, found.kind])


def url(name: str) -> str:
    """Where a browser finds ``name``; the address changes with the content."""
    return _url(name, _stamp())


@require_safe
def serve(request: HttpRequest, name: str, digest: str, kind: str) -> HttpResponse:
    """Hand out a finished file. An old address still answers, with the present content and without long caching."""
    if (name, kind) not in BUILDERS:
        raise Http404
    found = asset(f"{name}.{kind}")
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(found.packed if packed else found.body, content_type=f"{TYPES[kind]}; charset=utf-8")
    if packed:
        response["Content-Encoding"] = "gzip"
    response["Vary"] = "Accept-Encoding"
    response["Cache-Control"] = (
        "public, max-age=31536000, immutable" if digest == found.digest else "public, max-age=60"
    )
    return response
