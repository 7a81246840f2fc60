"""A tiny mail server on 127.0.0.1 with a real socket: it keeps what it gets and fails where a test tells it to."""

import contextlib
import email
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default
from typing import IO, cast

from django.test import override_settings


@dataclass
class Taken:
    """One mail the server said yes to (or kept without being able to say so)."""

    sender: str
    recipient: str
    content: bytes

    @property
    def message(self) -> EmailMessage:
        return cast(EmailMessage, email.message_from_bytes(self.content, policy=default))

    @property
    def message_id(self) -> str:
        return str(self.message["Message-ID"])


@dataclass
class Mailbox:
    """The server: its address, what it took, and how it shall misbehave.

    ``refuse`` maps a recipient to the answer for RCPT; ``answer_text`` replaces the answer after the text;
    ``silent_after_text`` keeps the mail and hangs up without a word, as many times as it says; ``pause`` makes every
    yes slow; ``deaf`` hangs up at once.
    """

    host: str = "127.0.0.1"
    port: int = 0
    taken: list[Taken] = field(default_factory=list)
    refuse: dict[str, str] = field(default_factory=dict)
    refuse_sender: str = ""
    answer_text: str = ""
    silent_after_text: int = 0
    pause: float = 0.0
    deaf: bool = False
    connections: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def per_message_id(self) -> Counter[str]:
        """How often each mail arrived."""
        return Counter(mail.message_id for mail in self.taken)

    def recipients(self) -> list[str]:
        return [mail.recipient for mail in self.taken]

    def settings(self) -> dict[str, object]:
        """What the portal's settings must say to use this server."""
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": self.host,
            "EMAIL_PORT": self.port,
            "EMAIL_HOST_USER": "",
            "EMAIL_HOST_PASSWORD": "",
            "EMAIL_USE_TLS": False,
            "EMAIL_USE_SSL": False,
            "EMAIL_TIMEOUT": 2,
            "MAIL_CONFIGURED": True,
        }

    def talk(self, connection: socket.socket) -> None:
        """Serve one client until it leaves."""
        with contextlib.suppress(OSError), connection, connection.makefile("rb") as lines:
            if self.deaf:
                return
            self._say(connection, "220 fake ready")
            sender, recipient = "", ""
            while line := lines.readline():
                verb, _, rest = line.decode("latin-1").strip().partition(" ")
                match verb.upper():
                    case "EHLO":
                        self._say(connection, "250-fake", "250-8BITMIME", "250 SIZE 10000000")
                    case "MAIL":
                        sender = rest
                        self._say(connection, self.refuse_sender or "250 ok")
                    case "RCPT":
                        recipient = rest.partition("<")[2].partition(">")[0]
                        self._say(connection, self.refuse.get(recipient, "250 ok"))
                    case "DATA":
                        self._say(connection, "354 go on")
                        if not self._keep(connection, Taken(sender, recipient, self._text(lines))):
                            return
                    case "QUIT":
                        self._say(connection, "221 bye")
                        return
                    case _:
                        self._say(connection, "250 ok")

    def _keep(self, connection: socket.socket, mail: Taken) -> bool:
        if self.answer_text:
            self._say(connection, self.answer_text)
            return True
        time.sleep(self.pause)
        with self.lock:
            self.taken.append(mail)
            number = len(self.taken)
            if self.silent_after_text:
                self.silent_after_text -= 1
                return False
        self._say(connection, f"250 2.0.0 queued as {number}")
        return True

    @staticmethod
    def _text(lines: IO[bytes]) -> bytes:
        content = b""
        while (line := lines.readline()) not in {b".\r\n", b""}:
            content += line.removeprefix(b".") if line.startswith(b"..") else line
        return content

    @staticmethod
    def _say(connection: socket.socket, *answers: str) -> None:
        connection.sendall("".join(f"{answer}\r\n" for answer in answers).encode())


@contextlib.contextmanager
def mail_server(*, use: bool = True) -> Iterator[Mailbox]:
    """A running server; with ``use`` the settings point to it meanwhile."""
    box = Mailbox()
    listener = socket.create_server((box.host, 0))
    box.port = listener.getsockname()[1]
    stopped = threading.Event()

    def serve() -> None:
        while not stopped.is_set():
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            if stopped.is_set():
                connection.close()
                return
            box.connections += 1
            threading.Thread(target=box.talk, args=(connection,), daemon=True).start()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        if use:
            with override_settings(**box.settings()):
                yield box
        else:
            yield box
    finally:
        stopped.set()
        with contextlib.suppress(OSError):
            socket.create_connection((box.host, box.port), timeout=1).close()
        listener.close()
        thread.join(2)
