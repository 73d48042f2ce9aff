"""Forms of confirmations: with which evidence, from which day, and why it is withdrawn."""

from flask_babel import lazy_gettext as _
from wtforms import DateField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from ambassadors.meetings.rules import State
from ambassadors.web.forms import Form, VersionedForm

STATE_NAMES = {
    State.VALID: _("valid"),
    State.ENDS_SOON: _("ends soon"),
    State.EXPIRED: _("expired"),
    State.RENEWED: _("renewed"),
    State.WITHDRAWN: _("withdrawn"),
}

STATE_KINDS = {
    State.VALID: "good",
    State.ENDS_SOON: "warning",
    State.EXPIRED: "quiet",
    State.RENEWED: "quiet",
    State.WITHDRAWN: "bad",
}
"""How the badge of each looks."""

WORDS = {
    "in_future": _("Choose today or an earlier day."),
    "before_start": _("The change had not started yet on this day. Choose a later day."),
    "before_withdrawal": _("It was withdrawn after this day. Choose the day of the withdrawal, or a later one."),
    "before_last": _("It was confirmed on this day or later already. Choose a later day."),
    "department_not_then": _("This department did not exist on that day. Choose another day."),
    "withdrawn_already": _("This confirmation was withdrawn meanwhile."),
    "renewed_already": _("This confirmation was renewed meanwhile. Withdraw the new one."),
    "before_confirmed": _("This is before it was confirmed. Choose that day, or a later one."),
    "expired_already": _("The confirmation had expired by this day. Choose an earlier day."),
}


class ConfirmForm(Form):
    """What shows that a department does it by itself, and since when."""

    evidence = TextAreaField(_("What shows it?"), [DataRequired(_("Write down what shows it.")), Length(max=5_000)])
    on = DateField(_("Since which day?"), [InputRequired(_("Fill in the day."))])


class WithdrawForm(VersionedForm):
    """Why a department does not do it by itself any more, and since when."""

    why = TextAreaField(_("Why?"), [DataRequired(_("Write down why.")), Length(max=5_000)])
    on = DateField(_("Since which day?"), [InputRequired(_("Fill in the day."))])
