"""Objections that say the same: the change manager joins them, and takes them apart again."""

from flask import Blueprint, flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ambassadors.db import db
from ambassadors.objections import service
from ambassadors.objections.forms import WORDS
from ambassadors.objections.views import known_objection, recorder, to_page_of
from ambassadors.security.guard import requires
from ambassadors.security.policy import Permission
from ambassadors.web.forms import Form
from ambassadors.web.intake import whole_number_or_none

blueprint = Blueprint("objection_joining", __name__, url_prefix="/i/<initiative_code>/objections/<int:objection_id>")


@blueprint.post("/join")
@requires(Permission.KEEP_OBJECTIONS)
def join(initiative_code: str, objection_id: int) -> ResponseReturnValue:
    """Let another one and this one be heard and answered as one; leads to the one whose words stay."""
    initiative, objection = known_objection(initiative_code, objection_id)
    _initiative, other = known_objection(initiative_code, whole_number_or_none(request.form.get("other")) or 0)
    form = Form()
    with form.filing(db.session, WORDS):
        objection = service.join(db.session, other, objection, recorder())
        told = _(
            "Joined. They count as one now, under the words that were heard most: “%(text)s”.", text=objection.text
        )
        flash(told, "success")
    if form.errors:
        flash(" ".join(form.form_errors), "error")
    return to_page_of(initiative, objection)


@blueprint.post("/part")
@requires(Permission.KEEP_OBJECTIONS)
def part(initiative_code: str, objection_id: int) -> ResponseReturnValue:
    """Let a joined one stand by itself again."""
    initiative, objection = known_objection(initiative_code, objection_id)
    main = objection.joined_to_id
    service.part(db.session, objection, recorder())
    flash(_("“%(text)s” stands by itself again.", text=objection.text), "success")
    return to_page_of(initiative, known_objection(initiative_code, main or objection_id)[1])
