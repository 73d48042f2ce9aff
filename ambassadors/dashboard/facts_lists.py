"""The rows behind coverage, results and signals, and behind what changed."""

from collections import defaultdict
from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext

from ambassadors.dashboard import figures, wording
from ambassadors.dashboard.changed import departments_of, lost
from ambassadors.dashboard.departments import Departments
from ambassadors.dashboard.facts import Behind, Cell, Column, FactList, Row, chosen, of_departments
from ambassadors.measures.stages import Rule
from ambassadors.organisation.rules import whole_staff
from ambassadors.results.forms import STATUS_NAMES
from ambassadors.results.progress import listed_on
from ambassadors.results.queries import ResultFact
from ambassadors.results.rules import USED, ResultStatus
from ambassadors.spread.changed import Move, changed_since, lost_by
from ambassadors.spread.explaining import Served, ServedRow, served_rows, signals_told
from ambassadors.spread.facts import SignalRow
from ambassadors.web.formatting import day as in_full
from ambassadors.web.formatting import number

SERVED = {
    Served.OWN: lazy_gettext("an ambassador from the own department"),
    Served.ELSEWHERE: lazy_gettext("an ambassador from elsewhere"),
    Served.NOBODY: lazy_gettext("nobody"),
    Served.NOT_NEEDED: lazy_gettext("no ambassador needed"),
}


def coverage(behind: Behind, asked: str) -> FactList:
    """Every department of the branch: its responsible unit, and who serves it."""
    choices = {
        "all": _("all departments"),
        "gaps": _("where an ambassador is missing"),
        Served.OWN.value: _("served by a colleague"),
        Served.ELSEWHERE.value: _("served from elsewhere"),
        Served.NOBODY.value: _("served by nobody"),
    }
    choice = chosen(choices, asked)
    rows = (each for each in served_rows(behind.told.picture) if _is_served(each, choice))
    missed = {gap.department: whole_staff(gap.staff) for gap in behind.told.picture.coverage.gaps}
    columns = [Column("unit", _("Responsible unit")), Column("served", _("Who serves it"))]
    if choice == "gaps":  # each is its own unit, and is missed below it too
        columns = [Column("missed", _("Colleagues without an ambassador"), number=True)]
    return FactList(
        title=_("Who has an ambassador?"),
        conclusion=figures.coverage(behind.told).conclusion,
        columns=of_departments(*columns),
        rows=tuple(_served(behind.told, each, missed if choice == "gaps" else None) for each in rows),
        how=_(
            "The responsible unit of a department is the nearest one, itself or above it, that needs an ambassador. "
            "Its ambassador counts for all departments that it is responsible for."
        ),
        nothing=(_("There is no department like that"), _("Choose another list, or look at all departments.")),
        order=_("place in the organisation"),
        choices=choices,
        choice=choice,
    )


def _is_served(row: ServedRow, choice: str) -> bool:
    if choice == "gaps":
        return row.gap
    return row.counted and choice in {"all", row.served.value}


def _served(told: Departments, row: ServedRow, missed: Mapping[int, int] | None) -> Row:
    department = told.picture.ground.tree.rows[row.department]
    unit = told.names[row.unit] if row.unit >= 0 else None
    tells: tuple[Cell, ...] = (unit, str(SERVED[row.served])) if missed is None else (missed[row.department],)
    return Row((department.name, whole_staff(department.staff or 0), *tells), code=department.code)


def signals(behind: Behind, asked: str) -> FactList:
    """The departments with signals: how many are open, and how long the oldest has waited."""
    choices = {"open": _("with an open signal"), "all": _("with any signal")}
    choice = chosen(choices, asked)
    of_group: dict[int | None, list[SignalRow]] = defaultdict(list)
    for group, signal in signals_told(behind.found.facts, behind.told.picture, behind.found.viewer):
        of_group[group].append(signal)
    waiting = sum(_open(each) for each in of_group.values())
    # First the departments in the order of the tree, then what is of departments that are no more.
    rows = [
        _raised(behind.told, group, of_group[group]) for group in sorted(of_group, key=lambda one: (one is None, one))
    ]
    return FactList(
        title=_("Where are the signals?"),
        conclusion=ngettext(
            "%(count)s signal is open.", "%(count)s signals are open.", waiting, count=number(waiting)
        ),
        columns=(
            Column("name", _("Department")),
            Column("open", _("Open"), number=True),
            Column("oldest", _("Days that the oldest has waited"), number=True),
            Column("raised", _("Raised in all"), number=True),
            Column("answered", _("Answered"), number=True),
        ),
        rows=tuple(row for row in rows if choice == "all" or row.cells[1]),
        how=_("What a signal says is read by who raised it, the ambassador, the kerngroep and the change manager."),
        nothing=(_("No signal is open"), _("Do you see something that does not go well? Raise a signal.")),
        order=_("place in the organisation"),
        choices=choices,
        choice=choice,
    )


