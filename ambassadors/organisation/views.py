"""Pages of the organisation: the tree as it was on a day, and one department with its history."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ambassadors.db import BEGINNING, FOREVER, db
from ambassadors.organisation import service
from ambassadors.organisation.forms import UNIT_NAMES, WORDS, ChangeForm, CloseForm, NewForm
from ambassadors.organisation.models import Department
from ambassadors.organisation.overview import Staffed, own_staff, search, summaries
from ambassadors.organisation.queries import department_by_code, department_codes, department_names, tree_on
from ambassadors.organisation.reading import Passage, passages, read_departments
from ambassadors.organisation.reorganising import NOBODY, Known, Place, Wish
from ambassadors.organisation.rules import Tree
from ambassadors.security.guard import actor, requires
from ambassadors.security.policy import Permission
from ambassadors.web import clock
from ambassadors.web.pagination import asked_page, page_from

blueprint = Blueprint("organisation", __name__)

SAVED = 302


@blueprint.get("/organisation")
@requires(Permission.SIGNED_IN)
def tree() -> ResponseReturnValue:
    """The top of the tree, or what was searched for in all of it."""
    day = _asked_day()
    grown = tree_on(db.session, day)
    words = request.args.get("q", "").strip()
    top = grown.children.get(None, ())
    # One root alone would say nothing: what stands below it is shown at once.
    only = top[0] if len(top) == 1 else None
    rows = search(grown, words) if words else grown.children.get(only.id, ()) if only else top
    summary = summaries(grown)
    page = page_from([summary[row.id] for row in rows], asked_page())
    return render_template(
        "organisation/tree.html",
        page=page,
        paths={line.row.id: grown.path(line.row.id) for line in page.items},
        grown=grown,
        only=summary[only.id] if only else None,
        total=sum(map(own_staff, grown.rows), Staffed()),
        words=words,
        **_common(day),
    )


@blueprint.get("/organisation/<path:code>")
@requires(Permission.SIGNED_IN)
def department(code: str) -> ResponseReturnValue:
    """One department on a day: where it stands, what stands below it, and how it was before."""
    day = _asked_day()
    found, known = _opened(code)
    grown = tree_on(db.session, day)
    summary = summaries(grown)
    rows = grown.children.get(found.id, ())
    passed = passages(db.session, found.id)
    return render_template(
        "organisation/department.html",
        code=code,
        name=department_names(db.session, [found.id], day)[found.id],
        here=summary.get(found.id),
        crumbs=_crumbs(grown, found.id, day),
        page=page_from([summary[row.id] for row in rows], asked_page()),
        known=known,
        passages=passed,
        names=_names_around(known, passed, day),
        unit_names={unit.value: name for unit, name in UNIT_NAMES.items()},
        BEGINNING=BEGINNING,
        FOREVER=FOREVER,
        **_common(day),
    )


@blueprint.route("/departments/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_ORGANISATION)
def new() -> ResponseReturnValue:
    """Add a department."""
    form = NewForm(version=0, since=clock.today(), parent=request.args.get("under", ""))
    status = _save(form, 0, lambda: service.add(db.session, _wish(form, form.code.data), _editor(form)))
    if status == SAVED:
        flash(_("%(name)s is added.", name=form.name.data), "success")
        return redirect(url_for("organisation.department", code=form.code.data))
    return render_template("organisation/change.html", form=form, code=None), status


@blueprint.route("/departments/change/<path:code>", methods=["GET", "POST"])
@requires(Permission.MANAGE_ORGANISATION)
def change(code: str) -> ResponseReturnValue:
    """Change name, place or staff of a department, from a day on."""
    _found, known = _opened(code)
    form = ChangeForm(since=clock.today(), **_as_it_is(known, clock.today()))
    status = _save(form, known.fingerprint, lambda: service.change(db.session, _wish(form, code), _editor(form)))
    if status == SAVED:
        flash(_("%(name)s is changed.", name=form.name.data), "success")
        return redirect(url_for("organisation.department", code=code))
    return render_template("organisation/change.html", form=form, code=code), status


@blueprint.route("/departments/close/<path:code>", methods=["GET", "POST"])
@requires(Permission.MANAGE_ORGANISATION)
def close(code: str) -> ResponseReturnValue:
    """Close a department, and say what it became."""
    found, known = _opened(code)
    name = department_names(db.session, [found.id], clock.today())[found.id]
    form = CloseForm(version=known.fingerprint, on=clock.today())
    status = _save(
        form, known.fingerprint, lambda: service.close(db.session, code, form.on.data, form.codes, _editor(form))
    )
    if status == SAVED:
        flash(_("%(name)s is closed.", name=name), "success")
        return redirect(url_for("organisation.department", code=code))
    return render_template("organisation/close.html", form=form, code=code, name=name), status


def _save(form: ChangeForm | CloseForm, current: int, write: Callable[[], None]) -> int:
    """Status of the answer: 200 shown for the first time, 422 not filled in well, 409 refused, or SAVED."""
    if not form.validate_on_submit():
        return 422 if form.errors else 200
    with form.filing(db.session, WORDS):
        write()
    if not form.errors:
        return SAVED
    form.carry_on_from(current)
    return 409


def _opened(code: str) -> tuple[Department, Known]:
    found = department_by_code(db.session, code) or abort(404)
    return found, read_departments(db.session, found.id)[code]


def _asked_day() -> date:
    try:
        return date.fromisoformat(request.args.get("day", ""))
    except ValueError:
        return clock.today()


def _common(day: date) -> dict[str, Any]:
    """What both pages need: the day, and links that keep it."""
    kept = {} if day == clock.today() else {"day": day.isoformat()}
    return {
        "day": day,
        "is_today": not kept,
        "kept": kept,
        "may_edit": actor().may(Permission.MANAGE_ORGANISATION),
    }


def _crumbs(grown: Tree, department_id: int, day: date) -> list[tuple[str, str]]:
    kept = _common(day)["kept"]
    above = reversed(grown.ancestors(department_id)) if department_id in grown.by_id else []
    return [
        (_("Organisation"), url_for("organisation.tree", **kept)),
        *((row.name, url_for("organisation.department", code=row.code, **kept)) for row in above),
    ]


def _names_around(known: Known, passed: Sequence[Passage], day: date) -> dict[str, str]:
    """Names, by code, of the departments that its history tells of."""
    codes = {span.value.parent for span in known.places.spans if span.value.parent}
    codes.update(each for passage in passed for each in (passage.source, passage.target))
    ids = {code: id_ for code, id_ in department_codes(db.session).items() if code in codes}
    names = department_names(db.session, ids.values(), day)
    return {code: names[department_id] for code, department_id in ids.items()}


def _as_it_is(known: Known, today: date) -> dict[str, Any]:
    """What the form shows first: how the department is today, else how it was last."""
    spans = known.places.spans
    place = known.places.on(today) or spans[-1].value
    staff = known.staff.on(today) or NOBODY
    needed = known.needs.on(today)
    return {
        "version": known.fingerprint,
        "name": place.name,
        "parent": place.parent,
        "headcount": None if staff is NOBODY else staff.amount,
        "unit": staff.unit,
        "externals": staff.externals,
        "needed": {None: "", True: "yes", False: "no"}[needed],
    }


def _wish(form: ChangeForm, code: str) -> Wish:
    return Wish(
        0,
        code,
        Place(form.name.data.strip(), (form.parent.data or "").strip() or None),
        form.headcount.data,
        form.unit.data,
        form.externals.data,
        {"yes": True, "no": False}.get(form.needed.data),
        form.since.data,
    )


def _editor(form: ChangeForm | CloseForm) -> service.Editor:
    return service.Editor(actor().user_id, clock.now(), clock.today(), form.version.data)
