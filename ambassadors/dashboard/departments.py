"""Departments as pages, tiles and exports tell of them: stage, reason, and with whom they are shown."""

from collections.abc import Hashable
from dataclasses import dataclass, fields
from functools import cache, cached_property, partial

import numpy as np
from flask_babel import ngettext

from ambassadors.dashboard import wording
from ambassadors.measures.arrays import Ints
from ambassadors.measures.stages import ABSENT, Explanation, Stage, explain
from ambassadors.organisation.rules import whole_staff
from ambassadors.spread.keeping import Kept
from ambassadors.spread.picture import Picture
from ambassadors.web.formatting import language


@dataclass(frozen=True, slots=True)
class Line:
    """One department in a list. `together` names the departments that it is shown together with.

    `counted`: somebody gave its headcount; else `staff` is 0 because nobody knows.
    `nothing`: an ambassador lately had nothing to report, and nobody met since.
    """

    code: str
    name: str
    staff: int
    counted: bool
    stage: Stage | None
    stage_name: str
    reason: str
    weeks: int | None
    last_contact: str
    nothing: bool
    together: tuple[str, ...]


class Departments:
    """Tells of the departments of a picture; what holds for a whole group or is told twice, is worded once.

    With `kept`, lines stay from one picture to the next as far as the facts behind them do.
    """

    def __init__(self, picture: Picture, kept: Kept | None = None) -> None:
        self.picture = picture
        self.names = [row.name for row in picture.ground.tree.rows]
        self.reason_of = cache(self._reason)
        self.line = cache(partial(self._kept_line, kept) if kept else self._line)

    @cached_property
    def asked(self) -> list[int]:
        """The departments of the branch, in the order of the tree."""
        return [place for place in range(len(self.picture.ground)) if self.picture.ground.in_branch[place]]

    @cached_property
    def together_fewer(self) -> int | None:
        """The staff of the branch, where parts of a job make the departments one by one add up to more than that."""
        staff = self.picture.ground.staff[self.asked].tolist()
        together = whole_staff(sum(staff))
        return together if together < sum(map(whole_staff, staff)) else None

    def explanation(self, group: int) -> Explanation | None:
        """Why a group is in its stage; nothing where that may not be shown."""
        stages = self.picture.answers.stages
        return None if stages.stage[group] == ABSENT else explain(stages, group)

    def _kept_line(self, kept: Kept, department: int) -> Line:
        """The line that was worded before of the same facts, if it was."""
        evidence = self._evidence[self.picture.partition.group[department]].tobytes()
        return kept.answer((department, evidence, *self._same_for_all), lambda: self._line(department))

    @cached_property
    def _same_for_all(self) -> tuple[Hashable, ...]:
        """What the lines of all departments are made of."""
        return self.picture.ground, self.picture.day, self.picture.thresholds, language()

    @cached_property
    def _evidence(self) -> Ints:
        """Per group all numbers that its line is made of."""
        stages, silence = self.picture.answers.stages, self.picture.answers.silence
        columns = [getattr(stages, field.name) for field in fields(stages)]
        columns = [column for column in columns if isinstance(column, np.ndarray)]
        evidence: Ints = np.stack([*columns, silence.nothing_to_report, silence.quiet], axis=1)
        return evidence

    def _line(self, department: int) -> Line:
        """The line of one department."""
        row = self.picture.ground.tree.rows[department]
        group = int(self.picture.partition.group[department])
        shown = bool(self.picture.partition.shown[group])
        stage = Stage(int(self.picture.stage[department])) if shown else None
        silence = self.picture.answers.silence
        weeks = silence.weeks(group) if shown else None
        return Line(
            code=row.code,
            name=row.name,
            staff=whole_staff(row.staff or 0),
            counted=row.staff is not None,
            stage=stage,
            stage_name=wording.stage_name(stage),
            reason=self.reason_of(group),
            weeks=weeks,
            last_contact=wording.weeks_since(silence.weeks_in_all(group), weeks) if shown else "",
            nothing=shown and self.picture.nothing_to_report(group),
            together=tuple(self.names[each] for each in self.picture.members[group] if each != department),
        )

    def group_name(self, group: int) -> str:
        """The name of a group: of its first department, and how many small ones are with it."""
        first, *rest = self.picture.members[group]
        if not rest:
            return self.names[first]
        return ngettext(
            "%(name)s and %(count)s other small one",
            "%(name)s and %(count)s others",
            len(rest),
            name=self.names[first],
            count=len(rest),
        )

    def group_code(self, group: int) -> str:
        """The code of the first department of a group, whose page tells of all of it."""
        return self.picture.ground.tree.rows[self.picture.members[group][0]].code

    def _reason(self, group: int) -> str:
        why = self.explanation(group)
        return wording.reason(why, self.picture.thresholds) if why else ""
