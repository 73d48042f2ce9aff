"""Which part of the organisation reaches which, as a heatmap and in words."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from flask_babel import gettext as _
from flask_babel import ngettext

from ambassadors.dashboard import mixing_chart
from ambassadors.dashboard.departments import Departments
from ambassadors.dashboard.figures import Figure, separators
from ambassadors.dashboard.lacks import LACKS
from ambassadors.dashboard.tables import Cell, Table
from ambassadors.measures.arrays import Floats
from ambassadors.measures.lacking import Lack
from ambassadors.spread.divisions import Divisions, divided
from ambassadors.spread.indepth import Measures
from ambassadors.web.formatting import number, numbers

CODE = "who-meets-whom"


@dataclass(frozen=True, slots=True)
class Worded:
    """The cells in words: the names of the parts, and by row and column the meetings, really and by chance."""

    names: list[str]
    observed: list[list[str]]
    expected: list[list[str]]


def mixing(told: Departments, found: Measures) -> Figure:
    """The table of ambassadors' own parts and the parts that they came to, against chance."""
    parts = divided(told.picture, found.groups.table)
    headings = (_("Ambassadors of"), _("came to"), _("Meetings"), _("By chance"), _("Against chance"))
    title = _("Who meets whom?")
    if len(parts) < 2 or not parts.cells.observed.any():
        why = Lack.NO_CONTACTS if len(parts) > 1 else Lack.ONE_GROUP
        return Figure(CODE, title, str(LACKS[why]), None, Table(headings, ()))
    worded = Worded(_names(told, parts), _meetings(parts.cells.observed), _meetings(parts.cells.expected))
    texts = mixing_chart.MixingTexts(
        less=_("less than by chance"),
        alike=_("can be chance"),
        more=_("more than by chance"),
        source=_("ambassadors of"),
        target=_("came to"),
    )
    places = _cells(parts)
    rows = _rows(parts, worded, places, {-1: texts.less, 0: texts.alike, 1: texts.more})
    sentences = _sentences(worded)
    chart = mixing_chart.mixing_map(worded.names, parts.cells.leans, sentences, texts, separators())
    also = (_("A meeting counts once for each department that took part. Several ambassadors share it."),)
    return Figure(CODE, title, _conclusion(parts, sentences, places), chart, Table(headings, rows), also=also)


def _names(told: Departments, parts: Divisions) -> list[str]:
    names = [
        told.group_name(groups[0]) if len(groups) == 1 else told.names[head]
        for groups, head in zip(parts.groups, parts.heads, strict=True)
    ]
    return [*names, _("everybody else")] if parts.rest else names


def _cells(parts: Divisions) -> list[tuple[int, int]]:
    """The cells with something to tell, furthest from chance first."""
    observed, expected = parts.cells.observed, parts.cells.expected
    one, other = np.nonzero((observed != 0) | (expected != 0))
    off = np.abs(observed - expected)[one, other]
    order = np.argsort(-off, kind="stable")
    return list(zip(one[order].tolist(), other[order].tolist(), strict=True))


def _rows(
    parts: Divisions, worded: Worded, places: list[tuple[int, int]], leanings: Mapping[int, str]
) -> tuple[tuple[Cell, ...], ...]:
    names, leans = worded.names, parts.cells.leans.tolist()
    return tuple(
        (
            names[one],
            names[other],
            worded.observed[one][other],
            worded.expected[one][other],
            leanings[leans[one][other]],
        )
        for one, other in places
    )


def _conclusion(parts: Divisions, cells: list[list[str]], places: list[tuple[int, int]]) -> str:
    """How many parts keep to themselves, and which two different ones meet most and least."""
    leans, own = parts.cells.leans, len(parts.heads)
    inward = int((leans.diagonal()[:own] > 0).sum())
    sentences = [
        ngettext(
            "In %(count)s of the %(all)s parts ambassadors meet their own colleagues more than by chance.",
            "In %(count)s of the %(all)s parts ambassadors meet their own colleagues more than by chance.",
            inward,
            count=number(inward),
            all=number(own),
        )
    ]
    pairs = [(one, other) for one, other in places if one != other and max(one, other) < own]
    most = next((pair for pair in pairs if leans[pair] > 0), None)
    least = next((pair for pair in pairs if leans[pair] < 0), None)
    if most:
        sentences.append(_("Most above chance: %(cell)s", cell=cells[most[0]][most[1]]))
    if least:
        sentences.append(_("Most below chance: %(cell)s", cell=cells[least[0]][least[1]]))
    if not most and not least:
        sentences.append(_("Between different parts, nothing is clearly more or less than chance."))
    return " ".join(sentences)


def _sentences(worded: Worded) -> list[list[str]]:
    """A sentence per cell. The words are looked up once: there are thousands of cells."""
    sentence = _("ambassadors of %(source)s at %(target)s, %(count)s times; by chance %(expected)s.")
    return [
        [
            sentence % {"source": source, "target": target, "count": count, "expected": expected}
            for target, count, expected in zip(worded.names, counts, by_chance, strict=True)
        ]
        for source, counts, by_chance in zip(worded.names, worded.observed, worded.expected, strict=True)
    ]


def _meetings(counts: Floats) -> list[list[str]]:
    """Meetings that several share leave parts; one decimal tells enough."""
    return [numbers(round(count, 1) for count in row) for row in counts.tolist()]
