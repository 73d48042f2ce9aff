"""My page, my certificates and my data. None of their addresses names a person: they tell of who asks."""

from collections.abc import Sequence

from flask import Blueprint, Flask, Response, abort, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from ambassadors.db import db
from ambassadors.mine.certificate import certificate_of
from ambassadors.mine.exporting import archive_of, told_of
from ambassadors.mine.queries import parts_of
from ambassadors.mine.rules import Period, span_of
from ambassadors.security.guard import actor, requires
from ambassadors.security.kept import Kept
from ambassadors.security.policy import Permission
from ambassadors.signals.queries import answers_of
from ambassadors.thanks.queries import sent
from ambassadors.web import clock
from ambassadors.web.formatting import listed
from ambassadors.web.forms import Form

blueprint = Blueprint("mine", __name__, url_prefix="/me")

EXTENSION = "kept"
SHOWN = 5
"""How many of a list stand there at once; the rest unfolds."""
MOST_NAMED = 8
"""How many departments a certificate names."""


def install(app: Flask, kinds: Sequence[Kept]) -> None:
    """Tell the export what each room keeps about a person."""
    app.extensions[EXTENSION] = kinds


@blueprint.get("")
@requires(Permission.SIGNED_IN)
def show() -> ResponseReturnValue:
    """What I did and set in motion, this year or in all."""
    who = actor()
    period = Period.ALL if request.args.get("period") == Period.ALL else Period.YEAR
    parts = parts_of(db.session, who, span_of(period, clock.today(), clock.LOCAL))
    return render_template(
        "mine/show.html",
        parts=parts,
        period=period,
        year=clock.today().year,
        answer_texts=answers_of(db.session, [row.id for part in parts for row in part.answers]),
        sent=sent(db.session, who.user_id),
        press=Form(formdata=None),
        shown=SHOWN,
    )


@blueprint.get("/certificate/<int:ambassadorship_id>")
@requires(Permission.SIGNED_IN)
def certificate(ambassadorship_id: int) -> ResponseReturnValue:
    """What I did as ambassador of a department, to print."""
    today = clock.today()
    span = span_of(Period.ALL, today, clock.LOCAL)
    found = certificate_of(db.session, actor(), ambassadorship_id, span) or abort(404)
    departments = _named(found.deeds.departments if found.deeds else [])
    return render_template("mine/certificate.html", certificate=found, departments=departments, today=today)


@blueprint.get("/data.zip")
@requires(Permission.SIGNED_IN)
def data() -> ResponseReturnValue:
    """All that is kept about me."""
    kinds: Sequence[Kept] = current_app.extensions[EXTENSION]
    who = actor()
    response = Response(archive_of(told_of(db.session, kinds, who), who, clock.now()), mimetype="application/zip")
    response.headers.set("Content-Disposition", "attachment", filename=_("my-data.zip"))
    return response


def _named(departments: Sequence[str]) -> str:
    """The first departments by name, and how many more there are."""
    more = len(departments) - MOST_NAMED
    rest = [ngettext("%(num)d more", "%(num)d more", more)] if more > 0 else []
    return listed([*departments[:MOST_NAMED], *rest])
