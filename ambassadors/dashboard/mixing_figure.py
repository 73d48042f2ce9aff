"""Which part of the organisation reaches which, as a heatmap and in words."""

from flask_babel import gettext as _
from flask_babel import ngettext

from ambassadors.dashboard import depth_charts
from ambassadors.dashboard.departments import Departments
from ambassadors.dashboard.figures import Figure, separators
from ambassadors.dashboard.lacks import LACKS
from ambassadors.dashboard.tables import Table
from ambassadors.measures.lacking import Lack
from ambassadors.spread.divisions import Divisions, divided
from ambassadors.spread.indepth import Measures
from ambassadors.web.formatting import number

CODE = "who-meets-whom"


def mixing(told: Departments, found: Measures) -> Figure:
    """The table of ambassadors' own parts and the parts that they came to, against chance."""
    parts = divided(told.picture, found.groups.table)
    headings = (_("Ambassadors of"), _("came to"), _("Meetings"), _("By chance"), _("Against chance"))
    title = _("Who meets whom?")
    if len(parts) < 2 or not parts.cells.observed.any():
        why = Lack.NO_CONTACTS if len(parts) > 1 else Lack.ONE_GROUP
        return Figure(CODE, title, str(LACKS[why]), None, Table(headings, ()))
    names = _names(told, parts)
    texts = depth_charts.MixingTexts(
        less=_("less than by chance"),
        alike=_("can be chance"),
        more=_("more than by chance"),
        source=_("ambassadors of"),
        target=_("came to"),
    )
    leans = {-1: texts.less, 0: texts.alike, 1: texts.more}
    told_cells = _cells(parts)
    rows = tuple(
        (
            names[one],
            names[other],
            _meetings(parts.cells.observed[one, other]),
            _meetings(parts.cells.expected[one, other]),
            leans[int(parts.cells.leans[one, other])],
        )
        for one, other in told_cells
    )
    sentences = [
        [_cell_sentence(names, parts, one, other) for other in range(len(parts))] for one in range(len(parts))
    ]
    chart = depth_charts.mixing_map(names, parts.cells.leans, sentences, texts, separators())
    also = (_("A meeting counts once for each department that took part. Several ambassadors share it."),)
    return Figure(CODE, title, _conclusion(names, parts), chart, Table(headings, rows), also=also)


def _names(told: Departments, parts: Divisions) -> list[str]:
    names = [
        told.group_name(groups[0]) if len(groups) == 1 else told.names[head]
        for groups, head in zip(parts.groups, parts.heads, strict=True)
    ]
    return [*names, _("everybody else")] if parts.rest else names


def _cells(parts: Divisions) -> list[tuple[int, int]]:
    """The cells with something to tell, furthest from chance first."""
    observed, expected = parts.cells.observed, parts.cells.expected
    places = [(one, other) for one in range(len(parts)) for other in range(len(parts))]
    filled = [place for place in places if observed[place] or expected[place]]
    return sorted(filled, key=lambda place: (-abs(observed[place] - expected[place]), place))


def _conclusion(names: list[str], parts: Divisions) -> str:
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
    pairs = [(one, other) for one, other in _cells(parts) if one != other and max(one, other) < own]
    most = next((pair for pair in pairs if leans[pair] > 0), None)
    least = next((pair for pair in pairs if leans[pair] < 0), None)
    if most:
        sentences.append(_("Most above chance: %(cell)s", cell=_cell_sentence(names, parts, *most)))
    if least:
        sentences.append(_("Most below chance: %(cell)s", cell=_cell_sentence(names, parts, *least)))
    if not most and not least:
        sentences.append(_("Between different parts, nothing is clearly more or less than chance."))
    return " ".join(sentences)


def _cell_sentence(names: list[str], parts: Divisions, one: int, other: int) -> str:
    return _(
        "ambassadors of %(source)s at %(target)s, %(count)s times; by chance %(expected)s.",
        source=names[one],
        target=names[other],
        count=_meetings(parts.cells.observed[one, other]),
        expected=_meetings(parts.cells.expected[one, other]),
    )


def _meetings(count: float) -> str:
    """Meetings that several share leave parts; one decimal tells enough."""
    return number(round(float(count), 1))
