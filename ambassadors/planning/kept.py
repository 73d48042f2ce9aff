"""What the calendar keeps about a person: what they planned, do, and come along to."""

from flask_babel import lazy_gettext as _
from sqlalchemy import exists, or_, select

from ambassadors.initiatives.kept import change_named
from ambassadors.initiatives.models import ActivityKind
from ambassadors.network.models import Ambassadorship
from ambassadors.planning.models import Plan, PlanPart
from ambassadors.security.kept import PERSON, USER, Kept

_MY_PART = exists().where(
    PlanPart.plan_id == Plan.id,
    PlanPart.ambassadorship_id == Ambassadorship.id,
    Ambassadorship.person_id == PERSON,
)

KEPT = (
    Kept(
        "plans",
        _("Activities that you planned, those that you do, and those that you come along to."),
        select(
            Plan.id.label("number"),
            change_named(Plan.initiative_id).label("change"),
            ActivityKind.code.label("kind"),
            Plan.on,
            Plan.at.label("time"),
            Plan.title,
            Plan.place,
            Plan.status,
            Plan.why,
            Plan.activity_id.label("activity"),
            _MY_PART.label("about_you"),
            _MY_PART.where(PlanPart.leads).label("you_lead"),
            (Plan.planned_by == USER).label("by_you"),
        )
        .join(ActivityKind, Plan.kind_id == ActivityKind.id)
        .where(or_(Plan.planned_by == USER, _MY_PART))
        .order_by(Plan.on, Plan.id),
    ),
)
