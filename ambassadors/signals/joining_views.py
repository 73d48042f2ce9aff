"""The kerngroep joins a signal to another that says the same, and lets it go again."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ambassadors.db import db
from ambassadors.security.guard import actor, requires
from ambassadors.security.policy import Permission
from ambassadors.signals import calendars, joining, queries
from ambassadors.signals.forms import WORDS
from ambassadors.signals.models import Signal
from ambassadors.signals.rules import Involved
from ambassadors.web import clock
from ambassadors.web.forms import Form
from ambassadors.web.intake import whole_number_or_none
from ambassadors.web.views import way_back

blueprint = Blueprint("joined_signals", __name__)


@blueprint.post("/signals/<int:signal_id>/join")
@requires(Permission.SIGNED_IN)
def join(signal_id: int) -> ResponseReturnValue:
    """Have a signal answered with another one."""

    def write(signal: Signal, by: Involved, version: int) -> None:
        lead_id = whole_number_or_none(request.form.get("lead", "")) or abort(400)
        settings, now = current_app.config["SETTINGS"], clock.now()
        terms = calendars.terms_for(db.session, signal.initiative_id, signal.department_id, clock.today(), settings)
        due_on = terms.acknowledge_by(urgent=signal.urgent)
        joining.join_as_kerngroep(db.session, signal, lead_id, by, version, now, due_on)

    return _written(signal_id, write, _("From now on these signals share one answer."))


@blueprint.post("/signals/<int:signal_id>/part")
@requires(Permission.SIGNED_IN)
def part(signal_id: int) -> ResponseReturnValue:
    """Let a joined signal go on by itself."""

    def write(signal: Signal, by: Involved, version: int) -> None:
        joining.part(db.session, signal, by, version, clock.now())

    return _written(signal_id, write, _("This signal goes on by itself."))


def _written(signal_id: int, write: Callable[[Signal, Involved, int], Any], done: str) -> ResponseReturnValue:
    signal, involved = queries.signal_for(db.session, actor(), signal_id, clock.today()) or abort(404)
    version = whole_number_or_none(request.form.get("version", "")) or abort(400)
    form = Form()
    if not form.validate():
        abort(400)
    with form.filing(db.session, WORDS):
        write(signal, involved, version)
    if form.form_errors:
        flash(" ".join(form.form_errors), "error")
    else:
        flash(done, "success")
    return redirect(url_for("signals.show", signal_id=signal.id, back=way_back()))
