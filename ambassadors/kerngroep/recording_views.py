"""During a meeting: recording point by point with few keys, closing the minutes, and adding to them."""

from datetime import timedelta
from http import HTTPStatus

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select

from ambassadors.accounts.models import User
from ambassadors.accounts.queries import leading_members
from ambassadors.dashboard.departments import Departments
from ambassadors.db import db
from ambassadors.initiatives.models import Initiative
from ambassadors.initiatives.queries import principles_of
from ambassadors.kerngroep.agenda import CHANGED, told_changes, without_quote
from ambassadors.kerngroep.agreement_forms import KIND_NAMES
from ambassadors.kerngroep.files import as_pdf
from ambassadors.kerngroep.mailing import mail_minutes
from ambassadors.kerngroep.meeting_forms import MEETING_WORDS, NOTE, AdditionForm, CloseForm, RecordForm
from ambassadors.kerngroep.meeting_views import (
    meeting_or_404,
    minutes_page,
    page_of_meeting,
    proposed_for,
    spread_for,
)
from ambassadors.kerngroep.minutes import Values, document_of, figures_of, minutes_of
from ambassadors.kerngroep.signal_points import signals_at
from ambassadors.kerngroep.signals_together import SIGNALS, Together, together_at
from ambassadors.kerngroep.typesetting import typeset
from ambassadors.meetings import agreeing, planning
from ambassadors.meetings.agreeing import Occasion
from ambassadors.meetings.models import Agreement, Meeting, MeetingPoint
from ambassadors.meetings.queries import additions_to, agreed_in, next_meeting
from ambassadors.meetings.rules import AgreementKind, Outcome
from ambassadors.security.guard import actor, requires
from ambassadors.security.policy import Permission
from ambassadors.signals.forms import SEVERITY_NAMES, STATUS_NAMES
from ambassadors.web import clock
from ambassadors.web.formatting import quote
from ambassadors.web.forms import Form
from ambassadors.web.intake import whole_number_or_none

blueprint = Blueprint("recording", __name__, url_prefix="/i/<initiative_code>/meetings/<int:meeting_id>")

USUAL_TIME = timedelta(days=14)
SHORT = 70
"""So much of a title tells which point it is in the list beside the one at hand."""
USUAL_CONCESSION = timedelta(days=182)
"""A concession is looked at again after half a year, unless another day is chosen."""


@blueprint.post("/begin")
@requires(Permission.MEET)
def begin(initiative_code: str, meeting_id: int) -> ResponseReturnValue:
    """Begin to record; an agenda that nobody made is the proposed one."""
    initiative, meeting = meeting_or_404(initiative_code, meeting_id)
    if meeting.closed_at is None and not planning.points_of(db.session, meeting.id):
        proposed = [(each.subject, each.title) for each in proposed_for(initiative, meeting)]
        planning.put_on_agenda(db.session, meeting, proposed)
    return redirect(_recording(initiative, meeting))


@blueprint.route("/record", methods=["GET", "POST"])
@requires(Permission.MEET)
def record(initiative_code: str, meeting_id: int) -> ResponseReturnValue:
    """One point at a time: what is recorded is saved at once, and the next point comes."""
    initiative, meeting = meeting_or_404(initiative_code, meeting_id)
    if meeting.closed_at is not None:
        return _closed_meanwhile(initiative, meeting)
    points = planning.points_of(db.session, meeting.id)
    point = _asked_point(points)
    if point is None:
        return redirect(page_of_meeting(initiative, meeting, "agenda"))
    form = _record_form(initiative, meeting, point)
    if "skip" in request.form or (form.is_submitted() and form.says_nothing and "more" not in request.form):
        if point.outcome is Outcome.OPEN:
            planning.conclude(db.session, meeting, point, point.version, Outcome.SKIPPED)
        return redirect(_after(initiative, meeting, points, point))
    if form.validate_on_submit():
        with form.filing(db.session, MEETING_WORDS):
            _keep(initiative, meeting, point, form)
        if not form.errors:
            stays = "more" in request.form
            return redirect(
                _recording(initiative, meeting, point.id) if stays else _after(initiative, meeting, points, point)
            )
        form.carry_on_from(point.version)
    return _recording_page(initiative, meeting, points, point, form)


