"""Pages of the calendar: what is planned, planning and changing it, and coming along."""

from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ambassadors.db import db
from ambassadors.initiatives.current import initiative_or_404
from ambassadors.initiatives.models import Initiative
from ambassadors.organisation.queries import tree_on
from ambassadors.planning import filling, queries, service
from ambassadors.planning.calendar import by_week, window
from ambassadors.planning.forms import WORDS, CancelForm, ComingForm, PlanForm, PressForm
from ambassadors.planning.models import Plan
from ambassadors.planning.queries import Standing, Wanted, standing_of
from ambassadors.planning.service import Planner
from ambassadors.refusals import Refused
from ambassadors.security.guard import actor, requires
from ambassadors.security.policy import Permission
from ambassadors.web import clock
from ambassadors.web.pagination import asked_page, page_of
from ambassadors.web.saving_once import new_token

blueprint = Blueprint("planning", __name__, url_prefix="/i/<initiative_code>/calendar")

MINE = "mine"
KEPT = ("month", "department", "page")
"""What of the address of the calendar is kept when one presses a button in it."""


@blueprint.get("")
@requires(Permission.SIGNED_IN)
def calendar(initiative_code: str) -> ResponseReturnValue:
    """What is planned, by week: the coming weeks, or those of a month."""
    initiative, today = initiative_or_404(initiative_code), clock.today()
    standing, tree = _standing(initiative), tree_on(db.session, today)
    shown = window(request.args.get("month", ""), today)
    asked = request.args.get("department", "")
    wanted = Wanted(shown.first, shown.until, tree.branch_of(asked), standing.own if asked == MINE else None)
    page = page_of(db.session, queries.plans_found(initiative.id, wanted), asked_page())
    return render_template(
        "planning/calendar.html",
        initiative=initiative,
        window=shown,
        page=page,
        weeks=by_week(queries.told(db.session, page.items, today), today),
        tree=tree,
        asked=asked,
        standing=standing,
        may_plan=_may_plan(initiative),
        today=today,
        form=ComingForm(formdata=None),
        kept=_kept(request.args),
    )


@blueprint.get("/<int:plan_id>")
@requires(Permission.SIGNED_IN)
def show(initiative_code: str, plan_id: int) -> ResponseReturnValue:
    """One plan, and what one can do about it."""
    initiative, planned = _known(initiative_code, plan_id)
    return _page(initiative, planned, CancelForm(formdata=None, version=planned.version))


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Permission.LOG_ACTIVITY)
def new(initiative_code: str) -> ResponseReturnValue:
    """Plan an activity."""
    initiative = initiative_or_404(initiative_code)
    if request.method == "GET":
        held = filling.as_new(db.session, actor(), initiative, clock.today())
        return _form_page(initiative, PlanForm(formdata=None, data=held), ([], []))
    form = PlanForm()
    found = _look_up(form, initiative, clock.today())
    if _is_complete(form):
        with form.filing(db.session, WORDS):
            made = service.plan(db.session, form.draft(initiative.id), _planner())
        if not form.errors:
            flash(_("It is in the calendar."), "success")
            return redirect(url_for("planning.show", initiative_code=initiative.code, plan_id=made.id))
    return _form_page(initiative, form, found)


@blueprint.route("/<int:plan_id>/edit", methods=["GET", "POST"])
@requires(Permission.LOG_ACTIVITY)
def edit(initiative_code: str, plan_id: int) -> ResponseReturnValue:
    """Change what is planned."""
    initiative, planned = _changeable(initiative_code, plan_id)
    if request.method == "GET":
        return _form_page(initiative, PlanForm(formdata=None, data=filling.as_it_is(planned)), ([], []), planned)
    form = PlanForm()
    found = _look_up(form, initiative, planned.on)
    if _is_complete(form):
        with form.filing(db.session, WORDS):
            service.edit(db.session, planned, form.version.data or 0, form.draft(initiative.id), _planner())
        if not form.errors:
            flash(_("Saved. Who comes along sees it in the calendar."), "success")
            return _to(initiative, planned)
        if form.form_errors:
            form.carry_on_from(planned.version)
    return _form_page(initiative, form, found, planned)


@blueprint.post("/<int:plan_id>/cancel")
@requires(Permission.LOG_ACTIVITY)
def cancel(initiative_code: str, plan_id: int) -> ResponseReturnValue:
    """Say that it does not or did not take place."""
    initiative, planned = _changeable(initiative_code, plan_id)
    form = CancelForm()
    if form.validate():
        with form.filing(db.session, WORDS):
            service.cancel(db.session, planned, form.version.data or 0, form.words, _planner())
        if not form.errors:
            return _to(initiative, planned)
        form.carry_on_from(planned.version)
    return _page(initiative, planned, form), form.http_status


