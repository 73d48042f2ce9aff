"""Requests for help that wait for an ambassador or that they took, when somebody else takes over."""

from collections.abc import Sequence
from datetime import date

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from ambassadors.helprequests import service
from ambassadors.helprequests.models import HelpRequest
from ambassadors.helprequests.rules import GOES_ON, HelpStatus
from ambassadors.network.models import Ambassadorship
from ambassadors.network.open_work import OpenItem
from ambassadors.network.queries import ambassadorships
from ambassadors.network.service import Recorder
from ambassadors.organisation.queries import tree_on


class RequestsToDo:
    """Those taken by the ambassadorship, and the open ones that are meant for it, by name or as the nearest."""

    name = _("Requests for help")

    def listed(self, session: Session, leaving: Ambassadorship, today: date) -> list[OpenItem]:
        """Requests that the successor is to have, the longest waiting first. Four queries."""
        tree = tree_on(session, today)
        rows = ambassadorships(session, leaving.initiative_id)
        serving = {row.id for row in rows if row.serves_on(today)}
        served = {row.department_id for row in rows if row.id in serving}
        found = []
        for request in session.scalars(
            select(HelpRequest)
            .where(HelpRequest.initiative_id == leaving.initiative_id, HelpRequest.status.in_(GOES_ON))
            .order_by(HelpRequest.since, HelpRequest.id)
        ):
            if request.status is HelpStatus.TAKEN:
                is_theirs = request.taken_by_id == leaving.id
            elif request.meant_for_id == leaving.id or request.meant_for_id in serving:
                is_theirs = request.meant_for_id == leaving.id
            else:
                unit = tree.nearest(request.department_id, served)
                is_theirs = unit is not None and unit.id == leaving.department_id
            if is_theirs:
                found.append(OpenItem(request.id, request.about))
        return found

    def move(
        self, session: Session, items: Sequence[OpenItem], successor: Ambassadorship, recorder: Recorder
    ) -> None:
        """The successor has them from now on."""
        if recorder.user_id is None:
            raise RuntimeError("a step tells who took it, so somebody has to hand over")
        ids = [item.id for item in items]
        for request in session.scalars(select(HelpRequest).where(HelpRequest.id.in_(ids)).order_by(HelpRequest.id)):
            service.hand_over(session, request, successor.id, recorder.user_id, recorder.now)
