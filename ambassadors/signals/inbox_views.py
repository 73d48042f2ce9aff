"""Pages beside the inbox: how fast people get an answer, and what was agreed about that."""

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ambassadors.db import db
from ambassadors.initiatives.current import initiative_or_404
from ambassadors.initiatives.models import Initiative
from ambassadors.measures.answering import ENOUGH, quarters_of
from ambassadors.security.guard import actor, requires
from ambassadors.security.policy import Permission
from ambassadors.signals import agreeing
from ambassadors.signals.answered import answering_of
from ambassadors.signals.calendars import days_of
from ambassadors.signals.forms import TERMS, WORDS, TermsForm
from ambassadors.signals.models import SignalTerms
from ambassadors.web import clock

blueprint = Blueprint("signals_inbox", __name__, url_prefix="/i/<initiative_code>/inbox")


@blueprint.get("/answers")
@requires(Permission.READ_INBOX)
def answers(initiative_code: str) -> ResponseReturnValue:
    """Per quarter, how many working days people waited."""
    initiative = initiative_or_404(initiative_code)
    settings = current_app.config["SETTINGS"]
    found = answering_of(db.session, initiative.id, clock.today(), clock.LOCAL, settings)
    return render_template("signals/answers.html", initiative=initiative, quarters=quarters_of(found), enough=ENOUGH)


@blueprint.get("/terms")
@requires(Permission.READ_INBOX)
def terms(initiative_code: str) -> ResponseReturnValue:
    """Within how many working days the kerngroep answers; who may, changes it here."""
    initiative = initiative_or_404(initiative_code)
    form = _form(initiative.id) if actor().may(Permission.EDIT_INITIATIVE, initiative_code) else None
    return _terms_page(initiative, form)


@blueprint.post("/terms")
@requires(Permission.EDIT_INITIATIVE)
def change_terms(initiative_code: str) -> ResponseReturnValue:
    """Agree on other numbers of days."""
    initiative = initiative_or_404(initiative_code)
    form = _form(initiative.id)
    if form.validate():
        with form.filing(db.session, WORDS):
            version, now = form.version.data, clock.now()
            agreeing.agree(db.session, initiative.id, version, form.days, actor().user_id, now)
        if not form.errors:
            flash(_("Saved. It holds for signals from now on; days that were agreed before stay."), "success")
            return redirect(url_for("signals_inbox.terms", initiative_code=initiative_code))
    return _terms_page(initiative, form), form.http_status


def _form(initiative_id: int) -> TermsForm:
    said = db.session.get(SignalTerms, initiative_id)
    days = days_of(db.session, initiative_id)
    return TermsForm(version=said.version if said else None, **{each: getattr(days, each) for each in TERMS})


def _terms_page(initiative: Initiative, form: TermsForm | None) -> str:
    return render_template(
        "signals/terms.html", initiative=initiative, form=form, days=days_of(db.session, initiative.id)
    )
