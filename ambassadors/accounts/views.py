"""Pages for signing in and out, invitations, and one's own account."""

from collections.abc import Callable, Sequence

from flask import Blueprint, Flask, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from ambassadors.accounts import queries, service
from ambassadors.accounts.forms import (
    ROLE_NAMES,
    WORDS,
    ForgottenForm,
    NameForm,
    NewPasswordForm,
    SignInForm,
    WelcomeForm,
)
from ambassadors.accounts.letters import reset_letter
from ambassadors.accounts.links import post_office
from ambassadors.accounts.models import LinkPurpose, User
from ambassadors.accounts.queries import RoleSource
from ambassadors.accounts.rules import normal_email
from ambassadors.db import db
from ambassadors.security.actor import Actor
from ambassadors.security.guard import actor, public, requires
from ambassadors.security.policy import Permission
from ambassadors.web import clock
from ambassadors.web.addresses import absolute
from ambassadors.web.views import local_path

blueprint = Blueprint("accounts", __name__)


class SignedIn(UserMixin):  # type: ignore[misc]  # flask-login ships no types
    """What the session cookie stands for: a user, and that their password was not changed since."""

    def __init__(self, user: User) -> None:
        self.user = user

    def get_id(self) -> str:
        """What the cookie keeps."""
        return f"{self.user.id}:{self.user.session_epoch}"


def install(app: Flask, role_sources: Sequence[RoleSource]) -> Callable[[], Actor | None]:
    """Set up sessions; returns how to find the actor of a request."""
    manager = LoginManager(app)
    manager.session_protection = None

    @manager.user_loader  # type: ignore[untyped-decorator]  # flask-login ships no types
    def load(cookie: str) -> SignedIn | None:
        user_id, _colon, epoch = cookie.partition(":")
        user = queries.open_user(db.session, int(user_id))
        return SignedIn(user) if user and str(user.session_epoch) == epoch else None

    def actor_of_request() -> Actor | None:
        if not current_user.is_authenticated:
            return None
        return queries.load_actor(db.session, current_user.user, clock.today(), role_sources)

    return actor_of_request


@blueprint.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    """Sign in, then go on to the page that was asked for."""
    form = SignInForm()
    if form.validate_on_submit():
        user = None
        with form.filing(db.session, WORDS):
            user = service.sign_in(
                db.session,
                form.email.data,
                form.password.data,
                request.remote_addr or "",
                current_app.config["SECRET_KEY"],
                clock.now(),
            )
        if user:
            login_user(SignedIn(user), remember=False)
            return redirect(local_path(request.args.get("next")) or url_for("start.home"))
        if not form.errors:
            form.form_errors.append(_("Address and password do not belong together. Check both and try again."))
            return render_template("accounts/sign_in.html", form=form), 401
        return render_template("accounts/sign_in.html", form=form), 429
    return render_template("accounts/sign_in.html", form=form), 422 if form.errors else 200


@blueprint.post("/sign-out")
@public
def sign_out() -> ResponseReturnValue:
    """End the session in this browser."""
    logout_user()
    flash(_("You are signed out."), "info")
    return redirect(url_for("accounts.sign_in"))


@blueprint.route("/invitation/<token>", methods=["GET", "POST"])
@public
def use_link(token: str) -> ResponseReturnValue:
    """Choose a password by a single-use link, and be signed in."""
    link = service.usable_link(db.session, token, clock.now())
    if link is None:
        return render_template("accounts/link_used.html"), 410
    user = db.session.get_one(User, link.user_id)
    form = WelcomeForm(name="" if user.name == user.email else user.name)
    if form.validate_on_submit():
        with form.filing(db.session, WORDS):
            service.set_password(db.session, user, form.password.data, clock.now(), form.name.data.strip())
        if not form.errors:
            login_user(SignedIn(user))
            return redirect(url_for("start.home"))
    status = 422 if form.errors else 200
    return render_template("accounts/new_password.html", form=form, email=user.email), status


@blueprint.route("/forgotten", methods=["GET", "POST"])
@public
def forgotten() -> ResponseReturnValue:
    """Mail a link for a new password; says the same whether or not there is such a user."""
    office = post_office()
    form = ForgottenForm()
    if office.is_open and form.validate_on_submit():
        user = queries.user_by_email(db.session, normal_email(form.email.data))
        if user and not user.closed_at:
            token = service.new_link(db.session, user, LinkPurpose.RESET, clock.now())
            office.post(db.session, reset_letter(user, absolute(url_for("accounts.use_link", token=token))))
        flash(_("If we know that address, a message is on its way. The link in it works for two hours."), "info")
        return redirect(url_for("accounts.sign_in"))
    status = 422 if form.errors else 200
    return render_template("accounts/forgotten.html", form=form, can_mail=office.is_open), status


@blueprint.route("/account", methods=["GET", "POST"])
@requires(Permission.SIGNED_IN)
def my_account() -> ResponseReturnValue:
    """My name, my roles, a new password."""
    user = db.session.get_one(User, actor().user_id)
    form = NewPasswordForm()
    if form.validate_on_submit():
        with form.filing(db.session, WORDS):
            service.set_password(db.session, user, form.password.data, clock.now())
        if not form.errors:
            login_user(SignedIn(user))
            flash(_("Your new password is saved. You are signed out everywhere else."), "success")
            return redirect(url_for("accounts.my_account"))
    return _account_page(user, NameForm(formdata=None, name=user.name), form)


@blueprint.post("/account/name")
@requires(Permission.SIGNED_IN)
def rename() -> ResponseReturnValue:
    """Change my name alone."""
    user = db.session.get_one(User, actor().user_id)
    form = NameForm()
    if not form.validate_on_submit():
        return _account_page(user, form, NewPasswordForm(formdata=None))
    service.rename(db.session, user, form.name.data.strip(), clock.now())
    flash(_("Your name is saved."), "success")
    return redirect(url_for("accounts.my_account"))


def _account_page(user: User, name: NameForm, password: NewPasswordForm) -> ResponseReturnValue:
    page = render_template(
        "accounts/my_account.html",
        name_form=name,
        form=password,
        email=user.email,
        roles=queries.own_roles(db.session, actor()),
        role_names=ROLE_NAMES,
    )
    return page, 422 if name.errors or password.errors else 200
