"""The form in which one thanks an ambassador."""

from flask_babel import lazy_gettext as _
from wtforms import TextAreaField
from wtforms.validators import Length, Optional

from ambassadors.thanks.rules import LONGEST
from ambassadors.web.forms import Form

WORDS = {
    "yourself": _("This is you. Nice that you are pleased with it. Only a colleague can thank you."),
    "once_a_day": _("You thanked this colleague today already. Tomorrow you can do it again."),
}


class ThanksForm(Form):
    """A sentence, or none."""

    words = TextAreaField(
        _("What do you want to say?"),
        [Optional(), Length(max=LONGEST, message=_("This is too long. Write at most %(max)d signs."))],
    )
