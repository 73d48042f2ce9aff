"""Forms of meetings: when and where, points, what is recorded, who was there."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import DateField, RadioField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, Regexp, ValidationError

from ambassadors.kerngroep.agreement_forms import require_principle
from ambassadors.kerngroep.forms import ManyChoices
from ambassadors.meetings.agreeing import Agreed
from ambassadors.meetings.planning import Appointment
from ambassadors.meetings.rules import AgreementKind
from ambassadors.web.forms import Form, VersionedForm
from ambassadors.web.intake import text_or_none

MEETING_WORDS = {
    "closed_already": _("The minutes of this meeting are closed."),
    "called_off": _("This meeting was called off."),
    "recorded_already": _("Something was recorded here already, so it stays."),
    "long_ago": _("That is more than a month ago. Choose a later day."),
    "far_ahead": _("That is more than two years away. Choose an earlier day."),
    "still_to_come": _("This meeting is still to come. Close it on its day, or change its day first."),
    "not_closed": _("The minutes are not closed yet: record it there."),
    "no_reason": _("Write down why: a concession without a reason stays for good."),
    "in_the_past": _("Choose today or a later day."),
}

NOTE, SKIP = "note", "skip"


class MeetingForm(VersionedForm):
    """When and where to meet."""

    on = DateField(_("Day"), [InputRequired(_("Fill in the day."))])
    time = StringField(
        _("Time"),
        [DataRequired(_("Fill in the time.")), Regexp(r"^([01]?\d|2[0-3])[:.][0-5]\d$", message=_("Write 10:00."))],
    )
    place = StringField(_("Place"), [Optional(), Length(max=200)])

    def appointment(self) -> Appointment:
        """What was filled in."""
        hour, minute = self.time.data.replace(".", ":").split(":")
        return Appointment(self.on.data, f"{int(hour):02}:{minute}", text_or_none(self.place.data))


class PointForm(Form):
    """A point of one's own."""

    title = StringField(_("A point of your own"), [DataRequired(_("Write down what it is about.")), Length(max=300)])


class RecordForm(VersionedForm):
    """What becomes of a point: a note, or something agreed with who and by when."""

    kind = RadioField(
        _("What is it?"),
        [InputRequired(_("Choose what it is."))],
        choices=[
            SelectChoice(AgreementKind.ACTION.value, _("action")),
            SelectChoice(AgreementKind.AGREEMENT.value, _("agreement")),
            SelectChoice(AgreementKind.CONCESSION.value, _("concession")),
            SelectChoice(NOTE, _("note")),
        ],
    )
    what = StringField(
        _("What do you record?"), [DataRequired(_("Write it down, or skip the point.")), Length(max=500)]
    )
    owner = SelectField(_("Who"), coerce=int)
    due_on = DateField(_("By when"), [InputRequired(_("Fill in the day."))])
    until = DateField(_("Until when does the concession hold?"), [InputRequired(_("Fill in the day."))])
    why = StringField(_("Why (for a concession)"), [Optional(), Length(max=500)])
    principle = SelectField(_("From which principle does it depart?"), coerce=int)

    def offer(self, members: Iterable[tuple[int, str]], principles: Iterable[tuple[int, str]]) -> None:
        """Whom and which principles one can choose."""
        self.owner.choices = list(members)
        self.principle.choices = [(0, str(_("choose one"))), *principles]

    @property
    def says_nothing(self) -> bool:
        """Whether nothing was typed: then there is nothing to lose by going on."""
        return not (self.what.data or "").strip() and not (self.why.data or "").strip()

    def validate_principle(self, field: SelectField) -> None:
        """A concession names its principle."""
        require_principle(self.kind.data, field)

    def agreed(self) -> Agreed | None:
        """What was agreed; nothing for a note."""
        if self.kind.data == NOTE:
            return None
        what, who = self.what.data.strip(), self.owner.data
        if self.kind.data == AgreementKind.CONCESSION:
            why, principle = text_or_none(self.why.data), self.principle.data or None
            return Agreed(AgreementKind.CONCESSION, what, who, self.until.data, why, principle)
        return Agreed(AgreementKind(self.kind.data), what, who, self.due_on.data)

    def typed(self) -> str:
        """What was typed, on a line: kept where it can no longer be recorded."""
        why = text_or_none(self.why.data)
        return f"{(self.what.data or '').strip()} ({why})" if why else (self.what.data or "").strip()


class CloseForm(VersionedForm):
    """Who was there."""

    present = ManyChoices(_("Who was there?"), coerce=int)

    def offer(self, members: Iterable[tuple[int, str]]) -> None:
        """Who could have been there."""
        self.present.choices = list(members)

    def validate_present(self, field: ManyChoices) -> None:
        """Somebody was there. Not a validator of the field: a browser would then ask to tick every box."""
        if not field.data:
            raise ValidationError(str(_("Tick who was there.")))


class AdditionForm(Form):
    """A correction of closed minutes."""

    text = TextAreaField(_("What do you add?"), [DataRequired(_("Write down what you add.")), Length(max=5_000)])


def shown_for(on: date, time: str, place: str | None, version: int) -> dict[str, Any]:
    """What the form of a meeting holds when it is opened."""
    return {"on": on, "time": time, "place": place, "version": version}
