"""How the background work stands: for the administrator, who alone can do something about it."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

from ambassadors.accounts.links import post_office
from ambassadors.db import db
from ambassadors.jobs import queries, service
from ambassadors.mail import outbox
from ambassadors.security.guard import requires
from ambassadors.security.policy import Permission
from ambassadors.web import clock
from ambassadors.web.forms import Form

blueprint = Blueprint("background", __name__, url_prefix="/background")

JOB_NAMES: Mapping[str, LazyString] = {
    outbox.SEND: lazy_gettext("sending a message"),
    "tidy": lazy_gettext("tidying up at night"),
    "digests": lazy_gettext("beginning with the weekly digests"),
    "digest": lazy_gettext("making a weekly digest"),
    "reminders": lazy_gettext("looking where nothing was logged"),
    "late signals": lazy_gettext("looking which signals are too late"),
    "announcement": lazy_gettext("mailing what a change manager tells all"),
    "tell_of_help": lazy_gettext("telling what became of a request for help"),
    "unanswered": lazy_gettext("erasing candidates who got no answer"),
}
"""What each kind of job does; the rooms of most of them stand above this one, so that they are named here."""
MESSAGE_NAMES: Mapping[str, LazyString] = {
    "digest": lazy_gettext("weekly digest"),
    "reminder": lazy_gettext("reminder that nothing was logged"),
    "silence": lazy_gettext("for the change manager: where nothing was logged"),
    "announcement": lazy_gettext("what a change manager tells all"),
    "help": lazy_gettext("what became of a request for help"),
    "late_signal": lazy_gettext("for the kerngroep: signals that are too late"),
    "minutes": lazy_gettext("minutes of the kerngroep"),
}


@blueprint.get("")
@requires(Permission.MANAGE_USERS)
def show() -> ResponseReturnValue:
    """What waits, what was given up, and which messages may not have arrived."""
    return render_template(
        "accounts/background.html",
        state=queries.state_of(db.session, clock.now()),
        unsettled=outbox.unsettled(db.session),
        mails=post_office().is_open,
        job_names=JOB_NAMES,
        message_names=MESSAGE_NAMES,
        form=Form(),
    )


@blueprint.post("/again")
@requires(Permission.MANAGE_USERS)
def try_again() -> ResponseReturnValue:
    """Try anew what was given up."""
    service.try_again(db.session, clock.now())
    flash(_("It is tried again, from the first attempt."), "success")
    return redirect(url_for("background.show"))


@blueprint.post("/messages/again")
@requires(Permission.MANAGE_USERS)
def send_again() -> ResponseReturnValue:
    """Send once more the messages that may not have arrived."""
    outbox.send_again(db.session, clock.now())
    flash(_("The messages are sent again."), "success")
    return redirect(url_for("background.show"))


@blueprint.post("/messages/leave")
@requires(Permission.MANAGE_USERS)
def leave() -> ResponseReturnValue:
    """Send none of these messages again."""
    outbox.leave_unsettled(db.session, clock.now())
    flash(_("These messages are not sent again."), "success")
    return redirect(url_for("background.show"))


def needs_a_look() -> bool:
    """Whether something went wrong, or waits without a worker."""
    return not queries.state_of(db.session, clock.now()).is_well or bool(outbox.unsettled(db.session))
