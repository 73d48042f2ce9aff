"""The form in which somebody says what they want to get."""

from collections.abc import Collection, Sequence

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length

from ambassadors.messages.rules import MessageKind
from ambassadors.web.forms import Form

KIND_NAMES = {
    MessageKind.DIGEST: _("A message a week: what waits for you, and what your network did"),
    MessageKind.REMINDER: _("A reminder if nothing was logged for some weeks"),
    MessageKind.ANNOUNCEMENT: _("What the change manager has to tell all ambassadors"),
    MessageKind.SILENCE: _("As change manager: who has logged nothing for 8 weeks"),
    MessageKind.HELP: _("An answer to your request for help, as soon as there is one"),
    MessageKind.LATE_SIGNAL: _("As kerngroep: which signals are too late"),
}


ANNOUNCEMENT_WORDS = {
    "nobody_to_tell": _("There is no ambassador there. Choose another department, or all of them."),
    "enough_today": _("Three messages were sent today already. Ambassadors read one better than four: wait a day."),
}


class ChoicesForm(Form):
    """Which messages, and in which language."""

    digest = BooleanField(KIND_NAMES[MessageKind.DIGEST])
    reminder = BooleanField(KIND_NAMES[MessageKind.REMINDER])
    announcement = BooleanField(KIND_NAMES[MessageKind.ANNOUNCEMENT])
    help = BooleanField(KIND_NAMES[MessageKind.HELP])
    silence = BooleanField(KIND_NAMES[MessageKind.SILENCE])
    late_signal = BooleanField(KIND_NAMES[MessageKind.LATE_SIGNAL])
    language = RadioField(
        _("In which language?"), choices=[SelectChoice("nl", "Nederlands"), SelectChoice("en", "English")]
    )

    def wanted(self, before: Collection[MessageKind]) -> frozenset[MessageKind]:
        """The kinds that are ticked; of what is not offered, those that were wanted `before`."""
        return frozenset(
            kind for kind in MessageKind if (self[kind.value].data if kind.value in self else kind in before)
        )


class AnnouncementForm(Form):
    """What a change manager wants to tell the ambassadors."""

    subject = StringField(_("What is it about?"), [DataRequired(_("Fill in what it is about.")), Length(max=120)])
    text = TextAreaField(_("Your message"), [DataRequired(_("Write your message.")), Length(max=4_000)])
    department = SelectField(_("To whom?"))

    def offer(self, departments: Sequence[tuple[str, str]]) -> None:
        """Fill the list of whom it may go to."""
        self.department.choices = [("", _("all ambassadors")), *departments]

    @property
    def department_id(self) -> int | None:
        """Of which department and all below it; None for all."""
        return int(self.department.data) if self.department.data else None
