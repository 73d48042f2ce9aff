"""The page on which an ambassador's work goes over to a successor."""

from collections.abc import Sequence

from flask import Blueprint, Flask, abort, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ambassadors.db import db
from ambassadors.handover.service import hand_over, open_work
from ambassadors.initiatives.current import initiative_or_404
from ambassadors.network.board_views import let_in, recorder
from ambassadors.network.forms import WORDS, HandOverForm
from ambassadors.network.models import Ambassadorship
from ambassadors.network.open_work import OpenWork
from ambassadors.network.picking import origin_of, picked_for
from ambassadors.network.queries import colleagues_of
from ambassadors.organisation.queries import department_names
from ambassadors.security.guard import requires
from ambassadors.security.policy import Permission
from ambassadors.web import clock

blueprint = Blueprint("handover", __name__)

EXTENSION = "open_work"


def install(app: Flask, kinds: Sequence[OpenWork]) -> None:
    """Tell the page which kinds of open work there are."""
    app.extensions[EXTENSION] = kinds


@blueprint.route("/i/<initiative_code>/hand-over/<int:ambassadorship_id>", methods=["GET", "POST"])
@requires(Permission.ASSIGN_AMBASSADORS)
def show(initiative_code: str, ambassadorship_id: int) -> ResponseReturnValue:
    """What is open, and to whom it goes over."""
    initiative = initiative_or_404(initiative_code)
    leaving = db.session.get(Ambassadorship, ambassadorship_id)
    if leaving is None or leaving.initiative_id != initiative.id:
        abort(404)
    kinds: Sequence[OpenWork] = current_app.extensions[EXTENSION]
    today = clock.today()
    form = HandOverForm(on=today, version=leaving.version)
    form.leaves = leaving.person_id
    if form.is_submitted():
        successor_id, origin = picked_for(form, leaving.department_id), origin_of(form)
        if form.validate_on_submit() and successor_id:
            version, on = form.version.data or 0, form.on.data
            with form.filing(db.session, WORDS):
                made = hand_over(db.session, kinds, leaving, version, successor_id, on, recorder(), origin)
            if not form.errors:
                names = {"old": leaving.person.name, "new": made.person.name}
                flash(_("%(new)s takes over from %(old)s.", **names), "success")
                let_in(made.person)
                return redirect(
                    url_for("network.board", initiative_code=initiative.code, _anchor=f"tree-a-{made.id}")
                )
        if form.form_errors:
            form.carry_on_from(leaving.version)
    else:
        form.offer(colleagues_of(db.session, leaving.department_id, today), leaving.department_id)
    page = render_template(
        "handover/show.html",
        initiative=initiative,
        leaving=leaving,
        department=department_names(db.session, [leaving.department_id], today)[leaving.department_id],
        piles=open_work(db.session, kinds, leaving, today),
        form=form,
    )
    return page, form.http_status
