"""What becomes of a plan when the activity as which it was logged is undone, or put back."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ambassadors.activities.models import Activity
from ambassadors.planning import service
from ambassadors.planning.models import Plan
from ambassadors.planning.queries import freed_by
from ambassadors.security.actor import Actor


class PlansFollow:
    """Follows the log: registered in `rooms.FOLLOWERS`."""

    def undone(self, session: Session, actor: Actor, activity: Activity, now: datetime) -> None:
        """The plan waits to be logged again."""
        planned = session.scalar(select(Plan).where(Plan.activity_id == activity.id))
        if planned is not None:
            service.follow_undone(session, actor.user_id, planned, now)

    def put_back(self, session: Session, actor: Actor, activity: Activity, now: datetime) -> None:
        """The plan is done after all, if nothing else happened to it meanwhile."""
        planned = freed_by(session, activity)
        if planned is not None:
            service.follow_put_back(session, actor.user_id, planned, activity, now)
