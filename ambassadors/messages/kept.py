"""What messages keep about a person: what they do not want, which silence they were reminded of, what they sent."""

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from ambassadors.initiatives.kept import change_named
from ambassadors.messages.models import Announcement, Reminder, Unwanted
from ambassadors.network.models import Ambassadorship
from ambassadors.organisation.kept import department_named
from ambassadors.security.kept import PERSON, USER, Kept

KEPT = (
    Kept(
        "messages_off",
        _("Messages that you switched off."),
        select(Unwanted.kind).where(Unwanted.user_id == USER).order_by(Unwanted.kind),
    ),
    Kept(
        "reminders",
        _("Reminders that you got because nothing was logged."),
        select(
            change_named(Ambassadorship.initiative_id).label("change"),
            department_named(Ambassadorship.department_id).label("department"),
            Reminder.since.label("valid_from"),
            Reminder.weeks,
            Reminder.told_at.label("at"),
        )
        .join(Ambassadorship, Reminder.ambassadorship_id == Ambassadorship.id)
        .where(Ambassadorship.person_id == PERSON)
        .order_by(Reminder.told_at, Reminder.ambassadorship_id, Reminder.weeks),
    ),
    Kept(
        "announcements",
        _("What you told ambassadors as a change manager, and how many of them."),
        select(
            change_named(Announcement.initiative_id).label("change"),
            department_named(Announcement.department_id).label("department"),
            Announcement.subject,
            Announcement.text,
            Announcement.sent_at.label("at"),
            Announcement.told,
            Announcement.mailed,
        )
        .where(Announcement.sent_by == USER)
        .order_by(Announcement.id),
    ),
)
