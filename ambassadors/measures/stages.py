"""The stages: how far each department is on a day, from visible rules, and why."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

import numpy as np

from ambassadors.measures.arrays import Bools, Floats, Ints, checked_staff, whole_people
from ambassadors.measures.log import ReachLog
from ambassadors.measures.quiet import NO_QUIET_DAYS, QuietDays
from ambassadors.measures.silence import NEVER, quiet_since
from ambassadors.measures.traces import Traces, Windows, traces_on

ABSENT = -1  # in an array of stages: the department is not there on that day, or may not be shown


class Stage(IntEnum):
    """How far a department is."""

    NOT_REACHED = 0
    HEARD = 1
    TAKES_PART = 2
    CARRIES_IT = 3
    BY_ITSELF = 4


class Rule(StrEnum):
    """What a stage asks; the pages hold the words."""

    HEARD = "heard"
    CONTACT_WEEKS = "contact_weeks"
    REACH = "reach"
    AMBASSADOR = "ambassador"
    RECENT_CONTACT = "recent_contact"
    CONFIRMED = "confirmed"


RULES: dict[Stage, tuple[Rule, ...]] = {
    Stage.NOT_REACHED: (),
    Stage.HEARD: (Rule.HEARD,),
    Stage.TAKES_PART: (Rule.CONTACT_WEEKS, Rule.REACH),
    Stage.CARRIES_IT: (Rule.AMBASSADOR, Rule.RECENT_CONTACT),
    Stage.BY_ITSELF: (Rule.CONFIRMED,),
}


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The numbers in the rules, which an initiative can set; ValueError when one makes no sense.

    `carries_days` is a window of silence: quiet days do not count in it.
    """

    heard_days: int = 365
    takes_part_days: int = 182
    takes_part_weeks: int = 3
    takes_part_share: float = 0.25
    carries_days: int = 56

    def __post_init__(self) -> None:
        if min(self.heard_days, self.takes_part_days, self.takes_part_weeks, self.carries_days) < 1:
            raise ValueError("a threshold in days or weeks must be 1 or more")
        if not 0 < self.takes_part_share <= 1:
            raise ValueError("the threshold of reach must be a share above 0, at most 1")

    @property
    def windows(self) -> Windows:
        """How far back the log is read."""
        return Windows(self.heard_days, self.takes_part_days)


@dataclass(frozen=True, eq=False, slots=True)
class Snapshot:
    """What the organisation looked like on a day, per department.

    `served`: its responsible unit has an active ambassador or stand-in (`Coverage.covered`).
    `confirmed`: a confirmation of the kerngroep is valid. `exists`: it is part of the organisation.
    `quiet`: the days that do not count as silence.
    """

    day: int
    staff: Floats | Ints
    served: Bools
    confirmed: Bools
    exists: Bools
    quiet: QuietDays = NO_QUIET_DAYS


@dataclass(frozen=True, eq=False, slots=True)
class Stages:
    """Per department its stage on a day (ABSENT where it does not exist), and the evidence.

    `heard` and `contacts` count activities in `heard_days`; `weeks` and `reached` cover `takes_part_days`;
    `reach_needed` is in people; `last_contact` is an ordinal, -1 for never; `quiet` days since then do not count.
    """

    day: int
    thresholds: Thresholds
    stage: Ints
    staff: Ints
    heard: Ints
    contacts: Ints
    weeks: Ints
    reached: Ints
    reach_needed: Ints
    served: Bools
    last_contact: Ints
    quiet: Ints
    confirmed: Bools


