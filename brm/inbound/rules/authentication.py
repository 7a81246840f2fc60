"""Who vouches for a sender: the Authentication-Results of our own mail server alone (RFC 8601, ruling 21).

Anybody can write such a header into a mail. Only those our server put on top count: they come first and bear its name.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

NAMELESS = "-"
"""Trusting this means: our server names itself nowhere, as Microsoft 365 does, and removes such headers of others."""
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[;=]|[^\s;="]+')


class Vouched(StrEnum):
    """What our mail server says about the domain in From."""

    YES = "yes"
    NO = "no"
    FORGED = "forged"


@dataclass(frozen=True)
class Result:
    """One method's result: ``dkim``, ``pass``, and its properties (``header.d`` and the like)."""

    method: str
    outcome: str
    properties: dict[str, str]

    def __str__(self) -> str:
        return " ".join(
            [f"{self.method}={self.outcome}", *(f"{name}={value}" for name, value in self.properties.items())]
        )


def vouched_for(headers: Sequence[tuple[str, str]], domain: str, trusted: Sequence[str]) -> tuple[Vouched, str]:
    """Whether SPF, DKIM or DMARC confirm ``domain``, said by a trusted host; and what it said, in short.

    ``headers`` are all of the mail's, from the top. The run of Authentication-Results that begins with the first one is
    looked at while the names are trusted: a forged one stands further down, below what the servers added.
    """
    names = {name.strip().lower() for name in trusted}
    results: list[Result] = []
    begun = False
    for name, value in headers:
        if name.lower() != "authentication-results":
            if begun:
                break
            continue
        begun = True
        host, found = parse(value)
        if host not in names:
            break
        results += found
    said = "; ".join(str(result) for result in results)[:300]
    if any(result.method == "dmarc" and result.outcome == "fail" for result in results):
        return Vouched.FORGED, said
    if any(_confirms(result, domain) for result in results):
        return Vouched.YES, said
    failed = any(result.outcome in {"fail", "hardfail"} for result in results)
    return (Vouched.FORGED if failed else Vouched.NO), said


def _confirms(result: Result, domain: str) -> bool:
    if result.outcome != "pass":
        return False
    said = result.properties
    match result.method:
        case "dmarc":
            return _domain(said.get("header.from", "")) == domain
        case "dkim":
            return aligned(_domain(said.get("header.d") or said.get("header.i", "")), domain)
        case "spf":
            return aligned(_domain(said.get("smtp.mailfrom", "")), domain)
    return False


def aligned(confirmed: str, domain: str) -> bool:
    """Whether two domains belong together: equal, or one lies within the other (never just a top-level domain)."""
    if not confirmed or not domain:
        return False
    shorter, longer = sorted((confirmed, domain), key=len)
    return shorter == longer or ("." in shorter and longer.endswith(f".{shorter}"))


def _domain(value: str) -> str:
    return value.rpartition("@")[2].strip().rstrip(".").lower()


def parse(value: str) -> tuple[str, list[Result]]:
    """The name of the host that speaks, and its results. What is not well-formed is left out, never guessed."""
    tokens = _TOKEN.findall(_without_comments(value))
    groups: list[list[str]] = [[]]
    for piece in tokens:
        if piece == ";":
            groups.append([])
        else:
            groups[-1].append(piece)
    if len(groups[0]) > 2:
        host = NAMELESS
    else:
        host, groups = _plain(groups[0][0]).lower() if groups[0] else "", groups[1:]
    return host, [result for group in groups if (result := _result(group))]


def _result(tokens: list[str]) -> Result | None:
    pairs: list[tuple[str, str]] = []
    place = 0
    while place < len(tokens):
        if place + 2 < len(tokens) and tokens[place + 1] == "=" and tokens[place + 2] != "=":
            pairs.append((_plain(tokens[place]).lower(), _plain(tokens[place + 2])))
            place += 3
        else:
            return None
    if not pairs:
        return None
    method, outcome = pairs[0]
    properties: dict[str, str] = {}
    for name, said in pairs[1:]:
        if name in properties:
            return None
        properties[name] = said
    return Result(method.partition("/")[0], outcome.lower(), properties)


def _plain(token: str) -> str:
    if token.startswith('"'):
        return re.sub(r"\\(.)", r"\1", token[1:-1])
    return token


def _without_comments(value: str) -> str:
    """The header without its comments, which may nest; a quoted string is no comment."""
    kept: list[str] = []
    depth, quoted, escaped = 0, False, False
    for character in value:
        if escaped:
            escaped = False
        elif character == "\\" and (quoted or depth):
            escaped = True
        elif quoted:
            quoted = character != '"'
        elif depth or character == "(":
            depth += {"(": 1, ")": -1}.get(character, 0)
            if depth == 0:
                kept.append(" ")
            continue
        elif character == '"':
            quoted = True
        if not depth:
            kept.append(character)
    return "".join(kept)
