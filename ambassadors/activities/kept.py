"""What the log keeps about a person: what they did, and what they logged for others."""

from flask_babel import lazy_gettext as _
from sqlalchemy import exists, or_, select

from ambassadors.activities.models import Activity, DoneBy, NothingToReport, Reach
from ambassadors.initiatives.kept import change_named
from ambassadors.initiatives.models import ActivityKind
from ambassadors.network.models import Ambassadorship
from ambassadors.organisation.kept import department_named
from ambassadors.security.kept import PERSON, USER, Kept

_DONE = exists().where(
    DoneBy.activity_id == Activity.id,
    DoneBy.ambassadorship_id == Ambassadorship.id,
    Ambassadorship.person_id == PERSON,
)
MINE = or_(Activity.logged_by == USER, _DONE)
"""Whether somebody did or logged an activity."""

KEPT = (
    Kept(
        "activities",
        _("Activities that you did, and those that you logged for others."),
        select(
            Activity.id.label("number"),
            change_named(Activity.initiative_id).label("change"),
            ActivityKind.code.label("kind"),
            Activity.on,
            Activity.title,
            Activity.story,
            Activity.link,
            Activity.whole_organisation,
            _DONE.label("about_you"),
            (Activity.logged_by == USER).label("by_you"),
            Activity.logged_at,
            Activity.undone_at,
        )
        .join(ActivityKind, Activity.kind_id == ActivityKind.id)
        .where(MINE)
        .order_by(Activity.on, Activity.id),
    ),
    Kept(
        "reach",
        _("How many of which department took part in those activities; by the number of the activity."),
        select(
            Activity.id.label("number"),
            department_named(Reach.department_id).label("department"),
            Reach.low,
            Reach.high,
            Reach.first_timers,
        )
        .join(Reach, Reach.activity_id == Activity.id)
        .where(MINE)
        .order_by(Activity.on, Activity.id, Reach.department_id),
    ),
    Kept(
        "nothing_to_report",
        _("Days on which there was nothing to report, about your departments or said by you."),
        select(
            change_named(NothingToReport.initiative_id).label("change"),
            department_named(NothingToReport.department_id).label("department"),
            NothingToReport.on,
            NothingToReport.logged_at,
            NothingToReport.undone_at,
        )
        .join(Ambassadorship, NothingToReport.ambassadorship_id == Ambassadorship.id)
        .where(or_(NothingToReport.logged_by == USER, Ambassadorship.person_id == PERSON))
        .order_by(NothingToReport.id),
    ),
)
