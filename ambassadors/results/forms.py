"""Forms of the worklist: what a result is, and the step that it takes."""

from flask_babel import lazy_gettext as _
from wtforms import DateField, RadioField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, Regexp

from ambassadors.results.rules import OPEN, ResultStatus
from ambassadors.web.forms import VersionedForm

STATUS_NAMES = {
    ResultStatus.TO_DO: _("to do"),
    ResultStatus.ADAPTED: _("adapted"),
    ResultStatus.TESTED: _("tested"),
    ResultStatus.IN_USE: _("in use"),
    ResultStatus.RECHECKED: _("in use and rechecked"),
}

STATUS_KINDS = {
    ResultStatus.TO_DO: "quiet",
    ResultStatus.ADAPTED: "neutral",
    ResultStatus.TESTED: "neutral",
    ResultStatus.IN_USE: "good",
    ResultStatus.RECHECKED: "good",
}
"""How the badge of each looks."""

PRESSES = {
    ResultStatus.TO_DO: _("Do it again"),
    ResultStatus.ADAPTED: _("Adapted"),
    ResultStatus.TESTED: _("Tested"),
    ResultStatus.IN_USE: _("In use"),
    ResultStatus.RECHECKED: _("Rechecked"),
}
"""What the button says that takes a result there."""

FILTERS = {
    "": (_("the whole worklist"), frozenset(ResultStatus)),
    "open": (_("not in use yet"), OPEN),
    **{status.value: (name, frozenset({status})) for status, name in STATUS_NAMES.items()},
    "dropped": (_("taken off the worklist"), frozenset(ResultStatus)),
}
"""What one can ask to see: its name, and which states that are."""

WORDS = {
    "code_taken": _("There is a result with this code already. Choose another code."),
    "no_such_department": _("This department does not exist any more. Choose another one."),
    "off_the_list": _("This was taken off the worklist meanwhile."),
    "not_a_step": _("This step does not fit how it is now. Look at how far it is, and choose again."),
    "in_future": _("Choose today or an earlier day."),
    "before_last": _("This is before the last step. Choose that day, or a later one."),
    "nothing_to_undo": _("A step can be taken back for a day. Choose “do it again” if this must be redone."),
}


class ResultForm(VersionedForm):
    """What a result is, and which department it is of."""

    name = StringField(_("What is it called?"), [DataRequired(_("Fill in a name.")), Length(max=200)])
    kind = StringField(_("What is it?"), [DataRequired(_("Fill in what it is.")), Length(max=60)])
    department = SelectField(_("Department"), coerce=int)


class NewResultForm(ResultForm):
    """The same for a new one; its code stays."""

    code = StringField(
        _("Code"),
        [DataRequired(_("Fill in a code.")), Length(max=64), Regexp(r"^\S+$", message=_("Write it without spaces."))],
    )


class StepForm(VersionedForm):
    """What a result becomes, and from which day."""

    status = RadioField(_("How far is it?"), [InputRequired(_("Choose one."))])
    on = DateField(_("Since when?"), [DataRequired(_("Fill in a date."))])


class PressForm(VersionedForm):
    """One press: a button that takes a result a step further, or the last step back."""
