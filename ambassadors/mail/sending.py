"""Sends mail after the transaction that asked for it has been committed."""

import logging
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from urllib.parse import unquote, urlsplit

from sqlalchemy.orm import Session

from ambassadors.db import after_commit
from ambassadors.refusals import Refused

_log = logging.getLogger(__name__)
_TIMEOUT = 20


@dataclass(frozen=True, slots=True)
class Letter:
    """A plain-text message to one address."""

    to: str
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class PostOffice:
    """Where mail goes, from whom. Without `smtp_url` nothing is sent."""

    smtp_url: str | None
    sender: str

    @property
    def is_open(self) -> bool:
        """Whether mail can be sent."""
        return self.smtp_url is not None

    def post(self, session: Session, letter: Letter) -> None:
        """Send the letter once the transaction of `session` is committed; never if it is rolled back."""
        if self.is_open:
            after_commit(session, lambda: self._send_or_log(letter))

    def send(self, letter: Letter) -> None:
        """Send now. Raises Refused `mail_failed` when the mail server cannot be reached or says no."""
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = self.sender, letter.to, letter.subject
        message["Date"], message["Message-ID"] = formatdate(localtime=True), make_msgid(domain="olievlek")
        message.set_content(letter.text)
        try:
            with self._connection() as connection:
                connection.send_message(message)
        except (OSError, smtplib.SMTPException) as error:
            raise Refused("mail_failed") from error

    def _send_or_log(self, letter: Letter) -> None:
        try:
            self.send(letter)
        except Refused as refusal:
            # Who asked for it sees the link on the page too; the log tells the administrator why.
            _log.error("a mail was not sent: %s", refusal.__cause__)

    def _connection(self) -> smtplib.SMTP:
        address = urlsplit(self.smtp_url or "")
        host, tls = address.hostname or "localhost", ssl.create_default_context()
        if address.scheme == "smtps":
            connection: smtplib.SMTP = smtplib.SMTP_SSL(host, address.port or 465, timeout=_TIMEOUT, context=tls)
        else:
            connection = smtplib.SMTP(host, address.port or 25, timeout=_TIMEOUT)
            connection.ehlo()
            if connection.has_extn("starttls"):
                connection.starttls(context=tls)
        if address.username:
            connection.login(unquote(address.username), unquote(address.password or ""))
        return connection
