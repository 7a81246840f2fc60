"""A tiny mailbox on 127.0.0.1 that speaks IMAP over a real socket, and misbehaves where a test tells it to."""

import contextlib
import re
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote


@dataclass
class Kept:
    """One mail in the mailbox."""

    number: int
    content: bytes
    flags: set[str] = field(default_factory=set)
    old: bool = False
    """Came before any day that is asked for."""


@dataclass
class MailboxServer:
    """The server: who may come in, what is there, how it shall misbehave.

    ``wants_id`` opens no folder to who has not said what they are; ``hang_up_on`` closes the line when a command with
    these words comes, once.
    """

    host: str = "127.0.0.1"
    port: int = 0
    user: str = "portal@our.example"
    password: str = "p@ss/word"
    folder: str = "INBOX"
    validity: int = 7
    kept: list[Kept] = field(default_factory=list)
    wants_id: bool = False
    hang_up_on: str = ""
    pretend_size: int = 0
    commands: list[str] = field(default_factory=list)

    def add(self, content: bytes, *, old: bool = False) -> Kept:
        """A mail arrives."""
        mail = Kept(self.next_number, content, old=old)
        self.kept.append(mail)
        return mail

    @property
    def next_number(self) -> int:
        return max((mail.number for mail in self.kept), default=0) + 1

    @property
    def url(self) -> str:
        account = f"{quote(self.user, safe='')}:{quote(self.password, safe='')}"
        return f"imap+plain://{account}@{self.host}:{self.port}/{quote(self.folder)}"

    def talk(self, connection: socket.socket) -> None:
        """Serve one client until it leaves."""
        said_what_it_is = False
        with contextlib.suppress(OSError), connection, connection.makefile("rb") as lines:
            self._say(connection, "* OK [CAPABILITY IMAP4rev1 ID] ready")
            while line := lines.readline():
                text = line.decode("utf-8", "replace").rstrip("\r\n")
                tag, _, rest = text.partition(" ")
                self.commands.append(re.sub(r"LOGIN .*", "LOGIN", rest))
                if self.hang_up_on and self.hang_up_on in rest:
                    self.hang_up_on = ""
                    return
                verb = rest.upper().split(" ")[0]
                if verb == "LOGIN":
                    right = rest.endswith(f'"{self.password}"') and self.user in rest
                    self._say(connection, f"{tag} {'OK in' if right else 'NO [AUTHENTICATIONFAILED] who are you'}")
                elif verb == "ID":
                    said_what_it_is = True
                    self._say(connection, "* ID NIL", f"{tag} OK done")
                elif verb == "SELECT":
                    self._select(connection, tag, rest, said_what_it_is)
                elif verb == "UID":
                    self._by_number(connection, tag, rest)
                elif verb == "LOGOUT":
                    self._say(connection, "* BYE", f"{tag} OK done")
                    return
                else:
                    self._say(connection, "* CAPABILITY IMAP4rev1 ID", f"{tag} OK done")

    def _select(self, connection: socket.socket, tag: str, rest: str, said_what_it_is: bool) -> None:
        if self.wants_id and not said_what_it_is:
            self._say(connection, f"{tag} NO SELECT Unsafe Login")
        elif f'"{self.folder}"' not in rest:
            self._say(connection, f"{tag} NO there is no such folder")
        else:
            self._say(
                connection,
                f"* {len(self.kept)} EXISTS",
                f"* OK [UIDVALIDITY {self.validity}] good",
                f"* OK [UIDNEXT {self.next_number}] next",
                f"{tag} OK [READ-WRITE] open",
            )

    def _by_number(self, connection: socket.socket, tag: str, rest: str) -> None:
        if found := re.search(r"SEARCH UID (\d+):\*", rest):
            last = max((mail.number for mail in self.kept), default=0)
            numbers = [mail.number for mail in self.kept if mail.number >= int(found[1]) or mail.number == last]
            self._say(connection, " ".join(["* SEARCH", *map(str, numbers)]), f"{tag} OK done")
        elif re.search(r"SEARCH SINCE \d\d-[A-Z][a-z]{2}-\d{4}$", rest):
            numbers = [mail.number for mail in self.kept if not mail.old]
            self._say(connection, " ".join(["* SEARCH", *map(str, numbers)]), f"{tag} OK done")
        elif found := re.search(r"FETCH (\d+) \((.*)\)$", rest):
            self._fetch(connection, tag, int(found[1]), found[2])
        elif found := re.search(r"STORE (\d+) \+FLAGS\.SILENT \((.*)\)$", rest):
            for mail in self.kept:
                if mail.number == int(found[1]):
                    mail.flags.add(found[2])
            self._say(connection, f"{tag} OK done")
        else:
            self._say(connection, f"{tag} BAD what is {rest}")

    def _fetch(self, connection: socket.socket, tag: str, number: int, what: str) -> None:
        for place, mail in enumerate(self.kept, 1):
            if mail.number != number:
                continue
            if what == "RFC822.SIZE":
                size = self.pretend_size or len(mail.content)
                self._say(connection, f"* {place} FETCH (UID {number} RFC822.SIZE {size})")
                continue
            content = mail.content
            if what == "BODY.PEEK[HEADER]":
                content = content.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
            head = f"* {place} FETCH (UID {number} {what.replace('.PEEK', '')} {{{len(content)}}}\r\n"
            connection.sendall(head.encode() + content + b")\r\n")
        self._say(connection, f"{tag} OK done")

    @staticmethod
    def _say(connection: socket.socket, *answers: str) -> None:
        connection.sendall("".join(f"{answer}\r\n" for answer in answers).encode())


@contextlib.contextmanager
def mailbox_server() -> Iterator[MailboxServer]:
    """A running server."""
    server = MailboxServer()
    listener = socket.create_server((server.host, 0))
    server.port = listener.getsockname()[1]

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=server.talk, args=(connection,), daemon=True).start()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        with contextlib.suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(timeout=5)
