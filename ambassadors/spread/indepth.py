"""All measures on a day, for one viewer and branch, or for the command: all of it, without protection. Pure."""

from dataclasses import dataclass
from datetime import date

from ambassadors.measures.islands import Island
from ambassadors.measures.where_next import Proposal
from ambassadors.results.progress import Progress, progress_on
from ambassadors.spread.ahead import CountOutlook, full_months, results_outlook, staff_outlook, where_next_of
from ambassadors.spread.carrying import Newcomers, Vulnerability, newcomers_of, vulnerability_of
from ambassadors.spread.crossing import Crossing, Groups, crossing, earlier_days, groups_of, islands_of
from ambassadors.spread.meeting import meetings_of
from ambassadors.spread.picture import Picture, picture_of
from ambassadors.spread.scene import Evidence, Scene
from ambassadors.spread.through_time import Viewer

EVERYTHING = Viewer(sees_small=True)


@dataclass(frozen=True, eq=False, slots=True)
class Measures:
    """The measures on the day of the picture, which holds 2 to 5 and the stages; `results` is 1.

    Islands and where next are of groups of `picture.partition`, who hangs on whom is of departments. For who sees
    small departments the two have the same index, which is that of `picture.ground.tree.rows`.
    """

    results: Progress
    picture: Picture
    crossing: Crossing
    groups: Groups
    islands: tuple[Island, ...]
    newcomers: Newcomers
    vulnerability: Vulnerability
    outlook: CountOutlook
    outlook_of_results: CountOutlook
    where_next: tuple[Proposal, ...]


def measures_of(evidence: Evidence, day: date) -> Measures:
    """All measures on `day`, which is not before the change began, of the whole organisation."""
    return measures_behind(evidence, picture_of(evidence.facts, day, EVERYTHING), EVERYTHING)


def measures_behind(evidence: Evidence, picture: Picture, viewer: Viewer) -> Measures:
    """All measures on the day and for the branch of the picture that `viewer` got."""
    earlier = earlier_days(picture.starts, picture.day)
    months = full_months(picture.starts, picture.day)
    scene = Scene(evidence.facts, picture, viewer, [*earlier, *months])
    stand = scene.stand(picture.day)
    meetings = meetings_of(scene, stand)
    asked = picture.ground.asked_ids
    departments = None if asked is None else frozenset(asked)
    worklist, kept = evidence.worklist, evidence.of_worklist
    return Measures(
        results=kept.answer(
            ("progress", picture.day, departments), lambda: progress_on(worklist, picture.day, departments)
        ),
        picture=picture,
        crossing=crossing(scene, earlier),
        groups=groups_of(scene, stand, meetings),
        islands=islands_of(scene, stand, meetings),
        newcomers=newcomers_of(scene, stand),
        vulnerability=vulnerability_of(scene, stand),
        outlook=staff_outlook(scene, stand, months),
        outlook_of_results=kept.answer(
            ("outlook", tuple(months), departments), lambda: results_outlook(worklist, months, departments)
        ),
        where_next=where_next_of(scene, stand, meetings),
    )
