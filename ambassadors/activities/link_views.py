"""The pages behind the link of a reminder: log one thing, or say that it was quiet, without signing in.

They show nothing that the reminder does not tell but the own department and those reached lately; nobody else's name.
So who did it too is not asked: that would take a list of names, or a search among them.
"""

from dataclasses import replace
from datetime import date

from flask import Blueprint, abort, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from ambassadors.activities import choices, filling, outcome_keeping
from ambassadors.activities.forms import ELSEWHERE, NOTHING_WORDS, WORDS, LogForm
from ambassadors.activities.links import Bearer, bearer_of
from ambassadors.activities.nothing import report_nothing
from ambassadors.db import db
from ambassadors.security.guard import public
from ambassadors.web import clock, languages
from ambassadors.web.forms import Form

blueprint = Blueprint("log_link", __name__, url_prefix="/log/by-link")

SAVE = "save"


@blueprint.route("/<word>", methods=["GET", "POST"])
@public
def log(word: str) -> ResponseReturnValue:
    """Log an activity of the one ambassadorship that the link is for."""
    bearer, today = _bearer(word), clock.today()
    offer = _offer(bearer, today)
    form = LogForm()
    if not form.is_submitted():
        form = LogForm(formdata=None, data=filling.as_last_time(offer, today))
    elif form.is_to_be_saved and _is_complete(form, offer):
        kind = offer.kind(form.kind.data)
        entry = replace(form.entry(bearer.initiative.id, kind), ambassadorship_ids=(bearer.row.id,))
        with form.filing(db.session, WORDS):
            outcome_keeping.log(db.session, bearer.actor, entry, form.outcome_said(kind), today, clock.now())
        if not form.errors:
            return redirect(url_for("log_link.done", word=word))
    _give_choices(form, offer, bearer)
    page = render_template("activities/by_link.html", form=form, offer=offer, today=today, word=word)
    return page, form.http_status


@blueprint.route("/<word>/nothing", methods=["GET", "POST"])
@public
def nothing(word: str) -> ResponseReturnValue:
    """Say that there is nothing to report. Opening the page says nothing yet: mail scanners open every link."""
    bearer, today, form = _bearer(word), clock.today(), Form()
    if form.validate_on_submit():
        with form.filing(db.session, NOTHING_WORDS):
            report_nothing(db.session, bearer.actor, bearer.row.id, today, today, clock.now())
        if not form.errors:
            return redirect(url_for("log_link.done", word=word))
    name = _offer(bearer, today).names[bearer.row.department_id]
    return render_template("activities/nothing_by_link.html", form=form, name=name, word=word), form.http_status


@blueprint.get("/<word>/done")
@public
def done(word: str) -> ResponseReturnValue:
    """Say thank you, and how to go on."""
    _bearer(word)
    return render_template("activities/link_done.html", word=word)


def _bearer(word: str) -> Bearer:
    """Who the link stands for, in whose language the page speaks; ends with a page that says so if it is too old."""
    bearer = bearer_of(db.session, word, clock.now())
    if bearer is None:
        abort(make_response(render_template("activities/link_old.html"), 410))
    if bearer.language:
        languages.choose(bearer.language)
    return bearer


def _offer(bearer: Bearer, day: date) -> choices.Offer:
    """What the form offers: the one ambassadorship, and no names of others."""
    departments = [bearer.row.department_id]
    offer = choices.offer(db.session, bearer.actor, bearer.initiative, day, departments=departments)
    return replace(offer, own=(bearer.row,), known=(), for_others=False)


def _is_complete(form: LogForm, offer: choices.Offer) -> bool:
    form.validate()
    audience = offer.kind(form.kind.data).audience
    if form.reaches_colleagues(audience):
        form.ask_numbers(audience)
        for row in form.rows():
            if row.department.data and row.department.data not in map(str, offer.departments):
                form.tell_beside(row.department, WORDS["no_department"])
    return not form.errors


def _give_choices(form: LogForm, offer: choices.Offer, bearer: Bearer) -> None:
    filling.give_choices(form, offer)
    form.done_by.data = str(bearer.row.id)
    for row in form.reaches:
        part = row.form.department
        part.choices = [each for each in part.choices if each.value != ELSEWHERE]
