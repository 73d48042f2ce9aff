"""What the outbox keeps about a person."""

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from ambassadors.mail.models import Message
from ambassadors.security.kept import USER, Kept

KEPT = (
    Kept(
        "mail",
        _("Messages that went to you. Their words are there only until they are sent."),
        select(
            Message.queued_at.label("at"),
            Message.kind,
            Message.state.label("status"),
            Message.settled_at,
            Message.subject,
            Message.text,
        )
        .where(Message.user_id == USER)
        .order_by(Message.id),
    ),
)
