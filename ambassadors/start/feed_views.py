"""The private calendar: the file that calendars read, and the page where one makes or revokes its address."""

from collections.abc import Sequence
from typing import cast

from flask import Blueprint, Flask, Response, abort, current_app, flash, redirect, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from ambassadors.db import db
from ambassadors.security.guard import actor, public, requires
from ambassadors.security.policy import Permission
from ambassadors.start import feed_service
from ambassadors.start.feed import Source, Whose, calendar_of
from ambassadors.web import clock
from ambassadors.web.addresses import absolute
from ambassadors.web.forms import Form

blueprint = Blueprint("feed", __name__)

EXTENSION = "feed"
_TOLD_ONCE = "calendar_token"


def install(app: Flask, sources: Sequence[Source]) -> None:
    """Tell the calendar what rooms have for it."""
    app.extensions[EXTENSION] = tuple(sources)


@blueprint.get("/calendar/<token>.ics")
@public
def calendar(token: str) -> ResponseReturnValue:
    """Somebody's calendar, for a program that knows the private address. That it was asked for is kept nowhere."""
    user = feed_service.reader_of(db.session, token) or abort(404)
    settings, whose = current_app.config["SETTINGS"], Whose(user.id, user.person_id, clock.today())
    with force_locale(user.language or settings.language):
        name = f"Olievlek {settings.organisation_name}" if settings.organisation_name != "Olievlek" else "Olievlek"
        content = calendar_of(db.session, _sources(), whose, name, settings.base_url)
    response = Response(content, mimetype="text/calendar")
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Content-Disposition"] = 'inline; filename="olievlek.ics"'
    response.add_etag()
    return response.make_conditional(request)


@blueprint.get("/account/calendar")
@requires(Permission.SIGNED_IN)
def choose() -> ResponseReturnValue:
    """Whether I have an address, and right after making it, which."""
    token = cookie.pop(_TOLD_ONCE, None)
    return render_template(
        "start/feed.html",
        feed=feed_service.feed_of(db.session, actor().user_id),
        address=absolute(url_for("feed.calendar", token=token)) if token else None,
        form=Form(formdata=None),
    )


@blueprint.post("/account/calendar/renew")
@requires(Permission.SIGNED_IN)
def renew() -> ResponseReturnValue:
    """Make an address, in place of the one before."""
    cookie[_TOLD_ONCE] = feed_service.renew(db.session, actor().user_id, clock.now())
    return redirect(url_for("feed.choose"))


@blueprint.post("/account/calendar/revoke")
@requires(Permission.SIGNED_IN)
def revoke() -> ResponseReturnValue:
    """Let the address work no more."""
    feed_service.revoke(db.session, actor().user_id, clock.now())
    flash(_("The address works no more. Remove it from your calendar too."), "success")
    return redirect(url_for("feed.choose"))


def _sources() -> Sequence[Source]:
    return cast("Sequence[Source]", current_app.extensions[EXTENSION])
