"""“Nothing to report”: the buttons that say it, take it back and put it back."""

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ambassadors.activities import nothing
from ambassadors.activities.forms import NOTHING_WORDS
from ambassadors.activities.models import NothingToReport
from ambassadors.db import db
from ambassadors.security.guard import actor, requires
from ambassadors.security.policy import Permission
from ambassadors.web import clock
from ambassadors.web.forms import Form
from ambassadors.web.intake import whole_number_or_none

blueprint = Blueprint("nothing", __name__, url_prefix="/nothing-to-report")


@blueprint.post("")
@requires(Permission.LOG_ACTIVITY)
def report() -> ResponseReturnValue:
    """Say that today there is nothing to report from a department that the actor serves."""
    ambassadorship_id = whole_number_or_none(request.form.get("ambassadorship", "")) or abort(400)
    form, today = Form(), clock.today()
    with form.filing(db.session, NOTHING_WORDS):
        nothing.report_nothing(db.session, actor(), ambassadorship_id, today, today, clock.now())
    return _to_my_log(
        form, _("Saved. So we know that it is quiet, and that you did not forget. Wrong? Undo it in this list.")
    )


@blueprint.post("/<int:entry_id>/undo")
@requires(Permission.LOG_ACTIVITY)
def undo(entry_id: int) -> ResponseReturnValue:
    """Let it count no longer."""
    nothing.undo(db.session, actor(), _said(entry_id), clock.now())
    return _to_my_log(Form(), _("Undone."))


@blueprint.post("/<int:entry_id>/put-back")
@requires(Permission.LOG_ACTIVITY)
def put_back(entry_id: int) -> ResponseReturnValue:
    """Let it count again."""
    form = Form()
    said = _said(entry_id)
    with form.filing(db.session, NOTHING_WORDS):
        nothing.put_back(db.session, actor(), said, clock.today(), clock.now())
    return _to_my_log(form, _("Put back. It counts again."))


def _said(entry_id: int) -> NothingToReport:
    return nothing.said_for(db.session, actor(), entry_id) or abort(404)


def _to_my_log(form: Form, done: str) -> ResponseReturnValue:
    if form.errors:
        flash(" ".join(form.form_errors), "error")
    else:
        flash(done, "success")
    return redirect(url_for("activities.mine"))
