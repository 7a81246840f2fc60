"""Asks a running portal how it is, as ``/readyz`` answers it (standard library only).

``python -m brm.ops.probe [readyz|healthz]`` ends with 0 when all is good: the image's health check.
"""

import http.client
import json
import os
import sys
from contextlib import suppress
from typing import Any


def ask(port: int, path: str = "readyz", *, timeout: float = 5) -> tuple[int, dict[str, Any]]:
    """Status and answer; 0 when nobody answers. The Host header is one the portal accepts."""
    named = os.environ.get("ALLOWED_HOSTS", "").split(",")[0].strip().lstrip(".")
    headers = {"Host": named if named not in {"", "*"} else "localhost", "X-Forwarded-Proto": "https"}
    host = os.environ.get("HOST", "127.0.0.1")
    line = http.client.HTTPConnection("127.0.0.1" if host in {"0.0.0.0", "::", ""} else host, port, timeout=timeout)  # noqa: S104 - asked, not bound
    answer: dict[str, Any] = {}
    try:
        line.request("GET", f"/{path}", headers=headers)
        response = line.getresponse()
        with suppress(ValueError):
            answer = json.loads(response.read())
        return response.status, answer
    except (OSError, http.client.HTTPException):
        return 0, answer
    finally:
        line.close()


if __name__ == "__main__":
    status, said = ask(int(os.environ.get("PORT", "8000")), (sys.argv[1:] or ["readyz"])[0])
    sys.exit(0 if status == 200 else f"not ready ({status}): {json.dumps(said)}")
