"""Pages of what must not be watered down: add, reword, order, retire."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ambassadors.db import db
from ambassadors.initiatives import service
from ambassadors.initiatives.current import initiative_or_404
from ambassadors.initiatives.forms import WORDS, NewPrincipleForm, PrincipleForm
from ambassadors.initiatives.models import Principle
from ambassadors.security.guard import actor, requires
from ambassadors.security.policy import Permission
from ambassadors.web import clock
from ambassadors.web.forms import Form

blueprint = Blueprint("principles", __name__, url_prefix="/i/<initiative_code>/principles")

_PLACES = {"up": -1, "down": 1}


@blueprint.route("", methods=["GET", "POST"])
@requires(Permission.EDIT_INITIATIVE)
def all_principles(initiative_code: str) -> ResponseReturnValue:
    """The principles in their order, and a form for one more."""
    initiative = initiative_or_404(initiative_code)
    form = NewPrincipleForm()
    if form.validate_on_submit():
        title, watered_down = form.title.data.strip(), form.watered_down_words
        service.add_principle(db.session, initiative, title, watered_down, actor().user_id, clock.now())
        flash(_("The principle is added."), "success")
        return _back(initiative_code)
    page = render_template(
        "initiatives/principles.html",
        initiative=initiative,
        holding=[each for each in initiative.principles if each.retired_on is None],
        retired=[each for each in initiative.principles if each.retired_on is not None],
        form=form,
        button=Form(),
    )
    return page, form.http_status


@blueprint.route("/<int:principle_id>", methods=["GET", "POST"])
@requires(Permission.EDIT_INITIATIVE)
def edit(initiative_code: str, principle_id: int) -> ResponseReturnValue:
    """Reword a principle."""
    principle = _principle(initiative_code, principle_id)
    initiative = principle.initiative
    if request.method == "GET":
        held = {"title": principle.title, "watered_down": principle.watered_down, "version": initiative.version}
        form = PrincipleForm(data=held)
    else:
        form = PrincipleForm()
    if form.validate_on_submit():
        version, title, watered_down = form.version.data or 0, form.title.data.strip(), form.watered_down_words
        with form.filing(db.session, WORDS):
            service.edit_principle(db.session, principle, version, title, watered_down, actor().user_id, clock.now())
        if not form.errors:
            flash(_("The principle is saved."), "success")
            return _back(initiative_code)
        form.carry_on_from(initiative.version)
        return render_template("initiatives/principle.html", initiative=initiative, now=principle, form=form), 409
    page = render_template("initiatives/principle.html", initiative=initiative, now=None, form=form)
    return page, form.http_status


@blueprint.post("/<int:principle_id>/move")
@requires(Permission.EDIT_INITIATIVE)
def move(initiative_code: str, principle_id: int) -> ResponseReturnValue:
    """Move a principle up or down."""
    principle = _principle(initiative_code, principle_id)
    places = _PLACES.get(request.form.get("to", "")) or abort(400)
    if principle.retired_on is None:
        service.move_principle(db.session, principle, places)
    return _back(initiative_code)


@blueprint.post("/<int:principle_id>/retire")
@requires(Permission.EDIT_INITIATIVE)
def retire(initiative_code: str, principle_id: int) -> ResponseReturnValue:
    """Let a principle hold no more."""
    principle = _principle(initiative_code, principle_id)
    service.retire_principle(db.session, principle, clock.today(), actor().user_id, clock.now())
    flash(_("The principle holds no more. Signals about it are kept."), "success")
    return _back(initiative_code)


@blueprint.post("/<int:principle_id>/restore")
@requires(Permission.EDIT_INITIATIVE)
def restore(initiative_code: str, principle_id: int) -> ResponseReturnValue:
    """Let a principle hold again."""
    principle = _principle(initiative_code, principle_id)
    service.retire_principle(db.session, principle, None, actor().user_id, clock.now())
    flash(_("The principle holds again."), "success")
    return _back(initiative_code)


def _principle(initiative_code: str, principle_id: int) -> Principle:
    initiative = initiative_or_404(initiative_code)
    principle = db.session.get(Principle, principle_id)
    if principle is None or principle.initiative_id != initiative.id:
        abort(404)
    return principle


def _back(initiative_code: str) -> ResponseReturnValue:
    return redirect(url_for("principles.all_principles", initiative_code=initiative_code))
