"""Forms for signing in, passwords and invitations."""

from flask_babel import lazy_gettext as _
from wtforms import EmailField, PasswordField, SelectField, StringField
from wtforms.validators import DataRequired, EqualTo, InputRequired, Length

from ambassadors.security.policy import GRANTABLE, Role
from ambassadors.web.forms import EMAIL, Form
from ambassadors.web.intake import whole_number

ROLE_NAMES = {
    Role.ADMINISTRATOR: _("administrator"),
    Role.CHANGE_MANAGER: _("change manager"),
    Role.KERNGROEP: _("member of the kerngroep"),
    Role.CHAIR: _("chair of the kerngroep"),
    Role.SECRETARY: _("secretary of the kerngroep"),
    Role.AMBASSADOR: _("ambassador"),
    Role.EMPLOYEE: _("employee"),
}

WORDS = {
    "throttled": _("There were too many attempts. Wait a quarter of an hour and try again."),
    "password_short": _("Use at least 12 characters, for example four words."),
    "password_simple": _("This password is easy to guess. Choose another, for example four words."),
    "role_not_granted": _("This role is not given here. An ambassador is appointed on the coverage board."),
    "role_for_all": _("An administrator works for the whole organisation. Leave the change empty."),
    "last_administrator": _("This is the last administrator. Appoint another one first."),
}


class SignInForm(Form):
    """Address and password."""

    email = EmailField(_("E-mail address"), [InputRequired()])
    password = PasswordField(_("Password"), [InputRequired()])


class NameForm(Form):
    """How somebody is called."""

    name = StringField(_("Your name"), [DataRequired(), Length(max=200)])


class NewPasswordForm(Form):
    """A new password, twice."""

    password = PasswordField(_("New password"), [InputRequired(), Length(max=1000)])
    again = PasswordField(
        _("The same password again"), [InputRequired(), EqualTo("password", _("The two are not the same."))]
    )


class WelcomeForm(NameForm, NewPasswordForm):
    """What somebody tells who uses a link to sign in."""


class ForgottenForm(Form):
    """Where to send a link for a new password."""

    email = EmailField(_("E-mail address"), [InputRequired(), EMAIL])


class InvitationForm(Form):
    """Whom to invite, as what."""

    email = EmailField(_("E-mail address"), [InputRequired(), Length(max=200), EMAIL])
    name = StringField(_("Name"), [Length(max=200)])
    role = SelectField(_("Role"), [InputRequired()])
    initiative = SelectField(_("For which change"), coerce=whole_number)

    def offer(self, initiatives: list[tuple[int, str]], roles: tuple[Role, ...] = GRANTABLE) -> None:
        """Fill the lists to choose from."""
        self.role.choices = [(role.value, ROLE_NAMES[role]) for role in roles]
        self.initiative.choices = [(0, _("every change")), *initiatives]
