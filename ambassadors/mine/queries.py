"""Reads what somebody did and set in motion, by change. The same number of queries, however much it is."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from ambassadors.initiatives.models import Initiative
from ambassadors.initiatives.queries import all_initiatives
from ambassadors.mine.deeds import Deeds, deeds_of
from ambassadors.mine.rules import Span
from ambassadors.network.models import Ambassadorship
from ambassadors.network.queries import AmbassadorshipRow, ambassadorships
from ambassadors.network.rules import Status
from ambassadors.organisation.queries import department_names, tree_on
from ambassadors.results.models import Result, ResultStep
from ambassadors.results.rules import USED
from ambassadors.security.actor import Actor
from ambassadors.signals import queries as signals
from ambassadors.signals.queries import SignalRow
from ambassadors.signals.rules import STAYS_NEW
from ambassadors.thanks import queries as thanks
from ambassadors.thanks.queries import ThanksRow


class Held(NamedTuple):
    """An ambassadorship that somebody has or had; `until` is empty while it goes on."""

    id: int
    department: str
    since: date
    until: date | None


class UsedResult(NamedTuple):
    """A result that is in use, since a day."""

    id: int
    name: str
    department: str
    since: date | None


class _Used(NamedTuple):
    id: int
    initiative_id: int
    name: str
    department_id: int
    since: date | None


class BroughtIn(NamedTuple):
    """A colleague who became ambassador."""

    name: str
    department: str
    since: date


@dataclass(frozen=True, slots=True)
class Part:
    """What somebody did and set in motion for one change, in a period; `held` whatever the period."""

    initiative: Initiative
    held: Sequence[Held]
    deeds: Deeds | None
    results: Sequence[UsedResult]
    brought_in: Sequence[BroughtIn]
    answers: Sequence[SignalRow]
    thanks: Sequence[ThanksRow]

    @property
    def tells(self) -> bool:
        """Whether there is anything of the period."""
        return bool(self.deeds or self.results or self.brought_in or self.answers or self.thanks)


def parts_of(session: Session, who: Actor, span: Span) -> list[Part]:
    """The changes in which the actor has a part, the last one begun first."""
    rows = [] if who.person_id is None else ambassadorships(session, person_id=who.person_id, stood_in_for=True)
    own = [row for row in rows if row.person_id == who.person_id and row.begun_on is not None]
    recruits, used = _recruits(session, who, span), _used(session, who, own, rows, span.first)
    named = [each.department_id for each in (*own, *recruits)] + [each.department_id for each in used]
    names = department_names(session, set(named), span.today)
    deeds = _deeds(session, who, rows, span)
    answers = _by_change(signals.new_answers(session, who.user_id, span.start + STAYS_NEW))
    got = _by_change([] if who.person_id is None else thanks.received(session, who.person_id, span.first))
    held, brought_in, results = _by_change(own), _by_change(recruits), _by_change(used)
    parts = [
        Part(
            initiative=each,
            held=[Held(row.id, names[row.department_id], row.began, _end(row, span.today)) for row in held[each.id]],
            deeds=deeds.get(each.id),
            results=[UsedResult(row.id, row.name, names[row.department_id], row.since) for row in results[each.id]],
            brought_in=[
                BroughtIn(row.person_name, names[row.department_id], row.began) for row in brought_in[each.id]
            ],
            answers=answers[each.id],
            thanks=got[each.id],
        )
        for each in all_initiatives(session)
    ]
    return [part for part in parts if part.tells or part.held]


def _by_change(items: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for each in items:
        found[each.initiative_id].append(each)
    return found


def _deeds(session: Session, who: Actor, rows: Collection[AmbassadorshipRow], span: Span) -> dict[int, Deeds]:
    if who.person_id is None or not rows:
        return {}
    return deeds_of(session, who.person_id, rows, tree_on(session, span.today), span)


def _end(row: AmbassadorshipRow, today: date) -> date | None:
    return row.valid_until if row.status_on(today) is Status.ENDED else None


def _recruits(session: Session, who: Actor, span: Span) -> list[AmbassadorshipRow]:
    """Ambassadorships of colleagues whom the actor brought in and who became ambassador; each colleague once."""
    if who.person_id is None:
        return []
    ids = session.scalars(select(Ambassadorship.id).where(Ambassadorship.recruited_by_id == who.person_id)).all()
    became = {
        (row.initiative_id, row.person_id): row
        for row in reversed(ambassadorships(session, ids=ids))
        if row.begun_on is not None and span.first <= row.begun_on <= span.today
    }
    return sorted(became.values(), key=lambda row: (row.began, row.id), reverse=True)


def _used(
    session: Session,
    who: Actor,
    own: Iterable[AmbassadorshipRow],
    rows: Iterable[AmbassadorshipRow],
    first: date,
) -> list[_Used]:
    """Results that are in use, of which the actor did a step since a day: as ambassador, or as stand-in."""
    later = aliased(ResultStep)
    taken_back = exists().where(later.result_id == ResultStep.result_id, later.undoes == ResultStep.number)
    by_me = or_(
        ResultStep.ambassadorship_id.in_([row.id for row in own]),
        and_(ResultStep.ambassadorship_id.in_([row.id for row in rows]), ResultStep.recorded_by == who.user_id),
    )
    worked_on = exists().where(
        ResultStep.result_id == Result.id, ResultStep.undoes.is_(None), ResultStep.on >= first, by_me, ~taken_back
    )
    found = session.execute(
        select(Result.id, Result.initiative_id, Result.name, Result.department_id, Result.since)
        .where(Result.status.in_(USED), Result.dropped_on.is_(None), worked_on)
        .order_by(Result.since.desc(), Result.id)
    )
    return [_Used(*row) for row in found]
