"""A single sign-on server on this machine: says who signed in, as OpenID Connect puts it."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt

CLIENT = "portal"


class SingleSignOn(ThreadingHTTPServer):
    """``claims`` is what it will say of whoever comes next."""

    claims: dict[str, Any]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Answers(BaseHTTPRequestHandler):
    server: SingleSignOn

    def _json(self, answer: dict[str, Any]) -> None:
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        url = self.server.url
        if self.path == "/userinfo":
            self._json(self.server.claims)
        else:
            self._json(
                {
                    "issuer": url,
                    "authorization_endpoint": f"{url}/authorize",
                    "token_endpoint": f"{url}/token",
                    "userinfo_endpoint": f"{url}/userinfo",
                    "jwks_uri": f"{url}/keys",
                }
            )

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        said = {"iss": self.server.url, "aud": CLIENT, "iat": 1, "exp": 9_999_999_999} | self.server.claims
        token = jwt.encode(said, "a-key-of-at-least-thirty-two-bytes", algorithm="HS256")
        self._json({"access_token": "x", "token_type": "Bearer", "id_token": token})

    def log_message(self, *args: Any) -> None:
        """Quiet."""


@contextmanager
def single_sign_on() -> Iterator[SingleSignOn]:
    """The server, while the block lasts."""
    server = SingleSignOn(("127.0.0.1", 0), _Answers)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
