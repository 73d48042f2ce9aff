"""What the start page keeps about a person: that their calendar has a private address."""

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from ambassadors.security.kept import USER, Kept
from ambassadors.start.models import CalendarFeed

KEPT = (
    Kept(
        "calendar_address",
        _("That your calendar has a private address. The address itself is not kept, nor when it was asked for."),
        select(CalendarFeed.made_at.label("created_at")).where(CalendarFeed.user_id == USER),
    ),
)
