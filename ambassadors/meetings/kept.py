"""What meetings, agreements and confirmations keep about a person: what they did, wrote and have to see to."""

from flask_babel import lazy_gettext as _
from sqlalchemy import case, exists, or_, select

from ambassadors.initiatives.kept import change_named
from ambassadors.meetings.models import (
    Addition,
    Agreement,
    Attendance,
    BoardQuestion,
    Confirmation,
    Meeting,
    Snooze,
)
from ambassadors.organisation.kept import department_named
from ambassadors.security.kept import USER, Kept

_WAS_THERE = exists().where(Attendance.meeting_id == Meeting.id, Attendance.user_id == USER)

KEPT = (
    Kept(
        "confirmations",
        _("Confirmations that you wrote down or withdrew."),
        select(
            change_named(Confirmation.initiative_id).label("change"),
            department_named(Confirmation.department_id).label("department"),
            Confirmation.on,
            case((Confirmation.recorded_by == USER, Confirmation.evidence)).label("evidence"),
            Confirmation.withdrawn_on,
            case((Confirmation.withdrawn_by == USER, Confirmation.withdrawn_why)).label("withdrawn_why"),
        )
        .where(or_(Confirmation.recorded_by == USER, Confirmation.withdrawn_by == USER))
        .order_by(Confirmation.id),
    ),
    Kept(
        "meetings",
        _("Meetings of the kerngroep that you planned or closed, and those at which you were."),
        select(
            change_named(Meeting.initiative_id).label("change"),
            Meeting.on,
            Meeting.time,
            Meeting.place,
            (Meeting.planned_by == USER).label("planned_by_you"),
            (Meeting.closed_by == USER).label("closed_by_you"),
            _WAS_THERE.label("present"),
        )
        .where(or_(Meeting.planned_by == USER, Meeting.closed_by == USER, _WAS_THERE))
        .order_by(Meeting.on, Meeting.id),
    ),
    Kept(
        "additions",
        _("What you added to minutes that were closed."),
        select(change_named(Meeting.initiative_id).label("change"), Meeting.on, Addition.at, Addition.text)
        .join(Meeting, Addition.meeting_id == Meeting.id)
        .where(Addition.by == USER)
        .order_by(Addition.id),
    ),
    Kept(
        "agreements",
        _("Agreements that are yours, that you wrote down, or that you ticked off."),
        select(
            change_named(Agreement.initiative_id).label("change"),
            Agreement.kind,
            Agreement.what.label("words"),
            Agreement.due_on,
            Agreement.done_on,
            (Agreement.owner_id == USER).label("yours_to_do"),
            (Agreement.recorded_by == USER).label("by_you"),
            (Agreement.done_by == USER).label("done_by_you"),
        )
        .where(or_(Agreement.owner_id == USER, Agreement.recorded_by == USER, Agreement.done_by == USER))
        .order_by(Agreement.id),
    ),
    Kept(
        "put_off",
        _("What you put off on the attention list, or took back."),
        select(
            change_named(Snooze.initiative_id).label("change"),
            Snooze.on,
            Snooze.until.label("valid_until"),
            case((Snooze.by == USER, Snooze.why)).label("words"),
            (Snooze.by == USER).label("by_you"),
        )
        .where(or_(Snooze.by == USER, Snooze.ended_by == USER))
        .order_by(Snooze.id),
    ),
    Kept(
        "questions_to_the_board",
        _("What you asked the board in a report."),
        select(
            change_named(BoardQuestion.initiative_id).label("change"),
            BoardQuestion.as_of.label("on"),
            BoardQuestion.text,
        )
        .where(BoardQuestion.written_by == USER)
        .order_by(BoardQuestion.id),
    ),
)
