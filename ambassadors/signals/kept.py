"""What signals keep about a person: what they raised, have to answer, or said on the way."""

from flask_babel import lazy_gettext as _
from sqlalchemy import and_, case, exists, literal, or_, select
from sqlalchemy.orm import aliased

from ambassadors.initiatives.kept import change_named
from ambassadors.organisation.kept import department_named
from ambassadors.security.kept import USER, Kept
from ambassadors.signals.models import Signal, SignalStep
from ambassadors.signals.rules import SignalStatus, told_status

_LATER = aliased(SignalStep)
_TOLD = or_(
    SignalStep.status != SignalStatus.ANSWERED,
    exists().where(
        _LATER.signal_id == SignalStep.signal_id,
        _LATER.number > SignalStep.number,
        _LATER.status == SignalStatus.FED_BACK,
    ),
)
"""Not an answer that the sender is still to be told."""
_STATUS = case(
    (
        and_(Signal.status == SignalStatus.ANSWERED, Signal.owner_id.is_distinct_from(USER)),
        literal(told_status(SignalStatus.ANSWERED), Signal.status.type),
    ),
    else_=Signal.status,
)
"""As who raised it sees it."""

KEPT = (
    Kept(
        "signals",
        _("Signals that you raised, and those that are yours to answer; of the last not what others wrote."),
        select(
            Signal.id.label("number"),
            change_named(Signal.initiative_id).label("change"),
            department_named(Signal.department_id).label("department"),
            case((Signal.raised_by == USER, Signal.what)).label("words"),
            case((Signal.raised_by == USER, Signal.severity)).label("severity"),
            _STATUS.label("status"),
            Signal.raised_at.label("at"),
            Signal.due_on,
            Signal.confidential,
            Signal.for_colleague,
            (Signal.raised_by == USER).label("by_you"),
            (Signal.owner_id == USER).label("yours_to_answer"),
        )
        .where(or_(Signal.raised_by == USER, Signal.owner_id == USER))
        .order_by(Signal.id),
    ),
    Kept(
        "signal_steps",
        _("What was done and answered with your signals, and what you did with those of others; by their number."),
        select(
            Signal.id.label("number"),
            SignalStep.status,
            SignalStep.at,
            SignalStep.note.label("words"),
            (SignalStep.by == USER).label("by_you"),
            (SignalStep.owner_id == USER).label("yours_to_answer"),
        )
        .join(Signal, SignalStep.signal_id == Signal.id)
        .where(or_(SignalStep.by == USER, SignalStep.owner_id == USER, and_(Signal.raised_by == USER, _TOLD)))
        .order_by(SignalStep.id),
    ),
)
