"""Which requests wait, and for whom: the ambassador who is meant, any other, or the change manager."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ambassadors.helprequests.models import HelpRequest
from ambassadors.helprequests.queries import HelpRow, listing
from ambassadors.helprequests.rules import GOES_ON, HelpStatus, is_overdue
from ambassadors.initiatives.models import Initiative
from ambassadors.network.nearest import nearest, people_serving
from ambassadors.network.queries import AmbassadorshipRow, ambassadorships
from ambassadors.organisation.models import Person
from ambassadors.organisation.queries import tree_on
from ambassadors.organisation.rules import Tree


@dataclass(frozen=True, slots=True)
class Desk:
    """What of the requests of some changes concerns an ambassador; each list holds the longest waiting first.

    `meant` wait for them, `others` for somebody else and they may take them too, `taken` they are to do.
    """

    meant: Sequence[HelpRow] = ()
    taken: Sequence[HelpRow] = ()
    others: Sequence[HelpRow] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to do or to take."""
        return not (self.meant or self.taken or self.others)


@dataclass(frozen=True, slots=True)
class _Network:
    """The ambassadors of today: by id, and who serves which department of which change."""

    tree: Tree
    rows: Mapping[int, AmbassadorshipRow]
    served: Mapping[int, Mapping[int, set[int]]]
    today: date

    def meant(self, request: HelpRow) -> set[int]:
        """Ids of the people whom an open request waits for; empty where there is nobody."""
        named = self.rows.get(request.meant_for_id or 0)
        server = named.server_on(self.today) if named else None
        if server is not None:
            return {server}
        served = self.served.get(request.initiative_id, {})
        return nearest(self.tree, request.department_id, served, request.asker_person_id)

    def is_with_nobody(self, request: HelpRow) -> bool:
        """Whether who took a request is no ambassador any more, or nobody is there to take it."""
        if request.status is HelpStatus.OPEN:
            return not self.meant(request)
        taker = self.rows.get(request.taken_by_id or 0)
        return taker is None or not (taker.holds_on(self.today) or taker.serves_on(self.today))


def desk_of(session: Session, person_id: int, today: date) -> Desk:
    """What concerns an ambassador. At most four queries."""
    requests = _going_on(session, today)
    if not requests:
        return Desk()
    network = _network(session, today)
    own = {row.id: row.initiative_id for row in network.rows.values() if row.is_task_of(person_id, today)}
    changes = set(own.values())
    waiting = [
        each
        for each in requests
        if each.status is HelpStatus.OPEN and each.initiative_id in changes and each.asker_person_id != person_id
    ]
    meant = [each for each in waiting if person_id in network.meant(each)]
    return Desk(
        meant=meant,
        taken=[each for each in requests if each.status is HelpStatus.TAKEN and each.taken_by_id in own],
        others=[each for each in waiting if each not in meant],
    )


def unanswered(session: Session, initiative_ids: Collection[int], today: date, now: datetime) -> list[HelpRow]:
    """Requests of some changes that nobody took for a week, or that are with nobody. At most four queries."""
    requests = _going_on(session, today, initiative_ids) if initiative_ids else []
    if not requests:
        return []
    network = _network(session, today)
    return [
        each
        for each in requests
        if network.is_with_nobody(each) or (each.status is HelpStatus.OPEN and is_overdue(each.since, now))
    ]


def meant_names(session: Session, requests: Sequence[HelpRow], today: date) -> dict[int, list[str]]:
    """Whom each open request waits for, by its id; nobody where there is none. At most four queries."""
    waiting = [each for each in requests if each.status is HelpStatus.OPEN]
    if not waiting:
        return {}
    network = _network(session, today)
    meant = {each.id: network.meant(each) for each in waiting}
    ids = {one for people in meant.values() for one in people}
    names = dict(session.execute(select(Person.id, Person.name).where(Person.id.in_(ids))).all())
    return {request_id: sorted(names[one] for one in people) for request_id, people in meant.items()}


def _going_on(session: Session, today: date, initiative_ids: Collection[int] | None = None) -> list[HelpRow]:
    runs = or_(Initiative.ends_on.is_(None), Initiative.ends_on >= today)
    query = listing().where(HelpRequest.status.in_(GOES_ON), runs)
    if initiative_ids is not None:
        query = query.where(HelpRequest.initiative_id.in_(initiative_ids))
    return [HelpRow(*row) for row in session.execute(query.order_by(HelpRequest.since, HelpRequest.id))]


def _network(session: Session, today: date) -> _Network:
    rows = ambassadorships(session)
    by_initiative: dict[int, list[AmbassadorshipRow]] = {}
    for row in rows:
        by_initiative.setdefault(row.initiative_id, []).append(row)
    return _Network(
        tree_on(session, today),
        {row.id: row for row in rows},
        {each: people_serving(held, today) for each, held in by_initiative.items()},
        today,
    )