def _open(found: list[SignalRow]) -> int:
    return sum(1 for signal in found if signal.closed is None)


def _raised(told: Departments, group: int | None, found: list[SignalRow]) -> Row:
    waiting = [signal.raised for signal in found if signal.closed is None]
    oldest = (told.picture.day - min(waiting)).days if waiting else None
    answered = sum(1 for signal in found if signal.answered is not None)
    if group is None:
        return Row((_("departments that are no more"), len(waiting), oldest, len(found), answered))
    name, code = told.group_name(group), told.group_code(group)
    return Row((name, len(waiting), oldest, len(found), answered), code=code)


def results(behind: Behind, asked: str) -> FactList:
    """The worklist of the branch as it was on the day."""
    choices = {"all": _("the whole worklist"), "used": _("in use"), "open": _("not in use yet")}
    choice = chosen(choices, asked)
    listed = _listed(behind)
    used = sum(1 for _result, status in listed if status in USED)
    return FactList(
        title=_("What is in use?"),
        conclusion=_("%(used)s of %(all)s in use.", used=number(used), all=number(len(listed)))
        if listed
        else _("Nothing is on the worklist, so nothing can be in use."),
        columns=(
            Column("name", _("Result"), sorts=False),
            Column("department", _("Department")),
            Column("status", _("How far")),
        ),
        rows=tuple(
            _result(behind.told, result, status)
            for result, status in listed
            if choice == "all" or (status in USED) == (choice == "used")
        ),
        how=_(
            "A result is a letter, form, procedure or plan that the change must reach. "
            "What was rechecked is in use too; what is off the worklist does not count."
        ),
        nothing=(_("There is no result like that"), _("Choose another list, or look at the whole worklist."))
        if listed
        else (
            _("Nothing here is on the worklist yet"),
            _(
                "Write down which letters, forms and procedures must change. "
                "Then you see here how much of it is in use."
            ),
        ),
        order=_("name"),
        choices=choices,
        choice=choice,
    )


def _listed(behind: Behind) -> list[tuple[ResultFact, ResultStatus]]:
    """All of the worklist, with what is of departments that are no more, or what is of the branch."""
    ground = behind.told.picture.ground
    facts = behind.found.known.worklist
    listed = listed_on(facts, behind.told.picture.day)
    if ground.head is None:
        return listed
    branch = {row.id for place, row in enumerate(ground.tree.rows) if ground.in_branch[place]}
    return [(result, status) for result, status in listed if result.department_id in branch]


def _result(told: Departments, result: ResultFact, status: ResultStatus) -> Row:
    place = told.picture.ground.index.get(result.department_id)
    department = None if place is None else told.names[place]
    return Row((result.name, department, str(STATUS_NAMES[status])), result_id=result.id)


def changed(behind: Behind, asked: str) -> FactList:
    """The departments that went to another stage since the day that is compared with."""
    choices = {"all": _("all that moved"), "forward": _("went further"), "back": _("fell back")}
    choice = chosen(choices, asked)
    found, told = behind.found, behind.told
    since = found.question.compared_with
    moved = changed_since(since, found.facts, told.picture, found.viewer, ((), ()))
    wanted = {"all": (*moved.back, *moved.forward), "forward": moved.forward, "back": moved.back}[choice]
    return FactList(
        title=_("Which departments moved?"),
        conclusion=_(
            "Compared with %(day)s: %(forward)s went further, %(back)s fell back.",
            day=in_full(since),
            forward=wording.departments(departments_of(told, moved.forward)),
            back=wording.departments(departments_of(told, moved.back)),
        ),
        columns=of_departments(
            Column("then", _("Stage then")), Column("now", _("Stage now")), Column("why", _("Why"), sorts=False)
        ),
        rows=tuple(_moved(told, move) for move in wanted),
        how=_("Departments are compared that were there on both days, both days with what is known today."),
        nothing=(_("No department went to another stage"), _("Choose an earlier day on the page of the spread.")),
        order=_("most colleagues"),
        choices=choices,
        choice=choice,
    )


def _moved(told: Departments, move: Move) -> Row:
    staff = whole_staff(float(told.picture.partition.staff[move.group]))
    then, now = wording.stage_name(move.before), wording.stage_name(move.after)
    rules = lost_by(told.picture, move)
    why = lost(rules) if Rule.CONFIRMED in rules else told.reason_of(move.group)
    return Row((told.group_name(move.group), staff, then, now, why), code=told.group_code(move.group))
