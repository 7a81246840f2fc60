"""Handing a PDF to whoever asked for it."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def pdf_answer(content: bytes, name: str, *, download: bool = True) -> HttpResponse:
    """The answer to a request for a PDF: saved under ``name``, or shown in the browser; never kept by a cache."""
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(download, name) or "inline"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
