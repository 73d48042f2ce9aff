"""What one can choose from when logging, and what is filled in already."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from ambassadors.activities.models import Activity
from ambassadors.activities.queries import last_logged, recent_departments, recent_doers
from ambassadors.activities.usual import SeriesOffered, series_offered, usual_kinds
from ambassadors.db import search_words
from ambassadors.initiatives.models import ActivityKind, Initiative
from ambassadors.initiatives.queries import kinds_of, running_initiatives
from ambassadors.network.models import Ambassadorship
from ambassadors.network.queries import AmbassadorshipRow, ambassadorships
from ambassadors.organisation.models import Person
from ambassadors.organisation.queries import department_names
from ambassadors.security.actor import Actor
from ambassadors.security.policy import Permission

MOST_LISTED = 40
"""Up to so many ambassadors a change manager finds in a list; beyond that, by name."""
MOST_TICKED = 12
"""Up to so many an ambassador finds to tick as having done it too."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What the form offers for one initiative: `own` are the actor's ambassadorships, `known` those listed too.

    Department names are by id, in the order in which they are offered: own ones, then those reached lately. Of the
    kinds, the `usual` ones are one tap away.
    """

    initiative: Initiative
    kinds: Sequence[ActivityKind]
    own: tuple[AmbassadorshipRow, ...]
    known: tuple[AmbassadorshipRow, ...]
    departments: dict[int, str]
    names: dict[int, str]
    for_others: bool
    last: Activity | None
    usual: Sequence[ActivityKind] = ()
    series: Sequence[SeriesOffered] = ()

    def kind(self, kind_id: int | None) -> ActivityKind:
        """The kind with that id, else that of the last time, else the first."""
        by_id = {each.id: each for each in self.kinds}
        last = by_id.get(self.last.kind_id) if self.last else None
        return by_id.get(kind_id or 0) or last or self.kinds[0]

    def doer(self, ambassadorship_id: int | None) -> AmbassadorshipRow | None:
        """The ambassadorship on offer with that id."""
        return next((each for each in (*self.own, *self.known) if each.id == ambassadorship_id), None)


def initiatives_to_log(session: Session, actor: Actor, today: date) -> list[Initiative]:
    """Running initiatives for which the actor may log, the newest first."""
    return [
        each
        for each in running_initiatives(session, today)
        if each.starts_on <= today and actor.may(Permission.LOG_ACTIVITY, each.code)
    ]


def initiative_of_last_time(session: Session, actor: Actor, offered: Sequence[Initiative]) -> Initiative | None:
    """The initiative that the actor logged for last, if it is still on offer; the only one if there is but one."""
    if len(offered) == 1:
        return offered[0]
    last = last_logged(session, actor.user_id)
    return next((each for each in offered if last and each.id == last.initiative_id), None)


def offer(
    session: Session,
    actor: Actor,
    initiative: Initiative,
    day: date,
    doers: Collection[int] = (),
    departments: Collection[int] = (),
) -> Offer:
    """What the actor can choose from for an activity on `day`; `doers` and `departments` are chosen already."""
    own = _own(session, actor, initiative.id, day)
    for_others = actor.may(Permission.LOG_FOR_OTHERS, initiative.code)
    known = _known(session, actor, initiative.id, day, doers, MOST_LISTED if for_others else MOST_TICKED)
    own_ids = {each.id for each in own}
    wanted = [
        *(each.department_id for each in own),
        *recent_departments(session, actor.user_id, initiative.id),
        *departments,
    ]
    names = department_names(session, {*wanted, *(each.department_id for each in (*own, *known))}, day)
    kinds = kinds_of(session, initiative.id, day)
    last = last_logged(session, actor.user_id, initiative.id)
    return Offer(
        initiative=initiative,
        kinds=kinds,
        own=own,
        known=tuple(each for each in known if each.id not in own_ids),
        departments={each: names[each] for each in dict.fromkeys(wanted) if each in names},
        names=names,
        for_others=for_others,
        last=last,
        usual=usual_kinds(session, actor.user_id, initiative.id, kinds, day),
        series=series_offered(session, initiative.id, None if for_others else [each.id for each in own], day),
    )


def doers_found(session: Session, initiative_id: int, words: str, day: date, most: int = 12) -> list[int]:
    """Ids of the ambassadorships that serve on `day` of people whose name holds all of `words`, by name."""
    asked = search_words(words)
    if not asked:
        return []
    query = select(Ambassadorship.id).join(Person, Ambassadorship.person_id == Person.id)
    for word in asked:
        query = query.where(func.lower(Person.name).contains(word, autoescape=True))
    ids = session.scalars(
        query.where(Ambassadorship.initiative_id == initiative_id, *_holding(day)).order_by(
            func.lower(Person.name), Ambassadorship.id
        )
    ).all()
    serving = {each.id for each in ambassadorships(session, ids=ids[: 4 * most]) if each.serves_on(day)}
    return [each for each in ids if each in serving][:most]


def _own(session: Session, actor: Actor, initiative_id: int, day: date) -> tuple[AmbassadorshipRow, ...]:
    """Ambassadorships that the actor holds on `day`, and those for which the actor stands in."""
    if actor.person_id is None:
        return ()
    rows = ambassadorships(session, initiative_id=initiative_id, person_id=actor.person_id, stood_in_for=True)
    tasks = [each for each in rows if each.is_task_of(actor.person_id, day)]
    return tuple(sorted(tasks, key=lambda each: each.person_id != actor.person_id))


def _known(
    session: Session, actor: Actor, initiative_id: int, day: date, chosen: Collection[int], most: int
) -> list[AmbassadorshipRow]:
    """Ambassadorships to list: all that serve on `day` if they are few, else those named lately; and the chosen."""
    holding = select(Ambassadorship.id).where(Ambassadorship.initiative_id == initiative_id, *_holding(day))
    ids = session.scalars(holding.limit(most + 1)).all()
    if len(ids) > most:
        ids = recent_doers(session, actor.user_id, initiative_id)
    rows = ambassadorships(session, initiative_id=initiative_id, ids={*ids, *chosen})
    return sorted(
        (each for each in rows if each.id in chosen or each.serves_on(day)),
        key=lambda each: (each.person_name.lower(), each.id),
    )


def _holding(day: date) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return Ambassadorship.valid_from <= day, day < Ambassadorship.valid_until
