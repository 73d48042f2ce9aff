"""When somebody is expected by who asked for help, for their own calendar."""

from collections.abc import Iterator

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from ambassadors.helprequests.queries import wished_days
from ambassadors.helprequests.rules import HelpKind
from ambassadors.organisation.queries import department_names
from ambassadors.start.feed import Event, Whose


def requests(session: Session, whose: Whose) -> Iterator[Event]:
    """The days wished for of the requests that somebody took and has still to do."""
    if whose.person_id is None:
        return
    days = wished_days(session, whose.person_id, whose.today)
    names = department_names(session, {each.department_id for each in days}, whose.today)
    for each in days:
        if whose.first <= each.on < whose.until:
            yield Event(
                uid=f"help-{each.request_id}",
                title=_title(each.kind, names[each.department_id]),
                on=each.on,
                at=None,
                path=f"/help/{each.request_id}",
                changed_at=each.since,
                sequence=each.version,
                more=f"{each.about}\n{each.initiative_name}",
            )


def _title(kind: HelpKind, department: str) -> str:
    if kind is HelpKind.REVIEW:
        return _("Look along with %(department)s (wished day)", department=department)
    return _("Visit %(department)s (wished day)", department=department)
