"""Forms of kinds of activity."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, RadioField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from ambassadors.initiatives.forms import AUDIENCES
from ambassadors.initiatives.kinds import KindDraft
from ambassadors.initiatives.models import Asks, Audience
from ambassadors.web.forms import Form

WORDS = {
    "name_taken": _("There is a kind with this name already, perhaps one that is retired. Choose another name."),
    "last_kind": _("This is the last kind that every change has. Add another one first."),
}

ASKS = {
    Asks.NOTHING: _("nothing more"),
    Asks.OUTCOME: _("what came out of it"),
    Asks.VOTES: _("votes for the old and the new version"),
    Asks.REVIEW: _("the plan, the advice, and whether it was followed"),
    Asks.LINK: _("a link"),
}


class RenameKindForm(Form):
    """The names of a kind."""

    name_nl = StringField(_("Name in Dutch"), [DataRequired(), Length(max=60)])
    name_en = StringField(_("Name in English"), [DataRequired(), Length(max=60)])


class NewKindForm(RenameKindForm):
    """A kind to add. What it is with and what it asks stay as they are: figures of the past rest on it."""

    audience = RadioField(
        _("Whom is it with?"),
        [InputRequired(_("Choose one."))],
        choices=[SelectChoice(each.value, words) for each, words in AUDIENCES.items()],
    )
    asks = RadioField(
        _("What does it ask on top?"),
        choices=[SelectChoice(each.value, words) for each, words in ASKS.items()],
        default=Asks.NOTHING.value,
    )
    everywhere = BooleanField(_("For every change of the organisation"))

    def draft(self) -> KindDraft:
        """What was filled in."""
        return KindDraft(
            name_nl=self.name_nl.data.strip(),
            name_en=self.name_en.data.strip(),
            audience=Audience(self.audience.data),
            asks=Asks(self.asks.data),
            everywhere="everywhere" in self and bool(self.everywhere.data),
        )
