"""Mails the members where the minutes are; why they are not attached is in docs/adr/0018-minutes-by-link.md."""

from collections.abc import Collection
from datetime import datetime

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from ambassadors.accounts.models import User
from ambassadors.initiatives.models import Initiative
from ambassadors.mail import outbox
from ambassadors.mail.sending import Letter, PostOffice
from ambassadors.meetings.models import Meeting
from ambassadors.web.addresses import address_of
from ambassadors.web.formatting import day as in_full

MINUTES = "minutes"
"""Kind of the message."""


def mail_minutes(
    session: Session, initiative: Initiative, meeting: Meeting, user_ids: Collection[int], now: datetime
) -> bool:
    """Tell each of some users that the minutes are there, in their language; False where no mail can be sent."""
    office: PostOffice = current_app.config["POST_OFFICE"]
    if not office.is_open:
        return False
    link = address_of("meetings.show", initiative_code=initiative.code, meeting_id=meeting.id)
    pdf = address_of("recording.pdf", initiative_code=initiative.code, meeting_id=meeting.id)
    users = session.scalars(select(User).where(User.id.in_(user_ids), User.closed_at.is_(None)).order_by(User.id))
    for user in users:
        with force_locale(user.language or current_app.config["SETTINGS"].language):
            subject = _("Minutes of the kerngroep, %(day)s", day=in_full(meeting.on))
            text = _(
                "Hello %(name)s,\n\nThe minutes of the kerngroep of “%(change)s” of %(day)s are there, with what was "
                "agreed and the figures of that day:\n%(link)s\n\nAs a PDF:\n%(pdf)s\n\nYou sign in for both. The "
                "minutes are not in this mail: they quote signals and hold figures of small departments, which are "
                "for the kerngroep alone. And whatever is added to them later, you find there too.",
                name=user.name,
                change=initiative.name,
                day=in_full(meeting.on),
                link=link,
                pdf=pdf,
            )
        outbox.post(session, user.id, MINUTES, Letter(user.email, subject, text + "\n"), now)
    return True
