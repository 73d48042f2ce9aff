"""Reads the facts of a change as tuples."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, time
from typing import Any, overload
from zoneinfo import ZoneInfo

import numpy as np
from sqlalchemy import CompoundSelect, Result, select, union
from sqlalchemy.orm import Session

from ambassadors.activities.queries import (
    AT_ONCE,
    deeds_logged,
    everyone_logged,
    nothing_rows,
    reach_logged,
)
from ambassadors.db import FOREVER, to_keep
from ambassadors.helprequests.queries import asked_for_help
from ambassadors.initiatives.models import Audience as Kind
from ambassadors.initiatives.models import Initiative
from ambassadors.initiatives.queries import audiences
from ambassadors.measures.arrays import Ints
from ambassadors.measures.log import EVERYONE, UNKNOWN, Audience
from ambassadors.measures.stages import Thresholds
from ambassadors.meetings.queries import confirmed_periods
from ambassadors.network.models import Ambassadorship, AmbassadorshipStep
from ambassadors.network.queries import ambassadorships
from ambassadors.organisation.history import History
from ambassadors.organisation.models import Placement
from ambassadors.organisation.queries import history, passages, quiet_periods
from ambassadors.results.queries import worklist_of
from ambassadors.signals.queries import signal_facts
from ambassadors.spread.facts import Facts, SignalLog, SignalRow
from ambassadors.spread.logbook import Logbook
from ambassadors.spread.monthly import Month, months_of_columns
from ambassadors.spread.roster import HelpRow, Placements, Roster
from ambassadors.spread.scene import Evidence

AUDIENCES: Mapping[Kind, Audience] = {
    Kind.CONTACT: Audience.CONTACT,
    Kind.BROADCAST: Audience.BROADCAST,
    Kind.EXTERNAL: Audience.EXTERNAL,
}
_LOCAL = ZoneInfo("Europe/Amsterdam")


def facts_of(session: Session, initiative: Initiative, until: date) -> Facts:
    """All facts of a change, with what was done and raised up to and including `until`. Sixteen queries."""
    known = history(session, initiative.id)
    return Facts(
        starts=initiative.starts_on,
        thresholds=thresholds_of(initiative),
        roster=roster_of(session, initiative.id, known),
        logbook=logbook_of(session, initiative.id, known),
        signals=signals_of(session, initiative.id, until),
    )


def roster_of(session: Session, initiative_id: int, known: History) -> Roster:
    """The ambassadors of a change in the organisation, and what is known beside the log. Eight queries."""
    return Roster(
        history=known,
        ambassadorships=tuple(ambassadorships(session, initiative_id)),
        placements=placements_of(session, initiative_id),
        confirmed=tuple(confirmed_periods(session, initiative_id)),
        quiet=quiet_periods(session),
        nothing=tuple(nothing_rows(session, initiative_id)),
        passages=passages(session),
        help=help_of(session, initiative_id),
    )


def evidence_of(session: Session, initiative: Initiative, until: date) -> Evidence:
    """The facts, with what was raised up to and including `until`, and the worklist. Eighteen queries."""
    return Evidence(
        facts=facts_of(session, initiative, until),
        worklist=worklist_of(session, initiative.id),
    )


def logbook_of(session: Session, initiative_id: int, known: History) -> Logbook:
    """Everything that was logged of a change, read from the facts. Four queries."""
    return Logbook(months_logged(session, initiative_id), audiences_of(session), departments_in(known))


def months_logged(session: Session, initiative_id: int, days: Collection[int] | None = None) -> dict[int, Month]:
    """What was logged on these days (ordinals; all, if not given) by the number of its month. Three queries."""
    on = None if days is None else [date.fromordinal(day) for day in days]
    reach = _columns(reach_logged(session, initiative_id, on), 7)
    everyone = _columns(everyone_logged(session, initiative_id, on), 3)
    deeds = _columns(deeds_logged(session, initiative_id, on), 3)
    day, activity, kind = everyone
    unknown = np.full(len(day), UNKNOWN)
    to_all = (day, np.full(len(day), EVERYONE), activity, kind, unknown, unknown, unknown)
    return months_of_columns([np.append(*pair) for pair in zip(reach, to_all, strict=True)], deeds)


def _columns(result: Result[Any], width: int) -> list[Ints]:
    """Rows as columns; their first is a day, and what is not known becomes -1."""
    parts = [np.zeros((0, width), dtype=np.int64)]
    for rows in result.partitions(AT_ONCE):
        numbers = np.array([(row[0].toordinal(), *row[1:]) for row in rows], dtype=np.float64)
        parts.append(np.nan_to_num(numbers, nan=UNKNOWN).astype(np.int64))
    return list(np.concatenate(parts).T)


def audiences_of(session: Session) -> dict[int, Audience]:
    """For whom each kind of activity is, by the id of the kind."""
    return {kind: AUDIENCES[audience] for kind, audience in audiences(session).items()}


def departments_in(known: History) -> int:
    """One more than the highest id of a department."""
    return 1 + max((version[2] for version in known.versions), default=0)


def thresholds_of(initiative: Initiative) -> Thresholds:
    """The numbers in the rules of the stages, as this initiative set them."""
    return Thresholds(
        heard_days=initiative.heard_days,
        takes_part_days=initiative.takes_part_days,
        takes_part_weeks=initiative.takes_part_weeks,
        takes_part_share=initiative.takes_part_share,
        carries_days=initiative.carries_days,
    )


def placements_of(session: Session, initiative_id: int) -> Placements:
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
    return Placements.of(to_keep(rows))


def help_of(session: Session, initiative_id: int) -> tuple[HelpRow, ...]:
    """Which department asked for help from which day, and until when if it was withdrawn."""
    return tuple(
        (_local(each.asked_at), _local(each.withdrawn_at) or FOREVER, each.department_id)
        for each in asked_for_help(session, initiative_id)
    )


def signals_of(session: Session, initiative_id: int, until: date) -> SignalLog:
    """Signals raised by the end of `until`, as they stood then."""
    end_of_day = datetime.combine(until, time.max, _LOCAL)
    return SignalLog(
        tuple(
            SignalRow(fact.department_id, _local(fact.raised_at), _local(fact.answered_at), _local(fact.closed_at))
            for fact in signal_facts(session, initiative_id, end_of_day)
        )
    )


@overload
def _local(instant: datetime) -> date: ...
@overload
def _local(instant: datetime | None) -> date | None: ...
def _local(instant: datetime | None) -> date | None:
    return instant.astimezone(_LOCAL).date() if instant else None
