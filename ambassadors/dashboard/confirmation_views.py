"""Pages of confirmations: the list, confirming a department, and withdrawing."""

from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ambassadors.dashboard.asking import memory, viewer_of
from ambassadors.dashboard.confirmations import Listed, listed, standing_on
from ambassadors.db import db
from ambassadors.initiatives.current import initiative_or_404
from ambassadors.initiatives.models import Initiative
from ambassadors.meetings import queries, service
from ambassadors.meetings.forms import STATE_KINDS, STATE_NAMES, WORDS, ConfirmForm, WithdrawForm
from ambassadors.meetings.rules import State
from ambassadors.organisation.models import Department
from ambassadors.organisation.queries import department_by_code, department_names
from ambassadors.security.guard import actor, requires
from ambassadors.security.policy import Permission
from ambassadors.spread.through_time import Viewer
from ambassadors.web import clock
from ambassadors.web.pagination import asked_page, page_from

blueprint = Blueprint("confirmations", __name__, url_prefix="/i/<initiative_code>/confirmations")


@blueprint.get("")
@requires(Permission.SIGNED_IN)
def all_confirmations(initiative_code: str) -> ResponseReturnValue:
    """What the kerngroep confirmed; who may not see small departments sees those that are shown apart."""
    initiative = initiative_or_404(initiative_code)
    rows, viewer = _shown(initiative, clock.today())
    state = next((each for each in State if each.value == request.args.get("state")), None)
    return render_template(
        "dashboard/confirmations.html",
        initiative=initiative,
        page=page_from([each for each in rows if state in {None, each.state}], asked_page()),
        states=[each for each in State if any(row.state is each for row in rows)],
        state=state,
        total=len(rows),
        viewer=viewer,
        may_confirm=actor().may(Permission.CONFIRM_PRACTICE, initiative.code),
        state_names=STATE_NAMES,
        state_kinds=STATE_KINDS,
    )


@blueprint.route("/confirm/<path:department_code>", methods=["GET", "POST"])
@requires(Permission.CONFIRM_PRACTICE)
def confirm(initiative_code: str, department_code: str) -> ResponseReturnValue:
    """Confirm with evidence that a department does it by itself, or confirm it again."""
    initiative, today = initiative_or_404(initiative_code), clock.today()
    department = department_by_code(db.session, department_code) or abort(404)
    form = ConfirmForm(on=today)
    if form.validate_on_submit():
        with form.filing(db.session, WORDS):
            evidence, on = form.evidence.data.strip(), form.on.data
            service.confirm(db.session, actor(), initiative, department.id, evidence, on, today, clock.now())
        if not form.errors:
            flash(_("%(name)s is confirmed.", name=_name(department)), "success")
            return redirect(_page_of(initiative, department))
    rows = queries.confirmations_of(db.session, initiative.id, department.id)
    page = render_template(
        "dashboard/confirm.html",
        initiative=initiative,
        name=_name(department),
        back=_page_of(initiative, department),
        standing=standing_on(rows, today),
        form=form,
    )
    return page, form.http_status


@blueprint.route("/<int:confirmation_id>/withdraw", methods=["GET", "POST"])
@requires(Permission.CONFIRM_PRACTICE)
def withdraw(initiative_code: str, confirmation_id: int) -> ResponseReturnValue:
    """Say why a department does not do it by itself any more, or that it was a mistake."""
    initiative, today = initiative_or_404(initiative_code), clock.today()
    found = queries.confirmation_by_id(db.session, initiative.id, confirmation_id) or abort(404)
    department = db.session.get_one(Department, found.department_id)
    form = WithdrawForm(version=found.version, on=today)
    if form.validate_on_submit():
        with form.filing(db.session, WORDS):
            why, on, version = form.why.data.strip(), form.on.data, form.version.data or 0
            service.withdraw(db.session, actor(), found, version, why, on, today, clock.now())
        if not form.errors:
            flash(_("The confirmation of %(name)s is withdrawn.", name=_name(department)), "success")
            return redirect(_page_of(initiative, department))
        form.carry_on_from(found.version)
    page = render_template(
        "dashboard/withdraw.html",
        initiative=initiative,
        name=_name(department),
        back=_page_of(initiative, department),
        confirmation=found,
        form=form,
    )
    return page, form.http_status


def _shown(initiative: Initiative, today: date) -> tuple[list[Listed], Viewer]:
    """The confirmations that this viewer may see, and who that is."""
    roster = memory().roster(db.session, initiative)
    departments, viewer = roster.departments([today]), viewer_of(actor(), initiative, roster, today)
    rows = queries.confirmations_of(db.session, initiative.id)
    if not viewer.sees_small:
        apart = departments.apart(today, viewer)
        rows = [row for row in rows if row.department_id in apart]
    names = department_names(db.session, {row.department_id for row in rows}, today)
    codes = {row.id: row.code for row in departments.tree.rows}
    return listed(rows, names, codes, today), viewer


def _page_of(initiative: Initiative, department: Department) -> str:
    return url_for("dashboard.department", initiative_code=initiative.code, department_code=department.code)


def _name(department: Department) -> str:
    return department_names(db.session, [department.id], clock.today())[department.id]
