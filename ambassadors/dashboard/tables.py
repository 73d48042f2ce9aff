"""The table behind each figure: the same on the page and in the file."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from flask_babel import format_date
from flask_babel import gettext as _

from ambassadors.dashboard import wording
from ambassadors.dashboard.departments import Departments, Line
from ambassadors.measures.reach import ReachRange
from ambassadors.organisation.rules import whole_parts, whole_staff
from ambassadors.spread.months import Months
from ambassadors.web.formatting import language, short_day

Cell = str | int | None


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and rows. `codes`, where given, are the codes of the departments that the rows are about."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    codes: tuple[str, ...] = ()


def month_name(day: date) -> str:
    """The month that ends on a day, else the day itself: each name stands for one day."""
    return _month_name(day, language())


@lru_cache(maxsize=1_000)  # a figure names every month, and its table again
def _month_name(day: date, _language: str) -> str:
    ends_month = (day + timedelta(days=1)).day == 1
    return str(format_date(day, "MMM y")) if ends_month else short_day(day)


def departments(told: Departments) -> Table:
    """Every department of the branch with its stage and why."""
    headings = (
        _("Code"),
        _("Department"),
        _("Staff"),
        _("Stage"),
        _("Why"),
        _("Last contact"),
        _("Nothing to report"),
        _("Shown together with"),
    )
    lines = [told.line(each) for each in told.asked]
    return Table(headings, tuple(_department(line) for line in lines))


def _department(line: Line) -> tuple[Cell, ...]:
    return (
        line.code,
        line.name,
        line.staff,
        line.stage_name,
        line.reason,
        line.last_contact,
        _("yes") if line.nothing else "",
        ", ".join(line.together),
    )


def months(found: Months) -> Table:
    """Staff per stage at the end of every month, and on the day itself."""
    headings = (_("Month"), *wording.all_stage_names())
    rows: list[tuple[Cell, ...]] = [
        (month_name(day), *whole_parts(staff)) for day, staff in zip(found.days, found.staff.tolist(), strict=True)
    ]
    return Table(headings, tuple(rows))


def reach(told: Departments, groups: list[int]) -> Table:
    """How many colleagues of each group took part, lately and since the start."""
    headings = (
        _("Department"),
        _("Staff"),
        _("Last half year: at least"),
        _("Last half year: at most"),
        _("Last half year: or more"),
        _("Since the start: at least"),
        _("Since the start: at most"),
        _("Since the start: or more"),
    )
    answers = told.picture.answers
    rows = tuple(
        (
            told.group_name(group),
            answers.recent.of(group).staff,
            *_reach(answers.recent.of(group)),
            *_reach(answers.ever.of(group)),
        )
        for group in groups
    )
    return Table(headings, rows, tuple(told.group_code(group) for group in groups))


def _reach(found: ReachRange) -> tuple[Cell, ...]:
    return found.lower, found.upper, _("yes") if found.or_more else _("no")


def coverage(told: Departments) -> Table:
    """Every department of the branch with the unit that is responsible for it, and whether that has an ambassador."""
    headings = (_("Code"), _("Department"), _("Staff"), _("Responsible unit"), _("Has an ambassador"))
    rows = []
    for department in told.asked:
        row = told.picture.ground.tree.rows[department]
        unit = int(told.picture.coverage.responsible[department])
        has = _("yes") if told.picture.coverage.covered[department] else _("no")
        rows.append((row.code, row.name, whole_staff(row.staff or 0), told.names[unit] if unit >= 0 else "", has))
    return Table(headings, tuple(rows))
