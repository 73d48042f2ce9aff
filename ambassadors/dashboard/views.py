"""The dashboard, the list of departments, and the files behind the figures."""

from collections.abc import Callable, Hashable
from datetime import date
from typing import Any

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from ambassadors.activities.queries import department_activities, messages_to
from ambassadors.dashboard import changed, drawing, overview, tables, wording
from ambassadors.dashboard.account import account_of
from ambassadors.dashboard.asking import Asked, Question, answer, question
from ambassadors.dashboard.confirmations import standing_on
from ambassadors.dashboard.departments import Departments, Line
from ambassadors.dashboard.due import waiting
from ambassadors.dashboard.exporting import csv_file
from ambassadors.dashboard.first_measures import first_measures
from ambassadors.dashboard.legend import StageRow, legend
from ambassadors.dashboard.tables import Table
from ambassadors.db import db
from ambassadors.measures.stages import Stage
from ambassadors.meetings.queries import confirmations_of
from ambassadors.organisation.queries import department_of
from ambassadors.results import queries
from ambassadors.results.forms import STATUS_KINDS, STATUS_NAMES
from ambassadors.results.progress import listed_on
from ambassadors.results.rules import USED
from ambassadors.security.guard import actor, requires
from ambassadors.security.policy import Permission
from ambassadors.spread.keeping import Pieces
from ambassadors.spread.months import month_days
from ambassadors.spread.picture import SILENT_WEEKS
from ambassadors.web.formatting import language
from ambassadors.web.pagination import asked_page, page_from

blueprint = Blueprint("dashboard", __name__)

IN_TABLE = 20
"""Up to so many departments are in the table beside the treemap; beyond that, a link leads to all."""

FILES: dict[str, Callable[[Asked], Table]] = {
    "departments": lambda asked: tables.departments(Departments(asked.picture)),
    "months": lambda asked: tables.months(asked.months()),
    "reach": lambda asked: tables.reach(Departments(asked.picture), asked.picture.groups.tolist()),
    "coverage": lambda asked: tables.coverage(Departments(asked.picture)),
}
"""The figures that can be had as a file, by their name in the address."""

SORTS = ("tree", "staff", "stage", "silence")


@blueprint.get("/i/<initiative_code>/dashboard")
@requires(Permission.SIGNED_IN)
def show(initiative_code: str) -> ResponseReturnValue:
    """How far the change has spread, on any day, for any branch."""
    asked = question(initiative_code)
    if not asked.has_begun:
        return render_template("dashboard/not_begun.html", question=asked)
    found = answer(asked)
    if not found.can_be_told:
        return nothing_to_tell(found)
    return render_template(
        "dashboard/show.html",
        question=asked,
        months=len(month_days(found.facts.starts, asked.day)),
        content=kept(found, "first screen", lambda: _first_screen(found)),
    )


def kept(found: Asked, part: str, make: Callable[[], str]) -> Markup:
    """A part of a page, made once for all who have the same rights and ask the same, until something changes."""
    code = found.question.initiative.code
    rights = [actor().may(each, code) for each in (Permission.HANDLE_SIGNALS, Permission.ASSIGN_AMBASSADORS)]
    return Markup(found.known.answer((part, *_page(found.question), found.viewer, *rights), make))  # noqa: S704  our own templates


def _page(asked: Question) -> tuple[Hashable, ...]:
    """What is asked of a page, and in which language: the same for all who ask the same."""
    question = (asked.day, asked.today, asked.branch, asked.since, asked.corrected, asked.not_since)
    return request.path, *question, language()


def _pieces(found: Asked) -> Pieces:
    """Pieces of a page, which tell what is asked of it and lead on to pages of the same question."""
    return found.known.pieces(_page(found.question))


def _legend(found: Asked) -> list[StageRow]:
    """The legend, which stays until a stage changes, or the organisation."""
    picture = found.picture
    counted = picture.standing.staff.tobytes(), picture.standing.departments.tobytes()
    return found.facts.roster.kept(("legend", *counted, picture.thresholds, language()), lambda: legend(picture))


def _first_screen(found: Asked) -> str:
    asked, told = found.question, Departments(found.picture, found.known.remembered.pieces)
    return render_template(
        "dashboard/first_screen.html",
        asked=found,
        question=asked,
        picture=found.picture,
        told=told,
        headline=overview.headline(found.picture),
        waiting=waiting(found, told),
        changes=changed.changes(found, told),
        measures=first_measures(found, told),
        drawings=[(each, drawing.lines(told, each)) for each in drawing.drawings(found)],
        title_of=drawing.title_of,
        piece=_pieces(found),
        looks=drawing.looks(),
        months=len(month_days(found.facts.starts, asked.day)),
        legend=_legend(found),
        path=overview.path(found.picture),
        branches=found.facts.roster.kept(
            ("branches", found.picture.ground), lambda: overview.branches(found.picture)
        ),
        lines=[told.line(each) for each in told.asked[:IN_TABLE]],
        may_answer=actor().may(Permission.HANDLE_SIGNALS, asked.initiative.code),
    )


@blueprint.get("/i/<initiative_code>/departments")
@requires(Permission.SIGNED_IN)
def departments(initiative_code: str) -> ResponseReturnValue:
    """Every department with its stage and why; in one stage if asked, sorted as asked."""
    asked = question(initiative_code)
    if not asked.has_begun:
        return render_template("dashboard/not_begun.html", question=asked)
    found = answer(asked)
    if not found.can_be_told:
        return nothing_to_tell(found)
    told = Departments(found.picture)
    stage = _asked_stage()
    sort = request.args.get("sort", SORTS[0])
    lines = [told.line(each) for each in told.asked]
    if stage is not None:
        lines = [line for line in lines if line.stage == stage and line.staff]
    return render_template(
        "dashboard/departments.html",
        asked=found,
        question=asked,
        page=page_from(_sorted(lines, sort), asked_page()),
        stage=stage,
        stages=list(Stage),
        stage_names=wording.STAGE_NAMES,
        looks=drawing.looks(),
        piece=_pieces(found),
        sort=sort if sort in SORTS else SORTS[0],
        path=overview.path(found.picture),
    )


