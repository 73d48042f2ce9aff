"""What was done with an outcome later: whether an advice was followed, and how it was taken back."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ambassadors.activities import outcome_keeping
from ambassadors.activities.forms import WORDS
from ambassadors.activities.models import Activity
from ambassadors.activities.outcome_forms import FOLLOWED, FollowedForm, TakenBackForm
from ambassadors.activities.outcome_models import Followed
from ambassadors.activities.showing import activity_or_404, activity_page
from ambassadors.activities.waiting import waiting_for
from ambassadors.db import db
from ambassadors.security.guard import actor, requires
from ambassadors.security.policy import Permission
from ambassadors.web import clock
from ambassadors.web.forms import Form
from ambassadors.web.pagination import asked_page, page_of

blueprint = Blueprint("outcome", __name__)


@blueprint.get("/activities/waiting")
@requires(Permission.SIGNED_IN)
def waiting() -> ResponseReturnValue:
    """What still waits of what I did or logged: answers to advice, outcomes to take back."""
    page = page_of(db.session, waiting_for(actor(), clock.today()), asked_page())
    answers = [(each, words) for each, words in FOLLOWED.items() if each is not Followed.NOT_KNOWN]
    return render_template("activities/waiting.html", page=page, answers=answers, form=Form(formdata=None))


@blueprint.post("/activities/<int:activity_id>/followed")
@requires(Permission.LOG_ACTIVITY)
def answer(activity_id: int) -> ResponseReturnValue:
    """Say whether the advice was followed."""
    activity = activity_or_404(activity_id)
    form = FollowedForm()
    if form.validate_on_submit():
        followed = Followed(form.followed.data)
        with form.filing(db.session, WORDS):
            outcome_keeping.answer_review(db.session, actor(), activity, followed, form.note, clock.now())
        if not form.errors:
            flash(_("Saved. Thank you."), "success")
            return _back_from(activity)
    return activity_page(activity, followed=form), form.http_status


@blueprint.post("/activities/<int:activity_id>/taken-back")
@requires(Permission.LOG_ACTIVITY)
def take_back(activity_id: int) -> ResponseReturnValue:
    """Tell when and how the outcome was taken back to the organisation."""
    activity = activity_or_404(activity_id)
    form = TakenBackForm()
    if form.validate_on_submit():
        on, how = form.on.data, form.how.data.strip()
        with form.filing(db.session, WORDS):
            outcome_keeping.take_back(db.session, actor(), activity, on, how, clock.today(), clock.now())
        if not form.errors:
            flash(_("Saved. That closes the circle."), "success")
            return redirect(url_for("activities.show", activity_id=activity_id))
    return activity_page(activity, taken_back=form), form.http_status


@blueprint.post("/activities/<int:activity_id>/not-taken-back")
@requires(Permission.LOG_ACTIVITY)
def not_taken_back(activity_id: int) -> ResponseReturnValue:
    """It was not taken back after all."""
    activity = activity_or_404(activity_id)
    outcome_keeping.not_taken_back(db.session, actor(), activity, clock.now())
    flash(_("Undone. It waits to be taken back again."), "success")
    return redirect(url_for("activities.show", activity_id=activity_id))


def _back_from(activity: Activity) -> ResponseReturnValue:
    """To the list where one answered several after each other, else to the activity."""
    if request.form.get("from") == "waiting":
        return redirect(url_for("outcome.waiting"))
    return redirect(url_for("activities.show", activity_id=activity.id))
