"""Reads the facts of a change as tuples; whatever its size, the same number of queries."""

from datetime import date, datetime, time
from typing import overload
from zoneinfo import ZoneInfo

from sqlalchemy import CompoundSelect, select, union
from sqlalchemy.orm import Session

from ambassadors.activities.queries import deed_rows, reach_rows, whole_organisation_days
from ambassadors.db import BEGINNING
from ambassadors.initiatives.models import Initiative
from ambassadors.measures.stages import Thresholds
from ambassadors.network.models import Ambassadorship, AmbassadorshipStep
from ambassadors.network.queries import ambassadorships
from ambassadors.organisation.models import Placement
from ambassadors.organisation.queries import history
from ambassadors.results.queries import worklist_of
from ambassadors.signals.queries import signal_facts
from ambassadors.spread.facts import Facts, PlacementRow, SignalRow
from ambassadors.spread.scene import Evidence

_LOCAL = ZoneInfo("Europe/Amsterdam")


def facts_of(session: Session, initiative: Initiative, until: date) -> Facts:
    """All facts of a change, with what was done and raised up to and including `until`. Ten queries."""
    return Facts(
        starts=initiative.starts_on,
        thresholds=_thresholds(initiative),
        history=history(session, initiative.id),
        ambassadorships=tuple(ambassadorships(session, initiative.id)),
        placements=_placements(session, initiative.id),
        reach=tuple(reach_rows(session, initiative.id, BEGINNING, until)),
        to_everyone=tuple(whole_organisation_days(session, initiative.id, BEGINNING, until)),
        signals=_signals(session, initiative.id, until),
    )


def evidence_of(session: Session, initiative: Initiative, until: date, facts: Facts | None = None) -> Evidence:
    """The facts with who did what, up to and including `until`, and the worklist.

    Thirteen queries; three where the `facts` up to that day are at hand.
    """
    return Evidence(
        facts=facts or facts_of(session, initiative, until),
        deeds=tuple(deed_rows(session, initiative.id, until)),
        worklist=worklist_of(session, initiative.id),
    )


def _thresholds(initiative: Initiative) -> Thresholds:
    """The numbers in the rules of the stages, as this initiative set them."""
    return Thresholds(
        heard_days=initiative.heard_days,
        takes_part_days=initiative.takes_part_days,
        takes_part_weeks=initiative.takes_part_weeks,
        takes_part_share=initiative.takes_part_share,
        carries_days=initiative.carries_days,
    )


def _placements(session: Session, initiative_id: int) -> tuple[PlacementRow, ...]:
    """Where ambassadors and stand-ins of a change work and worked."""
    mine = Ambassadorship.initiative_id == initiative_id
    people: CompoundSelect[int | None] = union(
        select(Ambassadorship.person_id).where(mine),
        select(AmbassadorshipStep.stand_in_id)
        .join(Ambassadorship)
        .where(mine, AmbassadorshipStep.stand_in_id.is_not(None)),
    )
    rows = session.execute(
        select(Placement.valid_from, Placement.valid_until, Placement.person_id, Placement.department_id)
        .where(Placement.person_id.in_(people))
        .order_by(Placement.id)
    )
    return tuple(rows)


def _signals(session: Session, initiative_id: int, until: date) -> tuple[SignalRow, ...]:
    """Signals raised by the end of `until`, as they stood then."""
    end_of_day = datetime.combine(until, time.max, _LOCAL)
    return tuple(
        SignalRow(fact.department_id, _local(fact.raised_at), _local(fact.answered_at), _local(fact.closed_at))
        for fact in signal_facts(session, initiative_id, end_of_day)
    )


@overload
def _local(instant: datetime) -> date: ...
@overload
def _local(instant: datetime | None) -> date | None: ...
def _local(instant: datetime | None) -> date | None:
    return instant.astimezone(_LOCAL).date() if instant else None
