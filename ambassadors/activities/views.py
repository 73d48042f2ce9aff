"""Pages of the log: log, look back, correct, undo."""

from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ambassadors.activities import choices, filling, my_log, queries, service
from ambassadors.activities.forms import MOST_DEPARTMENTS, WORDS, EditForm, LogForm
from ambassadors.activities.history import history_of
from ambassadors.activities.models import Activity
from ambassadors.db import db
from ambassadors.initiatives.current import be_about
from ambassadors.initiatives.models import Initiative
from ambassadors.security.guard import actor, requires
from ambassadors.security.policy import Permission
from ambassadors.web import clock
from ambassadors.web.forms import Form
from ambassadors.web.pagination import asked_page, page_of

blueprint = Blueprint("activities", __name__)

SAVE, ANOTHER_DEPARTMENT = "save", "more"


@blueprint.route("/log", methods=["GET", "POST"])
@requires(Permission.LOG_ACTIVITY)
def log() -> ResponseReturnValue:
    """Log an activity: as the last time, but for the number."""
    offered = choices.initiatives_to_log(db.session, actor(), clock.today())
    initiative = _initiative_asked(offered)
    if initiative is None:
        return render_template("activities/which.html", offered=offered)
    be_about(initiative.code)
    if request.method == "GET":
        offer = choices.offer(db.session, actor(), initiative, clock.today())
        form = LogForm(formdata=None, data=filling.as_last_time(offer, clock.today()))
    else:
        form = LogForm()
        offer = _offer_for(form, initiative)
        if _is_complete(form, offer):
            with form.filing(db.session, WORDS):
                entry = form.entry(initiative.id, offer.kind(form.kind.data).audience)
                activity = service.log(db.session, actor(), entry, clock.today(), clock.now())
            if not form.errors:
                flash(_("Saved. Thank you."), "success")
                return redirect(url_for("activities.show", activity_id=activity.id))
    filling.give_choices(form, offer)
    page = render_template(
        "activities/log.html",
        form=form,
        offer=offer,
        offered=offered,
        today=clock.today(),
        serving=[each for each in offer.own if each.serves_on(clock.today())],
        press=Form(formdata=None),
    )
    return page, form.http_status


@blueprint.route("/activities/<int:activity_id>/edit", methods=["GET", "POST"])
@requires(Permission.LOG_ACTIVITY)
def edit(activity_id: int) -> ResponseReturnValue:
    """Correct an activity."""
    activity = _activity(activity_id)
    if request.method == "GET":
        form = EditForm(formdata=None, data=filling.as_it_is(activity))
        offer = _offer_for(form, activity.initiative)
    else:
        form = EditForm()
        offer = _offer_for(form, activity.initiative)
        if _is_complete(form, offer):
            entry = form.entry(activity.initiative_id, offer.kind(form.kind.data).audience)
            with form.filing(db.session, WORDS):
                service.edit(db.session, actor(), activity, form.version.data, entry, clock.today(), clock.now())
            if not form.errors:
                flash(_("Saved. The dashboard follows."), "success")
                return redirect(url_for("activities.show", activity_id=activity.id))
            if form.form_errors:
                form.carry_on_from(activity.version)
    filling.give_choices(form, offer)
    page = render_template("activities/edit.html", form=form, offer=offer, activity=activity, today=clock.today())
    return page, form.http_status


@blueprint.get("/activities")
@requires(Permission.SIGNED_IN)
def mine() -> ResponseReturnValue:
    """What I did and what I logged for others, newest first."""
    page = page_of(db.session, my_log.logged_by(actor()), asked_page())
    entries = my_log.shown(db.session, page.items, clock.today())
    may_log = actor().may(Permission.LOG_ACTIVITY)
    return render_template("activities/mine.html", page=page, entries=entries, may_log=may_log, form=Form())


@blueprint.get("/activities/<int:activity_id>")
@requires(Permission.SIGNED_IN)
def show(activity_id: int) -> ResponseReturnValue:
    """One activity: what was done, whom it reached, and what was changed since."""
    activity = _activity(activity_id)
    return render_template(
        "activities/show.html",
        activity=activity,
        reaches=queries.reaches_shown(db.session, activity),
        history=history_of(db.session, activity),
        may_log=actor().may(Permission.LOG_ACTIVITY),
        form=Form(),
    )


@blueprint.post("/activities/<int:activity_id>/undo")
@requires(Permission.LOG_ACTIVITY)
def undo(activity_id: int) -> ResponseReturnValue:
    """Let an activity count no longer."""
    activity = _activity(activity_id)
    service.undo(db.session, actor(), activity, clock.now())
    return redirect(url_for("activities.show", activity_id=activity.id))


@blueprint.post("/activities/<int:activity_id>/put-back")
@requires(Permission.LOG_ACTIVITY)
def put_back(activity_id: int) -> ResponseReturnValue:
    """Let an undone activity count again."""
    activity = _activity(activity_id)
    form = Form()
    with form.filing(db.session, WORDS):
        service.put_back(db.session, actor(), activity, clock.today(), clock.now())
    if form.errors:
        flash(" ".join(form.form_errors), "error")
    else:
        flash(_("Put back. It counts again."), "success")
    return redirect(url_for("activities.show", activity_id=activity_id))


def _activity(activity_id: int) -> Activity:
    activity = queries.activity_for(db.session, actor(), activity_id) or abort(404)
    be_about(activity.initiative.code)
    return activity


def _initiative_asked(offered: list[Initiative]) -> Initiative | None:
    code = request.args.get("initiative")
    if code is None:
        return choices.initiative_of_last_time(db.session, actor(), offered)
    return next((each for each in offered if each.code == code), None) or abort(404)


def _offer_for(form: LogForm, initiative: Initiative) -> choices.Offer:
    """What there is to choose from, given what is chosen or typed already."""
    day: date = form.on.data or clock.today()
    if _is_to_be_saved():
        form.validate()
    filling.look_up(db.session, form, initiative.id, day)
    doers = {*form.doers(), *form.found_doers}
    offer = choices.offer(db.session, actor(), initiative, day, doers, form.departments())
    filling.take_departments_of_doers(form, offer)
    return offer


def _is_to_be_saved() -> bool:
    """Whether Save was pressed; the other buttons only show the form again, with more to choose from."""
    return request.method == "POST" and request.form.get("step", SAVE) == SAVE


def _is_complete(form: LogForm, offer: choices.Offer) -> bool:
    """Whether the form is to be saved and nothing is missing; what is missing is told beside the field."""
    if not _is_to_be_saved():
        if request.form["step"] == ANOTHER_DEPARTMENT and len(form.reaches) < MOST_DEPARTMENTS:
            form.reaches.append_entry()
        return False
    audience = offer.kind(form.kind.data).audience
    if form.reaches_colleagues(audience):
        form.ask_numbers(audience)
    return not form.errors
