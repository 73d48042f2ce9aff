"""Pages where a change manager tells all ambassadors something, and where they read it."""

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from ambassadors.db import db
from ambassadors.initiatives.current import initiative_or_404
from ambassadors.initiatives.models import Initiative
from ambassadors.messages import announcing
from ambassadors.messages.announcing import Draft
from ambassadors.messages.forms import ANNOUNCEMENT_WORDS, AnnouncementForm
from ambassadors.messages.models import Announcement
from ambassadors.organisation.queries import department_names, tree_on
from ambassadors.security.guard import actor, requires
from ambassadors.security.policy import Permission
from ambassadors.web import clock
from ambassadors.web.pagination import asked_page, page_of
from ambassadors.web.saving_once import new_token

blueprint = Blueprint("announcing", __name__, url_prefix="/i/<initiative_code>/messages")

SEND, LOOK, CHANGE = "send", "look", "change"


@blueprint.get("")
@requires(Permission.ASSIGN_AMBASSADORS)
def sent(initiative_code: str) -> ResponseReturnValue:
    """What was sent, and how many got it."""
    initiative = initiative_or_404(initiative_code)
    page = page_of(db.session, announcing.sent(initiative.id), asked_page())
    ids = {told.department_id for told, _name in page.items if told.department_id is not None}
    return render_template(
        "messages/sent.html",
        initiative=initiative,
        page=page,
        names=department_names(db.session, ids, clock.today()),
    )


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Permission.ASSIGN_AMBASSADORS)
def new(initiative_code: str) -> ResponseReturnValue:
    """Write it, look at it, and only then send it."""
    initiative = initiative_or_404(initiative_code)
    form, step = _form(), request.form.get("step", LOOK)
    if request.method == "POST" and step == CHANGE:
        form.form_token.data = new_token()
    elif form.validate_on_submit():
        if step == LOOK:
            return _preview(initiative, form)
        with form.filing(db.session, ANNOUNCEMENT_WORDS):
            told = announcing.announce(
                db.session, _draft(initiative, form), actor().user_id, clock.now(), can_mail=_can_mail()
            )
        if not form.errors:
            words = ngettext("Sent to %(num)d ambassador.", "Sent to %(num)d ambassadors.", told.told)
            flash(words, "success")
            return redirect(url_for("announcing.sent", initiative_code=initiative.code))
    return render_template("messages/announce.html", initiative=initiative, form=form), form.http_status


@blueprint.get("/<int:announcement_id>")
@requires(Permission.SIGNED_IN)
def show(initiative_code: str, announcement_id: int) -> ResponseReturnValue:
    """What was told, for who was told and for who may tell."""
    initiative = initiative_or_404(initiative_code)
    told = db.session.get(Announcement, announcement_id)
    if told is None or told.initiative_id != initiative.id:
        abort(404)
    may_tell = actor().may(Permission.ASSIGN_AMBASSADORS, initiative.code)
    if not (may_tell or announcing.is_told_to(db.session, told, actor().person_id, clock.today())):
        abort(403)
    return render_template("messages/announcement.html", initiative=initiative, told=told, may_tell=may_tell)


def _form() -> AnnouncementForm:
    form = AnnouncementForm()
    tree = tree_on(db.session, clock.today())
    form.offer([(str(row.id), f"{'– ' * tree.depth(row.id)}{row.name}") for row in tree.rows])
    return form


def _draft(initiative: Initiative, form: AnnouncementForm) -> Draft:
    return Draft(initiative.id, form.department_id, form.subject.data.strip(), form.text.data.strip())


def _can_mail() -> bool:
    return bool(current_app.config["POST_OFFICE"].is_open)


def _preview(initiative: Initiative, form: AnnouncementForm) -> ResponseReturnValue:
    """The message as it will be, and who gets it; nobody to tell is told beside the field."""
    audience = announcing.audience_of(db.session, initiative.id, form.department_id, clock.today())
    if not audience.people:
        form.department.errors = [str(ANNOUNCEMENT_WORDS["nobody_to_tell"])]
        return render_template("messages/announce.html", initiative=initiative, form=form), form.http_status
    form.form_token.data = new_token()
    return render_template(
        "messages/announcement_preview.html",
        initiative=initiative,
        form=form,
        to=dict(form.department.choices)[form.department.data],
        told=len(audience.people),
        mailed=len(audience.by_mail) if _can_mail() else 0,
    )
