"""Forms of stories: sharing one, and hiding one with a reason."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, SelectField, TextAreaField
from wtforms.validators import DataRequired, Length

from ambassadors.web.forms import Form, VersionedForm
from ambassadors.web.intake import whole_number

NO_RESULT = 0

WORDS = {
    "no_story": _("There is no story with this activity yet. Correct the activity and write one first."),
    "undone": _("This activity is undone. Put it back first."),
    "no_such_result": _("This result is not there any more. Choose another one, or none."),
    "hidden": _("The change manager has hidden this story. Talk to them first."),
}


class ShareForm(Form):
    """Which result it touched, and whether one wants to be named."""

    result = SelectField(_("Which result is it about?"), coerce=whole_number)
    named = BooleanField(_("Put my name with it"))

    def offer(self, results: Sequence[tuple[int, str]]) -> None:
        """Fill the list of results; leave it out where there is none."""
        if results:
            self.result.choices = [(NO_RESULT, _("none, or I don't know")), *results]
        else:
            del self.result

    @property
    def result_id(self) -> int | None:
        """The result that is chosen, if one is."""
        return (self.result.data or None) if "result" in self else None


class HideForm(VersionedForm):
    """Why a story is not for everybody."""

    why = TextAreaField(
        _("Why do you hide this story?"), [DataRequired(_("Write down why: its maker reads this.")), Length(max=500)]
    )
