"""Asking a server many times in turn, and saying what it cost."""

import http.client
import statistics
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass


@dataclass(frozen=True)
class Cost:
    """What one page costs: milliseconds at the middle and at the slow end, requests a second with eight clients.

    ``floor`` is the middle of what its floor took, asked in turn with it: a noisy machine slows both alike.
    """

    p50: float
    floor: float
    p95: float
    per_second: float
    status: int
    size: int


@dataclass(frozen=True)
class Ask:
    """One request, made anew by ``body(number)`` (and ``path(number)``) where it writes."""

    path: "str | Callable[[int], str]"
    method: str = "GET"
    headers: Mapping[str, str] | None = None
    body: "object" = None

    def once(self, connection: http.client.HTTPConnection, number: int) -> tuple[float, int, int]:
        """Ask once: seconds, status, size."""
        made = self.body(number) if callable(self.body) else None
        path = self.path(number) if callable(self.path) else self.path
        began = time.perf_counter()
        connection.request(self.method, path, body=made, headers=dict(self.headers or {}))
        answer = connection.getresponse()
        size = len(answer.read())
        return time.perf_counter() - began, answer.status, size


Place = tuple[int, Ask]
"""A server's port, and what it is asked."""


def cost(place: Place, floor: Place, *, times: int = 60, clients: int = 8, together: int = 80) -> Cost:
    """Warm up, ask page and floor ``times`` in turn, then the page ``together`` by ``clients`` at once for the rate."""
    ask = place[1]
    connections = [http.client.HTTPConnection("127.0.0.1", each, timeout=60) for each, _ask in (place, floor)]
    for number in range(8):
        ask.once(connections[0], number)
        floor[1].once(connections[1], number)
    taken, below = [], []
    status = size = 0
    for number in range(100, 100 + times):
        seconds, status, size = ask.once(connections[0], number)
        taken.append(seconds * 1000)
        below.append(floor[1].once(connections[1], 10_000 + number)[0] * 1000)
    for connection in connections:
        connection.close()
    rate, _statuses = rate_of(place, each=together // clients, clients=clients)
    ordered = sorted(taken)
    slow = ordered[int(len(ordered) * 0.95) - 1]
    return Cost(statistics.median(ordered), statistics.median(below), slow, rate, status, size)


def rate_of(place: Place, *, each: int, clients: int = 8) -> tuple[float, set[int]]:
    """Requests a second where so many clients ask so often at once, and every status that came."""
    port, ask = place
    began = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        statuses = set().union(*pool.map(lambda client: _many(port, ask, client, each), range(clients)))
    return each * clients / (time.perf_counter() - began), statuses


def _many(port: int, ask: Ask, client: int, times: int) -> set[int]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    statuses = {ask.once(connection, 1000 + client * 1000 + number)[1] for number in range(times)}
    connection.close()
    return statuses
