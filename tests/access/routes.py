"""Every route of the portal, read from the URL resolver: what is not declared is found here."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

FOREIGN = ("admin:auth", "djdt")


@dataclass(frozen=True)
class Route:
    """A named door and the parameters its address takes."""

    name: str
    params: tuple[str, ...]


def all_routes() -> list[Route]:
    """Named routes, each once with its longest list of parameters, and unnamed ones by their pattern."""
    found: dict[str, Route] = {}
    for name, params in _walk(get_resolver().url_patterns, "", ()):
        if name not in found or len(params) > len(found[name].params):
            found[name] = Route(name, params)
    return sorted(found.values(), key=lambda route: route.name)


def _walk(
    patterns: list[URLPattern | URLResolver], space: str, params: tuple[str, ...]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for each in patterns:
        here = (*params, *each.pattern.regex.groupindex)
        if isinstance(each, URLResolver):
            inner = ":".join(part for part in (space, each.namespace) if part)
            yield from _walk(each.url_patterns, inner, here)
        else:
            name = each.name or f"(unnamed) {each.pattern}"
            yield (f"{space}:{name}" if space else name), here
