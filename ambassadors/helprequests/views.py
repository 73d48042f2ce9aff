"""Pages for asking for help, for what one asked, for what waits for an ambassador, and for the change manager."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ambassadors.db import db
from ambassadors.helprequests import queries, service
from ambassadors.helprequests.forms import (
    FILTERS,
    KIND_NAMES,
    STATUS_KINDS,
    STATUS_NAMES,
    UNANSWERED,
    WORDS,
    AskForm,
)
from ambassadors.helprequests.queries import HelpRow, Wanted
from ambassadors.helprequests.rules import HelpKind, is_overdue
from ambassadors.helprequests.waiting import Desk, desk_of, meant_names, unanswered
from ambassadors.initiatives.current import initiative_or_404, initiative_visited
from ambassadors.initiatives.models import Initiative
from ambassadors.initiatives.queries import running_initiatives
from ambassadors.network.nearest import nearest_ambassadors
from ambassadors.network.queries import ambassadorships
from ambassadors.organisation.queries import department_by_code, department_names, department_of, departments_found
from ambassadors.security.guard import actor, requires
from ambassadors.security.policy import Permission
from ambassadors.web import clock
from ambassadors.web.forms import Form
from ambassadors.web.intake import whole_number_or_none
from ambassadors.web.pagination import Page, asked_page, page_from, page_of
from ambassadors.web.saving_once import new_token

blueprint = Blueprint("helprequests", __name__)


@blueprint.route("/help/ask", methods=["GET", "POST"])
@requires(Permission.SIGNED_IN)
def ask() -> ResponseReturnValue:
    """Ask an ambassador to come by, or to look along."""
    initiatives = running_initiatives(db.session, clock.today())
    if not initiatives:
        return render_template("helprequests/ask.html", form=None)
    form, found = _ask_form(initiatives)
    if "look_up" in request.form:
        # What is filled in stays in the page; nothing is saved yet, so the form may still be.
        form.form_token.data = new_token()
        return _ask_page(form, initiatives, found)
    if form.validate_on_submit():
        with form.filing(db.session, WORDS):
            asked = service.ask(db.session, _draft(form, initiatives), actor().user_id, clock.now(), clock.today())
        if not form.errors:
            flash(_("Your question is asked. Here you see what becomes of it."), "success")
            return redirect(url_for("helprequests.show", request_id=asked.id))
    return _ask_page(form, initiatives, None), form.http_status


def _ask_form(initiatives: Sequence[Initiative]) -> tuple[AskForm, int]:
    """The form with its choices, and how many departments were looked up by it; an address may choose beforehand."""
    today, args = clock.today(), request.args
    works_in = None if actor().person_id is None else department_of(db.session, actor().person_id or 0, today)
    asked = department_by_code(db.session, args.get("department", ""))
    own = [each for each in dict.fromkeys([asked.id if asked else None, works_in]) if each]
    kind = args.get("kind")
    form = AskForm(initiative=_about(initiatives), kind=kind if kind in set(HelpKind) else None)
    form.offer(initiatives)
    found = departments_found(db.session, form.words.data or "", today)
    placed = {each: f"{name} ({parent})" if parent else name for each, _code, name, parent in found}
    form.offer_departments(department_names(db.session, [*own, *form.chosen], today) | placed, own)
    return form, len(found)


def _about(initiatives: Sequence[Initiative]) -> int | None:
    """The change of the address, else of the page that one came from."""
    for code in (request.args.get("initiative"), initiative_visited()):
        for each in initiatives:
            if each.code == code:
                return each.id
    return None


def _ask_page(form: AskForm, initiatives: Sequence[Initiative], looked_up: int | None) -> str:
    """The form, with whom it goes to as far as that is known already."""
    today = clock.today()
    about = form.initiative.data if "initiative" in form else initiatives[0].id
    department_id = form.department.data
    named = _named(about)
    known = about is not None and department_id is not None
    near = nearest_ambassadors(db.session, about, department_id, today, actor().person_id) if known else {}
    return render_template(
        "helprequests/ask.html",
        form=form,
        looked_up=looked_up,
        known=known,
        near=[named[1]] if named else list(near.values()),
        change=next(each.name for each in initiatives if each.id == about)
        if known and "initiative" in form
        else None,
        today=today,
        args=request.args.to_dict(),
    )


def _named(initiative_id: int | None) -> tuple[int, str] | None:
    """Id and name of the ambassadorship that the address asks for, where it serves that change today."""
    asked = whole_number_or_none(request.args.get("ambassador", ""))
    rows = ambassadorships(db.session, ids=[asked]) if asked else []
    today = clock.today()
    return next(
        ((row.id, row.person_name) for row in rows if row.initiative_id == initiative_id and row.serves_on(today)),
        None,
    )


def _draft(form: AskForm, initiatives: Sequence[Initiative]) -> service.Draft:
    about = form.initiative.data if "initiative" in form else initiatives[0].id
    named = _named(about)
    return service.Draft(
        initiative=next(each for each in initiatives if each.id == about),
        kind=HelpKind(form.kind.data),
        department_id=form.department.data,
        about=form.about.data,
        wished_on=form.wished_on.data,
        meant_for=named[0] if named else None,
    )


@blueprint.get("/help")
@requires(Permission.SIGNED_IN)
def mine() -> ResponseReturnValue:
    """What I asked, and what became of it."""
    page = page_of(db.session, queries.asked_by(actor().user_id), asked_page())
    rows = [HelpRow(*row) for row in page.items]
    return render_template(
        "helprequests/mine.html",
        page=page,
        reasons=queries.reasons_of(db.session, [row.id for row in rows]),
        meant=meant_names(db.session, rows, clock.today()),
        answers=actor().may(Permission.ANSWER_REQUESTS),
        leads=[
            each
            for each in running_initiatives(db.session, clock.today())
            if actor().may(Permission.ASSIGN_AMBASSADORS, each.code)
        ],
        **listing(rows),
    )


@blueprint.get("/help/waiting")
@requires(Permission.ANSWER_REQUESTS)
def waiting() -> ResponseReturnValue:
    """What I took, what waits for me, and what nobody took yet."""
    person_id = actor().person_id
    desk = desk_of(db.session, person_id, clock.today()) if person_id is not None else Desk()
    page = page_from([*desk.meant, *desk.taken, *desk.others], asked_page())
    return render_template(
        "helprequests/waiting.html",
        page=page,
        desk=desk,
        meant_for_me={row.id for row in desk.meant},
        meant=meant_names(db.session, page.items, clock.today()),
        press=Form(formdata=None),
        **listing(page.items),
    )


@blueprint.get("/i/<initiative_code>/help")
@requires(Permission.ASSIGN_AMBASSADORS)
def of_change(initiative_code: str) -> ResponseReturnValue:
    """The requests of a change: first those that need the change manager."""
    initiative = initiative_or_404(initiative_code)
    chosen = request.args.get("status", UNANSWERED)
    chosen = chosen if chosen in FILTERS else UNANSWERED
    words = request.args.get("q", "").strip()
    found = queries.of_initiative(initiative.id, Wanted(FILTERS[chosen][1], words))
    page: Page[Any]
    if chosen == UNANSWERED:
        late = {row.id for row in unanswered(db.session, [initiative.id], clock.today(), clock.now())}
        page = page_from([row for row in db.session.execute(found).all() if row.id in late], asked_page())
    else:
        page = page_of(db.session, found, asked_page())
    rows = [HelpRow(*row) for row in page.items]
    return render_template(
        "helprequests/of_change.html",
        initiative=initiative,
        page=page,
        filters=FILTERS,
        chosen=chosen,
        words=words,
        meant=meant_names(db.session, rows, clock.today()),
        **listing(rows),
    )


def listing(rows: Iterable[HelpRow]) -> dict[str, Any]:
    """What templates need to list requests: names of departments, kinds and states, and which wait too long."""
    listed = list(rows)
    return {
        "rows": listed,
        "departments": department_names(db.session, {row.department_id for row in listed}, clock.today()),
        "overdue": {row.id for row in listed if row.status == "open" and is_overdue(row.since, clock.now())},
        "kind_names": KIND_NAMES,
        "status_names": STATUS_NAMES,
        "status_kinds": STATUS_KINDS,
    }
