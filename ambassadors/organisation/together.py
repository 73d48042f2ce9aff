"""Departments as they may be named beside a count: small ones together, for who may not see them apart. Pure."""

from dataclasses import dataclass

import numpy as np

from ambassadors.measures.small_numbers import partition
from ambassadors.measures.tree import NO_DEPARTMENT
from ambassadors.organisation.rules import Tree


@dataclass(frozen=True, slots=True)
class Together:
    """Departments that are told of as one: named by the first of them, with `others` more."""

    id: int
    name: str
    others: int = 0


def departments_together(tree: Tree, *, sees_small: bool) -> dict[int, Together]:
    """How each department is named to who may see small ones apart, or not.

    Groups that may not be shown at all are left out.
    """
    rows = tree.rows
    if sees_small:
        return {row.id: Together(row.id, row.name) for row in rows}
    index = {row.id: place for place, row in enumerate(rows)}
    parent = np.array([NO_DEPARTMENT if row.parent_id is None else index[row.parent_id] for row in rows], np.int64)
    shown = partition(parent, np.array([row.staff or 0.0 for row in rows], np.float64)) if rows else None
    found: dict[int, Together] = {}
    for group, members in enumerate(shown.members if shown else ()):
        first = rows[members[0]]
        if shown and shown.shown[group]:
            together = Together(first.id, first.name, len(members) - 1)
            found.update({rows[each].id: together for each in members})
    return found
