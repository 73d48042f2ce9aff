"""Ambassadorships from a file, by the thousand."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from ambassadors.imports.columns import Column, to_table
from ambassadors.imports.plan import ImportKind, Plan
from ambassadors.imports.sheet import Sheet
from ambassadors.network.import_plan import COLUMNS, AmbassadorStep, Corrected, New, Planner
from ambassadors.network.models import Ambassadorship, AmbassadorshipStep
from ambassadors.network.queries import known_for_import
from ambassadors.network.service import Recorder, correct


class AmbassadorImporter:
    """Reads `initiative, person_code, department_code, from [, until, recruited_by, source, status]`.

    A row is known by initiative, person, department and start. Of a known one an end, source or recruiter is
    corrected; its status is not: that moves on the coverage board. `on` is the day from which a pause counts,
    or being there for questions only.
    """

    kind: ClassVar[ImportKind] = ImportKind.AMBASSADORS
    columns: ClassVar[Sequence[Column[Any]]] = COLUMNS

    def plan(self, session: Session, sheet: Sheet, on: date | None, today: date) -> Plan[AmbassadorStep]:
        """What importing would do: see `Importer`."""
        table = to_table(sheet, self.columns)
        return Planner(table, known_for_import(session), on or today, today).plan()

    def apply(self, session: Session, plan: Plan[AmbassadorStep], actor_id: int | None, now: datetime) -> None:
        """Write what was planned: ends first, so that somebody can begin again on the same day."""
        for step in plan.steps:
            if isinstance(step, Corrected):
                known = session.get_one(Ambassadorship, step.ambassadorship_id)
                correct(
                    session, known, step.until, step.source, step.recruited_by_id, Recorder(actor_id, step.today, now)
                )
        new = [step for step in plan.steps if isinstance(step, New)]
        if new:
            _insert(session, new, actor_id, now)
        session.flush()


def _insert(session: Session, new: list[New], actor_id: int | None, now: datetime) -> None:
    # SQLite gives ids back one insert at a time, so they are asked for afterwards.
    last = session.scalar(select(func.max(Ambassadorship.id))) or 0
    session.execute(
        insert(Ambassadorship),
        [
            {
                "initiative_id": each.initiative_id,
                "person_id": each.person_id,
                "department_id": each.department_id,
                "valid_from": each.valid_from,
                "valid_until": each.valid_until,
                "source": each.source,
                "recruited_by_id": each.recruited_by_id,
                "version": 1,
            }
            for each in new
        ],
    )
    made = {
        tuple(key): ambassadorship_id
        for ambassadorship_id, *key in session.execute(
            select(
                Ambassadorship.id,
                Ambassadorship.initiative_id,
                Ambassadorship.person_id,
                Ambassadorship.department_id,
                Ambassadorship.valid_from,
            ).where(Ambassadorship.id > last)
        )
    }
    session.execute(
        insert(AmbassadorshipStep),
        [
            {
                "ambassadorship_id": made[each.initiative_id, each.person_id, each.department_id, each.valid_from],
                "number": number,
                "status": step.status,
                "on": step.on,
                "until": step.until,
                "recorded_at": now,
                "recorded_by": actor_id,
            }
            for each in new
            for number, step in enumerate(each.steps, 1)
        ],
    )
