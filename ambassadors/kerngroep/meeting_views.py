"""Meetings: the list, planning one, its agenda, and calling it off."""

from collections.abc import Callable
from datetime import time, timedelta

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ambassadors.dashboard.asking import Asked, answer, question_of
from ambassadors.db import db
from ambassadors.initiatives.current import initiative_or_404
from ambassadors.initiatives.models import Initiative
from ambassadors.kerngroep.agenda import Proposal, proposals
from ambassadors.kerngroep.meeting_forms import MEETING_WORDS, AdditionForm, MeetingForm, PointForm, shown_for
from ambassadors.kerngroep.minutes import left_of
from ambassadors.kerngroep.rules import signal_of
from ambassadors.meetings import planning
from ambassadors.meetings.models import Meeting
from ambassadors.meetings.queries import MeetingRow, additions_to, meeting_by_id, meetings_of
from ambassadors.refusals import Refused
from ambassadors.security.guard import actor, requires
from ambassadors.security.policy import Permission
from ambassadors.web import clock
from ambassadors.web.forms import Form
from ambassadors.web.pagination import Page, asked_page, page_of

blueprint = Blueprint("meetings", __name__, url_prefix="/i/<initiative_code>/meetings")

DAY = timedelta(days=1)
LATE = time(17)
"""From then on a meeting is rather proposed for the next day."""


@blueprint.get("")
@requires(Permission.MEET)
def all_meetings(initiative_code: str) -> ResponseReturnValue:
    """The meetings to come, and those past with their minutes."""
    initiative, today = initiative_or_404(initiative_code), clock.today()
    coming = db.session.execute(meetings_of(initiative.id, today, past=False))
    past = page_of(db.session, meetings_of(initiative.id, today, past=True), asked_page())
    return render_template(
        "kerngroep/meetings.html",
        initiative=initiative,
        coming=[MeetingRow(*row) for row in coming],
        page=Page([MeetingRow(*row) for row in past.items], past.number, past.total),
        today=today,
    )


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Permission.MEET)
def new(initiative_code: str) -> ResponseReturnValue:
    """Plan a meeting."""
    initiative, today = initiative_or_404(initiative_code), clock.today()
    form = MeetingForm(on=today if clock.local().time() < LATE else today + DAY, time="10:00")
    if form.validate_on_submit():
        with form.filing(db.session, MEETING_WORDS):
            made = planning.plan(db.session, actor(), initiative.id, form.appointment(), today, clock.now())
        if not form.errors:
            flash(_("The meeting is planned. This is what the agenda could be."), "success")
            return redirect(page_of_meeting(initiative, made))
    page = render_template("kerngroep/meeting_form.html", initiative=initiative, meeting=None, form=form)
    return page, form.http_status


@blueprint.route("/<int:meeting_id>/edit", methods=["GET", "POST"])
@requires(Permission.MEET)
def edit(initiative_code: str, meeting_id: int) -> ResponseReturnValue:
    """Meet on another day, at another time or place."""
    initiative, meeting = meeting_or_404(initiative_code, meeting_id)
    form = MeetingForm(data=shown_for(meeting.on, meeting.time, meeting.place, meeting.version))
    if form.validate_on_submit():
        with form.filing(db.session, MEETING_WORDS):
            version = form.version.data or 0
            planning.move(db.session, actor(), meeting, version, form.appointment(), clock.today(), clock.now())
        if not form.errors:
            flash(_("The meeting is saved."), "success")
            return redirect(page_of_meeting(initiative, meeting))
        form.carry_on_from(meeting.version)
    page = render_template("kerngroep/meeting_form.html", initiative=initiative, meeting=meeting, form=form)
    return page, form.http_status


@blueprint.post("/<int:meeting_id>/call-off")
@requires(Permission.MEET)
def call_off(initiative_code: str, meeting_id: int) -> ResponseReturnValue:
    """Call it off, or let it go on after all."""
    initiative, meeting = meeting_or_404(initiative_code, meeting_id)
    off = "on" not in request.form
    _try(lambda: planning.call_off(db.session, actor(), meeting, clock.now(), off=off))
    flash(_("The meeting is called off.") if off else _("The meeting goes on."), "success")
    return redirect(page_of_meeting(initiative, meeting))


