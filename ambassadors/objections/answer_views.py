"""What one can say in return: adding it, rewording, withdrawing, and that it worked."""

from flask import Blueprint, abort, flash, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ambassadors.db import db
from ambassadors.initiatives.models import Initiative
from ambassadors.objections import queries, service
from ambassadors.objections.forms import WORDS, AnswerForm
from ambassadors.objections.models import Answer, Objection
from ambassadors.objections.views import known_objection, recorder, rights_for, shown, to_page_of
from ambassadors.security.guard import requires
from ambassadors.security.policy import Permission

blueprint = Blueprint(
    "objection_answers", __name__, url_prefix="/i/<initiative_code>/objections/<int:objection_id>/answers"
)


@blueprint.post("")
@requires(Permission.ANSWER_OBJECTIONS)
def add(initiative_code: str, objection_id: int) -> ResponseReturnValue:
    """Add an answer."""
    initiative, objection = known_objection(initiative_code, objection_id)
    form = AnswerForm()
    if not form.validate():
        return shown(initiative, objection, answer_form=form), form.http_status
    service.answer(db.session, objection, form.text.data.strip(), recorder())
    flash(_("Saved. Thank you."), "success")
    return to_page_of(initiative, objection)


@blueprint.route("/<int:answer_id>/edit", methods=["GET", "POST"])
@requires(Permission.ANSWER_OBJECTIONS)
def edit(initiative_code: str, objection_id: int, answer_id: int) -> ResponseReturnValue:
    """Say it in other words."""
    initiative, objection, answer = _known(initiative_code, objection_id, answer_id, to_change=True)
    form = AnswerForm(text=answer.text, version=answer.version)
    if form.validate_on_submit():
        with form.filing(db.session, WORDS):
            service.reword(db.session, answer, form.version.data or 0, form.text.data.strip(), recorder())
        if not form.errors:
            flash(_("Saved."), "success")
            return to_page_of(initiative, objection)
        form.carry_on_from(answer.version)
    page = render_template("objections/reword.html", initiative=initiative, objection=objection, form=form)
    return page, form.http_status


@blueprint.post("/<int:answer_id>/<any(retire, restore):turn>")
@requires(Permission.ANSWER_OBJECTIONS)
def turn(initiative_code: str, objection_id: int, answer_id: int, turn: str) -> ResponseReturnValue:
    """Show an answer no longer, or again."""
    initiative, objection, answer = _known(initiative_code, objection_id, answer_id, to_change=True)
    write = service.retire if turn == "retire" else service.restore
    write(db.session, answer, recorder())
    return to_page_of(initiative, objection)


@blueprint.post("/<int:answer_id>/<any(worked, worked_not):said>")
@requires(Permission.ANSWER_OBJECTIONS)
def say_worked(initiative_code: str, objection_id: int, answer_id: int, said: str) -> ResponseReturnValue:
    """Say that it worked for oneself, or take that back."""
    initiative, objection, answer = _known(initiative_code, objection_id, answer_id)
    write = service.tell_worked if said == "worked" else service.take_back_worked
    write(db.session, answer.id, recorder())
    return to_page_of(initiative, objection)


def _known(
    initiative_code: str, objection_id: int, answer_id: int, *, to_change: bool = False
) -> tuple[Initiative, Objection, Answer]:
    """A change, one of its objections and an answer to it; 403 where it is somebody else's `to_change`."""
    initiative, objection = known_objection(initiative_code, objection_id)
    answer = queries.answer_of(db.session, objection, answer_id) or abort(404)
    if to_change and not rights_for(initiative).may_change(answer):
        abort(403)
    return initiative, objection, answer