@blueprint.post("/<int:plan_id>/put-back")
@requires(Permission.LOG_ACTIVITY)
def put_back(initiative_code: str, plan_id: int) -> ResponseReturnValue:
    """Let it be planned again."""
    initiative, planned = _changeable(initiative_code, plan_id)
    form = PressForm()
    if form.validate():
        with form.filing(db.session, WORDS):
            service.put_back(db.session, planned, form.version.data or 0, _planner())
    if form.errors:
        flash(" ".join(form.form_errors), "error")
    else:
        flash(_("It is planned again."), "success")
    return _to(initiative, planned)


@blueprint.post("/<int:plan_id>/<any(come, stay):what>")
@requires(Permission.LOG_ACTIVITY)
def coming(initiative_code: str, plan_id: int, what: str) -> ResponseReturnValue:
    """Come along, or not after all."""
    initiative, planned = _known(initiative_code, plan_id)
    standing, form = _standing(initiative), ComingForm()
    if form.validate():
        with form.filing(db.session, WORDS):
            if what == "stay":
                service.stay_away(db.session, planned, standing.mine_on(planned.on), _planner())
            else:
                seat = standing.seat_on(planned.on)
                if seat is None:
                    raise Refused("not_ambassador")
                service.come_along(db.session, planned, seat, _planner())
    if form.errors:
        flash(" ".join(form.form_errors), "error")
    if request.form.get("from") == "plan":
        return _to(initiative, planned)
    values: dict[str, Any] = {"initiative_code": initiative.code, **_kept(request.form), "_anchor": f"plan-{plan_id}"}
    return redirect(url_for("planning.calendar", **values))


def _known(initiative_code: str, plan_id: int) -> tuple[Initiative, Plan]:
    initiative = initiative_or_404(initiative_code)
    return initiative, queries.plan_of(db.session, initiative.id, plan_id) or abort(404)


def _changeable(initiative_code: str, plan_id: int) -> tuple[Initiative, Plan]:
    """The plan, if who asks may change it; 403 if not."""
    initiative, planned = _known(initiative_code, plan_id)
    if not _standing(initiative).may_change(planned.leading, clock.today()):
        abort(403)
    return initiative, planned


def _standing(initiative: Initiative) -> Standing:
    return standing_of(db.session, actor(), initiative.id, initiative.code)


def _planner() -> Planner:
    return Planner(actor(), clock.today(), clock.now())


def _may_plan(initiative: Initiative) -> bool:
    return actor().may(Permission.LOG_ACTIVITY, initiative.code) and not initiative.is_over(clock.today())


def _to(initiative: Initiative, planned: Plan) -> ResponseReturnValue:
    return redirect(url_for("planning.show", initiative_code=initiative.code, plan_id=planned.id))


def _kept(values: Any) -> dict[str, str]:
    return {name: values[name] for name in KEPT if values.get(name)}


def _look_up(form: PlanForm, initiative: Initiative, was_on: date) -> tuple[list[int], list[int]]:
    """What typed names stand for; looking up only shows the form again, with more to choose from."""
    if form.is_to_be_saved:
        form.validate()
    else:
        form.form_token.data = new_token()
    return filling.look_up(db.session, form, initiative.id, filling.day_of(form, clock.today(), was_on))


def _is_complete(form: PlanForm) -> bool:
    return form.is_to_be_saved and not form.errors


def _form_page(
    initiative: Initiative, form: PlanForm, found: tuple[list[int], list[int]], planned: Plan | None = None
) -> ResponseReturnValue:
    today = clock.today()
    day = filling.day_of(form, today, planned.on if planned else today)
    filling.give_choices(db.session, actor(), initiative, form, found, day)
    return render_template("planning/form.html", initiative=initiative, form=form, planned=planned), form.http_status


def _page(initiative: Initiative, planned: Plan, form: CancelForm) -> str:
    standing, today = _standing(initiative), clock.today()
    return render_template(
        "planning/show.html",
        initiative=initiative,
        plan=queries.shown(db.session, planned.id, today),
        activity_id=planned.activity_id,
        standing=standing,
        may_change=standing.may_change(planned.leading, today),
        today=today,
        form=form,
        press=ComingForm(formdata=None),
    )
