"""Forms of objections: what was said, when it was heard, and what one can say in return."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from wtforms import DateField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from ambassadors.web.forms import Form, VersionedForm
from ambassadors.web.intake import whole_number

LONGEST_OBJECTION, LONGEST_ANSWER = 200, 1_000
"""One sentence, and as much as one can say while the other still listens."""
NOT_KNOWN = 0

_SAY_SOMETHING = DataRequired(_("Write a few words."))

WORDS = {
    "heard_in_future": _("This day is still to come. Choose today or an earlier day."),
    "heard_before_start": _("The change had not started yet on this day. Choose a later day."),
    "department_not_then": _("This department did not exist on that day. Choose another department, or another day."),
    "joined_to_itself": _("This is the same objection."),
    "joined_already": _("One of the two was joined meanwhile. Look at how it is now."),
}

ACTIONS = {
    "written": _("written"),
    "heard": _("heard"),
    "not_heard": _("hearing withdrawn"),
    "heard_again": _("hearing put back"),
    "reworded": _("reworded"),
    "retired": _("withdrawn"),
    "restored": _("put back"),
    "joined": _("joined to another one"),
    "parted": _("taken apart again"),
}
"""What the trail tells of an objection or an answer."""


class TextForm(VersionedForm):
    """An objection in other words."""

    text = StringField(_("What do people say?"), [_SAY_SOMETHING, Length(max=LONGEST_OBJECTION)])


class HearForm(Form):
    """Where and when it was heard."""

    department = SelectField(_("In which department did you hear it?"), coerce=whole_number)
    on = DateField(_("On which day?"), [InputRequired(_("Fill in the day."))])

    def offer_departments(self, choices: Sequence[tuple[int, str]]) -> None:
        """Fill the list of departments; the first one is chosen beforehand."""
        self.department.choices = list(choices)


class NewForm(HearForm):
    """What was heard, where and when, and an answer if somebody knows one."""

    text = StringField(_("What do people say?"), [_SAY_SOMETHING, Length(max=LONGEST_OBJECTION)])
    answer = TextAreaField(_("What did you say that helped?"), [Length(max=LONGEST_ANSWER)])


class AnswerForm(VersionedForm):
    """What one can say in return."""

    text = TextAreaField(_("What can you say?"), [_SAY_SOMETHING, Length(max=LONGEST_ANSWER)])
