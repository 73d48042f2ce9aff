"""What an ambassador still had planned, when somebody else takes over."""

from collections.abc import Sequence
from datetime import date

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from ambassadors.initiatives.models import ActivityKind
from ambassadors.network.models import Ambassadorship
from ambassadors.network.open_work import OpenItem
from ambassadors.network.service import Recorder
from ambassadors.planning.models import Plan, PlanPart
from ambassadors.planning.rules import PlanStatus
from ambassadors.security.service import record
from ambassadors.web.formatting import day, in_language


class PlansToDo:
    """Plans that are still to come and that the leaving ambassador leads; who came along stays."""

    name = _("Planned in the calendar")

    def listed(self, session: Session, leaving: Ambassadorship, today: date) -> list[OpenItem]:
        """Those from today on, the earliest first. One query."""
        rows = session.execute(
            select(Plan.id, Plan.on, Plan.title, ActivityKind.name_nl, ActivityKind.name_en)
            .join(PlanPart, PlanPart.plan_id == Plan.id)
            .join(ActivityKind, Plan.kind_id == ActivityKind.id)
            .where(PlanPart.ambassadorship_id == leaving.id, PlanPart.leads)
            .where(Plan.on >= today, Plan.status == PlanStatus.PLANNED)
            .order_by(Plan.on, Plan.id)
        )
        return [
            OpenItem(id_, f"{title or in_language(name_nl, name_en)}, {day(on)}")
            for id_, on, title, name_nl, name_en in rows
        ]

    def move(
        self, session: Session, items: Sequence[OpenItem], successor: Ambassadorship, recorder: Recorder
    ) -> None:
        """The successor leads what takes place after they have begun, in place of who has stopped by then."""
        query = select(Plan).where(Plan.id.in_([item.id for item in items]), Plan.on >= successor.valid_from)
        for planned in session.scalars(query):
            staying = [
                part
                for part in planned.parts
                if part.ambassadorship_id != successor.id and not _has_stopped(part, successor, planned.on)
            ]
            part = PlanPart(ambassadorship_id=successor.id, initiative_id=planned.initiative_id, leads=True)
            known = next((each for each in planned.parts if each.ambassadorship_id == successor.id), part)
            known.leads = True
            planned.parts = [*staying, known]
            planned.changed_at = recorder.now
            done = {"ambassadorship": successor.id}
            record(session, recorder.user_id, "handed_over", "plan", planned.id, recorder.now, **done)
        session.flush()


def _has_stopped(part: PlanPart, successor: Ambassadorship, on: date) -> bool:
    """Whether it is of somebody who served the successor's department, and no more on that day."""
    earlier = part.ambassadorship
    return earlier.department_id == successor.department_id and earlier.valid_until <= on