@blueprint.get("/i/<initiative_code>/departments/<path:department_code>")
@requires(Permission.SIGNED_IN)
def department(initiative_code: str, department_code: str) -> ResponseReturnValue:
    """One department: how far it is, why, what would lift it, and what was done there."""
    asked = question(initiative_code)
    if not asked.has_begun:
        return render_template("dashboard/not_begun.html", question=asked)
    found = answer(asked, whole_of=department_code)
    told = Departments(found.picture)
    place = next(
        (place for place, row in enumerate(found.picture.ground.tree.rows) if row.code == department_code), None
    )
    if place is None:
        return render_template("dashboard/department_gone.html", question=asked, code=department_code)
    row = found.picture.ground.tree.rows[place]
    confirmations = confirmations_of(db.session, asked.initiative.id, row.id)
    account = account_of(found, told, place, standing_on(confirmations, asked.day))
    return render_template(
        "dashboard/department.html",
        asked=found,
        question=asked,
        account=account,
        above=found.picture.ground.tree.ancestors(row.id)[::-1],
        **_done_in(asked, row.id, account.alone),
        works_here=_works_in(row.id, asked.today),
        people=wording.people(account.line.staff) if account.line.counted else "",
        has_below=bool(found.picture.ground.tree.children.get(row.id)),
        looks=drawing.looks(),
        may_assign=actor().may(Permission.ASSIGN_AMBASSADORS, initiative_code),
        results=listed_on(queries.worklist_of(db.session, asked.initiative.id, row.id), asked.day),
        result_names=STATUS_NAMES,
        result_kinds=STATUS_KINDS,
        used=USED,
        may_answer=actor().may(Permission.HANDLE_SIGNALS, initiative_code),
        may_look_into=bool(found.picture.ground.lookable[place]),
        carries_it=account.line.stage == Stage.CARRIES_IT,
        silent_weeks=SILENT_WEEKS,
        may_confirm=actor().may(Permission.CONFIRM_PRACTICE, initiative_code) and asked.day == asked.today,
    )


def _works_in(department_id: int, today: date) -> bool:
    """Whether the actor works in a department, and may thank who did something there."""
    person_id = actor().person_id
    return person_id is not None and department_of(db.session, person_id, today) == department_id


def _done_in(asked: Question, department_id: int, alone: bool) -> dict[str, Any]:
    """What the page tells of activities in a department; nothing where it is not shown apart."""
    if not alone:
        return {"activities": [], "messages": 0, "last_message": None}
    messages, last_message = messages_to(db.session, asked.initiative.id, department_id, asked.day)
    activities = department_activities(db.session, asked.initiative.id, department_id, asked.day)
    return {"activities": activities, "messages": messages, "last_message": last_message}


@blueprint.get("/i/<initiative_code>/dashboard/<figure>.csv")
@requires(Permission.SIGNED_IN)
def csv(initiative_code: str, figure: str) -> ResponseReturnValue:
    """What is behind a figure, for a spreadsheet: what this viewer may see, and nothing more."""
    return file_of(initiative_code, figure, FILES.get(figure) or abort(404))


def file_of(initiative_code: str, figure: str, table_of: Callable[[Asked], Table]) -> Response:
    """The file of a figure about what is asked; 404 where the change has not begun, or nothing may be told."""
    asked = question(initiative_code)
    if not asked.has_begun:
        abort(404)
    found = answer(asked)
    if not found.can_be_told:
        abort(404)
    return as_file(found, table_of(found), figure)


def as_file(found: Asked, table: Table, name: str) -> Response:
    """A table as a file to keep, named after the change, what it is and the day."""
    said = f"{found.question.initiative.code}-{name}-{found.question.day.isoformat()}"
    file_name = "".join(letter for letter in said if letter.isalnum() or letter in "-_")
    response = Response(csv_file(table, ";" if language() == "nl" else ","), mimetype="text/csv")
    response.headers.set("Content-Disposition", "attachment", filename=f"{file_name}.csv")
    return response


def nothing_to_tell(found: Asked) -> str:
    """The page that says why there is nothing to show, and what to do."""
    may_import = actor().may(Permission.MANAGE_ORGANISATION)
    ground = found.picture.ground
    staff = [row.staff for place, row in enumerate(ground.tree.rows) if ground.in_branch[place]]
    return render_template(
        "dashboard/nothing.html",
        asked=found,
        question=found.question,
        has_staff=any(staff),
        all_counted=None not in staff,
        may_import=may_import,
    )


def _asked_stage() -> Stage | None:
    raw = request.args.get("stage", "")
    return next((stage for stage in Stage if str(int(stage)) == raw), None)


def _sorted(lines: list[Line], sort: str) -> list[Line]:
    if sort == "staff":
        return sorted(lines, key=lambda line: -line.staff)
    if sort == "stage":
        return sorted(lines, key=lambda line: (-1 if line.stage is None else line.stage, line.staff), reverse=True)
    if sort == "silence":
        # Never first, then longest ago; a department without staff has nobody to meet and comes last.
        return sorted(lines, key=lambda line: (not line.staff, line.weeks is not None, -(line.weeks or 0)))
    return lines
