"""Refusals as problem documents (RFC 9457): a title, a sentence, reasons, fields."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.exceptions import ValidationError as ModelError
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import exception_handler

from brm.core.errors import DomainError, StaleError


def problem(error: Exception, context: dict[str, Any]) -> Response | None:
    """Every refusal in one shape; an unexpected error stays a 500 of the outermost edge."""
    if isinstance(error, DomainError):
        body: dict[str, Any] = {"title": _("Refused"), "status": 409, "detail": str(error), "reasons": error.reasons}
        if error.field:
            body["errors"] = {error.field: [str(error)]}
        if isinstance(error, StaleError):
            body["changes"] = [
                {"field": name, "theirs": str(theirs), "yours": str(mine)} for name, theirs, mine in error.changes
            ]
        return Response(body, status=status.HTTP_409_CONFLICT, content_type="application/problem+json")
    if isinstance(error, ModelError):
        error = exceptions.ValidationError(error.message_dict if hasattr(error, "error_dict") else error.messages)
    if isinstance(error, PermissionDenied | Http404):
        error = exceptions.NotFound()
    response = exception_handler(error, context)
    if response is None:
        return None
    detail = response.data
    body = {"title": response.status_text, "status": response.status_code}
    if isinstance(error, exceptions.ValidationError):
        body |= {"detail": _("Some values are not right."), "errors": detail}
    else:
        body["detail"] = str(detail.get("detail", "")) if isinstance(detail, dict) else str(detail)
    response.data = body
    response.content_type = "application/problem+json"
    return response
