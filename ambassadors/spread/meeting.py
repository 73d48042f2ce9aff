"""What the meetings of the year up to a day add up to: what measures 8, 9 and 13 rest on. Pure."""

from dataclasses import dataclass
from datetime import date

from ambassadors.measures.chance import Met
from ambassadors.measures.joining import Cells
from ambassadors.measures.log import ReachLog
from ambassadors.measures.mixing import shares
from ambassadors.measures.ties import Ties, visits
from ambassadors.measures.where_next import sharing
from ambassadors.spread.keeping import fingerprint
from ambassadors.spread.monthly import Days
from ambassadors.spread.scene import Scene, Stand


@dataclass(frozen=True, eq=False, slots=True)
class Meetings:
    """In groups: `mixed` is the table of own groups and groups reached, `reached` of ambassadors and groups.

    `shared` counts the activities that a pair of groups shared, `met` the people whom ambassadors met.
    """

    mixed: Cells
    reached: Cells
    shared: Cells
    met: Met

    def added(self, contacts: ReachLog, ties: Ties) -> "Meetings":
        """With the contacts of other days."""
        visit = visits(contacts, ties)
        return Meetings(
            mixed=self.mixed.added(*shares(contacts, visit, ties)),
            reached=self.reached.added(visit.ambassador, contacts.department[visit.row]),
            shared=self.shared.added(*sharing(contacts)),
            met=self.met.added(contacts, visit),
        )


def meetings_of(scene: Scene, stand: Stand) -> Meetings:
    """The meetings of the year up to a day. What was reckoned of earlier months is kept."""
    ambassador, unit = scene.own_groups(stand, dependents=True)

    def add(so_far: Meetings, days: Days) -> Meetings:
        deeds = scene.network.deeds(*map(date.fromordinal, days))
        return so_far.added(stand.told.between(*days).contacts(), Ties.from_pairs(*deeds, ambassador, unit))

    groups = len(stand.partition)
    nothing = Meetings(
        mixed=Cells.none(groups),
        reached=Cells.none(groups),
        shared=Cells.none(groups),
        met=Met.nobody(len(scene.network)),
    )
    question = ("meetings", fingerprint(stand.told.group_at, ambassador, unit))
    return scene.facts.logbook.added_up(question, stand.since.toordinal(), stand.until, nothing, add)
