"""Pages of the log: log, look back, correct, undo."""

from dataclasses import replace
from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ambassadors.activities import choices, doubting, filling, my_log, outcome_keeping, queries, service, waiting
from ambassadors.activities.beside import beside
from ambassadors.activities.context import context_of
from ambassadors.activities.followers import followers
from ambassadors.activities.forms import MOST_DEPARTMENTS, WORDS, EditForm, LogForm
from ambassadors.activities.models import Activity
from ambassadors.activities.origins import source_asked
from ambassadors.activities.rules import Entry, problem_of_day
from ambassadors.activities.service import entry_of
from ambassadors.activities.showing import activity_or_404, activity_page
from ambassadors.db import db
from ambassadors.initiatives.current import be_about
from ambassadors.initiatives.models import Initiative
from ambassadors.network.service import Recorder
from ambassadors.organisation.queries import department_by_code
from ambassadors.security.guard import actor, requires
from ambassadors.security.policy import Permission
from ambassadors.web import clock
from ambassadors.web.forms import Form
from ambassadors.web.intake import whole_number_or_none
from ambassadors.web.pagination import asked_page, page_of

blueprint = Blueprint("activities", __name__)

ANOTHER_DEPARTMENT = "more"


@blueprint.route("/log", methods=["GET", "POST"])
@requires(Permission.LOG_ACTIVITY)
def log() -> ResponseReturnValue:
    """Log an activity: as the last time, or as what the address names (an entry, a plan), but for the number."""
    offered = choices.initiatives_to_log(db.session, actor(), clock.today())
    source = source_asked(db.session, actor())
    given = source.entry if source else _entry_again(offered)
    initiative = _initiative_of(given, offered) if given else initiative_asked(offered)
    if initiative is None:
        return render_template("activities/which.html", offered=offered, endpoint="activities.log")
    be_about(initiative.code)
    if request.method == "GET":
        form, offer = _opened(initiative, given)
    else:
        form = LogForm()
        offer = _offer_for(form, initiative, clock.today())
        if _is_complete(form, offer, initiative):
            with form.filing(db.session, WORDS):
                kind = offer.kind(form.kind.data)
                entry, outcome = form.entry(initiative.id, kind), form.outcome_said(kind)
                activity = outcome_keeping.log(db.session, actor(), entry, outcome, clock.today(), clock.now())
                _keep_what_was_said(form, activity)
                if source:
                    source.logged(db.session, actor(), activity)
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
        said_before=beside().against.suggested(db.session, initiative.id, clock.today()),
        serving=[each for each in offer.own if each.serves_on(clock.today())],
        press=Form(formdata=None),
        source=source.address if source else {},
    )
    return page, form.http_status


@blueprint.route("/activities/<int:activity_id>/edit", methods=["GET", "POST"])
@requires(Permission.LOG_ACTIVITY)
def edit(activity_id: int) -> ResponseReturnValue:
    """Correct an activity."""
    activity = activity_or_404(activity_id)
    if request.method == "GET":
        outcome = outcome_keeping.kept_of(db.session, activity_id).outcome()
        form = EditForm(formdata=None, data=filling.as_it_is(activity, outcome))
        offer = _offer_for(form, activity.initiative, activity.on)
    else:
        form = EditForm()
        offer = _offer_for(form, activity.initiative, activity.on)
        if _is_complete(form, offer, activity.initiative, activity):
            kind, version = offer.kind(form.kind.data), form.version.data
            entry, outcome = form.entry(activity.initiative_id, kind), form.outcome_said(kind)
            with form.filing(db.session, WORDS):
                outcome_keeping.edit(
                    db.session, actor(), activity, version, entry, outcome, clock.today(), clock.now()
                )
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
    return render_template(
        "activities/mine.html",
        page=page,
        entries=entries,
        may_log=may_log,
        form=Form(),
        waits=waiting.how_many(db.session, actor(), clock.today()) if may_log else waiting.NOTHING,
    )


@blueprint.get("/activities/<int:activity_id>")
@requires(Permission.SIGNED_IN)
def show(activity_id: int) -> ResponseReturnValue:
    """One activity: what was done, whom it reached, and what was changed since."""
    return activity_page(activity_or_404(activity_id))


@blueprint.post("/activities/<int:activity_id>/undo")
@requires(Permission.LOG_ACTIVITY)
def undo(activity_id: int) -> ResponseReturnValue:
    """Let an activity count no longer."""
    activity = activity_or_404(activity_id)
    if activity.undone_at is None:
        service.undo(db.session, actor(), activity, clock.now())
        for follower in followers():
            follower.undone(db.session, actor(), activity, clock.now())
    return redirect(url_for("activities.show", activity_id=activity.id))


