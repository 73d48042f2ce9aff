"""Pages of the change: what it is, for everybody; starting and editing it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ambassadors.db import db
from ambassadors.initiatives import queries, service
from ambassadors.initiatives.current import initiative_or_404
from ambassadors.initiatives.forms import AUDIENCES, TYPES, WORDS, InitiativeForm
from ambassadors.initiatives.guarding import guarded
from ambassadors.initiatives.models import Initiative
from ambassadors.initiatives.parts import parts_of
from ambassadors.security.guard import actor, requires
from ambassadors.security.policy import Permission, Role
from ambassadors.web import clock

blueprint = Blueprint("initiatives", __name__)


@blueprint.get("/initiatives")
@requires(Permission.SIGNED_IN)
def all_initiatives() -> ResponseReturnValue:
    """Every change that the organisation spreads or has spread."""
    today = clock.today()
    initiatives = queries.all_initiatives(db.session)
    over = [each for each in initiatives if each.is_over(today)]
    return render_template(
        "initiatives/all.html",
        running=[each for each in initiatives if each not in over],
        over=over,
        today=today,
        may_start=actor().may(Permission.START_INITIATIVE),
    )


@blueprint.get("/i/<initiative_code>")
@requires(Permission.SIGNED_IN)
def show(initiative_code: str) -> ResponseReturnValue:
    """What this change is, and what one can do."""
    initiative = initiative_or_404(initiative_code)
    today = clock.today()
    may_edit = actor().may(Permission.EDIT_INITIATIVE, initiative.code)
    return render_template(
        "initiatives/show.html",
        initiative=initiative,
        principles=queries.principles_of(db.session, initiative.id, today),
        guarded=guarded(db.session, initiative, today),
        parts=parts_of(db.session, initiative),
        may_meet=actor().may(Permission.MEET, initiative.code),
        kinds=queries.kinds_of(db.session, initiative.id, today) if may_edit else [],
        types=TYPES,
        audiences=AUDIENCES,
        today=today,
        may_edit=may_edit,
        may_assign=actor().may(Permission.ASSIGN_AMBASSADORS, initiative.code),
        may_manage_users=actor().may(Permission.MANAGE_USERS),
        may_join=actor().person_id is not None,
        is_ambassador=actor().holds(Role.AMBASSADOR, initiative=initiative.code),
    )


@blueprint.route("/initiatives/new", methods=["GET", "POST"])
@requires(Permission.START_INITIATIVE)
def new() -> ResponseReturnValue:
    """Start a change."""
    form = InitiativeForm(data={"starts_on": clock.today()})
    del form.version
    if form.validate_on_submit():
        with form.filing(db.session, WORDS):
            initiative = service.start(db.session, form.draft(), actor().user_id, clock.now())
        if not form.errors:
            flash(_("The change has started. Now say what must not be watered down."), "success")
            page = "principles.all_principles" if _may_edit(initiative) else "initiatives.show"
            return redirect(url_for(page, initiative_code=initiative.code))
    page = render_template("initiatives/form.html", form=form, initiative=None, types=TYPES, conflict=None)
    return page, form.http_status


@blueprint.route("/i/<initiative_code>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_INITIATIVE)
def edit(initiative_code: str) -> ResponseReturnValue:
    """Change what a change is."""
    initiative = initiative_or_404(initiative_code)
    conflict = None
    if request.method == "GET":
        form = InitiativeForm(data=_shown(initiative))
    else:
        form = InitiativeForm()
        if form.validate_on_submit():
            with form.filing(db.session, WORDS):
                version = form.version.data or 0
                service.edit(db.session, initiative, version, form.draft(), actor().user_id, clock.now())
            if not form.errors:
                flash(_("The change is saved."), "success")
                return redirect(url_for("initiatives.show", initiative_code=initiative.code))
            if form.form_errors:
                conflict = _shown(initiative)
                form.carry_on_from(initiative.version)
    page = render_template("initiatives/form.html", form=form, initiative=initiative, types=TYPES, conflict=conflict)
    return page, form.http_status


def _may_edit(initiative: Initiative) -> bool:
    return actor().may(Permission.EDIT_INITIATIVE, initiative.code)


def _shown(initiative: Initiative) -> dict[str, object]:
    return InitiativeForm.shown_for(initiative, service.owner_words(db.session, initiative))
