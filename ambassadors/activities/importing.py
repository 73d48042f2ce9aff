"""Activities from a file, by the thousand."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from ambassadors.activities.import_plan import ActivityStep, Known, KnownActivity, Planner
from ambassadors.activities.import_rows import COLUMNS, KnownInitiative, KnownKind
from ambassadors.activities.inserting import insert_entries
from ambassadors.activities.models import Activity, DoneBy, Reach
from ambassadors.activities.rules import Entry, ReachEntry
from ambassadors.activities.service import SUBJECT, fill
from ambassadors.imports.columns import Column, to_table
from ambassadors.imports.plan import ImportKind, Plan
from ambassadors.imports.problems import ProblemCode
from ambassadors.imports.sheet import Sheet
from ambassadors.imports.values import Choice, Option
from ambassadors.initiatives.models import ActivityKind, Initiative
from ambassadors.network.queries import known_for_import
from ambassadors.security.service import record, record_each

AT_ONCE = 1_000


class ActivityImporter:
    """Reads `initiative, ref, person_code, date, kind, department_code` and how many took part.

    Rows with one ref are one activity: each adds a person, a department, or both. A ref that is known is changed
    to what the file says; one that was undone stays undone. Nobody is said to have logged what came from a file.
    """

    kind: ClassVar[ImportKind] = ImportKind.ACTIVITIES
    columns: ClassVar[Sequence[Column[Any]]] = COLUMNS

    def plan(self, session: Session, sheet: Sheet, on: date | None, today: date) -> Plan[ActivityStep]:  # noqa: ARG002  each row has a day of its own
        """What importing would do: see `Importer`."""
        table = to_table(sheet, self.columns)
        known = Known(known_for_import(session), known_initiatives(session), _known_activities(session))
        return Planner(table, known, today).plan()

    def apply(self, session: Session, plan: Plan[ActivityStep], actor_id: int | None, now: datetime) -> None:
        """Write what was planned, with a line in the trail for each activity."""
        new = [step for step in plan.steps if step.activity_id is None]
        if new:
            ids = insert_entries(session, [step.entry for step in new], None, now, [step.ref for step in new])
            told = [(id_, {"after": step.after}) for id_, step in zip(ids, new, strict=True)]
            record_each(session, actor_id, "imported", SUBJECT, told, now)
        changed = {step.activity_id: step for step in plan.steps if step.activity_id is not None}
        for activity in _activities(session, list(changed)):
            step = changed[activity.id]
            texts = ["title"] if activity.title != step.entry.title else []
            fill(activity, step.entry)
            details = {"before": step.before, "after": step.after, "texts": texts}
            record(session, actor_id, "imported_again", SUBJECT, activity.id, now, **details)
        session.flush()


def known_initiatives(session: Session) -> dict[int, KnownInitiative]:
    """All changes by id, with the kinds that their rows can name. Two queries."""
    known = {}
    kinds = session.scalars(select(ActivityKind).order_by(ActivityKind.position, ActivityKind.id)).all()
    for id_, code, starts_on, ends_on in session.execute(
        select(Initiative.id, Initiative.code, Initiative.starts_on, Initiative.ends_on)
    ):
        own = [kind for kind in kinds if kind.initiative_id == id_]
        shared = [kind for kind in kinds if kind.initiative_id is None]
        # Where a kind of its own has the code of a shared one, its own is meant.
        by_code = {kind.code: kind for kind in (*shared, *own)}
        options = tuple(Option(kind.code, kind.name_en, kind.name_nl) for kind in by_code.values())
        known[id_] = KnownInitiative(
            code=code,
            starts_on=starts_on,
            ends_on=ends_on,
            kinds=Choice(options, ProblemCode.UNKNOWN_KIND),
            by_code={
                kind.code: KnownKind(kind.id, kind.code, kind.audience.value, kind.retired_on)
                for kind in by_code.values()
            },
        )
    return known


def _known_activities(session: Session) -> dict[tuple[int, str], KnownActivity]:
    """Activities that came from a file, by initiative and ref. Three queries."""
    referred = select(Activity.id).where(Activity.ref.is_not(None))
    doers: dict[int, list[int]] = defaultdict(list)
    for activity_id, ambassadorship_id in session.execute(
        select(DoneBy.activity_id, DoneBy.ambassadorship_id)
        .where(DoneBy.activity_id.in_(referred))
        .order_by(DoneBy.activity_id, DoneBy.ambassadorship_id)
    ):
        doers[activity_id].append(ambassadorship_id)
    reaches: dict[int, list[ReachEntry]] = defaultdict(list)
    for activity_id, department_id, low, high, first_timers in session.execute(
        select(Reach.activity_id, Reach.department_id, Reach.low, Reach.high, Reach.first_timers)
        .where(Reach.activity_id.in_(referred))
        .order_by(Reach.activity_id, Reach.department_id)
    ):
        reaches[activity_id].append(ReachEntry(department_id, low, high, first_timers))
    rows = session.execute(
        select(
            Activity.id,
            Activity.initiative_id,
            Activity.ref,
            Activity.kind_id,
            ActivityKind.code,
            Activity.on,
            Activity.whole_organisation,
            Activity.title,
            Activity.story,
            Activity.link,
        )
        .join(ActivityKind, Activity.kind_id == ActivityKind.id)
        .where(Activity.ref.is_not(None))
    )
    return {
        (initiative_id, ref or ""): KnownActivity(
            id_,
            kind_code,
            Entry(initiative_id, kind_id, on, tuple(doers[id_]), tuple(reaches[id_]), whole, *texts),
        )
        for id_, initiative_id, ref, kind_id, kind_code, on, whole, *texts in rows
    }


def _activities(session: Session, ids: list[int]) -> list[Activity]:
    parts = (selectinload(Activity.reaches), selectinload(Activity.done_by))
    return [
        activity
        for start in range(0, len(ids), AT_ONCE)
        for activity in session.scalars(
            select(Activity).where(Activity.id.in_(ids[start : start + AT_ONCE])).options(*parts)
        )
    ]