@blueprint.post("/activities/<int:activity_id>/put-back")
@requires(Permission.LOG_ACTIVITY)
def put_back(activity_id: int) -> ResponseReturnValue:
    """Let an undone activity count again."""
    activity = activity_or_404(activity_id)
    form = Form()
    with form.filing(db.session, WORDS):
        service.put_back(db.session, actor(), activity, clock.today(), clock.now())
        for follower in followers():
            follower.put_back(db.session, actor(), activity, clock.now())
    if form.errors:
        flash(" ".join(form.form_errors), "error")
    else:
        flash(_("Put back. It counts again."), "success")
    return redirect(url_for("activities.show", activity_id=activity_id))


def initiative_asked(offered: list[Initiative]) -> Initiative | None:
    """The change that the address names, else that of the last time, if it is on offer."""
    code = request.args.get("initiative")
    if code is None:
        return choices.initiative_of_last_time(db.session, actor(), offered)
    return next((each for each in offered if each.code == code), None) or abort(404)


def _entry_again(offered: list[Initiative]) -> Entry | None:
    """The entry to log again, today, if one is asked for and its change still goes on."""
    if "again" not in request.args:
        return None
    activity_id = whole_number_or_none(request.args["again"])
    activity = queries.activity_for(db.session, actor(), activity_id) if activity_id else None
    if activity is None:
        abort(404)
    return replace(entry_of(activity), on=clock.today(), title=None) if activity.initiative in offered else None


def _initiative_of(given: Entry, offered: list[Initiative]) -> Initiative:
    return next((each for each in offered if each.id == given.initiative_id), None) or abort(404)


def _opened(initiative: Initiative, given: Entry | None) -> tuple[LogForm, choices.Offer]:
    """The form as it opens, with what it offers: as `given`, else as the last time."""
    today = clock.today()
    if given is None:
        return _opened_as_last_time(initiative, today)
    reached = context_of(db.session, initiative.id, [given]).facts(given).departments
    offer = choices.offer(db.session, actor(), initiative, given.on, given.ambassadorship_ids, reached)
    held = filling.as_that_time(offer, given, reached, given.on) | {"title": given.title}
    return LogForm(formdata=None, data=held), offer


def _opened_as_last_time(initiative: Initiative, today: date) -> tuple[LogForm, choices.Offer]:
    """As the last time, but for the series or the department that the address names."""
    code = request.args.get("department")
    asked = department_by_code(db.session, code) if code else None
    offer = choices.offer(db.session, actor(), initiative, today, departments=[asked.id] if asked else ())
    series_id = whole_number_or_none(request.args.get("series", ""))
    held = filling.as_next_of(offer, series_id, filling.as_last_time(offer, today))
    if asked and asked.id in offer.departments:
        held["reaches"] = [{"department": str(asked.id)}]
    return LogForm(formdata=None, data=held), offer


def _offer_for(form: LogForm, initiative: Initiative, otherwise: date) -> choices.Offer:
    """What there is to choose from, given what is chosen or typed already.

    A day that cannot be, such as of a mistyped year, would empty the lists: then they are as on day `otherwise`.
    """
    day: date = form.on.data or otherwise
    if problem_of_day(day, initiative.starts_on, initiative.ends_on, clock.today()):
        day = otherwise
    if form.is_to_be_saved:
        form.validate()
    filling.look_up(db.session, form, initiative.id, day)
    doers = {*form.doers(), *form.found_doers}
    offer = choices.offer(db.session, actor(), initiative, day, doers, form.departments())
    filling.take_departments_of_doers(form, offer)
    return offer


def _keep_what_was_said(form: LogForm, activity: Activity) -> None:
    """Keep what was said against it, if anything."""
    words = (form.objection.data or "").strip()
    if words:
        beside().against.hear(db.session, activity, words, Recorder(actor().user_id, clock.today(), clock.now()))


def _is_complete(
    form: LogForm, offer: choices.Offer, initiative: Initiative, activity: Activity | None = None
) -> bool:
    """Whether the form is to be saved and nothing is missing or in doubt; what is, is told beside the field."""
    if not form.is_to_be_saved:
        if form.step == ANOTHER_DEPARTMENT and len(form.reaches) < MOST_DEPARTMENTS:
            form.reaches.append_entry()
        return False
    audience = offer.kind(form.kind.data).audience
    if form.reaches_colleagues(audience):
        form.ask_numbers(audience)
        day: date = form.on.data
        if not form.errors and not problem_of_day(day, initiative.starts_on, initiative.ends_on, clock.today()):
            kept = [(each.department_id, each.low) for each in activity.reaches if each.low] if activity else []
            doubting.ask_about_numbers(db.session, form, day, kept)
    return not form.errors