@blueprint.get("/<int:meeting_id>")
@requires(Permission.MEET)
def show(initiative_code: str, meeting_id: int) -> ResponseReturnValue:
    """The agenda of a meeting to come; once it is closed, its minutes."""
    initiative, meeting = meeting_or_404(initiative_code, meeting_id)
    if meeting.minutes is not None:
        return minutes_page(initiative, meeting, AdditionForm(formdata=None))
    return agenda_page(initiative, meeting, PointForm(formdata=None))


def minutes_page(initiative: Initiative, meeting: Meeting, form: AdditionForm) -> str:
    """Closed minutes, what was added to them, and the form to add more."""
    return render_template(
        "kerngroep/minutes.html",
        initiative=initiative,
        meeting=meeting,
        minutes=meeting.minutes,
        left=left_of(meeting.minutes or {"points": []}),
        additions=additions_to(db.session, meeting.id),
        form=form,
    )


def agenda_page(initiative: Initiative, meeting: Meeting, form: PointForm) -> ResponseReturnValue:
    """The agenda, with what else could be on it."""
    points = planning.points_of(db.session, meeting.id)
    known = {each.subject for each in points}
    proposed = [each for each in proposed_for(initiative, meeting) if each.subject not in known]
    page = render_template(
        "kerngroep/agenda.html",
        initiative=initiative,
        meeting=meeting,
        points=points,
        proposed=proposed,
        form=form,
        press=Form(formdata=None),
        today=clock.today(),
    )
    return page, form.http_status


@blueprint.post("/<int:meeting_id>/agenda")
@requires(Permission.MEET)
def put_on_agenda(initiative_code: str, meeting_id: int) -> ResponseReturnValue:
    """Put points on the agenda: one of one's own, a proposed one, or all that are proposed."""
    initiative, meeting = meeting_or_404(initiative_code, meeting_id)
    form = PointForm()
    wanted = request.form.getlist("subject")
    if wanted or "all" in request.form:
        offered = proposed_for(initiative, meeting)
        points: list[tuple[str | None, str]] = [
            (each.subject, each.title) for each in offered if "all" in request.form or each.subject in wanted
        ]
    elif form.validate_on_submit():
        points = [(None, form.title.data.strip())]
    else:
        return agenda_page(initiative, meeting, form)
    _try(lambda: planning.put_on_agenda(db.session, meeting, points))
    return redirect(page_of_meeting(initiative, meeting, "agenda"))


@blueprint.post("/<int:meeting_id>/points/<int:point_id>")
@requires(Permission.MEET)
def change_point(initiative_code: str, meeting_id: int, point_id: int) -> ResponseReturnValue:
    """Move a point up or down, or take it off the agenda."""
    initiative, meeting = meeting_or_404(initiative_code, meeting_id)
    point = planning.point_in(planning.points_of(db.session, meeting.id), point_id) or abort(404)
    if "remove" in request.form:
        _try(lambda: planning.take_off(db.session, meeting, point))
    else:
        _try(lambda: planning.shift(db.session, meeting, point, up="up" in request.form))
    return redirect(page_of_meeting(initiative, meeting, "agenda"))


def meeting_or_404(initiative_code: str, meeting_id: int) -> tuple[Initiative, Meeting]:
    """The change and its meeting; ends the request where there is none."""
    initiative = initiative_or_404(initiative_code)
    return initiative, meeting_by_id(db.session, initiative.id, meeting_id) or abort(404)


def page_of_meeting(initiative: Initiative, meeting: Meeting, anchor: str | None = None) -> str:
    """Where its agenda or its minutes are."""
    return url_for("meetings.show", initiative_code=initiative.code, meeting_id=meeting.id, _anchor=anchor)


def spread_for(initiative: Initiative) -> Asked | None:
    """How far the change has spread today; nothing before it began, or where nothing can be told."""
    asked = question_of(initiative, clock.today())
    if not asked.has_begun:
        return None
    found = answer(asked)
    return found if found.can_be_told else None


def proposed_for(initiative: Initiative, meeting: Meeting) -> list[Proposal]:
    """What the meeting could be about; a signal that has a point keeps that one, however it stands by now."""
    found = spread_for(initiative)
    if found is None:
        return []
    there = {each.subject for each in planning.points_of(db.session, meeting.id)}
    signals = {signal_of(each) for each in there} - {None}
    offered = proposals(found, max(meeting.on, clock.today()))
    return [each for each in offered if each.subject in there or signal_of(each.subject) not in signals]


def _try(write: Callable[[], None]) -> None:
    """Do it, or tell why not."""
    try:
        write()
    except Refused as refusal:
        flash(str(MEETING_WORDS[refusal.code]), "warning")
