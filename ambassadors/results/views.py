"""Pages of the worklist: what the change must reach, ticking off, and adding by hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ambassadors.db import db
from ambassadors.initiatives.models import Initiative
from ambassadors.initiatives.queries import initiative_by_code
from ambassadors.network.queries import ambassadorships
from ambassadors.network.service import Recorder
from ambassadors.organisation.queries import department_names, tree_on
from ambassadors.results import queries, service
from ambassadors.results.forms import (
    FILTERS,
    PRESSES,
    STATUS_KINDS,
    STATUS_NAMES,
    WORDS,
    NewResultForm,
    PressForm,
    ResultForm,
    StepForm,
)
from ambassadors.results.models import Result
from ambassadors.results.progress import progress_on, tallies_on
from ambassadors.results.queries import ResultRow, Wanted
from ambassadors.results.rules import NEXT, ResultStatus, standing, step_to_undo, usual_step
from ambassadors.results.service import Draft
from ambassadors.security.guard import actor, requires
from ambassadors.security.policy import Permission
from ambassadors.web import clock
from ambassadors.web.pagination import asked_page, page_of

blueprint = Blueprint("results", __name__, url_prefix="/i/<initiative_code>/results")

MINE = "mine"
KEPT = ("department", "status", "q", "page")
"""What of the address of a list is kept when something on it is ticked off."""


@dataclass(frozen=True, slots=True)
class Ticking:
    """What somebody may do with a worklist: edit all of it, or tick off in `served` (by which ambassadorship)."""

    edits: bool
    served: Mapping[int, int]

    def may_tick(self, department_id: int) -> bool:
        """Whether they may take a result of that department a step further."""
        return self.edits or department_id in self.served


@blueprint.get("")
@requires(Permission.SIGNED_IN)
def worklist(initiative_code: str) -> ResponseReturnValue:
    """What the change must reach, per department, and how far each result is."""
    initiative, today = _initiative(initiative_code), clock.today()
    ticking = _ticking(initiative)
    listed = queries.departments_listed(db.session, initiative.id, today)
    asked = request.args.get("department", "")
    filtered = request.args.get("status", "")
    wanted = Wanted(
        words=request.args.get("q", "").strip(),
        departments=_departments(asked, listed, ticking),
        statuses=FILTERS.get(filtered, FILTERS[""])[1],
        dropped=filtered == "dropped",
    )
    page = page_of(db.session, queries.results_found(initiative.id, wanted, today), asked_page())
    facts = queries.worklist_of(db.session, initiative.id)
    tallies = tallies_on(facts, today)
    return render_template(
        "results/worklist.html",
        initiative=initiative,
        page=page,
        rows=[ResultRow(*row) for row in page.items],
        ticking=ticking,
        listed=listed,
        asked=asked,
        filters=FILTERS,
        filtered=filtered,
        wanted=wanted,
        progress=progress_on(facts, today, wanted.departments),
        tallies=[(code, name, tallies[id_]) for id_, code, name in listed if id_ in tallies],
        usual={status: usual_step(status) for status in ResultStatus},
        just_done=_just_done(initiative, ticking),
        form=PressForm(formdata=None),
        kept=_kept(request.args),
        **WORDINGS,
    )


@blueprint.get("/<int:result_id>")
@requires(Permission.SIGNED_IN)
def show(initiative_code: str, result_id: int) -> ResponseReturnValue:
    """One result, the steps that it took, and the next one."""
    initiative, result = _known(initiative_code, result_id)
    return _page(initiative, result, _step_form(result))


@blueprint.post("/<int:result_id>/step")
@requires(Permission.TICK_RESULTS)
def take_step(initiative_code: str, result_id: int) -> ResponseReturnValue:
    """Choose how far it is, and since when."""
    initiative, result = _known(initiative_code, result_id)
    ticking = _ticking(initiative, result)
    form = _step_form(result)
    if not form.validate():
        return _page(initiative, result, form), 422
    with form.filing(db.session, WORDS):
        by_which = ticking.served.get(result.department_id)
        status, on = ResultStatus(form.status.data), form.on.data
        service.take_step(db.session, result, form.version.data or 0, status, on, _recorder(), by_which)
    if form.errors:
        form.carry_on_from(result.version)
        return _page(initiative, result, form), 409
    flash(_("%(name)s: %(status)s.", name=result.name, status=STATUS_NAMES[result.status]), "success")
    return redirect(url_for("results.show", initiative_code=initiative.code, result_id=result.id))


@blueprint.post("/<int:result_id>/tick")
@requires(Permission.TICK_RESULTS)
def tick(initiative_code: str, result_id: int) -> ResponseReturnValue:
    """One press on the list: the usual next step, from today."""
    initiative, result = _known(initiative_code, result_id)
    ticking = _ticking(initiative, result)
    form = PressForm()
    if form.validate():
        with form.filing(db.session, WORDS):
            by_which = ticking.served.get(result.department_id)
            status = usual_step(result.status)
            version = form.version.data or 0
            service.take_step(db.session, result, version, status, clock.today(), _recorder(), by_which)
    return _back_to_list(initiative, form, done=result.id)


@blueprint.post("/<int:result_id>/undo")
@requires(Permission.TICK_RESULTS)
def undo(initiative_code: str, result_id: int) -> ResponseReturnValue:
    """Take the last step back."""
    initiative, result = _known(initiative_code, result_id)
    _ticking(initiative, result)
    form = PressForm()
    if form.validate():
        with form.filing(db.session, WORDS):
            service.undo(db.session, result, form.version.data or 0, _recorder())
    if not form.errors:
        flash(_("%(name)s is back to: %(status)s.", name=result.name, status=STATUS_NAMES[result.status]), "success")
    return _back_to_list(initiative, form)


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Permission.EDIT_WORKLIST)
def new(initiative_code: str) -> ResponseReturnValue:
    """Put a result on the worklist by hand."""
    initiative = _initiative(initiative_code)
    form = NewResultForm()
    _offer_departments(form)
    if form.validate_on_submit():
        with form.filing(db.session, WORDS):
            made = service.add(db.session, initiative.id, form.code.data, _draft(form), _recorder())
        if not form.errors:
            flash(_("%(name)s is on the worklist.", name=made.name), "success")
            return redirect(url_for("results.worklist", initiative_code=initiative.code))
        return render_template("results/form.html", initiative=initiative, form=form, result=None), 409
    status = 422 if form.errors else 200
    return render_template("results/form.html", initiative=initiative, form=form, result=None), status


@blueprint.route("/<int:result_id>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_WORKLIST)
def edit(initiative_code: str, result_id: int) -> ResponseReturnValue:
    """Give a result another name, kind or department."""
    initiative, result = _known(initiative_code, result_id)
    form = ResultForm(name=result.name, kind=result.kind, department=result.department_id, version=result.version)
    _offer_departments(form, result.department_id)
    if form.validate_on_submit():
        with form.filing(db.session, WORDS):
            service.edit(db.session, result, form.version.data or 0, _draft(form), _recorder())
        if not form.errors:
            flash(_("%(name)s is saved.", name=result.name), "success")
            return redirect(url_for("results.show", initiative_code=initiative.code, result_id=result.id))
        form.carry_on_from(result.version)
        return render_template("results/form.html", initiative=initiative, form=form, result=result), 409
    status = 422 if form.errors else 200
    return render_template("results/form.html", initiative=initiative, form=form, result=result), status


@blueprint.post("/<int:result_id>/<any(drop, put_back):what>")
@requires(Permission.EDIT_WORKLIST)
def list_or_drop(initiative_code: str, result_id: int, what: str) -> ResponseReturnValue:
    """Take a result off the worklist, or put it back."""
    initiative, result = _known(initiative_code, result_id)
    form = PressForm()
    write, done = (
        (service.drop, _("%(name)s is off the worklist.", name=result.name))
        if what == "drop"
        else (service.put_back, _("%(name)s is on the worklist.", name=result.name))
    )
    if form.validate():
        with form.filing(db.session, WORDS):
            write(db.session, result, form.version.data or 0, _recorder())
    flash(*((_said(form), "error") if form.errors else (done, "success")))
    return redirect(url_for("results.show", initiative_code=initiative.code, result_id=result.id))


WORDINGS = {"status_names": STATUS_NAMES, "status_kinds": STATUS_KINDS, "presses": PRESSES}


def _page(initiative: Initiative, result: Result, form: StepForm) -> str:
    ticking = _ticking(initiative)
    steps = [each.plain for each in result.steps]
    counting = {step.number for step in standing(steps)}
    may_tick = ticking.may_tick(result.department_id) and result.dropped_on is None
    names = department_names(db.session, [result.department_id], clock.today())
    return render_template(
        "results/show.html",
        initiative=initiative,
        result=result,
        department=names[result.department_id],
        history=[each for each in reversed(result.steps) if each.number in counting],
        may_tick=may_tick,
        may_undo=may_tick and step_to_undo(steps, clock.now()) is not None,
        ticking=ticking,
        user_id=actor().user_id,
        form=form,
        press=PressForm(formdata=None, version=result.version),
        **WORDINGS,
    )


def _step_form(result: Result) -> StepForm:
    form = StepForm(version=result.version, on=clock.today(), status=usual_step(result.status).value)
    form.status.choices = [(status.value, PRESSES[status]) for status in NEXT[result.status]]
    return form


def _initiative(code: str) -> Initiative:
    return initiative_by_code(db.session, code) or abort(404)


def _known(initiative_code: str, result_id: int) -> tuple[Initiative, Result]:
    initiative = _initiative(initiative_code)
    return initiative, queries.result_of(db.session, initiative.id, result_id) or abort(404)


def _ticking(initiative: Initiative, of: Result | None = None) -> Ticking:
    """What who asks may do; 403 if that is nothing for the result `of`."""
    who = actor()
    edits = who.may(Permission.EDIT_WORKLIST, initiative.code)
    own = [] if who.person_id is None else ambassadorships(db.session, initiative.id, who.person_id)
    served = queries.ticks_off(db.session, own, clock.today()).get(initiative.id, {})
    ticking = Ticking(edits, served)
    if of is not None and not ticking.may_tick(of.department_id):
        abort(403)
    return ticking


def _recorder() -> Recorder:
    return Recorder(actor().user_id, clock.today(), clock.now())


def _departments(asked: str, listed: list[tuple[int, str, str]], ticking: Ticking) -> set[int] | None:
    """Ids of the departments that are asked for; None for all."""
    if not asked:
        return None
    if asked == MINE:
        return set(ticking.served)
    return {id_ for id_, code, _name in listed if code == asked}


def _just_done(initiative: Initiative, ticking: Ticking) -> Result | None:
    """What was ticked off just now, if it can still be taken back."""
    raw = request.args.get("done", "")
    result = queries.result_of(db.session, initiative.id, int(raw)) if raw.isdigit() and len(raw) < 10 else None
    if result is None or not ticking.may_tick(result.department_id):
        return None
    return result if step_to_undo([each.plain for each in result.steps], clock.now()) else None


def _kept(values: Mapping[str, str]) -> dict[str, str]:
    return {name: values[name] for name in KEPT if values.get(name)}


def _back_to_list(initiative: Initiative, form: PressForm, done: int | None = None) -> ResponseReturnValue:
    values: dict[str, Any] = {"initiative_code": initiative.code, **_kept(request.form)}
    if form.errors:
        flash(_said(form), "error")
    elif done is not None:
        values["done"] = done
    return redirect(url_for("results.worklist", **values))


def _said(form: PressForm) -> str:
    return " ".join(str(each) for errors in form.errors.values() for each in errors)


def _offer_departments(form: ResultForm, now: int | None = None) -> None:
    """Those that exist today, in the order of the tree, and the one that it has now."""
    tree = tree_on(db.session, clock.today())
    choices = [(row.id, f"{'– ' * tree.depth(row.id)}{row.name}") for row in tree.rows]
    if now is not None and now not in tree.by_id:
        choices.insert(0, (now, department_names(db.session, [now], clock.today())[now]))
    form.department.choices = choices


def _draft(form: ResultForm) -> Draft:
    return Draft(form.name.data.strip(), form.kind.data.strip(), form.department.data)
