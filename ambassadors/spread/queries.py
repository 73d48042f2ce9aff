"""Reads the facts of a change as tuples; whatever its size, the same number of queries."""

from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import CompoundSelect, select, union
from sqlalchemy.orm import Session

from ambassadors.activities.queries import reach_rows, whole_organisation_days
from ambassadors.db import BEGINNING
from ambassadors.initiatives.models import Initiative
from ambassadors.measures.stages import Thresholds
from ambassadors.network.models import Ambassadorship, AmbassadorshipStep
from ambassadors.network.queries import ambassadorships
from ambassadors.organisation.models import Placement
from ambassadors.organisation.queries import history
from ambassadors.signals.models import Signal, SignalStep
from ambassadors.signals.rules import SignalStatus
from ambassadors.spread.facts import Facts, PlacementRow, SignalRow

_LOCAL = ZoneInfo("Europe/Amsterdam")


def facts_of(session: Session, initiative: Initiative, until: date) -> Facts:
    """All facts of a change, with what was done and raised up to and including `until`. Nine queries."""
    return Facts(
        starts=initiative.starts_on,
        thresholds=thresholds_of(initiative),
        history=history(session, initiative.id),
        ambassadorships=tuple(ambassadorships(session, initiative.id)),
        placements=_placements(session, initiative.id),
        reach=tuple(reach_rows(session, initiative.id, BEGINNING, until)),
        to_everyone=tuple(whole_organisation_days(session, initiative.id, BEGINNING, until)),
        signals=_signals(session, initiative.id, until),
    )


def thresholds_of(initiative: Initiative) -> Thresholds:
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
    """Signals raised by `until`, oldest first, with all their steps."""
    rows = session.execute(
        select(Signal.id, Signal.department_id, Signal.raised_at, SignalStep.at, SignalStep.status)
        .join(SignalStep, SignalStep.signal_id == Signal.id)
        .where(Signal.initiative_id == initiative_id)
        .order_by(Signal.raised_at, Signal.id, SignalStep.number)
    )
    found: dict[int, tuple[int, date]] = {}
    steps: dict[int, list[tuple[date, SignalStatus]]] = {}
    for signal_id, department_id, raised_at, at, status in rows:
        found[signal_id] = (department_id, raised_at.astimezone(_LOCAL).date())
        steps.setdefault(signal_id, []).append((at.astimezone(_LOCAL).date(), status))
    return tuple(
        SignalRow(signal_id, department_id, raised, tuple(steps[signal_id]))
        for signal_id, (department_id, raised) in found.items()
        if raised <= until
    )
