"""A program that calls the API with a token."""

import json
from typing import Any

from django.http import HttpResponse
from django.test import Client

from brm.accounts.models import User
from brm.api.domain.tokens import make_token

ROOT = "/api/v1/"


class Caller:
    """Calls as one person; answers are what came back."""

    def __init__(self, user: User, access: str = "write", **headers: str) -> None:
        self.user = user
        self.token, secret = make_token(user, name="a test", access=access, by=user)
        self.headers = {"Authorization": f"Bearer {secret}", **headers}
        self.client = Client()

    def get(self, path: str, data: Any = None, **headers: str) -> HttpResponse:
        return self.client.get(self._address(path), data, headers={**self.headers, **headers})

    def post(self, path: str, data: Any = None, **headers: str) -> HttpResponse:
        return self.client.post(
            self._address(path), json.dumps({} if data is None else data), content_type="application/json",
            headers={**self.headers, **headers},
        )  # fmt: skip

    def patch(self, path: str, data: Any) -> HttpResponse:
        return self.client.patch(
            self._address(path), json.dumps(data), content_type="application/json", headers=self.headers
        )

    def upload(self, path: str, data: dict[str, Any], **headers: str) -> HttpResponse:
        return self.client.post(self._address(path), data, headers={**self.headers, **headers})

    def _address(self, path: str) -> str:
        return path if path.startswith(("/", "http")) else ROOT + path
