"""What changed, as the board reads it: the figures of the dashboard, and no small department by its name or size."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from flask_babel import gettext as _
from flask_babel import ngettext

from ambassadors.dashboard import changed
from ambassadors.dashboard.asking import Asked
from ambassadors.dashboard.changed import Item, Named
from ambassadors.dashboard.departments import Departments
from ambassadors.kerngroep.agenda import plain
from ambassadors.measures.small_numbers import MINIMUM_STAFF
from ambassadors.spread.changed import Move
from ambassadors.web.formatting import number


def board_changes(found: Asked, everybody: Asked | None, longest: int) -> list[str]:
    """What changed, each in a sentence that fits.

    Counts are those that the kerngroep sees on the dashboard. Names are of departments that everybody may know: those
    with staff enough, and for departments that are no more those that `everybody` is told of.
    """
    told = Departments(found.picture)
    moved = changed.compared(found)
    if moved is None:
        return []
    seen = () if everybody is None else changed.changes(everybody, Departments(everybody.picture)) or ()
    known = {named.name for item in seen for named in item.named if not named.code and named.result_id is None}
    items = _without_sizes(told, {"forward": moved.forward, "back": moved.back}, changed.changes(found, told) or [])
    return [fitting(_named(told, item, known), longest) for item in items]


def fitting(item: Item, longest: int) -> str:
    """An item with as many names and notes as there is room for; what is left out counts among the others."""
    for each in _ever_shorter(item):
        if len(told := plain(each)) <= longest:
            return told
    return told


def _ever_shorter(item: Item) -> Iterator[Item]:
    yield item
    for count in range(len(item.named), 0, -1):
        kept = item.named[:count]
        more = item.more + len(item.named) - count
        yield replace(item, named=kept, more=more)
        yield replace(item, named=tuple(replace(each, note="") for each in kept), more=more)


def _named(told: Departments, item: Item, known: Collection[str]) -> Item:
    """An item that names only what may be named."""
    rows = told.picture.ground.tree.rows
    small = {row.code: row.name for row in rows if (row.staff or 0) < MINIMUM_STAFF}
    hidden = set(small.values())
    kept = [
        replace(each, note="") if each.result_id is not None and each.note in hidden else each
        for each in item.named
        if _may_be_named(each, small, known)
    ]
    if kept or not item.named:
        return replace(item, named=tuple(kept), more=item.more + len(item.named) - len(kept))
    sentence = item.sentence.removesuffix(_("In:")).rstrip(" :").rstrip(".")
    return replace(item, sentence=f"{sentence}.", named=(), more=0)


def _may_be_named(named: Named, small: Collection[str], known: Collection[str]) -> bool:
    if named.code:
        return named.code not in small
    return named.result_id is not None or named.name in known


def _without_sizes(told: Departments, moves: dict[str, Sequence[Move]], items: list[Item]) -> list[Item]:
    """The items, without how many colleagues moved where that would tell the size of a few small departments."""
    return [
        replace(item, sentence=_counted(item.choice, changed.departments_of(told, moves[item.choice])))
        if item.measure == "changed" and _tells_of_few(told, moves[item.choice])
        else item
        for item in items
    ]


def _tells_of_few(told: Departments, moves: Sequence[Move]) -> bool:
    staff = [float(told.picture.partition.staff[move.group]) for move in moves]
    few = sum(each for each in staff if each < MINIMUM_STAFF)
    return 0 < few < MINIMUM_STAFF


def _counted(choice: str, count: int) -> str:
    if choice == "forward":
        return ngettext(
            "%(count)s department went further:", "%(count)s departments went further:", count, count=number(count)
        )
    return ngettext("%(count)s department fell back:", "%(count)s departments fell back:", count, count=number(count))
