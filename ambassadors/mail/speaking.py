"""Speaks to a mail server, and knows at which point a letter is the server's.

Up to the dot that ends a letter the server throws away what it got when the line breaks (RFC 5321, 4.1.1.4); from
then on it may have the letter, also when its answer never comes (RFC 1047). `smtplib` sends letter and dot in one go;
here they are two, so that between them can be written down that the dot is about to be sent.
"""

import re
import smtplib
import ssl
from email.message import EmailMessage
from email.policy import SMTP
from types import TracebackType
from typing import Self
from urllib.parse import unquote, urlsplit

from ambassadors.refusals import Refused

TIMEOUT = 20
TIMEOUT_OF_DOT = 600
"""Seconds; what RFC 5321 (4.5.3.2.6) asks for: a server that is slow to answer the dot often has the letter."""

_GO_AHEAD = 354
_PERMANENT = 500
_LEADING_DOT = re.compile(rb"^\.", re.MULTILINE)


class Unanswered(Exception):
    """The dot was sent and no answer came: nobody can tell whether the server has the letter."""


class Conversation:
    """A connection to a mail server over which letters go one by one; use it with `with`.

    Whatever makes sure that a letter was not taken is Refused: `mail_failed` may go better later, `mail_refused` not.
    """

    def __init__(self, address: str) -> None:
        self._connection = _connect(address)
        self._is_amid = False

    def offer(self, sender: str, to: str, message: EmailMessage) -> None:
        """Send all of a letter but the dot that ends it; nothing is the server's yet."""
        written = _LEADING_DOT.sub(b"..", message.as_bytes(policy=SMTP))
        try:
            _mind(*self._connection.mail(sender))
            _mind(*self._connection.rcpt(to))
            self._is_amid = True
            _mind(*self._connection.docmd("data"), good=_GO_AHEAD)
            self._connection.send(written if written.endswith(b"\r\n") else written + b"\r\n")
        except (OSError, smtplib.SMTPException) as error:
            raise Refused("mail_failed") from error
        except UnicodeError as error:  # an address that the server cannot be told
            raise Refused("mail_refused") from error

    def end_letter(self) -> None:
        """Send the dot. The letter is the server's when this returns; raises Refused, or Unanswered."""
        connection = self._connection
        try:
            if connection.sock is not None:
                connection.sock.settimeout(TIMEOUT_OF_DOT)
            connection.send(b".\r\n")
            code, answer = connection.getreply()
        except (OSError, smtplib.SMTPException) as error:
            raise Unanswered from error
        self._is_amid = False
        _mind(code, answer)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Hang up: in the middle of a letter without a word, which would be taken as part of it."""
        try:
            if not self._is_amid:
                self._connection.quit()
        except (OSError, smtplib.SMTPException):
            pass  # what it had to say has been said before
        finally:
            self._connection.close()


def _connect(smtp_url: str) -> smtplib.SMTP:
    address = urlsplit(smtp_url)
    host, tls = address.hostname or "localhost", ssl.create_default_context()
    try:
        if address.scheme == "smtps":
            connection: smtplib.SMTP = smtplib.SMTP_SSL(host, address.port or 465, timeout=TIMEOUT, context=tls)
        else:
            connection = smtplib.SMTP(host, address.port or 25, timeout=TIMEOUT)
        connection.ehlo()
        if address.scheme != "smtps" and connection.has_extn("starttls"):
            connection.starttls(context=tls)
            connection.ehlo()
        if address.username:
            connection.login(unquote(address.username), unquote(address.password or ""))
    except (OSError, smtplib.SMTPException) as error:
        raise Refused("mail_failed") from error
    return connection


def _mind(code: int, answer: bytes, good: int | None = None) -> None:
    """Go on where the server said yes."""
    if code == good or (good is None and 200 <= code < 300):
        return
    cause = smtplib.SMTPResponseException(code, answer)
    raise Refused("mail_refused" if code >= _PERMANENT else "mail_failed") from cause
