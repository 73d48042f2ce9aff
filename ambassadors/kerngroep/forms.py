"""Forms of the kerngroep: what is put off, until when and why; and boxes to tick."""

from flask_babel import lazy_gettext as _
from wtforms import DateField, SelectMultipleField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from ambassadors.web.forms import Form, VersionedForm

SNOOZE_WORDS = {
    "not_later": _("Choose a day after today."),
    "too_long": _("Choose a day within half a year: then it comes back and you look again."),
}


class SnoozeForm(Form):
    """Until when a matter is put off, and why."""

    until = DateField(_("When does it come back?"), [InputRequired(_("Fill in the day."))])
    why = TextAreaField(_("Why can it wait?"), [DataRequired(_("Write down why.")), Length(max=1_000)])


class ManyChoices(SelectMultipleField):
    """Several of a list, each with a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class AskForm(VersionedForm):
    """What the board is asked, in the report as of a day."""

    text = TextAreaField(_("What do you ask the board?"), [Length(max=600)])
