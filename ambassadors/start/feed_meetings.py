"""When the kerngroep meets, for the calendar of who meets with it."""

from collections.abc import Iterator
from datetime import time

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from ambassadors.accounts.queries import granted_roles
from ambassadors.initiatives.models import Initiative
from ambassadors.meetings.queries import meetings_between
from ambassadors.security.policy import Permission, allows
from ambassadors.start.feed import Event, Whose


def meetings(session: Session, whose: Whose) -> Iterator[Event]:
    """The meetings of the changes that somebody meets about now, those that were called off too."""
    roles = granted_roles(session, whose.user_id, whose.today)
    changes = {
        each.id: each for each in session.scalars(select(Initiative)) if allows(roles, Permission.MEET, each.code)
    }
    for each in meetings_between(session, changes, whose.first, whose.until):
        change = changes[each.initiative_id]
        yield Event(
            uid=f"meeting-{each.id}",
            title=_("Kerngroep: %(change)s", change=change.name),
            on=each.on,
            at=time.fromisoformat(each.time),
            path=f"/i/{change.code}/meetings/{each.id}",
            changed_at=each.called_off_at or each.planned_at,
            sequence=each.version,
            place=each.place,
            is_cancelled=each.called_off_at is not None,
        )
