"""What one can do on the coverage board; each leads back to it."""

from flask import Blueprint, abort, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ambassadors.accounts.links import mail_link, post_office, show_link
from ambassadors.db import db
from ambassadors.initiatives.current import initiative_or_404
from ambassadors.initiatives.models import Initiative
from ambassadors.network import hours, service
from ambassadors.network.board_page import board_url, likely, refused
from ambassadors.network.forms import (
    WORDS,
    AgreeForm,
    AppointForm,
    EndForm,
    InviteForm,
    NeedForm,
    PauseForm,
)
from ambassadors.network.hours import Agreed
from ambassadors.network.letting_in import invite_to_sign_in
from ambassadors.network.models import Ambassadorship
from ambassadors.network.needs import set_need
from ambassadors.network.picking import origin_of, picked_for
from ambassadors.network.queries import signs_in
from ambassadors.network.rules import Status, Step
from ambassadors.network.service import Recorder
from ambassadors.organisation.models import Department, Person
from ambassadors.organisation.queries import department_by_code
from ambassadors.refusals import Refused
from ambassadors.security.guard import actor, requires
from ambassadors.security.policy import Permission
from ambassadors.web import clock
from ambassadors.web.forms import VersionedForm

blueprint = Blueprint("board", __name__, url_prefix="/i/<initiative_code>/board")


@blueprint.post("/invite/<path:department_code>")
@requires(Permission.ASSIGN_AMBASSADORS)
def invite(initiative_code: str, department_code: str) -> ResponseReturnValue:
    """Appoint a colleague, or ask one."""
    initiative, department = initiative_or_404(initiative_code), _department(department_code)
    form = InviteForm()
    person_id = picked_for(form, department.id)
    origin = origin_of(form)
    if form.validate_on_submit() and person_id:
        first = Step(Status(form.status.data), form.on.data)
        with form.filing(db.session, WORDS):
            made = service.begin(db.session, initiative.id, department.id, person_id, first, recorder(), origin)
        if not form.errors:
            if first.status is Status.ACTIVE:
                flash(_("%(name)s is ambassador now.", name=made.person.name), "success")
            else:
                flash(_("%(name)s is asked. Note the answer here.", name=made.person.name), "success")
            let_in(made.person)
            return _back(initiative, made)
    return refused(initiative, "invite", f"d-{department_code}", form)


@blueprint.post("/need/<path:department_code>")
@requires(Permission.ASSIGN_AMBASSADORS)
def need(initiative_code: str, department_code: str) -> ResponseReturnValue:
    """Say whether a department needs an ambassador of its own."""
    initiative, department = initiative_or_404(initiative_code), _department(department_code)
    form = NeedForm()
    needed = request.form.get("needed") == "yes"
    if not form.validate_on_submit():
        return refused(initiative, "need", f"d-{department_code}", form)
    set_need(db.session, initiative.id, department.id, needed, recorder())
    if needed:
        flash(_("This department needs an ambassador of its own."), "success")
    else:
        flash(
            _("This department needs no ambassador of its own: its staff count with the department above."), "success"
        )
    return redirect(board_url(initiative.code))


@blueprint.post("/<int:ambassadorship_id>/appoint")
@requires(Permission.ASSIGN_AMBASSADORS)
def appoint(initiative_code: str, ambassadorship_id: int) -> ResponseReturnValue:
    """Make a candidate ambassador."""
    initiative, known = _known(initiative_code, ambassadorship_id)
    form = AppointForm()
    if form.validate_on_submit():
        with form.filing(db.session, WORDS):
            service.activate(db.session, known, form.version.data or 0, recorder(), form.on.data)
        if not form.errors:
            flash(_("%(name)s is ambassador now.", name=known.person.name), "success")
            let_in(known.person)
            return _back(initiative, known)
    return refused(initiative, "appoint", f"a-{ambassadorship_id}", form)


@blueprint.post("/<int:ambassadorship_id>/pause")
@requires(Permission.ASSIGN_AMBASSADORS)
def pause(initiative_code: str, ambassadorship_id: int) -> ResponseReturnValue:
    """Let somebody take a break."""
    initiative, known = _known(initiative_code, ambassadorship_id)
    form = PauseForm()
    form.leaves = known.person_id
    stand_in_id = picked_for(form, known.department_id, needed=False)
    if form.validate_on_submit():
        step = Step(Status.PAUSED, form.on.data, form.until.data, stand_in_id)
        with form.filing(db.session, WORDS):
            service.pause(db.session, known, form.version.data or 0, recorder(), step)
        if not form.errors:
            flash(_("%(name)s is on a break.", name=known.person.name), "success")
            return _back(initiative, known)
    return refused(initiative, "pause", f"a-{ambassadorship_id}", form)


