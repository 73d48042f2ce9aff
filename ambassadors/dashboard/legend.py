"""The legend of the oil slick: the stages, with how many departments and colleagues are in each."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor

from ambassadors.dashboard import wording
from ambassadors.measures.arrays import Floats
from ambassadors.measures.stages import Stage
from ambassadors.organisation.rules import whole_parts
from ambassadors.spread.picture import Picture
from ambassadors.web.formatting import percent


@dataclass(frozen=True, slots=True)
class StageRow:
    """A row of the legend."""

    stage: Stage
    name: str
    meaning: str
    departments: str
    staff: str
    share: str


def legend(picture: Picture) -> list[StageRow]:
    """The stages with how many departments and colleagues are in each, the furthest first."""
    staff, departments = picture.standing.staff, picture.standing.departments
    people, share = whole_parts(staff.tolist()), shares(staff)
    return [
        StageRow(
            stage=stage,
            name=wording.stage_name(stage),
            meaning=wording.stage_meaning(stage, picture.thresholds),
            departments=wording.departments(int(departments[stage])),
            staff=wording.people(people[stage]),
            share=share[stage],
        )
        for stage in reversed(Stage)
    ]


def shares(staff: Floats) -> list[str]:
    """The share of the staff in each stage, rounded so that they add up to 100% and to the sentence on top.

    That sentence rounds the share that takes part; what it leaves over goes to the largest fractions.
    """
    total = float(staff.sum())
    if not total:
        return [percent(0, 0)] * len(staff)
    exact = [100 * float(each) / total for each in staff]
    taking_part = round(sum(exact[Stage.TAKES_PART :]))
    whole = [
        *_adding_up(exact[: Stage.TAKES_PART], 100 - taking_part),
        *_adding_up(exact[Stage.TAKES_PART :], taking_part),
    ]
    some = [0 < each < 1 or 99 < each < 100 for each in exact]
    return [percent(each, 100) if few else f"{number}%" for each, number, few in zip(exact, whole, some, strict=True)]


def _adding_up(exact: Sequence[float], total: int) -> list[int]:
    """Whole numbers that add up to `total`, which is `exact` added up and rounded: the largest remainder goes up."""
    whole = [floor(each) for each in exact]
    by_fraction = sorted(range(len(exact)), key=lambda place: whole[place] - exact[place])
    for place in by_fraction[: total - sum(whole)]:
        whole[place] += 1
    return whole
