"""The page of one department: its stage and why, what would lift it, and what was done there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ambassadors.dashboard import wording
from ambassadors.dashboard.asking import Asked
from ambassadors.dashboard.confirmations import Standing
from ambassadors.dashboard.departments import Departments, Line
from ambassadors.measures.stages import Criterion, Rule, Stage, Thresholds
from ambassadors.network.queries import AmbassadorshipRow
from ambassadors.network.rules import Status

_BEHIND = {Rule.HEARD: "heard", Rule.CONTACT_WEEKS: "stage", Rule.REACH: "stage", Rule.RECENT_CONTACT: "ever"}


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule with what there is of it; `lift` tells what to do where it is not met.

    `behind` is the list of meetings that it was counted from, as `facts_reached.meetings` calls it; empty: none.
    """

    met: bool
    sentence: str
    lift: str
    behind: str


@dataclass(frozen=True, slots=True)
class Stay:
    """An ambassadorship as this page tells of it; during a break somebody may stand in."""

    name: str
    since: date
    until: date | None = None
    on_a_break: bool = False
    stand_in: bool = False
    for_questions: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """What is told of a department. `alone`: its own facts may be shown; else those of its group are.

    `unit` is the department whose ambassador serves this one too, where that is another one. `confirmed` is told of
    a department that is shown apart.
    """

    line: Line
    alone: bool
    meaning: str
    because: tuple[Reason, ...]
    missing: tuple[Reason, ...]
    next_stage: str
    falls_on: date | None
    recent: str
    ever: str
    above_staff: bool
    serving: tuple[Stay, ...]
    served: tuple[Stay, ...]
    unit: Line | None
    unit_serving: tuple[Stay, ...]
    children: tuple[Line, ...]
    open_signals: int
    confirmed: Standing | None


def account_of(asked: Asked, told: Departments, department: int, confirmed: Standing | None) -> Account:
    """The account of one department by its index, with the confirmation that holds for it."""
    picture, day = asked.picture, asked.question.day
    group = int(picture.partition.group[department])
    alone = bool(picture.partition.shown[group]) and len(picture.members[group]) == 1
    row = picture.ground.tree.rows[department]
    unit = int(picture.coverage.responsible[department])
    rows = asked.facts.roster.ambassadorships
    recent, ever = picture.answers.recent.of(group), picture.answers.ever.of(group)
    confirmed = confirmed if alone else None
    because, missing, next_stage = _reasons(told, group, confirmed)
    children = picture.ground.tree.children.get(row.id, ())
    line = told.line(department)
    return Account(
        line=line,
        alone=alone,
        meaning="" if line.stage is None else wording.stage_meaning(line.stage, picture.thresholds),
        because=because,
        missing=missing,
        next_stage=next_stage,
        falls_on=_falls_on(told, group),
        recent=wording.reach(recent),
        ever=wording.reach(ever),
        above_staff=recent.above_staff or ever.above_staff,
        serving=_serving(rows, row.id, day),
        served=_served(rows, row.id, day),
        unit=told.line(unit) if unit not in {-1, department} else None,
        unit_serving=_serving(rows, picture.ground.tree.rows[unit].id, day) if unit not in {-1, department} else (),
        children=tuple(told.line(picture.ground.index[child.id]) for child in children),
        open_signals=sum(
            1 for signal in asked.facts.signals.rows if signal.department_id == row.id and not signal.closed
        ),
        confirmed=confirmed,
    )


def _reasons(
    told: Departments, group: int, confirmed: Standing | None
) -> tuple[tuple[Reason, ...], tuple[Reason, ...], str]:
    """What holds, what is missing for the next stage, and its name."""
    why, limits = told.explanation(group), told.picture.thresholds
    if why is None:
        return (), (), ""
    because = tuple(Reason(each.met, _sentence(each, limits, confirmed), "", _behind(each)) for each in why.because)
    if why.next_stage is None:
        return because, (), ""
    missing = tuple(
        Reason(False, wording.criterion(each, limits), wording.lift(each), _behind(each)) for each in why.missing
    )
    return because, missing, wording.stage_name(why.next_stage)


def _sentence(found: Criterion, limits: Thresholds, confirmed: Standing | None) -> str:
    if found.rule is Rule.CONFIRMED and confirmed is not None:
        return wording.confirmed(confirmed.since, confirmed.row.valid_until)
    return wording.criterion(found, limits)


def _behind(found: Criterion) -> str:
    """Which list shows what a rule was counted from; none where it was nothing."""
    is_known = found.value is not None and (found.value > 0 or found.rule is Rule.RECENT_CONTACT)
    return _BEHIND.get(found.rule, "") if is_known else ""


def _falls_on(told: Departments, group: int) -> date | None:
    """The day on which a department that carries it falls back, if nothing more is logged; quiet days put it off."""
    answers = told.picture.answers
    if answers.stages.stage[group] != Stage.CARRIES_IT:
        return None
    last = int(answers.stages.last_contact[group])
    return date.fromordinal(answers.quiet.day_after(group, last, told.picture.thresholds.carries_days))


def _serving(rows: Iterable[AmbassadorshipRow], department_id: int, day: date) -> tuple[Stay, ...]:
    here = [row for row in rows if row.department_id == department_id]
    return tuple(
        Stay(
            row.person_name,
            row.began,
            on_a_break=row.status_on(day) is Status.PAUSED,
            stand_in=row.serves_on(day),
            for_questions=row.status_on(day) is Status.QUESTIONS,
        )
        for row in here
        if row.holds_on(day) or row.status_on(day) is Status.QUESTIONS
    )


def _served(rows: Iterable[AmbassadorshipRow], department_id: int, day: date) -> tuple[Stay, ...]:
    here = [row for row in rows if row.department_id == department_id and row.status_on(day) is Status.ENDED]
    return tuple(Stay(row.person_name, row.began, row.valid_until) for row in reversed(here))
