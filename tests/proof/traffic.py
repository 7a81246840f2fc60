"""People and programs who go on writing while parts are killed, and remember exactly what was accepted."""

import http.client
import json
import re
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from urllib.parse import urlencode

CALLS = "/api/v1/interactions/"
FORM = "/communications/contacts/log/"
SIGN_IN = "/accounts/sign-in/"
Said = tuple[str, str]
"""A status (or what broke) and where it leads on."""


def _ask(port: int, how: str, path: str, content: str, headers: dict[str, str]) -> tuple[str, http.client.HTTPMessage]:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        line.request(how, path, content.encode(), {"Host": f"localhost:{port}"} | headers)
        response = line.getresponse()
        response.read()
        return str(response.status), response.headers
    except (OSError, http.client.HTTPException) as error:
        return type(error).__name__, http.client.HTTPMessage()
    finally:
        line.close()


class Program:
    """Calls the API with its token."""

    def __init__(self, port: int, world: dict[str, Any]) -> None:
        self.port = port
        self.headers = {"Authorization": f"Bearer {world['token']}", "Content-Type": "application/json"}

    def send(self, facts: dict[str, object]) -> str:
        """What the portal said."""
        return _ask(self.port, "POST", CALLS, json.dumps(facts), self.headers)[0]


class Visitor:
    """Signs in and fills the form, without scripts."""

    def __init__(self, port: int, world: dict[str, Any]) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}
        assert self._go("GET", SIGN_IN)[0] == "200"
        said = self._go("POST", SIGN_IN, login=world["email"], password=world["password"])
        assert said[0] == "302", said

    def _go(self, how: str, path: str, /, **facts: object) -> Said:
        jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": jar, "X-CSRFToken": self.cookies.get("csrftoken", "")}
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        said, answer = _ask(self.port, how, path, urlencode(facts), headers)
        for line in answer.get_all("Set-Cookie") or []:
            if found := re.match(r"(\w+)=([^;]*)", line):
                self.cookies[found[1]] = found[2]
        return said, answer.get("Location", "")

    def send(self, facts: dict[str, object]) -> str:
        """What the portal said; being sent on to the record means that it was accepted."""
        said, to = self._go("POST", FORM, **facts, touchpoint="everyday")
        if said == "302":
            return "302" if SIGN_IN not in to else "signed out"
        return f"{said} form"


@dataclass(repr=False)
class Traffic:
    """``accepted`` holds the words of every record the portal said yes to; ``answers`` counts what it said."""

    senders: list[Program | Visitor]
    relationships: list[int]
    name: str
    pause: float = 0.05
    accepted: list[str] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    last_yes: float = 0.0
    _stop: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _threads: list[threading.Thread] = field(default_factory=list)
    _numbers: Any = field(default_factory=lambda: count(1))

    def __enter__(self) -> "Traffic":
        for sender in self.senders:
            thread = threading.Thread(target=self._go_on, args=(sender,), daemon=True)
            thread.start()
            self._threads.append(thread)
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(90)
            assert not thread.is_alive()

    def _go_on(self, sender: Program | Visitor) -> None:
        while not self._stop.is_set():
            self.log(sender)
            self._stop.wait(self.pause)

    def log(self, sender: Program | Visitor) -> bool:
        """Log one contact; answers whether it was accepted."""
        number = next(self._numbers)
        words = f"{self.name} {number}"
        relationship = self.relationships[number % len(self.relationships)]
        began = time.monotonic()
        said = sender.send({"relationship": relationship, "channel": "phone", "summary": words})
        accepted = said in {"201", "302"}
        with self._lock:
            self.answers[said] += 1
            self.seconds.append(time.monotonic() - began)
            if accepted:
                self.accepted.append(words)
                self.last_yes = max(self.last_yes, began)
        return accepted

    def slowest(self, share: float = 1.0) -> float:
        """The seconds within which that share of the answers came."""
        ordered = sorted(self.seconds)
        return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 2)