def _closed_meanwhile(initiative: Initiative, meeting: Meeting) -> ResponseReturnValue:
    """The minutes; who still recorded is told who closed them, and finds the text back below them."""
    if request.method == "GET":
        return redirect(page_of_meeting(initiative, meeting))
    closer = db.session.scalars(select(User.name).where(User.id == meeting.closed_by)).one()
    typed = "" if "skip" in request.form else RecordForm().typed()
    if not typed:
        flash(_("%(name)s closed the minutes.", name=closer), "warning")
        return redirect(page_of_meeting(initiative, meeting))
    flash(
        _("%(name)s closed the minutes meanwhile, so this is not recorded. Add it below them.", name=closer),
        "warning",
    )
    return minutes_page(initiative, meeting, AdditionForm(formdata=None, text=typed)), HTTPStatus.CONFLICT


def _record_form(initiative: Initiative, meeting: Meeting, point: MeetingPoint) -> RecordForm:
    today = clock.today()
    due_on = next_meeting(db.session, initiative.id, meeting.on + timedelta(days=1)) or today + USUAL_TIME
    form = RecordForm(
        kind=AgreementKind.ACTION.value,
        owner=actor().user_id,
        due_on=max(due_on, today),
        until=today + USUAL_CONCESSION,
        principle=0,
        version=point.version,
    )
    principles = principles_of(db.session, initiative.id, today)
    form.offer(leading_members(db.session, initiative.id, today), [(each.id, each.title) for each in principles])
    return form


def _keep(initiative: Initiative, meeting: Meeting, point: MeetingPoint, form: RecordForm) -> None:
    agreed, version = form.agreed(), form.version.data or 0
    if agreed is None:
        planning.conclude(db.session, meeting, point, version, Outcome.NOTED, form.what.data.strip())
        return
    planning.conclude(db.session, meeting, point, version, Outcome.DECIDED)
    occasion = Occasion(initiative.id, meeting.id, point.id)
    agreeing.agree(db.session, actor(), occasion, agreed, clock.today(), clock.now())


def _recording_page(
    initiative: Initiative, meeting: Meeting, points: list[MeetingPoint], point: MeetingPoint, form: RecordForm
) -> ResponseReturnValue:
    agreed = agreed_in(db.session, initiative.id, meeting.id)
    found = spread_for(initiative) if point.subject == CHANGED else None
    today, of_signals = clock.today(), point.subject == SIGNALS
    signal = signals_at(db.session, initiative.id, [point], today).get(point.id)
    urls: dict[str | None, str] = {each.subject: each.url for each in proposed_for(initiative, meeting)}
    page = render_template(
        "kerngroep/record.html",
        initiative=initiative,
        meeting=meeting,
        points=points,
        point=point,
        short=lambda title: quote(without_quote(title), SHORT),
        number=points.index(point) + 1,
        agreed=[each for each in agreed if each.point_id == point.id],
        heading_of_point=without_quote(point.title) if signal else point.title,
        together=together_at(db.session, initiative.id, points, meeting.on, today) if of_signals else Together(),
        since=None if found is None else found.question.compared_with,
        changes=[] if found is None else told_changes(found, Departments(found.picture)),
        url=urls.get(point.subject, ""),
        signal=signal,
        signal_names=STATUS_NAMES,
        severity_names=SEVERITY_NAMES,
        back=_recording(initiative, meeting, point.id),
        came_back=_came_back(initiative, point),
        kind_names=KIND_NAMES,
        note_kind=NOTE,
        form=form,
        press=Form(formdata=None),
    )
    return page, form.http_status


def _came_back(initiative: Initiative, point: MeetingPoint) -> Agreement | None:
    """The agreement that a point is about, as it came back from an earlier meeting."""
    kind, _separator, about = (point.subject or "").partition(":")
    found = whole_number_or_none(about) if kind in set(AgreementKind) else None
    return None if found is None else agreeing.agreement_by_id(db.session, initiative.id, found)


@blueprint.post("/agreed/<int:agreement_id>/undo")
@requires(Permission.MEET)
def undo(initiative_code: str, meeting_id: int, agreement_id: int) -> ResponseReturnValue:
    """Take back what was recorded by mistake, while the meeting goes on."""
    initiative, meeting = meeting_or_404(initiative_code, meeting_id)
    found = agreeing.agreement_by_id(db.session, initiative.id, agreement_id) or abort(404)
    if meeting.closed_at is not None or found.meeting_id != meeting.id:
        abort(404)
    point_id = found.point_id
    agreeing.take_back(db.session, actor(), found, clock.now())
    flash(_("“%(what)s” is taken back.", what=found.what), "success")
    return redirect(_recording(initiative, meeting, point_id))


