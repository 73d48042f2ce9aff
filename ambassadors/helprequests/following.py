"""What becomes of a request when the activity that it became is undone, or put back."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ambassadors.activities.models import Activity
from ambassadors.helprequests import service
from ambassadors.helprequests.models import HelpRequest, HelpStep
from ambassadors.helprequests.rules import HelpStatus, Move
from ambassadors.security.actor import Actor


class RequestsFollow:
    """Follows the log: registered in `rooms.FOLLOWERS`."""

    def undone(self, session: Session, actor: Actor, activity: Activity, now: datetime) -> None:
        """The request is to be done again."""
        request = session.scalar(select(HelpRequest).where(HelpRequest.activity_id == activity.id))
        if request is not None:
            service.follow_undone(session, actor.user_id, request, now)

    def put_back(self, session: Session, actor: Actor, activity: Activity, now: datetime) -> None:
        """The request is done after all, if nothing else happened to it meanwhile."""
        request = session.scalar(
            select(HelpRequest)
            .join(HelpStep, HelpStep.request_id == HelpRequest.id)
            .where(HelpStep.activity_id == activity.id, HelpRequest.status == HelpStatus.TAKEN)
            .limit(1)
        )
        last = request.steps[-1] if request else None
        if request and last and (last.move, last.activity_id) == (Move.UNDONE, activity.id):
            service.follow_put_back(session, actor.user_id, request, activity, now)
