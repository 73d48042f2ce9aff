"""Where mail goes. What somebody waits for at a page is sent right after the commit; the rest by `outbox`."""

import logging
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from sqlalchemy.orm import Session

from ambassadors.db import after_commit
from ambassadors.mail.speaking import Conversation, Unanswered
from ambassadors.refusals import Refused

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Letter:
    """A message to one address: plain text, and perhaps the same as HTML.

    `off_link` is where one request stops messages of this kind (RFC 8058).
    """

    to: str
    subject: str
    text: str
    html: str | None = None
    off_link: str | None = None


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

    def conversation(self) -> Conversation:
        """A connection to the mail server; raises Refused `mail_failed`."""
        return Conversation(self.smtp_url or "")

    def send(self, letter: Letter) -> None:
        """Send now. Raises Refused `mail_failed`, `mail_refused` when the server cannot be reached or says no."""
        with self.conversation() as conversation:
            conversation.offer(self.sender, letter.to, self.message(letter, new_message_id()))
            try:
                conversation.end_letter()
            except Unanswered as error:
                raise Refused("mail_failed") from error

    def message(self, letter: Letter, message_id: str) -> EmailMessage:
        """The letter as it goes out."""
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = self.sender, letter.to, letter.subject
        message["Date"], message["Message-ID"] = formatdate(localtime=True), message_id
        if letter.off_link:
            message["List-Unsubscribe"] = f"<{letter.off_link}>"
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
            message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.text, cte="quoted-printable")
        if letter.html:
            message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
        return message

    def _send_or_log(self, letter: Letter) -> None:
        try:
            self.send(letter)
        except Refused as refusal:
            # Who asked for it sees the link on the page too; the log tells the administrator why.
            _log.error("a mail was not sent: %s", refusal.__cause__)


def new_message_id() -> str:
    """A name for a message that no other has."""
    return make_msgid(domain="olievlek")
