"""What the worklist keeps about a person: steps of results that they did, or wrote down."""

from flask_babel import lazy_gettext as _
from sqlalchemy import or_, select

from ambassadors.initiatives.kept import change_named
from ambassadors.network.models import Ambassadorship
from ambassadors.organisation.kept import department_named
from ambassadors.results.models import Result, ResultStep
from ambassadors.security.kept import PERSON, USER, Kept

KEPT = (
    Kept(
        "result_steps",
        _("Steps of results that you did, or wrote down."),
        select(
            change_named(Result.initiative_id).label("change"),
            department_named(Result.department_id).label("department"),
            Result.name,
            ResultStep.status,
            ResultStep.on,
            (Ambassadorship.person_id == PERSON).label("about_you"),
            (ResultStep.recorded_by == USER).label("by_you"),
        )
        .join(Result, ResultStep.result_id == Result.id)
        .outerjoin(Ambassadorship, ResultStep.ambassadorship_id == Ambassadorship.id)
        .where(or_(Ambassadorship.person_id == PERSON, ResultStep.recorded_by == USER))
        .order_by(ResultStep.id),
    ),
)
