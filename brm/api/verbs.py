"""What can be done with a record, as one decorator: checked input, the domain's verb, the answer, the documentation."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, Final, Literal

from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

SerializerClass = type[BaseSerializer[Any]]
NOTHING: Final = object()
"""The answer of a verb that has none (204)."""


@dataclass(frozen=True)
class Verb:
    """One verb as the reference describes it: its words, what it takes, what it answers."""

    summary: object
    takes: SerializerClass | None
    answers: Any
    status: int
    many: bool


def verb(
    summary: object,
    *,
    takes: SerializerClass | None = None,
    answers: Any = None,
    status: int = 200,
    many: bool = False,
    detail: bool = True,
    method: Literal["get", "post"] = "post",
    path: str | None = None,
) -> Callable[[Callable[..., Any]], Any]:
    """Make a function a verb of its resource.

    ``takes`` checks what was sent (the query, for a GET); its values arrive as keyword arguments after the record.
    ``answers`` is the serializer of what the function gives back, by default the resource's own.
    """

    def wrap(function: Callable[..., Any]) -> Any:
        @wraps(function)
        def called(self: Any, request: Request, **kwargs: Any) -> Response:
            noun: Sequence[Any] = (self.get_object(),) if detail else ()
            data: dict[str, Any] = {}
            if takes is not None:
                sent = request.query_params if method == "get" else request.data
                said = takes(data=sent, context=self.get_serializer_context())
                said.is_valid(raise_exception=True)
                data = dict(said.validated_data)
            result = function(self, *noun, **data)
            if isinstance(result, Response) or hasattr(result, "streaming_content"):
                return result
            if answers is NOTHING:
                return Response(status=204)
            shape = answers or self.get_serializer_class()
            return Response(shape(result, many=many, context=self.get_serializer_context()).data, status=status)

        noted: Any = called
        noted.verb = Verb(summary, takes, answers, 204 if answers is NOTHING else status, many)
        if function.__name__ in {"list", "create"}:
            return noted
        name = path or function.__name__.replace("_", "-")
        return action(detail=detail, methods=[method], url_path=name, url_name=name)(noted)

    return wrap
