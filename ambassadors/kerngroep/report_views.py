"""The report for the board, on the page and as a PDF; and the mix of levels and departments."""

from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ambassadors.dashboard.asking import question_of
from ambassadors.db import db
from ambassadors.initiatives.current import initiative_or_404
from ambassadors.initiatives.models import Initiative
from ambassadors.kerngroep.files import as_pdf
from ambassadors.kerngroep.forms import AskForm
from ambassadors.kerngroep.mix import mix_of
from ambassadors.kerngroep.report import (
    address_of_dashboard,
    asked_for,
    day_asked,
    document_of,
    report_of,
    words_of,
)
from ambassadors.kerngroep.typesetting import typeset
from ambassadors.meetings import asking_board
from ambassadors.security.guard import actor, requires
from ambassadors.security.policy import Permission
from ambassadors.web import clock
from ambassadors.web.formatting import language

blueprint = Blueprint("board_report", __name__, url_prefix="/i/<initiative_code>")


@blueprint.route("/report", methods=["GET", "POST"])
@requires(Permission.MEET)
def show(initiative_code: str) -> ResponseReturnValue:
    """One page for the board as of a day; whoever meets writes what is asked of it."""
    initiative, today = initiative_or_404(initiative_code), clock.today()
    day = _day(initiative, today)
    known = asking_board.question_on(db.session, initiative.id, day)
    form = AskForm(text=known.text if known else "", version=known.version if known else 0)
    if form.validate_on_submit():
        with form.filing(db.session, {}):
            text, version = (form.text.data or "").strip(), form.version.data or 0
            asking_board.ask(db.session, actor(), initiative.id, day, text, version, clock.now())
        if not form.errors:
            flash(_("What you ask is in the report."), "success")
            as_of: dict[str, Any] = {"as-of": day.isoformat()}
            return redirect(url_for("board_report.show", initiative_code=initiative.code, **as_of))
        form.carry_on_from(known.version if known else 0)
    question = asked_for(question_of(initiative, today, day))
    report = report_of(question, known.text if known else "") if question.has_begun else None
    page = render_template(
        "kerngroep/report.html",
        initiative=initiative,
        day=day,
        today=today,
        report=report,
        words=None if report is None else words_of(report),
        dashboard=address_of_dashboard(question),
        corrected=bool(request.args.get("as-of")) and day.isoformat() != request.args.get("as-of"),
        form=form,
    )
    return page, form.http_status


@blueprint.get("/report.pdf")
@requires(Permission.MEET)
def pdf(initiative_code: str) -> ResponseReturnValue:
    """The report as a tagged PDF of one page."""
    initiative, today = initiative_or_404(initiative_code), clock.today()
    day = _day(initiative, today)
    question = asked_for(question_of(initiative, today, day))
    known = asking_board.question_on(db.session, initiative.id, day)
    report: dict[str, Any] | None = None
    if question.has_begun:
        report = report_of(question, known.text if known else "")
    if report is None:
        abort(404)
    made = typeset("report", document_of(report, language()))
    name = _("report")
    return as_pdf(made, f"{initiative.code}-{name}-{day.isoformat()}")


@blueprint.get("/mix")
@requires(Permission.MEET)
def mix(initiative_code: str) -> ResponseReturnValue:
    """Levels and parts of the organisation in the kerngroep and the network, against the organisation."""
    initiative, today = initiative_or_404(initiative_code), clock.today()
    return render_template(
        "kerngroep/mix.html", initiative=initiative, mix=mix_of(db.session, initiative.id, today), today=today
    )


def _day(initiative: Initiative, today: date) -> date:
    day = day_asked(request.args.get("as-of", ""), today) or today
    return max(day, min(initiative.starts_on, today))
