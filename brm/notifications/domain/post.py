"""The conversation with the mail server, step by step, so that we know at each moment whether a mail may be out."""

import logging
import smtplib
from collections.abc import Callable
from types import TracebackType
from typing import Any

from django.core.mail import EmailMessage, get_connection
from django.core.mail.message import sanitize_address

from brm.notifications.rules import address_is_wrong

logger = logging.getLogger(__name__)
_TOO_LARGE = 552


class PostError(Exception):
    """A mail did not go. ``str()`` is the server's answer as it can be shown."""


class ServerError(PostError):
    """The server cannot be reached or takes nothing from us: no fault of any one mail."""


class LaterError(PostError):
    """Not now: the server is busy, or fell silent before it had the text."""


class UncertainError(LaterError):
    """The server had the text and fell silent: the mail may be out or not."""


class RefusedError(PostError):
    """The server says no for good."""

    def __init__(self, answer: str, *, wrong_address: bool = False) -> None:
        super().__init__(answer)
        self.wrong_address = wrong_address


def _said(code: int, answer: bytes | str) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else str(answer)
    return f"{code} {' '.join(text.split())}"[:500]


class Post:
    """An open connection to the mail server, used for many mails: ``with Post() as post: post.send(...)``.

    Another mail backend than SMTP (tests, a console) is used as it is.
    """

    def __init__(self) -> None:
        self._backend: Any = get_connection(fail_silently=False)

    def __enter__(self) -> "Post":
        self._open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def _open(self) -> None:
        try:
            self._backend.open()
        except smtplib.SMTPResponseException as error:
            raise ServerError(_said(error.smtp_code, error.smtp_error)) from error
        except (OSError, smtplib.SMTPException) as error:
            raise ServerError(str(error) or type(error).__name__) from error

    def _close(self) -> None:
        try:
            self._backend.close()
        except (OSError, smtplib.SMTPException):
            logger.debug("the mail server had hung up already")

    def send(self, letter: EmailMessage, handing: Callable[[], None]) -> str:
        """Hand one mail over and answer what the server said.

        ``handing`` is called at the last moment at which the mail is certainly not out; what it raises stops it.
        """
        if getattr(self._backend, "connection", None) is None and hasattr(self._backend, "host"):
            self._open()
        smtp = getattr(self._backend, "connection", None)
        if not isinstance(smtp, smtplib.SMTP):
            handing()
            try:
                self._backend.send_messages([letter])
            except (OSError, smtplib.SMTPException) as error:
                raise UncertainError(str(error) or type(error).__name__) from error
            return ""
        content: bytes = letter.message().as_bytes(linesep="\r\n")  # type: ignore[call-arg]  # the letter is Django's own, whose as_bytes takes it
        try:
            self._envelope(smtp, letter, len(content))
        except (OSError, smtplib.SMTPServerDisconnected) as error:
            self._hang_up()
            raise LaterError(str(error) or type(error).__name__) from error
        except PostError:
            self._reset(smtp)
            raise
        try:
            handing()
        except BaseException:
            self._reset(smtp)
            raise
        try:
            return self._text(smtp, content)
        except PostError:
            self._reset(smtp)
            raise

    def _envelope(self, smtp: smtplib.SMTP, letter: EmailMessage, size: int) -> None:
        encoding = letter.encoding or "utf-8"
        try:
            smtp.ehlo_or_helo_if_needed()
        except smtplib.SMTPHeloError as error:
            raise ServerError(_said(error.smtp_code, error.smtp_error)) from error
        options = [f"size={size}"] if smtp.has_extn("size") else []
        if smtp.has_extn("8bitmime"):
            options.append("body=8bitmime")
        code, answer = smtp.mail(sanitize_address(letter.from_email, encoding), options)
        if code != 250:
            if code == _TOO_LARGE:
                raise RefusedError(_said(code, answer))
            raise ServerError(_said(code, answer))
        for recipient in letter.recipients():
            code, answer = smtp.rcpt(sanitize_address(recipient, encoding))
            if code in {250, 251}:
                continue
            said = _said(code, answer)
            if code >= 500:
                raise RefusedError(said, wrong_address=address_is_wrong(code, said))
            raise LaterError(said)

    def _text(self, smtp: smtplib.SMTP, content: bytes) -> str:
        try:
            code, answer = smtp.data(content)
        except smtplib.SMTPDataError as error:
            said = _said(error.smtp_code, error.smtp_error)
            raise (RefusedError(said) if error.smtp_code >= 500 else LaterError(said)) from error
        except (OSError, smtplib.SMTPException) as error:
            self._hang_up()
            raise UncertainError(str(error) or type(error).__name__) from error
        said = _said(code, answer)
        if code == 250:
            return said
        raise RefusedError(said) if code >= 500 else LaterError(said)

    def _reset(self, smtp: smtplib.SMTP) -> None:
        try:
            smtp.rset()
        except (OSError, smtplib.SMTPException):
            self._hang_up()

    def _hang_up(self) -> None:
        """Forget a dead connection; the next mail opens another."""
        self._close()
        self._backend.connection = None