@dataclass(frozen=True, slots=True)
class Criterion:
    """One rule for one department: what there is against what is needed.

    RECENT_CONTACT counts days since, None for never, without the `quiet` ones. REACH needs None where there is no
    staff to reach.
    """

    rule: Rule
    met: bool
    value: int | None
    needed: int | None
    quiet: int = 0


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a department is in its stage, and what is missing for the next one (none after the last)."""

    stage: Stage
    because: tuple[Criterion, ...]
    next_stage: Stage | None
    missing: tuple[Criterion, ...]
    only_broadcasts: bool


def stages_on(log: ReachLog, snapshot: Snapshot, thresholds: Thresholds) -> Stages:
    """The stage of every department on the day of the snapshot; DESIGN 5, Stages. Later rows do not count."""
    found = traces_on(log, snapshot.day, thresholds.windows, len(snapshot.staff))
    return stages_of(found, snapshot, thresholds)


def stages_of(found: Traces, snapshot: Snapshot, thresholds: Thresholds) -> Stages:
    """The stages that follow from the traces on the day of the snapshot."""
    people = whole_people(checked_staff(snapshot.staff))
    reached = np.minimum(people, found.reported)
    needed = whole_people(thresholds.takes_part_share * people)

    hears = found.heard > 0
    # A quarter of nobody is nothing to be proud of: without staff nobody takes part.
    takes_part = hears & (found.weeks >= thresholds.takes_part_weeks) & (people > 0) & (reached >= needed)
    quiet = quiet_since(found.last_contact, snapshot.day, snapshot.quiet)
    carries = takes_part & snapshot.served & (found.last_contact + quiet > snapshot.day - thresholds.carries_days)
    earned = hears.astype(np.int8) + takes_part + carries
    stage = np.where(snapshot.confirmed, np.int8(Stage.BY_ITSELF), earned)
    return Stages(
        day=snapshot.day,
        thresholds=thresholds,
        stage=np.where(snapshot.exists, stage, np.int8(ABSENT)),
        staff=people,
        heard=found.heard,
        contacts=found.contacts,
        weeks=found.weeks,
        reached=reached,
        reach_needed=needed,
        served=snapshot.served,
        last_contact=found.last_contact,
        quiet=quiet,
        confirmed=snapshot.confirmed,
    )


def explain(stages: Stages, department: int) -> Explanation:
    """Why one department is in its stage, and what would lift it; ValueError when it does not exist."""
    stage = Stage(int(stages.stage[department]))
    criteria = {rule: _criterion(stages, department, rule) for rule in Rule}
    next_stage = Stage(stage + 1) if stage < Stage.BY_ITSELF else None
    if next_stage is None:
        because = RULES[stage]
    else:
        # Not reached has a reason too: nothing was heard.
        because = tuple(rule for lower in Stage if lower <= max(stage, Stage.HEARD) for rule in RULES[lower])
    missing = RULES[next_stage] if next_stage else ()
    return Explanation(
        stage=stage,
        because=tuple(criteria[rule] for rule in because),
        next_stage=next_stage,
        missing=tuple(criteria[rule] for rule in missing if not criteria[rule].met),
        only_broadcasts=bool(stages.heard[department] > 0 and stages.contacts[department] == 0),
    )


def _criterion(stages: Stages, department: int, rule: Rule) -> Criterion:
    limits = stages.thresholds
    if rule == Rule.HEARD:
        return _at_least(rule, int(stages.heard[department]), 1)
    if rule == Rule.CONTACT_WEEKS:
        return _at_least(rule, int(stages.weeks[department]), limits.takes_part_weeks)
    if rule == Rule.REACH:
        if not stages.staff[department]:
            return Criterion(rule, met=False, value=0, needed=None)
        return _at_least(rule, int(stages.reached[department]), int(stages.reach_needed[department]))
    if rule == Rule.RECENT_CONTACT:
        last, quiet = int(stages.last_contact[department]), int(stages.quiet[department])
        since = None if last == NEVER else stages.day - last - quiet
        met = since is not None and since < limits.carries_days
        return Criterion(rule, met=met, value=since, needed=limits.carries_days, quiet=quiet)
    flag = stages.served if rule == Rule.AMBASSADOR else stages.confirmed
    return _at_least(rule, int(flag[department]), 1)


def _at_least(rule: Rule, value: int, needed: int) -> Criterion:
    return Criterion(rule, met=value >= needed, value=value, needed=needed)
