"""Pages of the toolbox: for everybody to take from, and for the change manager to fill."""

from collections.abc import Mapping
from io import BytesIO

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ambassadors.db import db
from ambassadors.initiatives.current import initiative_or_404
from ambassadors.initiatives.models import Initiative
from ambassadors.network.service import Recorder
from ambassadors.security.guard import actor, requires
from ambassadors.security.policy import Permission
from ambassadors.toolbox import queries, service
from ambassadors.toolbox.forms import (
    ACCEPTED,
    PLACE_NAMES,
    SORT_EXPLANATIONS,
    SORT_NAMES,
    WORDS,
    PressForm,
    ToolForm,
)
from ambassadors.toolbox.models import Tool
from ambassadors.toolbox.rules import MEGABYTE, TYPES, Given, Limits, Place, Sort
from ambassadors.web import clock
from ambassadors.web.intake import whole_number_or_none
from ambassadors.web.pagination import asked_page, page_of

blueprint = Blueprint("toolbox", __name__, url_prefix="/i/<initiative_code>/toolbox")

_PLACES = {"up": -1, "down": 1}
TOO_LARGE = 413


@blueprint.get("")
@requires(Permission.SIGNED_IN)
def all_tools(initiative_code: str) -> ResponseReturnValue:
    """What is in the toolbox; who runs the change fills it here."""
    initiative = initiative_or_404(initiative_code)
    page = page_of(db.session, queries.tools_of(initiative.id), asked_page())
    removed = whole_number_or_none(request.args.get("removed", ""))
    edits = actor().may(Permission.EDIT_INITIATIVE, initiative.code)
    gone = queries.tool_of(db.session, initiative.id, removed) if removed and edits else None
    return render_template(
        "toolbox/toolbox.html",
        initiative=initiative,
        page=page,
        tools=[row[0] for row in page.items],
        edits=edits,
        removed=gone if gone and gone.removed_at else None,
        press=PressForm(formdata=None),
        sort_names=SORT_NAMES,
        place_names=PLACE_NAMES,
    )


@blueprint.get("/<int:tool_id>/<any(file, before, after):place>")
@requires(Permission.SIGNED_IN)
def download(initiative_code: str, tool_id: int, place: str) -> ResponseReturnValue:
    """Hand a file out: always to be saved, never as a page of ours."""
    file = queries.file_of(db.session, initiative_or_404(initiative_code).id, tool_id, Place(place)) or abort(404)
    return send_file(
        BytesIO(file.content), mimetype=TYPES[file.extension], as_attachment=True, download_name=file.filename
    )


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Permission.EDIT_INITIATIVE)
def new(initiative_code: str) -> ResponseReturnValue:
    """Add something: choose what it is, then fill it in."""
    initiative = initiative_or_404(initiative_code)
    sort = _sort_asked()
    if sort is None:
        return render_template(
            "toolbox/which.html", initiative=initiative, names=SORT_NAMES, explanations=SORT_EXPLANATIONS
        )
    form, files = _form(sort), dict[Place, Given]()
    if form.validate_on_submit():
        files = form.given()
        with form.filing(db.session, WORDS):
            tool = service.add(db.session, initiative.id, form.draft(sort), files, _limits(), _recorder())
        if not form.errors:
            flash(_("%(name)s is in the toolbox.", name=tool.title), "success")
            return _back(initiative)
    return _page(initiative, form, sort, files)


@blueprint.route("/<int:tool_id>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_INITIATIVE)
def edit(initiative_code: str, tool_id: int) -> ResponseReturnValue:
    """Change what it says, or put another file in place of one."""
    initiative, tool = _known(initiative_code, tool_id)
    held = {"title": tool.title, "words": tool.words, "link": tool.link, "version": tool.version}
    form, files = _form(tool.sort, held), dict[Place, Given]()
    if form.validate_on_submit():
        files = form.given()
        with form.filing(db.session, WORDS):
            draft = form.draft(tool.sort)
            service.edit(db.session, tool, form.version.data or 0, draft, files, _limits(), _recorder())
        if not form.errors:
            flash(_("%(name)s is saved.", name=tool.title), "success")
            return _back(initiative)
        if form.form_errors:
            form.carry_on_from(tool.version)
    return _page(initiative, form, tool.sort, files, tool)


@blueprint.post("/<int:tool_id>/move")
@requires(Permission.EDIT_INITIATIVE)
def move(initiative_code: str, tool_id: int) -> ResponseReturnValue:
    """Move it up or down."""
    initiative, tool = _known(initiative_code, tool_id)
    service.move(db.session, tool, _PLACES.get(request.form.get("to", "")) or abort(400))
    return redirect(url_for("toolbox.all_tools", initiative_code=initiative.code, _anchor=f"tool-{tool_id}"))


@blueprint.post("/<int:tool_id>/remove")
@requires(Permission.EDIT_INITIATIVE)
def remove(initiative_code: str, tool_id: int) -> ResponseReturnValue:
    """Take it out of the toolbox."""
    initiative, tool = _known(initiative_code, tool_id)
    form = PressForm()
    if form.validate():
        with form.filing(db.session, WORDS):
            service.remove(db.session, tool, form.version.data or 0, _recorder())
    if form.errors:
        flash(" ".join(form.form_errors), "error")
        return _back(initiative)
    return redirect(url_for("toolbox.all_tools", initiative_code=initiative.code, removed=tool_id))


@blueprint.post("/<int:tool_id>/put-back")
@requires(Permission.EDIT_INITIATIVE)
def put_back(initiative_code: str, tool_id: int) -> ResponseReturnValue:
    """Put back what was taken out."""
    initiative, tool = _known(initiative_code, tool_id)
    service.put_back(db.session, tool, _recorder())
    flash(_("%(name)s is in the toolbox.", name=tool.title), "success")
    return _back(initiative)


def _known(initiative_code: str, tool_id: int) -> tuple[Initiative, Tool]:
    initiative = initiative_or_404(initiative_code)
    return initiative, queries.tool_of(db.session, initiative.id, tool_id) or abort(404)


def _sort_asked() -> Sort | None:
    asked = request.args.get("sort", "")
    return Sort(asked) if asked in set(Sort) else None


def _form(sort: Sort, held: Mapping[str, object] | None = None) -> ToolForm:
    form = ToolForm(data=held)
    form.fit(sort)
    return form


def _limits() -> Limits:
    settings = current_app.config["SETTINGS"]
    return Limits(settings.toolbox_file_mb * MEGABYTE, settings.toolbox_total_mb * MEGABYTE)


def _recorder() -> Recorder:
    return Recorder(actor().user_id, clock.today(), clock.now())


def _back(initiative: Initiative) -> ResponseReturnValue:
    return redirect(url_for("toolbox.all_tools", initiative_code=initiative.code))


def _page(
    initiative: Initiative, form: ToolForm, sort: Sort, files: dict[Place, Given], tool: Tool | None = None
) -> ResponseReturnValue:
    limits = _limits()
    page = render_template(
        "toolbox/form.html",
        initiative=initiative,
        form=form,
        sort=sort,
        tool=tool,
        sort_name=SORT_NAMES[sort],
        most=limits.file // MEGABYTE,
        most_bytes=limits.file,
        too_large=str(WORDS["file_too_large"]) % {"limit": limits.file // MEGABYTE},
        accepted=ACCEPTED,
    )
    too_large = any(len(each.content) > limits.file for each in files.values())
    return page, TOO_LARGE if too_large else form.http_status
