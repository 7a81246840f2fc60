"""The OpenAPI document as a person reads it: resources, what can be done with each, what is sent and answered."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.utils import translation
from drf_spectacular.generators import SchemaGenerator

from brm.api.routes import router

ROOT = "/api/v1/"
METHODS = {"get": "blue", "post": "green", "patch": "yellow"}
DEEP = 3
_PAGING = ("after", "before", "page_size")


@dataclass(frozen=True)
class Value:
    """One field or parameter: how it is called, what it may be, whether it must be there."""

    name: str
    type: str
    label: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()
    limits: str = ""


@dataclass(frozen=True)
class Operation:
    """One call: its address, in a few words, what is sent, what comes back."""

    id: str
    method: str
    tone: str
    path: str
    summary: str
    about: str
    query: tuple[Value, ...]
    body: tuple[Value, ...]
    answer: tuple[Value, ...]
    status: str
    paged: bool


@dataclass
class Resource:
    """What is under one name."""

    name: str
    title: str
    about: str
    operations: list[Operation] = field(default_factory=list)


class Once(SchemaGenerator):
    """The document that is served: the same for all who read one language, so it is made once per process."""

    def get_schema(self, request: Any = None, public: bool = False) -> dict[str, Any]:
        return _document(translation.get_language() or "")


@lru_cache(maxsize=8)
def _document(language: str) -> dict[str, Any]:
    return SchemaGenerator().get_schema(request=None, public=True)


def resources() -> list[Resource]:
    """Every resource in the reader's language; made once per process and language."""
    return _resources(translation.get_language() or "")


@lru_cache(maxsize=8)
def _resources(language: str) -> list[Resource]:
    document = _document(language)
    shapes = _Shapes(document["components"]["schemas"])
    sets: dict[str, Any] = {prefix: resource for prefix, resource, _name in router.registry}
    found: dict[str, Resource] = {}
    for path, item in document["paths"].items():
        name = path.removeprefix(ROOT).split("/")[0]
        if name not in sets:
            continue
        about = (sets[name].__doc__ or "").strip()
        resource = found.setdefault(name, Resource(name, str(sets[name].title), about))
        resource.operations += [
            _operation(path, method, item[method], shapes, about) for method in METHODS if method in item
        ]
    for resource in found.values():
        resource.operations.sort(key=lambda each: (each.path.count("/"), each.path, list(METHODS).index(each.method)))
    return sorted(found.values(), key=lambda each: each.title.casefold() if language == "en" else each.name)


def _operation(path: str, method: str, said: dict[str, Any], shapes: "_Shapes", about_resource: str) -> Operation:
    parameters = [each for each in said.get("parameters", ()) if each["in"] == "query"]
    status, answer = next(iter(said["responses"].items()))
    shape = _content(answer)
    results = shapes.of(shape).get("properties", {}).get("results") if shape else None
    about = said.get("description", "")
    return Operation(
        id=said["operationId"],
        method=method,
        tone=METHODS[method],
        path=path,
        summary=str(said.get("summary", "")),
        about="" if about == about_resource else about,
        query=tuple(
            shapes.value(each["name"], each["schema"], each.get("required", False))
            for each in parameters
            if each["name"] not in _PAGING
        ),
        body=tuple(shapes.values(_content(said.get("requestBody", {})), writing=True)),
        answer=tuple(shapes.values(results or shape)),
        status=status,
        paged=results is not None,
    )


def _content(said: dict[str, Any]) -> dict[str, Any]:
    kinds = list(said.get("content", {}).values())
    return dict(kinds[0].get("schema", {})) if kinds else {}


class _Shapes:
    """The shapes of the document, looked up and told in short."""

    def __init__(self, schemas: dict[str, Any]) -> None:
        self.schemas = schemas

    def of(self, about: dict[str, Any]) -> dict[str, Any]:
        """The shape itself, whatever points at it."""
        if "$ref" in about:
            return self.of(self.schemas[about["$ref"].rpartition("/")[2]])
        parts = [part for part in (*about.get("allOf", ()), *about.get("oneOf", ())) if "$ref" in part]
        if parts and "properties" not in about and "type" not in about:
            first = self.of(parts[0])
            rest = {name: value for name, value in about.items() if name not in ("allOf", "oneOf")}
            return {**first, **rest}
        return about

    def values(self, about: dict[str, Any], *, writing: bool = False, deep: int = 0) -> Iterator[Value]:
        """The fields of a shape; those of a shape inside it by their path."""
        shape = self.of(about)
        if shape.get("type") == "array":
            shape = self.of(shape.get("items", {}))
        required = set(shape.get("required", ()))
        for name, inner in shape.get("properties", {}).items():
            if writing and self.of(inner).get("readOnly"):
                continue
            yield self.value(name, inner, name in required)
            many = self.of(inner).get("type") == "array"
            part = self.of(self.of(inner).get("items", {})) if many else self.of(inner)
            if part.get("properties") and deep < DEEP:
                for value in self.values(part, writing=writing, deep=deep + 1):
                    yield Value(
                        f"{name}{'[]' if many else ''}.{value.name}", value.type, value.label, value.required,
                        value.choices, value.limits,
                    )  # fmt: skip

    def value(self, name: str, about: dict[str, Any], required: bool) -> Value:
        """One field in short."""
        shape = self.of(about)
        kind = self.kind(shape)
        if shape.get("type") == "array":
            kind = f"{self.kind(self.of(shape.get('items', {})))}[]"
        choices = shape.get("enum") or self.of(shape.get("items", {})).get("enum") or ()
        label = str(about.get("title", ""))
        return Value(
            name, kind, "" if label.casefold() == name.replace("_", " ") else label, required,
            tuple(str(each) for each in choices if each not in ("", None)), _limits(shape),
        )  # fmt: skip

    def kind(self, shape: dict[str, Any]) -> str:
        """How the type is called."""
        if "properties" in shape or shape.get("type") == "object":
            return "object"
        kind = {"int64": "id", "date-time": "moment"}.get(shape.get("format", ""), shape.get("format", ""))
        return str(kind or shape.get("type") or "string")


def _limits(shape: dict[str, Any]) -> str:
    low, high = shape.get("minimum"), shape.get("maximum")
    if low is not None and high is not None and high < 10**9:
        return f"{low} … {high}"
    if most := shape.get("maxLength") or shape.get("maxItems"):
        return f"≤ {most}"
    return ""
