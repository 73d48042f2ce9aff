"""The outbox: a message is written down with what causes it, and a worker sends it, once.

See docs/adr/0016-mail-that-is-sent-once.md for what happens when the worker dies in the middle.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, delete, func, select, update
from sqlalchemy.orm import Session

from ambassadors.jobs import service as jobs
from ambassadors.jobs.working import LostClaim, Task
from ambassadors.mail.models import UNSETTLED, Message, MessageState
from ambassadors.mail.sending import Letter, PostOffice, new_message_id
from ambassadors.mail.speaking import Unanswered
from ambassadors.refusals import Refused

SEND = "send_message"
"""Kind of the job that sends a message."""
KEPT_FOR = timedelta(days=90)

AddressOf = Callable[[Session, int], str | None]
"""The address of a user now; nothing for who has no account any more."""


def post(session: Session, user_id: int, kind: str, letter: Letter, now: datetime) -> Message:
    """Send a letter to a user once the caller's transaction is committed; the address is looked up by then."""
    message = Message(
        message_id=new_message_id(),
        user_id=user_id,
        kind=kind,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        off_link=letter.off_link,
        state=MessageState.QUEUED,
        queued_at=now,
    )
    session.add(message)
    session.flush()
    jobs.enqueue(session, SEND, {"message": message.id}, now, now)
    return message


@dataclass(frozen=True, slots=True)
class Delivery:
    """Sends a message of the outbox: the handler of SEND."""

    office: PostOffice
    address_of: AddressOf

    def __call__(self, task: Task) -> None:
        """Send the message of the task, unless it may have been sent already."""
        message_id = int(task.payload["message"])
        with task.transaction() as session:
            message = session.get(Message, message_id)
            address = self.address_of(session, message.user_id) if message else None
        if message is None or message.state is not MessageState.QUEUED:
            # An earlier attempt went beyond the point and did not come back: not again, but told.
            self._settle(task, message_id, MessageState.UNSURE, MessageState.GIVEN)
        elif address is None:
            self._settle(task, message_id, MessageState.DROPPED, MessageState.QUEUED)
        else:
            self._send(task, message, address)

    def _send(self, task: Task, message: Message, address: str) -> None:
        letter = Letter(address, message.subject or "", message.text or "", message.html, message.off_link)
        try:
            with self.office.conversation() as conversation:
                conversation.offer(self.office.sender, address, self.office.message(letter, message.message_id))
                self._step(task, message.id, MessageState.GIVEN, MessageState.QUEUED)
                try:
                    conversation.end_letter()
                except Unanswered:
                    self._settle(task, message.id, MessageState.UNSURE, MessageState.GIVEN)
                    return
                except Refused:
                    self._step(task, message.id, MessageState.QUEUED, MessageState.GIVEN)
                    raise
                self._settle(task, message.id, MessageState.SENT, MessageState.GIVEN, MessageState.UNSURE)
        except Refused as refusal:
            if refusal.code != "mail_refused":
                raise
            self._settle(task, message.id, MessageState.REFUSED, MessageState.QUEUED)

    def _step(self, task: Task, message_id: int, then: MessageState, now: MessageState) -> None:
        """Take the message from one state to another, if it is there; else another attempt has it: LostClaim."""
        with task.transaction() as session:
            if not _moved(session, message_id, then, (now,), task.now()):
                raise LostClaim

    def _settle(self, task: Task, message_id: int, then: MessageState, *now: MessageState) -> None:
        with task.finishing(even_if_lost=True) as session:
            _moved(session, message_id, then, now, task.now())


def _moved(
    session: Session, message_id: int, then: MessageState, now: tuple[MessageState, ...], at: datetime
) -> bool:
    values: dict[str, Any] = {"state": then}
    if then is MessageState.GIVEN:
        values["given_at"] = at
    elif then is not MessageState.QUEUED:
        values["settled_at"] = at
    if then in {MessageState.SENT, MessageState.DROPPED}:
        values |= {"subject": None, "text": None, "html": None, "off_link": None}
    changed = session.execute(
        update(Message).where(Message.id == message_id, Message.state.in_(now)).values(**values)
    )
    return cast("CursorResult[Any]", changed).rowcount == 1


@dataclass(frozen=True, slots=True)
class Unsettled:
    """Messages of one kind that nobody knows to have arrived, or that were refused."""

    kind: str
    state: MessageState
    number: int
    latest: datetime | None


def unsettled(session: Session) -> list[Unsettled]:
    """What an administrator is told about: by kind and state. One query."""
    rows = session.execute(
        select(Message.kind, Message.state, func.count(), func.max(Message.queued_at, type_=Message.queued_at.type))
        .where(Message.state.in_(UNSETTLED))
        .group_by(Message.kind, Message.state)
        .order_by(Message.kind, Message.state)
    )
    return [Unsettled(*row) for row in rows]


def send_again(session: Session, now: datetime) -> int:
    """Send what is unsettled once more, under the same Message-ID; returns how many messages that are."""
    waiting = session.scalars(select(Message).where(Message.state.in_(UNSETTLED)).order_by(Message.id)).all()
    for message in waiting:
        message.state, message.settled_at = MessageState.QUEUED, None
        jobs.enqueue(session, SEND, {"message": message.id}, now, now)
    session.flush()
    return len(waiting)


def leave_unsettled(session: Session, now: datetime) -> None:
    """Send nothing of it again."""
    session.execute(
        update(Message)
        .where(Message.state.in_(UNSETTLED))
        .values(state=MessageState.DROPPED, settled_at=now, subject=None, text=None, html=None, off_link=None)
    )


def forget_old(session: Session, now: datetime) -> None:
    """Remove messages of long ago, whatever became of them."""
    session.execute(delete(Message).where(Message.queued_at < now - KEPT_FOR))
