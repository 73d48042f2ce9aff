"""Pages of thanks: giving them, taking them back, and removing what one got."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ambassadors.db import db
from ambassadors.initiatives.current import initiative_or_404
from ambassadors.security.guard import actor, requires
from ambassadors.security.policy import Permission
from ambassadors.thanks import queries, service
from ambassadors.thanks.forms import WORDS, ThanksForm
from ambassadors.thanks.queries import Occasion
from ambassadors.web import clock
from ambassadors.web.intake import whole_number_or_none

blueprint = Blueprint("thanks", __name__)


@blueprint.route("/i/<initiative_code>/thanks/<int:person_id>", methods=["GET", "POST"])
@requires(Permission.SIGNED_IN)
def give(initiative_code: str, person_id: int) -> ResponseReturnValue:
    """Thank an ambassador, for an activity if one is named."""
    initiative, who = initiative_or_404(initiative_code), actor()
    name = queries.ambassador_named(db.session, initiative.id, person_id) or abort(404)
    occasion = _occasion(person_id)
    form = ThanksForm()
    if form.validate_on_submit():
        activity_id = occasion.activity_id if occasion else None
        today, now = clock.today(), clock.now()
        with form.filing(db.session, WORDS):
            service.give(db.session, who, initiative.id, person_id, form.words.data or "", today, now, activity_id)
        if not form.errors:
            flash(_("Your thanks are on their way to %(name)s. Nobody else sees them.", name=name), "success")
            return redirect(url_for("mine.show", _anchor="sent"))
    page = render_template(
        "thanks/give.html",
        form=form,
        initiative=initiative,
        name=name,
        occasion=occasion,
        is_me=person_id == who.person_id,
    )
    return page, form.http_status


@blueprint.get("/thanks/activity/<int:activity_id>")
@requires(Permission.SIGNED_IN)
def choose(activity_id: int) -> ResponseReturnValue:
    """Whom to thank for an activity in which my department took part; on to the form where it was one person."""
    occasion = queries.occasion_for(db.session, actor(), activity_id, clock.today()) or abort(404)
    if len(occasion.people) == 1:
        code, person_id = occasion.initiative.code, next(iter(occasion.people))
        return redirect(url_for("thanks.give", initiative_code=code, person_id=person_id, activity=activity_id))
    return render_template("thanks/choose.html", occasion=occasion)


@blueprint.post("/thanks/<int:thanks_id>/take-back")
@requires(Permission.SIGNED_IN)
def take_back(thanks_id: int) -> ResponseReturnValue:
    """Take back what I sent."""
    if not service.take_back(db.session, actor(), thanks_id):
        abort(404)
    flash(_("Taken back. It is gone."), "success")
    return redirect(url_for("mine.show"))


@blueprint.post("/thanks/<int:thanks_id>/remove")
@requires(Permission.SIGNED_IN)
def remove(thanks_id: int) -> ResponseReturnValue:
    """Remove what I got."""
    if not service.remove(db.session, actor(), thanks_id, clock.now()):
        abort(404)
    flash(_("Removed. The words are gone for good."), "success")
    return redirect(url_for("mine.show"))


def _occasion(person_id: int) -> Occasion | None:
    """The activity that the address names, if that person did it and my department took part; else none."""
    activity_id = whole_number_or_none(request.args.get("activity", ""))
    if activity_id is None:
        return None
    found = queries.occasion_for(db.session, actor(), activity_id, clock.today())
    return found if found and person_id in found.people else None
