"""The page of the coverage board: what is shown, and which form is open in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template, request, url_for
from flask_babel import lazy_gettext as _

from ambassadors.db import db
from ambassadors.initiatives.models import Initiative
from ambassadors.network import queries
from ambassadors.network.board import Board, BoardRow, Seat, board_of
from ambassadors.network.forms import FOR_DEPARTMENT, FORMS, STATUSES, AgreeForm, PickForm, defaults
from ambassadors.network.hours import hours_of, managers_near, proposal
from ambassadors.network.models import Ambassadorship
from ambassadors.organisation.queries import PersonRow, department_by_code
from ambassadors.web import clock
from ambassadors.web.forms import Form, VersionedForm
from ambassadors.web.intake import whole_number_or_none
from ambassadors.web.pagination import asked_page, page_from

FIRST_GAPS = 5
PLACES = ("waiting", "due", "left", "gaps", "tree")
FIRST_DUE = 12
"""How many of those for whom something must be arranged are shown; they come on the board one after the other."""
FILTERS = ("q", "branch", "show", "page")


@dataclass(frozen=True, slots=True)
class Opened:
    """The form that is open on the board: what it does (`action`), to what, and where on the page.

    `of` is `d-` and a department's code, or `a-` and an ambassadorship's id: they may look alike.
    """

    action: str
    of: str
    place: str
    form: Form

    def url(self, code: str) -> str:
        """Where the form goes; the board's own address is kept in it, to come back to."""
        subject = "department_code" if self.action in FOR_DEPARTMENT else "ambassadorship_id"
        endpoint = f"board.{self.action.replace('-', '_')}"
        values: dict[str, Any] = {"initiative_code": code, subject: self.of[2:], "at": self.place, **filters()}
        return url_for(endpoint, **values)


def filters() -> dict[str, str]:
    """What the address says of which part of the board to show."""
    return {name: request.args[name] for name in FILTERS if request.args.get(name)}


def board_url(code: str, place: str | None = None, of: str | None = None, action: str | None = None) -> str:
    """Address of the board as it is shown now, with a form opened if an action is named."""
    values: dict[str, Any] = filters()
    if action:
        values |= {"do": action, "of": of, "at": place}
    anchor = f"{place}-{of}" if place and of else None
    return url_for("network.board", initiative_code=code, _anchor=anchor, **values)


def opened(initiative: Initiative) -> Opened | None:
    """The form that the address asks for, filled with what is likely; nothing where it asks for nonsense."""
    action, of, place = (request.args.get(name, "") for name in ("do", "of", "at"))
    if action not in FORMS or place not in PLACES:
        return None
    held: dict[str, Any] = dict(defaults(clock.today()))
    kind, subject = of[:2], of[2:]
    if action in FOR_DEPARTMENT:
        department = department_by_code(db.session, subject) if kind == "d-" else None
        if department is None:
            return None
        known, department_id = None, department.id
    else:
        known = db.session.get(Ambassadorship, whole_number_or_none(subject) or 0)
        if kind != "a-" or known is None or known.initiative_id != initiative.id:
            return None
        department_id, held["version"] = known.department_id, known.version
    if action == "agree" and known is not None:
        held |= proposal(hours_of(db.session, [known.id]).get(known.id), clock.today())
    form = FORMS[action](formdata=None, data=held)
    if isinstance(form, PickForm):
        form.leaves = None if known is None else known.person_id
        form.offer(likely(form, known, department_id), department_id)
    return Opened(action, of, place, form)


def likely(form: Form, known: Ambassadorship | None, department_id: int) -> Sequence[PersonRow]:
    """The colleagues whom a form offers to pick from: line managers where one agrees, else of the department."""
    today = clock.today()
    if not isinstance(form, AgreeForm) or known is None:
        return queries.colleagues_of(db.session, department_id, today)
    last = hours_of(db.session, [known.id]).get(known.id)
    return managers_near(db.session, department_id, today, last.line_manager_id if last else None)


def refused(initiative: Initiative, action: str, of: str, form: Form) -> tuple[str, int]:
    """The board again, with the form that was not accepted open in it."""
    place = request.args.get("at", "tree")
    if isinstance(form, VersionedForm) and form.form_errors:
        form.carry_on_from(db.session.get_one(Ambassadorship, int(of[2:])).version)
    status = 409 if form.form_errors else 422
    return page(initiative, Opened(action, of, place, form)), status


def page(initiative: Initiative, open_form: Opened | None) -> str:
    """The board."""
    board = board_of(db.session, initiative.id, clock.today(), clock.now())
    words, branch, show = (request.args.get(name, "").strip() for name in ("q", "branch", "show"))
    narrowed = bool(words or branch)
    rows = board.found(words, branch) if narrowed else list(board.rows)
    if show == "gaps":
        shown = {row.department.id for row in rows}
        rows = [row for row in board.gaps if row.department.id in shown]
    shown_page = page_from(rows, asked_page())
    return render_template(
        "network/board.html",
        initiative=initiative,
        board=board,
        page=shown_page,
        first_gaps=_first_gaps(board, narrowed=narrowed or show == "gaps" or shown_page.number > 1),
        waiting=board.waiting if not narrowed else _inside(board.waiting, rows),
        due=(board.due if not narrowed else _inside(board.due, rows))[:FIRST_DUE],
        words=words,
        branch=branch,
        show=show,
        narrowed=narrowed,
        open_form=open_form,
        statuses=STATUSES,
        action_titles=TITLES,
        today=clock.today(),
        filters=filters(),
        board_url=board_url,
        button=Form(),
    )


TITLES = {
    "invite": _("Appoint an ambassador"),
    "need": _("Own ambassador or not"),
    "appoint": _("Appoint"),
    "agree": _("Agreement with the line manager"),
    "pause": _("Pause"),
    "end": _("Stop"),
}


def _first_gaps(board: Board, *, narrowed: bool) -> tuple[BoardRow, ...]:
    return () if narrowed else board.gaps[:FIRST_GAPS]


def _inside(seats: Sequence[Seat], rows: list[BoardRow]) -> list[Seat]:
    inside = {row.department.id for row in rows}
    return [seat for seat in seats if seat.department_id in inside]