@blueprint.post("/<int:ambassadorship_id>/agree")
@requires(Permission.ASSIGN_AMBASSADORS)
def agree(initiative_code: str, ambassadorship_id: int) -> ResponseReturnValue:
    """Record what the line manager agreed."""
    initiative, known = _known(initiative_code, ambassadorship_id)
    form = AgreeForm()
    form.leaves = known.person_id
    manager_id = picked_for(form, known.department_id, among=likely(form, known, known.department_id))
    if form.validate_on_submit() and manager_id:
        agreed = Agreed(manager_id, form.hours.data, form.on.data, form.until.data)
        with form.filing(db.session, WORDS):
            hours.agree(db.session, known, form.version.data or 0, agreed, recorder())
        if not form.errors:
            flash(_("The agreement is recorded. %(name)s sees it too.", name=known.person.name), "success")
            return _back(initiative, known)
    return refused(initiative, "agree", f"a-{ambassadorship_id}", form)


@blueprint.post("/<int:ambassadorship_id>/end")
@requires(Permission.ASSIGN_AMBASSADORS)
def end(initiative_code: str, ambassadorship_id: int) -> ResponseReturnValue:
    """Let somebody stop, or stay for questions only."""
    initiative, known = _known(initiative_code, ambassadorship_id)
    form = EndForm()
    if form.validate_on_submit():
        stays = form.stays.data == Status.QUESTIONS
        step = service.only_questions if stays else service.end
        with form.filing(db.session, WORDS):
            step(db.session, known, form.version.data or 0, recorder(), form.on.data)
        if not form.errors:
            name = known.person.name
            flash(
                _("%(name)s is there for questions only.", name=name)
                if stays
                else _("%(name)s stopped as ambassador. Do not forget a word of thanks.", name=name),
                "success",
            )
            return _back(initiative, known)
    return refused(initiative, "end", f"a-{ambassadorship_id}", form)


@blueprint.post("/<int:ambassadorship_id>/<any(ask, decline, resume, undo, undo_hours):step>")
@requires(Permission.ASSIGN_AMBASSADORS)
def set_step(initiative_code: str, ambassadorship_id: int, step: str) -> ResponseReturnValue:
    """The steps that ask nothing: each is set today."""
    initiative, known = _known(initiative_code, ambassadorship_id)
    form, today = VersionedForm(), clock.today()
    if form.validate_on_submit():
        version, name = form.version.data or 0, known.person.name
        with form.filing(db.session, WORDS):
            if step == "ask":
                service.ask(db.session, known, version, recorder(), today)
            elif step == "resume":
                service.activate(db.session, known, version, recorder(), today)
            elif step == "decline":
                service.decline(db.session, known, version, recorder())
            elif step == "undo_hours":
                hours.take_back(db.session, known, version, recorder())
            else:
                service.undo(db.session, known, version, recorder())
        if not form.errors:
            flash(_done(step, name), "success")
    if form.errors:
        flash(" ".join(str(each) for errors in form.errors.values() for each in errors), "error")
    return redirect(board_url(initiative.code))


@blueprint.post("/<int:ambassadorship_id>/link")
@requires(Permission.ASSIGN_AMBASSADORS)
def link(initiative_code: str, ambassadorship_id: int) -> ResponseReturnValue:
    """Make the link with which an ambassador who has no password yet signs in."""
    initiative, known = _known(initiative_code, ambassadorship_id)
    form = VersionedForm()
    if form.validate_on_submit():
        with form.filing(db.session, WORDS):
            user, token = invite_to_sign_in(db.session, known.person, recorder())
        if not form.errors:
            return show_link(user, token, board_url(initiative.code, "tree", f"a-{known.id}"))
    flash(" ".join(str(each) for each in form.form_errors), "error")
    return redirect(board_url(initiative.code))


def recorder() -> Recorder:
    """Who sets a step in this request, and when."""
    return Recorder(actor().user_id, clock.today(), clock.now())


def let_in(person: Person) -> None:
    """Mail a new ambassador how to sign in; where that cannot be done, tell what to do."""
    if person.email is None or signs_in(db.session, person.id):
        return
    if not post_office().is_open:
        flash(
            _("%(name)s cannot sign in yet. Choose “Link to sign in” and pass the link on.", name=person.name), "info"
        )
        return
    try:
        user, token = invite_to_sign_in(db.session, person, recorder())
    except Refused as refusal:
        flash(str(WORDS[refusal.code]), "info")
        return
    mail_link(user, token)
    flash(_("%(name)s gets a message with a link to sign in.", name=person.name), "info")


def _done(step: str, name: str) -> str:
    return {
        "ask": _("%(name)s is asked. Note the answer here.", name=name),
        "decline": _("The details of %(name)s are erased.", name=name),
        "resume": _("%(name)s is back.", name=name),
        "undo_hours": _("The agreement of %(name)s is undone.", name=name),
        "undo": _("The last step of %(name)s is undone.", name=name),
    }[step]


def _known(initiative_code: str, ambassadorship_id: int) -> tuple[Initiative, Ambassadorship]:
    initiative = initiative_or_404(initiative_code)
    known = db.session.get(Ambassadorship, ambassadorship_id)
    if known is None or known.initiative_id != initiative.id:
        abort(404)
    return initiative, known


def _department(code: str) -> Department:
    return department_by_code(db.session, code) or abort(404)


def _back(initiative: Initiative, known: Ambassadorship) -> ResponseReturnValue:
    return redirect(board_url(initiative.code, "tree", f"a-{known.id}"))
