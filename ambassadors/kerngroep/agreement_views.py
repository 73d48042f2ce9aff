"""Agreements, actions and concessions: the list, making one, changing it, and ticking it off."""

from datetime import timedelta

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ambassadors.accounts.queries import leading_members
from ambassadors.db import db
from ambassadors.initiatives.current import initiative_or_404
from ambassadors.initiatives.models import Initiative
from ambassadors.initiatives.queries import principles_of
from ambassadors.kerngroep.agreement_forms import AGREEMENT_WORDS, KIND_NAMES, AgreementForm
from ambassadors.meetings import agreeing
from ambassadors.meetings.agreeing import Occasion
from ambassadors.meetings.models import Agreement
from ambassadors.meetings.queries import AgreementRow, agreements_of, next_meeting
from ambassadors.meetings.rules import AgreementKind
from ambassadors.security.guard import actor, requires
from ambassadors.security.policy import Permission
from ambassadors.web import clock
from ambassadors.web.forms import Form
from ambassadors.web.intake import whole_number_or_none
from ambassadors.web.pagination import Page, asked_page, page_of

blueprint = Blueprint("agreements", __name__, url_prefix="/i/<initiative_code>/agreements")

USUAL_TIME = timedelta(days=14)


@blueprint.get("")
@requires(Permission.MEET)
def all_agreements(initiative_code: str) -> ResponseReturnValue:
    """What was agreed: open by its day, and on request what is done."""
    initiative = initiative_or_404(initiative_code)
    show = request.args.get("show", "open")
    kind = next((each for each in AgreementKind if each.value == request.args.get("kind")), None)
    query = agreements_of(initiative.id)
    if show != "all":
        query = query.where(Agreement.done_on.is_not(None) if show == "done" else Agreement.done_on.is_(None))
    if kind is not None:
        query = query.where(Agreement.kind == kind)
    found = page_of(db.session, query, asked_page())
    return render_template(
        "kerngroep/agreements.html",
        initiative=initiative,
        page=Page([AgreementRow(*row) for row in found.items], found.number, found.total),
        show=show if show in {"done", "all"} else "open",
        kind=kind,
        kind_names=KIND_NAMES,
        today=clock.today(),
        press=Form(formdata=None),
    )


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Permission.MEET)
def new(initiative_code: str) -> ResponseReturnValue:
    """Keep an agreement that was not made in a meeting."""
    initiative, today = initiative_or_404(initiative_code), clock.today()
    kind = request.args.get("kind", AgreementKind.ACTION.value)
    due_on = next_meeting(db.session, initiative.id, today) or today + USUAL_TIME
    form = AgreementForm(kind=kind, due_on=due_on, owner=actor().user_id)
    _offer(form, initiative)
    if form.validate_on_submit():
        with form.filing(db.session, AGREEMENT_WORDS):
            agreeing.agree(db.session, actor(), Occasion(initiative.id), form.agreed(), today, clock.now())
        if not form.errors:
            flash(_("It is on the list of agreements."), "success")
            return redirect(_list_of(initiative))
    page = render_template("kerngroep/agreement.html", initiative=initiative, form=form, back=_list_of(initiative))
    return page, form.http_status


@blueprint.route("/<int:agreement_id>", methods=["GET", "POST"])
@requires(Permission.MEET)
def edit(initiative_code: str, agreement_id: int) -> ResponseReturnValue:
    """Change who sees to it, by when, or what it says."""
    initiative, found = _found(initiative_code, agreement_id)
    form = AgreementForm(
        kind=found.kind.value,
        what=found.what,
        owner=found.owner_id,
        due_on=found.due_on,
        why=found.why,
        principle=found.principle_id or 0,
        version=found.version,
    )
    _offer(form, initiative, found.owner_id)
    if form.validate_on_submit():
        with form.filing(db.session, AGREEMENT_WORDS):
            version = form.version.data or 0
            agreeing.change(db.session, actor(), found, version, form.agreed(), clock.today(), clock.now())
        if not form.errors:
            flash(_("The agreement is saved."), "success")
            return redirect(_list_of(initiative))
        form.carry_on_from(found.version)
    page = render_template("kerngroep/agreement.html", initiative=initiative, form=form, back=_list_of(initiative))
    return page, form.http_status


@blueprint.post("/<int:agreement_id>/done")
@requires(Permission.MEET)
def done(initiative_code: str, agreement_id: int) -> ResponseReturnValue:
    """Tick it off."""
    initiative, found = _found(initiative_code, agreement_id)
    agreeing.tick_off(db.session, actor(), found, clock.today(), clock.now())
    flash(_("“%(what)s” is done. You can undo that in the list of what is done.", what=found.what), "success")
    return redirect(_back(initiative))


@blueprint.post("/<int:agreement_id>/open")
@requires(Permission.MEET)
def reopen(initiative_code: str, agreement_id: int) -> ResponseReturnValue:
    """It is not done after all."""
    initiative, found = _found(initiative_code, agreement_id)
    agreeing.reopen(db.session, actor(), found, clock.now())
    flash(_("“%(what)s” is open again.", what=found.what), "success")
    return redirect(_list_of(initiative))


def _back(initiative: Initiative) -> str:
    """Where somebody was who ticked something off: the start page, a point of a meeting, or the list."""
    if "start" in request.form:
        return url_for("start.home")
    meeting, point = (whole_number_or_none(request.form.get(each, "")) for each in ("meeting", "point"))
    if meeting is None:
        return _list_of(initiative)
    return url_for("recording.record", initiative_code=initiative.code, meeting_id=meeting, point=point)


def _found(initiative_code: str, agreement_id: int) -> tuple[Initiative, Agreement]:
    initiative = initiative_or_404(initiative_code)
    return initiative, agreeing.agreement_by_id(db.session, initiative.id, agreement_id) or abort(404)


def _offer(form: AgreementForm, initiative: Initiative, owner_id: int | None = None) -> None:
    today = clock.today()
    members = leading_members(db.session, initiative.id, today, owner_id)
    principles = principles_of(db.session, initiative.id, today)
    form.offer(members, [(each.id, each.title) for each in principles])


def _list_of(initiative: Initiative) -> str:
    return url_for("agreements.all_agreements", initiative_code=initiative.code)
