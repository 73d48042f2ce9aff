"""The one place where an ambassador tells what colleagues can ask."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ambassadors.db import db
from ambassadors.initiatives.current import be_about
from ambassadors.network.forms import WORDS, StrengthsForm
from ambassadors.network.models import Ambassadorship
from ambassadors.network.queries import ambassadorships
from ambassadors.network.strengths import tell_strengths
from ambassadors.organisation.queries import department_names
from ambassadors.security.guard import actor, requires
from ambassadors.security.policy import Permission
from ambassadors.web import clock

blueprint = Blueprint("strengths", __name__)


@blueprint.route("/ambassadors/<int:ambassadorship_id>/strengths", methods=["GET", "POST"])
@requires(Permission.SIGNED_IN)
def tell(ambassadorship_id: int) -> ResponseReturnValue:
    """Where can colleagues ask you for? One's own alone."""
    mine, today = _mine(ambassadorship_id), clock.today()
    be_about(mine.initiative.code)
    form = StrengthsForm(strengths=mine.strengths, version=mine.version)
    if form.validate_on_submit():
        with form.filing(db.session, WORDS):
            words, version = form.strengths.data or "", form.version.data or 0
            tell_strengths(db.session, mine, version, words, actor().user_id, clock.now())
        if not form.errors:
            flash(_("Saved. Colleagues find it under “Who is my ambassador?”."), "success")
            return redirect(url_for("network.find"))
        form.carry_on_from(_mine(ambassadorship_id).version)
    return render_template(
        "network/strengths.html",
        form=form,
        mine=mine,
        department=department_names(db.session, [mine.department_id], today)[mine.department_id],
    ), form.http_status


def _mine(ambassadorship_id: int) -> Ambassadorship:
    """The ambassadorship, if it is the actor's own and they hold it today; else the request ends."""
    person_id = actor().person_id
    (row,) = ambassadorships(db.session, ids=[ambassadorship_id]) or (None,)
    if row is None or row.person_id != person_id or not row.holds_on(clock.today()):
        abort(404)
    return db.session.get_one(Ambassadorship, ambassadorship_id)
