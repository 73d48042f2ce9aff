"""Pages of the kinds of activity of a change: add, rename, retire, bring back."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ambassadors.db import db
from ambassadors.initiatives import kinds
from ambassadors.initiatives.current import initiative_or_404
from ambassadors.initiatives.forms import AUDIENCES
from ambassadors.initiatives.kind_forms import ASKS, WORDS, NewKindForm, RenameKindForm
from ambassadors.initiatives.models import ActivityKind, Initiative
from ambassadors.security.guard import actor, requires
from ambassadors.security.policy import HeldRole, Permission, Role
from ambassadors.web import clock
from ambassadors.web.forms import Form

blueprint = Blueprint("kinds", __name__, url_prefix="/i/<initiative_code>/kinds")


@blueprint.route("", methods=["GET", "POST"])
@requires(Permission.EDIT_INITIATIVE)
def all_kinds(initiative_code: str) -> ResponseReturnValue:
    """The kinds in their order, and a form for one more."""
    initiative = initiative_or_404(initiative_code)
    form = NewKindForm()
    if not _runs_every_change():
        del form.everywhere
    if form.validate_on_submit():
        with form.filing(db.session, WORDS):
            kinds.add_kind(db.session, initiative, form.draft(), actor().user_id, clock.now())
        if not form.errors:
            flash(_("The kind is added. It can be logged now."), "success")
            return _back(initiative_code)
    return _page(initiative, form), form.http_status


@blueprint.route("/<int:kind_id>", methods=["GET", "POST"])
@requires(Permission.EDIT_INITIATIVE)
def rename(initiative_code: str, kind_id: int) -> ResponseReturnValue:
    """Give a kind other names."""
    initiative, kind = _kind(initiative_code, kind_id)
    form = RenameKindForm(data={"name_nl": kind.name_nl, "name_en": kind.name_en})
    if form.validate_on_submit():
        name_nl, name_en = form.name_nl.data.strip(), form.name_en.data.strip()
        with form.filing(db.session, WORDS):
            kinds.rename_kind(db.session, initiative, kind, name_nl, name_en, actor().user_id, clock.now())
        if not form.errors:
            flash(_("The kind is renamed."), "success")
            return _back(initiative_code)
    page = render_template(
        "initiatives/kind.html", initiative=initiative, kind=kind, form=form, audiences=AUDIENCES, asks=ASKS
    )
    return page, form.http_status


@blueprint.post("/<int:kind_id>/retire")
@requires(Permission.EDIT_INITIATIVE)
def retire(initiative_code: str, kind_id: int) -> ResponseReturnValue:
    """Let it be logged no more."""
    _initiative, kind = _kind(initiative_code, kind_id)
    form = Form()
    with form.filing(db.session, WORDS):
        kinds.retire_kind(db.session, kind, clock.today(), actor().user_id, clock.now())
    if form.errors:
        flash(" ".join(form.form_errors), "error")
    else:
        flash(_("The kind is retired. What was logged as it stays as it is."), "success")
    return _back(initiative_code)


@blueprint.post("/<int:kind_id>/restore")
@requires(Permission.EDIT_INITIATIVE)
def restore(initiative_code: str, kind_id: int) -> ResponseReturnValue:
    """Let it be logged again."""
    _initiative, kind = _kind(initiative_code, kind_id)
    kinds.retire_kind(db.session, kind, None, actor().user_id, clock.now())
    flash(_("The kind is back. It can be logged again."), "success")
    return _back(initiative_code)


def _page(initiative: Initiative, form: NewKindForm) -> str:
    known = kinds.all_kinds_of(db.session, initiative.id)
    return render_template(
        "initiatives/kinds.html",
        initiative=initiative,
        own=[each for each in known if each.initiative_id and each.retired_on is None],
        shared=[each for each in known if not each.initiative_id and each.retired_on is None],
        retired=[each for each in known if each.retired_on is not None],
        may_change_shared=_runs_every_change(),
        audiences=AUDIENCES,
        asks=ASKS,
        form=form,
        button=Form(formdata=None),
    )


def _kind(initiative_code: str, kind_id: int) -> tuple[Initiative, ActivityKind]:
    """The change and the kind, if the actor may change it: one of this change, or they run every change."""
    initiative = initiative_or_404(initiative_code)
    kind = db.session.get(ActivityKind, kind_id)
    if kind is None or kind.initiative_id not in (None, initiative.id):
        abort(404)
    if kind.initiative_id is None and not _runs_every_change():
        abort(403)
    return initiative, kind


def _runs_every_change() -> bool:
    return HeldRole(Role.CHANGE_MANAGER) in actor().roles


def _back(initiative_code: str) -> ResponseReturnValue:
    return redirect(url_for("kinds.all_kinds", initiative_code=initiative_code))
