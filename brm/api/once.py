"""The same call sent twice is done once: ``Idempotency-Key`` on POST, for callers whose connection broke."""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from brm.api.domain.calls import LONGEST_KEY, forget_call, keep_answer, take_call

HEADER = "Idempotency-Key"
REPLAYED = "Idempotent-Replayed"


class AnotherCallError(APIException):
    """The key was used before, for something else."""

    status_code = 422
    default_code = "another_call"

    def __init__(self) -> None:
        super().__init__(_("This key was used before for another request. Use a new key for every new request."))


def answer_once(
    handler: Callable[..., Response], key: str, request: Request, *args: Any, apart: bool = False, **kwargs: Any
) -> Response:
    """Do what the call asks, or say again what was answered before. A refusal is not kept: it changed nothing.

    Doing and keeping are one transaction, so a call that was broken off leaves neither; of two at the same time the
    second waits for the first and gets its answer.

    ``apart``: what it does must be in no transaction with anything else (ruling 32), and does nothing twice by itself.
    Broken off it is done again; of two at the same time each is told what became of its own.
    """
    if len(key) > LONGEST_KEY or not key.isprintable():
        raise ValidationError({HEADER: [_("A key has at most %(most)d printable characters.") % {"most": LONGEST_KEY}]})
    with nullcontext() if apart else transaction.atomic():
        call = take_call(request.user, key=key, path=request.path, digest=_digest(request.data))
        if call is None:
            raise AnotherCallError
        if call.status is not None:
            return Response(call.body, status=call.status, headers={REPLAYED: "true"})
        try:
            response = handler(request, *args, **kwargs)
        except Exception:  # whatever it was goes on up: inside a transaction the key is gone with it, here it is not
            if apart:
                forget_call(call)
            raise
        body = json.loads(JSONRenderer().render(response.data) or b"null")
        keep_answer(call, status=response.status_code, body=body)
    return response


def _digest(data: Any) -> str:
    """What was sent, in short: the same values give the same, however they were written."""
    digest = hashlib.sha256()
    for part in _parts(data):
        digest.update(part)
        digest.update(b"\x00")
    return digest.hexdigest()


def _parts(data: Any) -> Iterator[bytes]:
    if not isinstance(data, MultiValueDict):
        yield json.dumps(data, sort_keys=True, default=str).encode()
        return
    for name in sorted(data):
        yield name.encode()
        for value in data.getlist(name):
            if isinstance(value, UploadedFile):
                yield (value.name or "").encode()
                yield from value.chunks()
                value.seek(0)
            else:
                yield str(value).encode()
