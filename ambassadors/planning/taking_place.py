"""A plan whose day has come: it fills the log in, and is done once that is saved."""

from sqlalchemy.orm import Session

from ambassadors.activities.models import Activity
from ambassadors.activities.rules import Entry, ReachEntry
from ambassadors.planning import service
from ambassadors.planning.models import Plan
from ambassadors.planning.queries import standing_of
from ambassadors.planning.rules import PlanStatus
from ambassadors.planning.service import Planner
from ambassadors.security.actor import Actor
from ambassadors.web import clock


class PlanTakesPlace:
    """Plans as the log knows them: who leads one or runs the change logs it, with all who came along."""

    parameter = "plan"

    def entry(self, session: Session, actor: Actor, id_: int) -> Entry | None:
        """Day, kind, departments and ambassadors of the plan, once its day has come."""
        planned = session.get(Plan, id_)
        if planned is None or planned.status is PlanStatus.DONE or planned.on > clock.today():
            return None
        standing = standing_of(session, actor, planned.initiative_id, planned.initiative.code)
        if not standing.may_change(planned.leading, clock.today()):
            return None
        return Entry(
            initiative_id=planned.initiative_id,
            kind_id=planned.kind_id,
            on=planned.on,
            ambassadorship_ids=(
                *planned.leading,
                *(each.ambassadorship_id for each in planned.parts if not each.leads),
            ),
            reaches=tuple(ReachEntry(each.department_id) for each in planned.departments),
            whole_organisation=not planned.departments,
            title=planned.title,
        )

    def logged_as(self, session: Session, id_: int) -> int | None:
        """The activity that the plan became."""
        planned = session.get(Plan, id_)
        return planned.activity_id if planned else None

    def logged(self, session: Session, actor: Actor, id_: int, activity: Activity) -> None:
        """The plan is done, by this activity."""
        by = Planner(actor, clock.today(), clock.now())
        service.log_as(session, session.get_one(Plan, id_), activity, by)
