"""How the OpenAPI document describes the resources: words, shapes of verbs, every refusal (RFC 9457)."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse

from brm.api.errors import ProblemSerializer
from brm.api.once import HEADER
from brm.api.verbs import NOTHING, Verb

SUMMARIES = {
    "list": _("List"),
    "retrieve": _("Read one"),
    "create": _("Make one"),
    "partial_update": _("Change"),
}
ALWAYS = {400, 401, 403, 404, 429, 503}
CHANGING = {409, 415}


class Schema(AutoSchema):
    """Reads what ``verb`` wrote down, and adds to every operation how it is refused."""

    view: Any

    @property
    def verb(self) -> Verb | None:
        """The verb behind the operation, if it is one."""
        return getattr(getattr(self.view, self.view.action or "", None), "verb", None)

    def get_summary(self) -> Any:
        """In a few words."""
        return self.verb.summary if self.verb else SUMMARIES.get(self.view.action)

    def get_operation_id(self) -> str:
        """Resource and verb, as a generated client calls it."""
        parts = [part.replace("-", "_") for part in self._tokenize_path()]
        if self.view.action in SUMMARIES:
            parts.append(self.view.action)
        return "_".join(parts)

    def get_override_parameters(self) -> list[Any]:
        """The id in the path, the query of a verb, the key of a call that must be done once."""
        parameters: list[Any] = []
        if "{id}" in self.path:
            parameters.append(OpenApiParameter("id", self._kind_of_id(), OpenApiParameter.PATH))
        if self.verb and self.method == "GET" and self.verb.takes:
            parameters.append(self.verb.takes)
        if self.method == "POST":
            parameters.append(
                OpenApiParameter(
                    HEADER, OpenApiTypes.STR, OpenApiParameter.HEADER, pattern="^[!-~]{1,200}$",
                    description="The same call sent again under this key within a day is not done again; "
                    "the first answer is repeated.",
                )
            )  # fmt: skip
        return parameters

    def _kind_of_id(self) -> OpenApiTypes:
        """A number; where nothing may be read from the order of records, a random one."""
        shape = getattr(self.view, "serializer_class", None)
        model = getattr(getattr(shape, "Meta", None), "model", None)
        is_random = model is not None and isinstance(model._meta.pk, models.UUIDField)
        return OpenApiTypes.UUID if is_random else OpenApiTypes.INT64

    def get_request_serializer(self) -> Any:
        """What is sent."""
        return (self.verb.takes if self.method != "GET" else None) if self.verb else super().get_request_serializer()

    def get_response_serializers(self) -> Any:
        """What is answered when it went well."""
        verb = self.verb
        if verb is None:
            return super().get_response_serializers()
        if verb.answers is NOTHING:
            return {verb.status: OpenApiResponse(description="Done.")}
        if verb.answers is bytes:
            return {(verb.status, "application/octet-stream"): OpenApiTypes.BINARY}
        shape = verb.answers or self.view.get_serializer_class()
        return {verb.status: shape(many=True) if verb.many else shape}

    def _is_list_view(self, serializer: Any = None) -> bool:
        if self.verb is not None:
            return self.verb.many
        return super()._is_list_view(serializer)

    def _get_paginator(self) -> Any:
        return None if self.verb is not None else super()._get_paginator()

    def _get_filter_parameters(self) -> Any:
        return [] if self.verb is not None else super()._get_filter_parameters()

    def _get_response_bodies(self, direction: Any = "response") -> Any:
        bodies = super()._get_response_bodies(direction)
        refused = set(ALWAYS)
        if self.method in {"POST", "PATCH"}:
            refused |= CHANGING
        if self.method == "POST":
            refused.add(422)
        self.resolve_serializer(ProblemSerializer(), "response")
        for code in sorted(refused):
            bodies[str(code)] = {"$ref": f"#/components/responses/Problem{code}"}
        return bodies
