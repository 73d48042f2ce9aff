"""The rows behind across and pace: who met somebody from elsewhere, and where people met in which weeks."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from ambassadors.dashboard.departments import Departments
from ambassadors.dashboard.facts import Behind, Cell, Column, FactList, Row, chosen, of_departments
from ambassadors.measures.pace import Pace
from ambassadors.organisation.rules import whole_staff
from ambassadors.spread.visiting import PaceRow, VisitedRow, pace_rows, visited_rows
from ambassadors.web.formatting import day as in_full
from ambassadors.web.formatting import number

MOST_ORIGINS = 5


def across(behind: Behind, asked: str) -> FactList:
    """The departments that met an ambassador from elsewhere, and from where those came."""
    choices = {"reached": _("met an ambassador from elsewhere")}
    found, told = behind.found, behind.told
    rows = visited_rows(found.facts, told.picture, found.viewer)
    return FactList(
        title=_("Who met an ambassador from elsewhere?"),
        conclusion=ngettext(
            "%(count)s department met an ambassador of another department in the last year.",
            "%(count)s departments met an ambassador of another department in the last year.",
            len(rows),
            count=number(len(rows)),
        ),
        columns=of_departments(
            Column("meetings", _("Meetings with them"), number=True, sorts=False),
            Column("origins", _("From where, and in how many meetings"), sorts=False),
        ),
        rows=tuple(_visited(told, row) for row in rows),
        how=_(
            "From elsewhere: who did not work there, and was no ambassador for it, in that year. "
            "Who belongs to two departments is named with both."
        ),
        nothing=(
            _("Nobody met an ambassador from elsewhere"),
            _("Ask an ambassador to visit another department. That is how a change crosses over."),
        ),
        order=_("most meetings"),
        choices=choices,
        choice=chosen(choices, asked),
    )


def _visited(told: Departments, row: VisitedRow) -> Row:
    origins = [
        _("%(name)s (%(count)s)", name=told.group_name(group), count=number(count))
        for group, count in row.origins[:MOST_ORIGINS]
    ]
    if row.unknown_origins and len(origins) < MOST_ORIGINS:
        origins.append(_("a department that is no more (%(count)s)", count=number(row.unknown_origins)))
    text = ", ".join(origins)
    more = len(row.origins) + bool(row.unknown_origins) - len(origins)
    if more:
        text = _("%(names)s and %(count)s more", names=text, count=number(more))
    staff = whole_staff(float(told.picture.partition.staff[row.group]))
    cells = (told.group_name(row.group), staff, row.meetings, text)
    return Row(cells, code=told.group_code(row.group), meetings=True)


def pace(behind: Behind, asked: str) -> FactList:
    """The departments where people met in the periods that pace compares, and those that came in and dropped out."""
    measured, rows = pace_rows(behind.found.facts, behind.told.picture, behind.found.viewer)
    choices = _periods(measured)
    choice = chosen(choices, asked)
    return FactList(
        title=_("Where did people meet lately?"),
        conclusion=ngettext(
            "In %(count)s department people met in the 12 weeks up to and including %(day)s.",
            "In %(count)s departments people met in the 12 weeks up to and including %(day)s.",
            measured.recent,
            count=number(measured.recent),
            day=in_full(date.fromordinal(measured.last)),
        ),
        columns=_columns(measured),
        rows=tuple(_paced(behind.told, row) for row in rows if _is_in(row, choice)),
        how=_(
            "The latest two full weeks do not count yet: people log late. "
            "Departments count that were there in all these weeks."
        ),
        nothing=(_("There is no department like that"), _("Choose another list, or look at all of them.")),
        order=_("place in the organisation"),
        choices=choices,
        choice=choice,
    )


def _periods(measured: Pace) -> dict[str, str]:
    """The lists to choose from: no comparison with a time in which the change had not begun."""
    before = {"in-before": _("came in since the 12 weeks before"), "out-before": _("dropped out since then")}
    year = {"in-year": _("came in since a year ago"), "out-year": _("dropped out since a year ago")}
    return {
        "recent": _("met in the last 12 weeks"),
        **(before if measured.before.earlier is not None else {}),
        **(year if measured.year_ago.earlier is not None else {}),
        "all": _("all of these"),
    }


def _columns(measured: Pace) -> tuple[Column, ...]:
    columns = [
        Column("name", _("Department")),
        Column("recent", _("Weeks with a meeting, of the last 12"), number=True),
    ]
    if measured.before.earlier is not None:
        columns.append(Column("before", _("of the 12 before"), number=True))
    if measured.year_ago.earlier is not None:
        columns.append(Column("year", _("of the same 12 a year ago"), number=True))
    return tuple(columns)


def _paced(told: Departments, row: PaceRow) -> Row:
    weeks = [each for each in (row.recent, row.before, row.year_ago) if each is not None]
    cells: tuple[Cell, ...] = (told.group_name(row.group), *weeks)
    return Row(cells, code=told.group_code(row.group), meetings=True)


def _is_in(row: PaceRow, choice: str) -> bool:
    if choice in {"recent", "all"}:
        return choice == "all" or row.recent > 0
    which, _dash, period = choice.partition("-")
    earlier = row.before if period == "before" else row.year_ago
    return bool(row.recent) == (which == "in") and bool(earlier) == (which == "out")
