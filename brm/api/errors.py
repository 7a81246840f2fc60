"""Refusals as problem documents (RFC 9457): a title, a sentence, reasons, fields."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.exceptions import ValidationError as ModelError
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions, serializers, status
from rest_framework.response import Response
from rest_framework.views import exception_handler

from brm.core.database import is_away
from brm.core.errors import DomainError, StaleError

CONTENT_TYPE = "application/problem+json"
TITLES = {
    400: gettext_lazy("Not understood"),
    401: gettext_lazy("Not signed in"),
    403: gettext_lazy("Not allowed"),
    404: gettext_lazy("Not found"),
    405: gettext_lazy("Not possible here"),
    409: gettext_lazy("Refused"),
    422: gettext_lazy("Another request"),
    429: gettext_lazy("Too many requests"),
    503: gettext_lazy("Back in a moment"),
}


class DifferenceSerializer(serializers.Serializer[Any]):
    """A field that somebody else changed meanwhile: theirs, and what was sent."""

    field = serializers.CharField()
    theirs = serializers.CharField(allow_blank=True)
    yours = serializers.CharField(allow_blank=True)


class ProblemSerializer(serializers.Serializer[Any]):
    """Why nothing was done, in the caller's language."""

    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    reasons = serializers.ListField(child=serializers.CharField(), required=False)
    errors = serializers.DictField(  # type: ignore[assignment] # the metaclass takes fields out of the class
        required=False, help_text="What is wrong, by field."
    )
    changes = DifferenceSerializer(many=True, required=False)


class _AwayError(exceptions.APIException):
    """The database is restarting; the same call will do in a moment."""

    status_code = status.HTTP_503_SERVICE_UNAVAILABLE
    default_detail = gettext_lazy("The portal is resting for a moment. Send the same again shortly.")
    wait = 5


def problem(error: Exception, context: dict[str, Any]) -> Response | None:
    """Every refusal in one shape; an unexpected error stays a 500 of the outermost edge."""
    if isinstance(error, DomainError):
        return _refusal(error)
    if isinstance(error, ModelError):
        error = exceptions.ValidationError(error.message_dict if hasattr(error, "error_dict") else error.messages)
    if is_away(error):
        error = _AwayError()
    if isinstance(error, PermissionDenied | Http404):
        error = exceptions.NotFound(_("There is no such record, or it is not yours to see."))
    response = exception_handler(error, context)
    if response is None:
        return None
    detail = response.data
    body: dict[str, Any] = {
        "title": str(TITLES.get(response.status_code, response.status_text)),
        "status": response.status_code,
    }
    if isinstance(error, exceptions.ValidationError):
        errors = detail if isinstance(detail, dict) else {"non_field_errors": detail}
        body |= {"detail": _("Some values are not right."), "errors": errors}
    else:
        body["detail"] = str(detail.get("detail", "")) if isinstance(detail, dict) else str(detail)
    response.data = body
    response.content_type = CONTENT_TYPE
    return response


def _refusal(error: DomainError) -> Response:
    body: dict[str, Any] = {"title": str(TITLES[409]), "status": 409, "detail": str(error), "reasons": error.reasons}
    if error.field:
        body["errors"] = {error.field: [str(error)]}
    if isinstance(error, StaleError):
        body["changes"] = [
            {"field": name, "theirs": _shown(theirs), "yours": _shown(mine)} for name, theirs, mine in error.changes
        ]
    return Response(body, status=status.HTTP_409_CONFLICT, content_type=CONTENT_TYPE)


def _shown(value: object) -> str:
    return "" if value is None else str(value)
