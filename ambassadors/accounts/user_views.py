"""Pages for administrators (all users) and for change managers (the team of one change)."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ambassadors.accounts import queries, service
from ambassadors.accounts.background_views import needs_a_look
from ambassadors.accounts.forms import ROLE_NAMES, WORDS, InvitationForm
from ambassadors.accounts.links import show_link
from ambassadors.accounts.models import Grant, LinkPurpose
from ambassadors.db import db
from ambassadors.initiatives.current import initiative_or_404
from ambassadors.initiatives.queries import running_initiatives
from ambassadors.security.guard import actor, requires
from ambassadors.security.policy import Permission, Role
from ambassadors.web import clock
from ambassadors.web.forms import Form
from ambassadors.web.pagination import asked_page, page_of

blueprint = Blueprint("users", __name__)

TEAM_ROLES = (Role.KERNGROEP, Role.CHAIR, Role.SECRETARY, Role.CHANGE_MANAGER)


@blueprint.get("/users")
@requires(Permission.MANAGE_USERS)
def all_users() -> ResponseReturnValue:
    """Everybody who can sign in, with their roles."""
    words = request.args.get("q", "").strip()
    page = page_of(db.session, queries.users_found(words), asked_page())
    users = [row[0] for row in page.items]
    roles = queries.roles_of(db.session, [user.id for user in users], clock.today())
    return render_template(
        "accounts/users.html",
        page=page,
        users=users,
        roles=roles,
        role_names=ROLE_NAMES,
        words=words,
        needs_a_look=needs_a_look(),
        form=Form(),
    )


@blueprint.route("/users/invite", methods=["GET", "POST"])
@requires(Permission.MANAGE_USERS)
def invite() -> ResponseReturnValue:
    """Invite somebody, in any role."""
    form = InvitationForm()
    form.offer([(each.id, each.name) for each in running_initiatives(db.session, clock.today())])
    if form.validate_on_submit():
        answer = _invited(form, form.initiative.data or None)
        if answer:
            return answer
    status = 422 if form.errors else 200
    back = url_for("users.all_users")
    return render_template("accounts/invite.html", form=form, back=back, initiative=None), status


@blueprint.post("/users/<int:user_id>/link")
@requires(Permission.MANAGE_USERS)
def new_link(user_id: int) -> ResponseReturnValue:
    """Make a new link for somebody whose link is lost or too old."""
    user = queries.open_user(db.session, user_id) or abort(404)
    token = service.new_link(db.session, user, LinkPurpose.INVITATION, clock.now())
    return show_link(user, token)


@blueprint.post("/users/<int:user_id>/close")
@requires(Permission.MANAGE_USERS)
def close(user_id: int) -> ResponseReturnValue:
    """Close an account."""
    user = queries.open_user(db.session, user_id) or abort(404)
    form = Form()
    with form.filing(db.session, WORDS):
        service.close(db.session, user, clock.now(), clock.today(), actor().user_id)
    if form.errors:
        flash(" ".join(form.form_errors), "error")
    else:
        flash(
            _("The account of %(name)s is closed. Invite the same address to open it again.", name=user.name),
            "success",
        )
    return redirect(url_for("users.all_users"))


@blueprint.post("/users/grants/<int:grant_id>/withdraw")
@requires(Permission.MANAGE_USERS)
def withdraw(grant_id: int) -> ResponseReturnValue:
    """Take a role back."""
    grant = db.session.get(Grant, grant_id) or abort(404)
    return _withdrawn(grant, url_for("users.all_users"))


@blueprint.get("/i/<initiative_code>/team")
@requires(Permission.EDIT_INITIATIVE)
def team(initiative_code: str) -> ResponseReturnValue:
    """Who runs this change: change managers and kerngroep."""
    initiative = initiative_or_404(initiative_code)
    members = queries.team_of(db.session, initiative.id, clock.today())
    return render_template(
        "accounts/team.html", initiative=initiative, members=members, role_names=ROLE_NAMES, form=Form()
    )


@blueprint.route("/i/<initiative_code>/team/invite", methods=["GET", "POST"])
@requires(Permission.EDIT_INITIATIVE)
def invite_to_team(initiative_code: str) -> ResponseReturnValue:
    """Invite somebody to the kerngroep of this change, or to run it."""
    initiative = initiative_or_404(initiative_code)
    form = InvitationForm()
    del form.initiative
    form.role.choices = [(role.value, ROLE_NAMES[role]) for role in TEAM_ROLES]
    if form.validate_on_submit():
        answer = _invited(form, initiative.id)
        if answer:
            return answer
    status = 422 if form.errors else 200
    back = url_for("users.team", initiative_code=initiative.code)
    return render_template("accounts/invite.html", form=form, back=back, initiative=initiative), status


@blueprint.post("/i/<initiative_code>/team/<int:grant_id>/withdraw")
@requires(Permission.EDIT_INITIATIVE)
def withdraw_from_team(initiative_code: str, grant_id: int) -> ResponseReturnValue:
    """Take a role in this change back."""
    initiative = initiative_or_404(initiative_code)
    grant = db.session.get(Grant, grant_id)
    if grant is None or grant.initiative_id != initiative.id:
        abort(404)
    return _withdrawn(grant, url_for("users.team", initiative_code=initiative.code))


def _invited(form: InvitationForm, initiative_id: int | None) -> ResponseReturnValue | None:
    with form.filing(db.session, WORDS):
        user, token = service.invite(
            db.session,
            form.email.data,
            Role(form.role.data),
            initiative_id,
            clock.now(),
            clock.today(),
            actor().user_id,
            (form.name.data or "").strip() or None,
        )
    return None if form.errors else show_link(user, token)


def _withdrawn(grant: Grant, back: str) -> ResponseReturnValue:
    form = Form()
    with form.filing(db.session, WORDS):
        service.withdraw(db.session, grant, clock.now(), clock.today(), actor().user_id)
    if form.errors:
        flash(" ".join(form.form_errors), "error")
    else:
        flash(_("The role is taken back."), "success")
    return redirect(back)
