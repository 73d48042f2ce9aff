"""The rows behind reach and silence, and the meetings behind the numbers of one department."""

from collections.abc import Mapping
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from ambassadors.activities.kinds import kind_names
from ambassadors.dashboard import figures, wording
from ambassadors.dashboard.departments import Departments
from ambassadors.dashboard.facts import Behind, Cell, Column, FactList, Row, chosen, of_departments
from ambassadors.db import db
from ambassadors.measures.log import UNKNOWN, ReachLog
from ambassadors.measures.silence import NEVER
from ambassadors.organisation.rules import whole_staff
from ambassadors.spread.explaining import (
    MeetingRow,
    ReachRow,
    SilentRow,
    heard_rows,
    log_of,
    meeting_rows,
    reach_rows,
    silent_rows,
)
from ambassadors.spread.picture import RECENT_DAYS, SILENT_WEEKS
from ambassadors.web.formatting import in_language, number, span

_Kinds = Mapping[int, tuple[str, str]]


def reach(behind: Behind, asked: str) -> FactList:
    """Every department of the branch: how many took part at least and at most, and why."""
    choices = {"recent": _("the last half year"), "ever": _("since the start")}
    choice = chosen(choices, asked)
    found, told = behind.found, behind.told
    conclusion = figures.reach(told).conclusion
    if choice == "ever":
        total = told.picture.total(told.picture.answers.ever)
        conclusion = _("Colleagues who took part since the start: %(reach)s.", reach=wording.reach(total))
    log = log_of(found.facts, told.picture, found.viewer, None if choice == "ever" else RECENT_DAYS)
    return FactList(
        title=_("How many took part?"),
        conclusion=conclusion,
        columns=of_departments(
            Column("least", _("At least"), number=True),
            Column("most", _("At most"), number=True),
            Column("more", _("Or more")),
            Column("why", _("Why"), sorts=False),
        ),
        rows=tuple(_reached(told, each) for each in reach_rows(told.picture, log, since_start=choice == "ever")),
        how=_(
            "Nobody keeps lists of names, so we do not know who came twice. At least: the largest meeting, or all "
            "who came for the first time. At most: all meetings together. Never more than work there."
        ),
        nothing=(_("There is no department with colleagues here"), _("Choose another part of the organisation.")),
        order=_("place in the organisation"),
        choices=choices,
        choice=choice,
    )


def _reached(told: Departments, row: ReachRow) -> Row:
    found, name = row.found, told.group_name(row.group)
    or_more = _("yes") if found.or_more else _("no")
    return Row(
        (name, found.staff, found.lower, found.upper, or_more, _why(row)),
        code=told.group_code(row.group),
        meetings=bool(found.upper or found.or_more),
    )


def _why(row: ReachRow) -> str:
    parts = []
    if row.first_timers > row.largest:
        parts.append(_("%(count)s came for the first time", count=number(row.first_timers)))
    elif row.largest:
        parts.append(_("%(count)s came to the largest meeting", count=number(row.largest)))
    if row.together > max(row.largest, row.first_timers):
        parts.append(_("%(count)s came to all meetings together", count=number(row.together)))
    if row.without_number:
        parts.append(
            ngettext(
                "of %(count)s meeting nobody knows how many came",
                "of %(count)s meetings nobody knows how many came",
                row.without_number,
                count=number(row.without_number),
            )
        )
    if row.found.above_staff:
        parts.append(_("that is more than work there"))
    return "; ".join(parts) or _("nobody met")


def silence(behind: Behind, asked: str) -> FactList:
    """The departments of the branch with their last contact, the longest ago first."""
    choices = {"quiet": _("quiet for more than %(weeks)s weeks", weeks=SILENT_WEEKS), "all": _("all departments")}
    choice = chosen(choices, asked)
    found, told = behind.found, behind.told
    rows = silent_rows(told.picture, log_of(found.facts, told.picture, found.viewer))
    quiet = [row for row in rows if row.quiet]
    shown = rows if choice == "all" else quiet
    kinds = kind_names(db.session, sorted({row.activity for row in shown if row.activity != NEVER}))
    return FactList(
        title=_("Where is it quiet?"),
        conclusion=ngettext(
            "%(count)s of %(all)s departments had no contact for more than %(weeks)s weeks, or never.",
            "%(count)s of %(all)s departments had no contact for more than %(weeks)s weeks, or never.",
            len(quiet),
            count=number(len(quiet)),
            all=number(len(rows)),
            weeks=SILENT_WEEKS,
        ),
        columns=of_departments(
            Column("last", _("Last contact"), lacking=_("never")),
            Column("weeks", _("Weeks that count"), number=True, sorts=False),
            Column("kind", _("What")),
        ),
        rows=tuple(_silent(told, row, kinds) for row in shown),
        how=_(
            "Only meetings with colleagues count: a message on intranet does not break the silence. "
            "Quiet weeks, such as holidays, are left out."
        ),
        nothing=(_("Nowhere is it quiet"), _("Everywhere somebody met about it not long ago.")),
        order=_("quiet the longest"),
        choices=choices,
        choice=choice,
    )


