"""The pages and files with the rows behind a number: one address per measure, and one per department."""

from collections.abc import Callable

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from ambassadors.dashboard import facts_lists, facts_reached, facts_visits, overview
from ambassadors.dashboard.asking import Asked, answer, question
from ambassadors.dashboard.departments import Departments
from ambassadors.dashboard.facts import Behind, FactList
from ambassadors.dashboard.views import as_file, blueprint, nothing_to_tell
from ambassadors.security.guard import actor, requires
from ambassadors.security.policy import Permission
from ambassadors.web.pagination import asked_page, page_from

__all__ = ["blueprint"]

LISTS: dict[str, Callable[[Behind, str], FactList]] = {
    "changed": facts_lists.changed,
    "results": facts_lists.results,
    "coverage": facts_lists.coverage,
    "reach": facts_reached.reach,
    "silence": facts_reached.silence,
    "signals": facts_lists.signals,
    "across": facts_visits.across,
    "pace": facts_visits.pace,
}
"""What can be asked for, by the name of the measure in the address."""


@blueprint.get("/i/<initiative_code>/facts/<measure>")
@requires(Permission.SIGNED_IN)
def facts(initiative_code: str, measure: str) -> ResponseReturnValue:
    """The rows behind a measure; with `department`, the meetings behind the numbers of that department."""
    if measure not in LISTS:
        abort(404)
    asked = question(initiative_code)
    if not asked.has_begun:
        return render_template("dashboard/not_begun.html", question=asked)
    department = _department(measure)
    found = answer(asked, whole_of=department)
    place = _place(found, department)
    if department is not None and place is None:
        return render_template("dashboard/department_gone.html", question=asked, code=department)
    if not found.can_be_told:
        return nothing_to_tell(found)
    told = Departments(found.picture)
    listed = _listed(Behind(found, told), measure, place)
    sort = request.args.get("sort", "")
    return render_template(
        "dashboard/facts.html",
        asked=found,
        question=asked,
        measure=measure,
        line=None if place is None else told.line(place),
        listed=listed,
        sort=sort if any(column.sorts and column.code == sort for column in listed.columns) else "",
        page=page_from(list(listed.sorted(sort)), asked_page()),
        path=overview.path(found.picture),
        may_answer=actor().may(Permission.HANDLE_SIGNALS, initiative_code),
    )


@blueprint.get("/i/<initiative_code>/facts/<measure>.csv")
@requires(Permission.SIGNED_IN)
def facts_csv(initiative_code: str, measure: str) -> ResponseReturnValue:
    """The same rows, all of them, for a spreadsheet."""
    asked = question(initiative_code)
    if measure not in LISTS or not asked.has_begun:
        abort(404)
    department = _department(measure)
    found = answer(asked, whole_of=department)
    place = _place(found, department)
    if not found.can_be_told or (department is not None and place is None):
        abort(404)
    listed = _listed(Behind(found, Departments(found.picture)), measure, place)
    name = measure if department is None else f"{measure}-{department}"
    return as_file(found, listed.table(request.args.get("sort", "")), name)


def _department(measure: str) -> str | None:
    """The department whose meetings are asked for: they are what is behind reach."""
    return (request.args.get("department") or None) if measure == "reach" else None


def _place(found: Asked, code: str | None) -> int | None:
    rows = found.picture.ground.tree.rows
    return next((place for place, row in enumerate(rows) if row.code == code), None)


def _listed(behind: Behind, measure: str, place: int | None) -> FactList:
    """The list of a measure, or of the meetings of one department."""
    asked = request.args.get("show", "")
    if place is None:
        return LISTS[measure](behind, asked)
    return facts_reached.meetings(behind, asked, int(behind.told.picture.partition.group[place]))
