"""What somebody wants to get: the page under the account, and the one request that stops a kind of message."""

from flask import Blueprint, Flask, abort, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ambassadors.accounts.models import User
from ambassadors.accounts.queries import open_user
from ambassadors.db import db
from ambassadors.messages import digest, queries, service
from ambassadors.messages.forms import KIND_NAMES, ChoicesForm
from ambassadors.messages.rules import MessageKind
from ambassadors.messages.writing import OFF
from ambassadors.security.guard import actor, public, requires
from ambassadors.security.policy import Permission
from ambassadors.web import clock, languages
from ambassadors.web.signed_links import parts_of

blueprint = Blueprint("messages", __name__)
off_blueprint = Blueprint("message_off", __name__, url_prefix="/messages/off")
"""Apart: its posts come from mail programs too, which have no token of a form of ours. The link is signed instead."""

EXTENSION = "digest"


def install(app: Flask, maker: digest.Maker) -> None:
    """Tell the preview how a digest is made."""
    app.extensions[EXTENSION] = maker


@blueprint.route("/account/messages", methods=["GET", "POST"])
@requires(Permission.SIGNED_IN)
def choose() -> ResponseReturnValue:
    """Which messages I get, and in which language."""
    user = db.session.get_one(User, actor().user_id)
    wanted = frozenset(MessageKind) - queries.unwanted_by(db.session, user.id)
    chosen = {kind.value: kind in wanted for kind in MessageKind}
    form = ChoicesForm(data=chosen | {"language": user.language or current_app.config["SETTINGS"].language})
    if not actor().may(Permission.ASSIGN_AMBASSADORS):
        del form.silence
    if not actor().may(Permission.HANDLE_SIGNALS):
        del form.late_signal
    if form.validate_on_submit():
        service.choose(db.session, user, form.wanted(wanted), form.language.data)
        languages.choose(form.language.data)
        flash(_("Saved."), "success")
        return redirect(url_for("messages.choose"))
    return render_template("messages/choose.html", form=form, email=user.email), form.http_status


@blueprint.get("/account/messages/preview")
@requires(Permission.SIGNED_IN)
def preview() -> ResponseReturnValue:
    """What the weekly message would tell me now. Looking sends nothing, and what it tells is told again by mail."""
    maker: digest.Maker = current_app.extensions[EXTENSION]
    user = db.session.get_one(User, actor().user_id)
    sections = maker.sections(db.session, user, clock.now())
    return render_template(
        "messages/preview.html",
        sections=sections,
        text=digest.written(user, sections).text,
        goes_out=current_app.config["POST_OFFICE"].is_open,
        wanted=MessageKind.DIGEST not in queries.unwanted_by(db.session, user.id),
    )


@off_blueprint.get("/<word>")
@public
def show(word: str) -> ResponseReturnValue:
    """Show a button: opening the page stops nothing, as mail scanners open every link."""
    found = _meant(word)
    if found is None:
        return render_template("messages/off_unknown.html"), 404
    return render_template("messages/off.html", word=word, kind=KIND_NAMES[found[1]], is_off=False)


@off_blueprint.post("/<word>")
@public
def switch_off(word: str) -> ResponseReturnValue:
    """Stop it, for who presses the button and for mail programs that do so at once (RFC 8058)."""
    found = _meant(word)
    if found is None:
        abort(400)
    user, kind = found
    service.switch_off(db.session, user.id, kind)
    return render_template("messages/off.html", word=word, kind=KIND_NAMES[kind], is_off=True)


def _meant(word: str) -> tuple[User, MessageKind] | None:
    parts = parts_of(OFF, word)
    user = None if parts is None else open_user(db.session, parts[0])
    return None if user is None or parts is None else (user, MessageKind(parts[1]))