@blueprint.route("/close", methods=["GET", "POST"])
@requires(Permission.MEET)
def close(initiative_code: str, meeting_id: int) -> ResponseReturnValue:
    """Say who was there, and close the minutes with the figures that they show."""
    initiative, meeting = meeting_or_404(initiative_code, meeting_id)
    if meeting.closed_at is not None:
        return _closed_meanwhile(initiative, meeting)
    members = leading_members(db.session, initiative.id, clock.today())
    form = CloseForm(present=[user_id for user_id, _name in members], version=meeting.version)
    form.offer(members)
    if form.validate_on_submit():
        present, version = set(form.present.data or ()), form.version.data or 0
        minutes = _minutes(initiative, meeting, members, present)
        with form.filing(db.session, MEETING_WORDS):
            planning.set_present(db.session, meeting, present)
            planning.close(db.session, actor(), meeting, version, minutes, clock.today(), clock.now())
        if not form.errors:
            sent = mail_minutes(db.session, initiative, meeting, [user_id for user_id, _name in members], clock.now())
            flash(
                _("The minutes are closed, and mailed to the members.") if sent else _("The minutes are closed."),
                "success",
            )
            return redirect(page_of_meeting(initiative, meeting))
        form.carry_on_from(meeting.version)
    points = planning.points_of(db.session, meeting.id)
    page = render_template(
        "kerngroep/close.html",
        initiative=initiative,
        meeting=meeting,
        left=[each for each in points if each.outcome is Outcome.OPEN],
        mailed=current_app.config["POST_OFFICE"].is_open,
        to_come=meeting.on > clock.today(),
        back=_recording(initiative, meeting),
        form=form,
    )
    return page, form.http_status


def _minutes(initiative: Initiative, meeting: Meeting, members: list[tuple[int, str]], present: set[int]) -> Values:
    """In the language of the installation: whoever closes them, they are for everybody."""
    with force_locale(current_app.config["SETTINGS"].language):
        found = spread_for(initiative)
        figures = None if found is None else figures_of(found)
        points = planning.points_of(db.session, meeting.id)
        agreed = agreed_in(db.session, initiative.id, meeting.id)
        today = clock.today()
        signals = {key: [each] for key, each in signals_at(db.session, initiative.id, points, today).items()}
        together = together_at(db.session, initiative.id, points, meeting.on, today)
        signals |= {each.id: list(together.signals) for each in points if each.subject == SIGNALS}
        return minutes_of(meeting, figures, points, signals, agreed, members, present)


@blueprint.get("/minutes.pdf")
@requires(Permission.MEET)
def pdf(initiative_code: str, meeting_id: int) -> ResponseReturnValue:
    """The minutes as a tagged PDF, with what was added later."""
    initiative, meeting = meeting_or_404(initiative_code, meeting_id)
    if meeting.minutes is None:
        abort(404)
    with force_locale(current_app.config["SETTINGS"].language):
        values = document_of(initiative.name, meeting.minutes, additions_to(db.session, meeting.id))
        made, name = typeset("minutes", values), _("minutes")
    return as_pdf(made, f"{initiative.code}-{name}-{meeting.on.isoformat()}")


@blueprint.post("/add")
@requires(Permission.MEET)
def add(initiative_code: str, meeting_id: int) -> ResponseReturnValue:
    """Correct closed minutes by a dated addition."""
    initiative, meeting = meeting_or_404(initiative_code, meeting_id)
    form = AdditionForm()
    if meeting.minutes is None:
        abort(404)
    if form.validate_on_submit():
        planning.add_to_minutes(db.session, actor(), meeting, form.text.data.strip(), clock.now())
        flash(_("Your addition stands below the minutes."), "success")
        return redirect(page_of_meeting(initiative, meeting, "additions"))
    return minutes_page(initiative, meeting, form), form.http_status


def _asked_point(points: list[MeetingPoint]) -> MeetingPoint | None:
    """The point that the address asks for; else the first about which nothing is recorded, else the first."""
    asked = planning.point_in(points, whole_number_or_none(request.args.get("point", "")))
    return asked or next((each for each in points if each.outcome is Outcome.OPEN), points[0] if points else None)


def _after(initiative: Initiative, meeting: Meeting, points: list[MeetingPoint], point: MeetingPoint) -> str:
    """Where to go after a point: the next one, or after the last to the end of the meeting."""
    place = points.index(point) + 1
    if place < len(points):
        return _recording(initiative, meeting, points[place].id)
    return url_for("recording.close", initiative_code=initiative.code, meeting_id=meeting.id)


def _recording(initiative: Initiative, meeting: Meeting, point_id: int | None = None) -> str:
    return url_for("recording.record", initiative_code=initiative.code, meeting_id=meeting.id, point=point_id)
