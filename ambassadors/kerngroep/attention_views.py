"""The attention list, and putting a matter off."""

from datetime import timedelta

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ambassadors.dashboard.asking import answer, question_of
from ambassadors.db import db
from ambassadors.initiatives.current import initiative_or_404
from ambassadors.initiatives.models import Initiative
from ambassadors.kerngroep.attention import AttentionList, attention_list
from ambassadors.kerngroep.forms import SNOOZE_WORDS, SnoozeForm
from ambassadors.kerngroep.rules import SHOWN
from ambassadors.meetings import snoozing
from ambassadors.meetings.queries import next_meeting
from ambassadors.security.guard import actor, requires
from ambassadors.security.policy import Permission
from ambassadors.web import clock
from ambassadors.web.forms import Form
from ambassadors.web.pagination import Page, asked_page, page_from

blueprint = Blueprint("attention", __name__, url_prefix="/i/<initiative_code>/attention")

USUAL_SNOOZE = timedelta(days=28)


@blueprint.get("")
@requires(Permission.MEET)
def show(initiative_code: str) -> ResponseReturnValue:
    """The few things that need the kerngroep now; all of them if asked."""
    initiative = initiative_or_404(initiative_code)
    found = _list_of(initiative)
    everything = "all" in request.args
    shown = list(found.matters if everything else found.matters[:SHOWN])
    page = page_from(shown, asked_page() if everything else 1)
    return render_template(
        "kerngroep/attention.html",
        initiative=initiative,
        page=Page(found.told(page.items), page.number, page.total),
        total=len(found),
        everything=everything,
        later=found.later,
        next_meeting=next_meeting(db.session, initiative.id, clock.today()),
        press=Form(formdata=None),
    )


@blueprint.route("/put-off/<path:subject>", methods=["GET", "POST"])
@requires(Permission.MEET)
def put_off(initiative_code: str, subject: str) -> ResponseReturnValue:
    """Say until when a matter can wait, and why."""
    initiative, today = initiative_or_404(initiative_code), clock.today()
    form = SnoozeForm(until=today + USUAL_SNOOZE)
    found = _list_of(initiative)
    item = next(iter(found.told(each for each in found.matters if each.subject == subject)), None)
    back = url_for("attention.show", initiative_code=initiative.code)
    if item is None:
        flash(_("This asks for no attention any more."), "info")
        return redirect(back)
    if form.validate_on_submit():
        with form.filing(db.session, SNOOZE_WORDS):
            until, why = form.until.data, form.why.data.strip()
            snoozing.put_off(db.session, actor(), initiative.id, item.subject, until, why, today, clock.now())
        if not form.errors:
            flash(_("It comes back on the list by itself."), "success")
            return redirect(back)
    page = render_template("kerngroep/put_off.html", initiative=initiative, item=item, back=back, form=form)
    return page, form.http_status


@blueprint.post("/<int:snooze_id>/take-back")
@requires(Permission.MEET)
def take_back(initiative_code: str, snooze_id: int) -> ResponseReturnValue:
    """Let a matter be told of again at once."""
    initiative = initiative_or_404(initiative_code)
    snooze = snoozing.snooze_by_id(db.session, initiative.id, snooze_id) or abort(404)
    snoozing.take_back(db.session, actor(), snooze, clock.now())
    flash(_("It is back on the list."), "success")
    return redirect(url_for("attention.show", initiative_code=initiative.code))


def _list_of(initiative: Initiative) -> AttentionList:
    asked = question_of(initiative, clock.today())
    if not asked.has_begun:
        return AttentionList(initiative)
    return attention_list(answer(asked))
