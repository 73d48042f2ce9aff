"""Signals that an ambassador was to solve, when somebody else takes over."""

from collections.abc import Sequence
from datetime import date

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from ambassadors.network.models import Ambassadorship
from ambassadors.network.open_work import OpenItem
from ambassadors.network.queries import ambassadorships
from ambassadors.network.service import Recorder
from ambassadors.organisation.queries import tree_on
from ambassadors.security.service import record
from ambassadors.signals.models import Signal
from ambassadors.signals.rules import SignalStatus


class SignalsToSolve:
    """Those that are with the ambassador of a department and not dealt with; what one raised stays one's own."""

    name = _("Signals to solve")

    def listed(self, session: Session, leaving: Ambassadorship, today: date) -> list[OpenItem]:
        """Signals raised in the departments for which this one is the nearest that is served. Four queries."""
        tree = tree_on(session, today)
        rows = ambassadorships(session, leaving.initiative_id)
        served = {row.department_id for row in rows if row.serves_on(today)}
        raised = session.execute(
            select(Signal.id, Signal.department_id, Signal.what)
            .where(Signal.initiative_id == leaving.initiative_id, Signal.status == SignalStatus.RAISED)
            .order_by(Signal.raised_at, Signal.id)
        )
        found = []
        for signal_id, department_id, what in raised:
            unit = tree.nearest(department_id, served)
            if unit is not None and unit.id == leaving.department_id:
                found.append(OpenItem(signal_id, what))
        return found

    def move(
        self, session: Session, items: Sequence[OpenItem], successor: Ambassadorship, recorder: Recorder
    ) -> None:
        """They follow who serves the department; that the successor has them now is written in the trail."""
        for item in items:
            record(
                session,
                recorder.user_id,
                "handed_over",
                "signal",
                item.id,
                recorder.now,
                ambassadorship=successor.id,
            )