def _silent(told: Departments, row: SilentRow, kinds: _Kinds) -> Row:
    last = None if row.last_contact == NEVER else date.fromordinal(row.last_contact)
    weeks = told.picture.answers.silence.weeks(row.group)
    staff = whole_staff(float(told.picture.partition.staff[row.group]))
    cells = (told.group_name(row.group), staff, last, weeks, _kind(kinds, row.activity))
    return Row(cells, code=told.group_code(row.group), meetings=last is not None)


def _kind(kinds: _Kinds, activity: int) -> str | None:
    names = kinds.get(activity)
    return None if names is None else in_language(*names)


def meetings(behind: Behind, asked: str, group: int) -> FactList:
    """What reached a department, or the group that it is shown in: day by day, and what each counts for."""
    choices = _periods(behind.told, asked)
    choice = chosen(choices, asked)
    log = _logged(behind, choice)
    messages = choice == "heard"
    rows = heard_rows(log, group) if messages else meeting_rows(log, group, since_start=choice == "ever")
    kinds = kind_names(db.session, sorted({row.activity for row in rows}))
    return FactList(
        title=_("Meetings at %(name)s", name=behind.told.group_name(group)),
        conclusion=_met(behind.told, group, choice, rows),
        columns=_columns(messages=messages),
        rows=tuple(_meeting(row, kinds, messages=messages) for row in rows),
        how=_(
            "The low number is certain: the largest meeting, or all who came for the first time. The high number is "
            "true if nobody came twice. Where nobody knows how many came, what is certain counts."
        ),
        nothing=(
            _("Nothing is logged here in this period"),
            _("Choose a longer period. A conversation over coffee is a good first step."),
        ),
        order=_("newest first"),
        choices=choices,
        choice=choice,
    )


def _periods(told: Departments, asked: str) -> dict[str, str]:
    """The lists to choose from; that of the rule of a stage stands apart only where its period is another one."""
    limits = told.picture.thresholds
    recent, stage = (
        _("meetings of the last half year"),
        _("meetings of the last %(days)s days", days=limits.takes_part_days),
    )
    apart = {"recent": recent, "stage": stage}
    same = {"stage": stage} if asked == "stage" else {"recent": recent}
    return {
        **(apart if limits.takes_part_days != RECENT_DAYS else same),
        "ever": _("all meetings"),
        "heard": _("meetings and messages of the last %(days)s days", days=limits.heard_days),
    }


def _logged(behind: Behind, choice: str) -> ReachLog:
    picture = behind.told.picture
    limits = picture.thresholds
    days = {"recent": RECENT_DAYS, "stage": limits.takes_part_days, "heard": limits.heard_days, "ever": None}
    log = log_of(behind.found.facts, picture, behind.found.viewer, days[choice])
    return log.until(picture.day.toordinal())


def _met(told: Departments, group: int, choice: str, rows: list[MeetingRow]) -> str:
    if choice == "heard":
        return ngettext(
            "%(count)s activity or message reached it.",
            "%(count)s activities or messages reached it.",
            len(rows),
            count=number(len(rows)),
        )
    if not rows:
        return _("Nobody met about it in this period.")
    weeks = len({(row.day - 1) // 7 for row in rows})
    meetings_held = ngettext("%(count)s meeting", "%(count)s meetings", len(rows), count=number(len(rows)))
    in_weeks = ngettext(
        "%(meetings)s in %(count)s week.",
        "%(meetings)s in %(count)s different weeks.",
        weeks,
        meetings=meetings_held,
        count=number(weeks),
    )
    if choice == "stage":
        return in_weeks
    answers = told.picture.answers
    found = (answers.ever if choice == "ever" else answers.recent).of(group)
    took_part = _("Colleagues who took part: %(reach)s.", reach=wording.reach(found))
    return f"{in_weeks} {took_part}"


def _columns(*, messages: bool) -> tuple[Column, ...]:
    columns = (
        Column("day", _("Day"), sorts=False),
        Column("week", _("Week"), sorts=False),
        Column("kind", _("What")),
        Column("people", _("How many took part"), sorts=False),
    )
    if messages:
        return columns
    return (
        *columns,
        Column("first", _("For the first time"), number=True),
        Column("low", _("Counts for the low number"), number=True),
        Column("high", _("Counts for the high number"), number=True),
    )


def _meeting(row: MeetingRow, kinds: _Kinds, *, messages: bool) -> Row:
    day = date.fromordinal(row.day)
    year, week, _weekday = day.isocalendar()
    low, high, first = (None if each == UNKNOWN else each for each in (row.low, row.high, row.first_timers))
    in_week = _("%(week)s of %(year)s", week=week, year=year)
    cells: tuple[Cell, ...] = (day, in_week, _kind(kinds, row.activity), span(low, high))
    return Row(cells) if messages else Row((*cells, first, row.for_lower, row.for_upper))
