"""The page of quiet weeks: which days do not count as silence, for whom."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ambassadors.db import db
from ambassadors.organisation import quiet
from ambassadors.organisation.forms import QUIET_WORDS, QuietForm
from ambassadors.organisation.models import QuietPeriod
from ambassadors.organisation.queries import department_names, tree_on
from ambassadors.security.guard import actor, requires
from ambassadors.security.policy import Permission
from ambassadors.web import clock
from ambassadors.web.forms import Form
from ambassadors.web.pagination import asked_page, page_of

blueprint = Blueprint("quiet_weeks", __name__, url_prefix="/quiet-weeks")


@blueprint.get("")
@requires(Permission.SIGNED_IN)
def all_periods() -> ResponseReturnValue:
    """Which weeks do not count; who may, adds to them here."""
    return _page(_form() if actor().may(Permission.SET_QUIET_WEEKS) else None)


@blueprint.post("")
@requires(Permission.SET_QUIET_WEEKS)
def add() -> ResponseReturnValue:
    """Add weeks that do not count."""
    form = _form()
    if form.validate():
        with form.filing(db.session, QUIET_WORDS):
            department_id = int(form.department.data) if form.department.data else None
            draft = quiet.Draft(form.name.data.strip(), department_id, form.first.data, form.last.data)
            made = quiet.add(db.session, draft, actor().user_id, clock.today(), clock.now())
        if not form.errors:
            flash(_("%(name)s does not count as silence.", name=made.name), "success")
            return redirect(url_for("quiet_weeks.all_periods"))
    return _page(form), form.http_status


@blueprint.post("/<int:period_id>/remove")
@requires(Permission.SET_QUIET_WEEKS)
def remove(period_id: int) -> ResponseReturnValue:
    """Let weeks count again."""
    period = db.session.get(QuietPeriod, period_id) or abort(404)
    quiet.remove(db.session, period, actor().user_id, clock.now())
    flash(_("%(name)s is removed. These days count again.", name=period.name), "success")
    return redirect(url_for("quiet_weeks.all_periods"))


def _form() -> QuietForm:
    """The form, with the departments that exist today in the order of the tree."""
    form = QuietForm()
    tree = tree_on(db.session, clock.today())
    departments = [(str(row.id), f"{'– ' * tree.depth(row.id)}{row.name}") for row in tree.rows]
    form.department.choices = [("", _("the whole organisation")), *departments]
    return form


def _page(form: QuietForm | None) -> str:
    page = page_of(db.session, quiet.periods_listed(), asked_page())
    ids = {row.department_id for row in page.items if row.department_id is not None}
    return render_template(
        "organisation/quiet_weeks.html",
        page=page,
        names=department_names(db.session, ids, clock.today()),
        day_before=quiet.DAY,
        today=clock.today(),
        form=form,
        press=Form(formdata=None),
    )
