"""The mix of levels and departments in the kerngroep and the network, against the organisation: counts alone."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session

from ambassadors.accounts.models import User
from ambassadors.accounts.queries import kerngroep_members, leading_members
from ambassadors.network.queries import ambassadorships
from ambassadors.organisation.models import Level, Person, Placement
from ambassadors.organisation.queries import tree_on
from ambassadors.organisation.rules import Tree, whole_staff
from ambassadors.web.formatting import listed

FEW = 10
"""Of so few colleagues nothing is told apart: they are told together, as small departments are."""

LEVEL_NAMES = {
    Level.BOARD: lazy_gettext("board"),
    Level.DIRECTOR: lazy_gettext("directors"),
    Level.MANAGER: lazy_gettext("managers"),
    Level.ADVISER: lazy_gettext("advisers"),
    Level.FRONT_LINE: lazy_gettext("front line"),
}


@dataclass(frozen=True, slots=True)
class Share:
    """A level or a part of the organisation: how many work there, and how many of the kerngroep and the network."""

    name: str
    organisation: int
    kerngroep: int
    network: int


@dataclass(frozen=True, slots=True)
class Mix:
    """The mix by level and by part of the organisation, each with its conclusion.

    `staff_file`: colleagues in it; `counted`: what the departments add up to elsewhere. `members`: of the kerngroep;
    `meeting`: those whom a meeting lists, change managers too.
    """

    levels: tuple[Share, ...]
    levels_sentence: str
    parts: tuple[Share, ...]
    parts_sentence: str
    staff_file: int
    counted: int
    members: int
    meeting: int


def mix_of(session: Session, initiative_id: int, today: date) -> Mix:
    """The mix on a day, of who is in the staff file. Seven queries."""
    tree = tree_on(session, today)
    works = {row[0]: (row[1], row[2]) for row in session.execute(_staff(today))}
    users = [user_id for user_id, _name in kerngroep_members(session, initiative_id, today)]
    kerngroep = set(session.scalars(select(User.person_id).where(User.id.in_(users), User.person_id.is_not(None))))
    serving = {row.server_on(today) for row in ambassadorships(session, initiative_id)}
    heads = _heads(tree)
    levels = _shares(
        [(level, str(name)) for level, name in LEVEL_NAMES.items()],
        *(Counter(works[each][0] for each in group if each in works) for group in (works, kerngroep, serving)),
    )
    tops = [(row.id, row.name) for row in tree.rows if heads[row.id] == row.id]
    parts = _shares(
        tops,
        *(
            Counter(heads.get(works[each][1]) for each in group if each in works)
            for group in (works, kerngroep, serving)
        ),
    )
    return Mix(
        levels,
        _sentence(levels),
        parts,
        _sentence(parts),
        staff_file=len(works),
        counted=whole_staff(sum(row.staff or 0 for row in tree.rows)),
        members=len(users),
        meeting=len(leading_members(session, initiative_id, today)),
    )


def _staff(today: date) -> Select[*tuple[Any, ...]]:
    there = and_(Placement.person_id == Person.id, Placement.valid_from <= today, today < Placement.valid_until)
    return select(Person.id, Person.level, Placement.department_id).join(Placement, there)


def _heads(tree: Tree) -> dict[int, int]:
    """By the id of a department: that of the part of the organisation that it is in."""
    return {row.id: ([row.id, *(each.id for each in tree.ancestors(row.id))])[-1] for row in tree.rows}


def _shares(names: Iterable[tuple[Any, str]], *groups: Counter[Any]) -> tuple[Share, ...]:
    """A row for each that has colleagues; those with few are one row together, with the next where it is few too.

    `groups` are the organisation, the kerngroep and the network.
    """
    organisation, kerngroep, network = groups
    rows = [Share(name, organisation[key], kerngroep[key], network[key]) for key, name in names if organisation[key]]
    few = [row for row in rows if row.organisation < FEW]
    told = [row for row in rows if row.organisation >= FEW]
    if few and sum(row.organisation for row in few) < FEW and told:
        few.append(told.pop(min(range(len(told)), key=lambda place: told[place].organisation)))
    return (*told, _together(few)) if few else tuple(told)


def _together(rows: Iterable[Share]) -> Share:
    rows = list(rows)
    return Share(
        listed([row.name for row in rows]),
        sum(row.organisation for row in rows),
        sum(row.kerngroep for row in rows),
        sum(row.network for row in rows),
    )


def _sentence(rows: Sequence[Share]) -> str:
    """Who is not there; else that all are."""
    if not rows:
        return _("The staff file does not tell, so there is nothing to compare.")
    kerngroep = [row.name for row in rows if not row.kerngroep]
    network = [row.name for row in rows if not row.network]
    sentences = []
    if kerngroep:
        sentences.append(_("Nobody in the kerngroep is from: %(names)s.", names=listed(kerngroep)))
    if network:
        sentences.append(_("No ambassador is from: %(names)s.", names=listed(network)))
    return " ".join(sentences) or _("From everywhere somebody is in the kerngroep, and somebody is an ambassador.")
