"""The page that shows a link to sign in with, and the letter that carries it."""

from flask import current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from ambassadors.accounts.letters import invitation_letter
from ambassadors.accounts.models import User
from ambassadors.db import db
from ambassadors.mail.sending import PostOffice
from ambassadors.web.addresses import absolute


def mail_link(user: User, token: str) -> str:
    """The link with that token; it is mailed too, where mail is set up."""
    link = absolute(url_for("accounts.use_link", token=token))
    post_office().post(db.session, invitation_letter(user, link))
    return link


def show_link(user: User, token: str, back: str | None = None) -> ResponseReturnValue:
    """Show the link, once; `back` is the page to go on to, else the start page."""
    link = mail_link(user, token)
    mailed = post_office().is_open
    return render_template("accounts/link.html", user=user, link=link, mailed=mailed, back=back), 201


def post_office() -> PostOffice:
    """Where mail goes."""
    office: PostOffice = current_app.config["POST_OFFICE"]
    return office
