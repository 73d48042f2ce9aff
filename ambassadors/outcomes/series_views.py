"""Pages of a series: start, look back and ahead, change, end."""

from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields import SelectChoice

from ambassadors.activities.outcome_models import Series
from ambassadors.db import db
from ambassadors.initiatives.current import initiative_or_404
from ambassadors.initiatives.models import ActivityKind, Initiative
from ambassadors.initiatives.queries import kinds_of
from ambassadors.network.queries import AmbassadorshipRow, ambassadorships
from ambassadors.organisation.queries import department_names
from ambassadors.outcomes import queries, service
from ambassadors.outcomes.forms import UNITS, WORDS, SeriesForm
from ambassadors.outcomes.views import listing
from ambassadors.security.guard import actor, requires
from ambassadors.security.policy import Permission
from ambassadors.web import clock
from ambassadors.web.formatting import in_language
from ambassadors.web.forms import Form
from ambassadors.web.pagination import asked_page, page_of

blueprint = Blueprint("series", __name__, url_prefix="/i/<initiative_code>/series")

FIRST_KIND = "resident_panel"


@blueprint.get("/<int:series_id>")
@requires(Permission.SIGNED_IN)
def show(initiative_code: str, series_id: int) -> ResponseReturnValue:
    """One series: its rhythm, when the next one is, and what was done with each outcome."""
    series, today = _series(initiative_code, series_id), clock.today()
    members = queries.members_of(db.session, series)
    page = page_of(db.session, queries.entries_of(actor(), series), asked_page())
    return render_template(
        "outcomes/series.html",
        initiative=series.initiative,
        series=series,
        shown=queries.shown_series(db.session, [series], today)[0],
        units=UNITS,
        members=members,
        departments=department_names(db.session, [each.department_id for each in members], today),
        today=today,
        may_change=queries.keeps_going(actor(), series, members, today),
        press=Form(formdata=None),
        **listing(page, initiative_code),
    )


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Permission.LOG_ACTIVITY)
def new(initiative_code: str) -> ResponseReturnValue:
    """Start a series."""
    initiative, today = initiative_or_404(initiative_code), clock.today()
    form = SeriesForm(data={"next_on": today})
    del form.version
    offered = _offer(form, initiative, today)
    if form.is_submitted():
        if form.validate() and _keeps_to_own(form, offered, initiative_code):
            with form.filing(db.session, WORDS):
                series = service.start_series(
                    db.session, initiative, form.draft(), actor().user_id, today, clock.now()
                )
            if not form.errors:
                flash(_("The series has started."), "success")
                return redirect(url_for("series.show", initiative_code=initiative.code, series_id=series.id))
    elif len(offered) == 1:
        form.members.data = [offered[0].id]
    return _form_page(form, initiative, None), form.http_status


@blueprint.route("/<int:series_id>/edit", methods=["GET", "POST"])
@requires(Permission.LOG_ACTIVITY)
def edit(initiative_code: str, series_id: int) -> ResponseReturnValue:
    """Change a series: its rhythm, the day of the next one, who keeps it going."""
    series, today = _mine(initiative_code, series_id), clock.today()
    form = SeriesForm(data=SeriesForm.shown_for(series))
    offered = _offer(form, series.initiative, today, series)
    if form.is_submitted() and form.validate() and _keeps_to_own(form, offered, initiative_code):
        with form.filing(db.session, WORDS):
            version = form.version.data or 0
            service.edit_series(db.session, series, version, form.draft(), actor().user_id, today, clock.now())
        if not form.errors:
            flash(_("The series is saved."), "success")
            return redirect(url_for("series.show", initiative_code=initiative_code, series_id=series_id))
        if form.form_errors:
            form.carry_on_from(series.version)
    return _form_page(form, series.initiative, series), form.http_status


@blueprint.post("/<int:series_id>/end")
@requires(Permission.LOG_ACTIVITY)
def end(initiative_code: str, series_id: int) -> ResponseReturnValue:
    """Let it end today; what was logged stays."""
    series = _mine(initiative_code, series_id)
    service.end_series(db.session, series, clock.today(), actor().user_id, clock.now())
    flash(_("The series has ended. What was logged stays."), "success")
    return redirect(url_for("series.show", initiative_code=initiative_code, series_id=series_id))


@blueprint.post("/<int:series_id>/resume")
@requires(Permission.LOG_ACTIVITY)
def resume(initiative_code: str, series_id: int) -> ResponseReturnValue:
    """Let it go on again."""
    series = _mine(initiative_code, series_id)
    service.end_series(db.session, series, None, actor().user_id, clock.now())
    flash(_("The series goes on."), "success")
    return redirect(url_for("series.show", initiative_code=initiative_code, series_id=series_id))


def _series(initiative_code: str, series_id: int) -> Series:
    initiative = initiative_or_404(initiative_code)
    return queries.series_for(db.session, initiative.id, series_id) or abort(404)


def _mine(initiative_code: str, series_id: int) -> Series:
    """The series, if the actor keeps it going or runs the change."""
    series = _series(initiative_code, series_id)
    if not queries.keeps_going(actor(), series, queries.members_of(db.session, series), clock.today()):
        abort(403)
    return series


def _offer(
    form: SeriesForm, initiative: Initiative, today: date, series: Series | None = None
) -> list[AmbassadorshipRow]:
    """Fill the lists: kinds with an outcome, and who serves today; an ambassador adds colleagues too."""
    kinds = [each for each in kinds_of(db.session, initiative.id, today) if each.has_outcome]
    if series is not None and series.kind_id not in {each.id for each in kinds}:
        kinds.append(series.kind)
    form.kind.choices = [SelectChoice(each.id, _kind_name(each)) for each in kinds]
    if form.kind.data is None:
        form.kind.data = next((each.id for each in kinds if each.code == FIRST_KIND), None)
    kept = {each.ambassadorship_id for each in series.members} if series else set()
    rows = [each for each in ambassadorships(db.session, initiative.id) if each.id in kept or each.serves_on(today)]
    names = department_names(db.session, {each.department_id for each in rows}, today)
    rows.sort(key=lambda each: (each.id not in kept, not _is_own(each, today), each.person_name.lower(), each.id))
    form.members.choices = [
        SelectChoice(each.id, f"{each.person_name} ({names.get(each.department_id, '–')})") for each in rows
    ]
    return [each for each in rows if _is_own(each, today)]


def _keeps_to_own(form: SeriesForm, own: list[AmbassadorshipRow], code: str) -> bool:
    """Whether an ambassador is among those chosen; who runs the change need not be."""
    chosen = set(form.members.data or ())
    if actor().may(Permission.LOG_FOR_OTHERS, code) or any(each.id in chosen for each in own):
        return True
    form.members.errors = [*form.members.errors, _("Choose yourself too.")]
    return False


def _is_own(row: AmbassadorshipRow, today: date) -> bool:
    person_id = actor().person_id
    return person_id is not None and row.is_task_of(person_id, today)


def _kind_name(kind: ActivityKind) -> str:
    return in_language(kind.name_nl, kind.name_en)


def _form_page(form: SeriesForm, initiative: Initiative, series: Series | None) -> str:
    return render_template("outcomes/series_form.html", form=form, initiative=initiative, series=series)
