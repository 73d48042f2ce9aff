"""Pages for importing: choose what, choose a file, look at what it would do, confirm."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from flask import Blueprint, Flask, abort, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select

from ambassadors.db import Base, db
from ambassadors.imports import service
from ambassadors.imports.forms import DATED_HELP, EXPLANATIONS, TITLES, WORDS, ConfirmForm, UploadForm
from ambassadors.imports.models import Upload
from ambassadors.imports.plan import Importer, Importers, ImportKind, Plan
from ambassadors.imports.problems import Severity
from ambassadors.imports.sheet import MEGABYTE, Limits
from ambassadors.imports.wording import KIND_NAMES, word, word_more, word_value
from ambassadors.security.guard import actor, requires
from ambassadors.security.policy import Permission
from ambassadors.web import clock
from ambassadors.web.formatting import language
from ambassadors.web.forms import Form

blueprint = Blueprint("imports", __name__, url_prefix="/import")

EXTENSION = "imports"


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be imported, and what each kind becomes, to count how many there are."""

    importers: Importers
    tables: Mapping[ImportKind, type[Base]]


def install(app: Flask, importers: Importers, tables: Mapping[ImportKind, type[Base]]) -> None:
    """Tell the pages what can be imported."""
    app.extensions[EXTENSION] = Offer(importers, tables)


@blueprint.get("")
@requires(Permission.MANAGE_ORGANISATION)
def choose() -> ResponseReturnValue:
    """What can be imported, in which order, and how much of it there is now."""
    offer = _offer()
    kinds = [importer.kind for importer in offer.importers]
    known = {kind: db.session.scalar(select(func.count()).select_from(offer.tables[kind])) for kind in kinds}
    next_kind = next((kind for kind in kinds if not known[kind]), None)
    return render_template(
        "imports/choose.html",
        kinds=kinds,
        known=known,
        next_kind=next_kind,
        names=KIND_NAMES,
        titles=TITLES,
        explanations=EXPLANATIONS,
    )


@blueprint.route("/<kind>", methods=["GET", "POST"])
@requires(Permission.MANAGE_ORGANISATION)
def upload(kind: str) -> ResponseReturnValue:
    """Choose a file; what is wrong with it is told here, else what it would do on the next page."""
    importer = _importer(kind)
    form = UploadForm()
    if importer.kind not in DATED_HELP:
        del form.on
    plan = None
    if form.validate_on_submit():
        file = service.File(
            form.file.data.read(),
            form.file.data.filename or "",
            form.on.data if "on" in form else None,
            _limits(),
        )
        plan = service.plan(db.session, importer, file, clock.today())
        if not plan.refused:
            kept = service.keep(db.session, importer, file, clock.now(), actor().user_id)
            return redirect(url_for("imports.preview", kind=kind, upload_id=kept.id))
    page = render_template(
        "imports/upload.html",
        form=form,
        importer=importer,
        columns=_headings(importer),
        name=KIND_NAMES[importer.kind],
        title=TITLES[importer.kind],
        explanation=EXPLANATIONS[importer.kind],
        dated_help=DATED_HELP.get(importer.kind),
        problems=_told(plan, Severity.ERROR) if plan else [],
    )
    return page, 422 if form.errors or plan else 200


@blueprint.route("/<kind>/<int:upload_id>", methods=["GET", "POST"])
@requires(Permission.MANAGE_ORGANISATION)
def preview(kind: str, upload_id: int) -> ResponseReturnValue:
    """What the file would do; confirming does it."""
    importer = _importer(kind)
    kept = service.waiting(db.session, upload_id, kind, actor().user_id, clock.now())
    if kept is None:
        flash(
            _("This file no longer waits for you: it was imported, cancelled, or too old. Choose it again."), "info"
        )
        return redirect(url_for("imports.upload", kind=kind))
    file = service.File(kept.content, kept.filename, kept.on, _limits())
    form = ConfirmForm()
    if form.validate_on_submit():
        with form.filing(db.session, WORDS):
            done = service.confirm(db.session, importer, kept, file, form.seen.data, clock.today(), clock.now())
        if not form.errors:
            flash(_done(done), "success")
            return redirect(url_for("imports.choose"))
    plan = service.plan(db.session, importer, file, clock.today())
    form.seen.data = plan.digest
    page = render_template(
        "imports/preview.html",
        form=form,
        cancel_form=Form(),
        importer=importer,
        name=KIND_NAMES[importer.kind],
        upload=kept,
        plan=plan,
        columns=_headings(importer),
        show=word_value,
        more=word_more(plan.more_changes) if plan.more_changes else None,
        warnings=_told(plan, Severity.WARNING),
        problems=_told(plan, Severity.ERROR),
    )
    return page, 409 if form.errors else 200


@blueprint.post("/<kind>/<int:upload_id>/cancel")
@requires(Permission.MANAGE_ORGANISATION)
def cancel(kind: str, upload_id: int) -> ResponseReturnValue:
    """Remove a file that waited; nothing was changed."""
    kept: Upload | None = service.waiting(db.session, upload_id, kind, actor().user_id, clock.now())
    if kept:
        db.session.delete(kept)
    flash(_("Nothing was changed."), "info")
    return redirect(url_for("imports.choose"))


def _offer() -> Offer:
    return cast(Offer, current_app.extensions[EXTENSION])


def _importer(kind: str) -> Importer[Any]:
    return next((each for each in _offer().importers if each.kind.value == kind), None) or abort(404)


def _limits() -> Limits:
    return Limits(size=current_app.config["SETTINGS"].upload_limit_mb * MEGABYTE)


def _headings(importer: Importer[Any]) -> dict[str, str]:
    """How to head each column in the language of the page."""
    return {column.name: column.dutch[0] if language() == "nl" else column.name for column in importer.columns}


def _told(plan: Plan[Any], severity: Severity) -> list[str]:
    shown = plan.problems.shown(severity)
    return [*map(word, shown.problems), *([word_more(shown.more)] if shown.more else [])]


def _done(plan: Plan[Any]) -> str:
    total = plan.counts.new + plan.counts.changed
    rows = ngettext("%(num)d row was taken over.", "%(num)d rows were taken over.", total)
    return f"{KIND_NAMES[plan.kind]}: {rows}"
