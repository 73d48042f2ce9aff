"""Forms of initiatives and principles."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import DateField, Field, IntegerField, RadioField, SelectChoice, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, Regexp, ValidationError

from ambassadors.initiatives.models import Audience, Initiative, TypeOfChange
from ambassadors.initiatives.service import Draft
from ambassadors.web.forms import Form, VersionedForm
from ambassadors.web.intake import text_or_none

WORDS = {
    "code_taken": _("Another change has this code. Choose another one."),
    "owner_ambiguous": _("More than one colleague has this name. Write the e-mail address or the code instead."),
}

TYPES = {
    TypeOfChange.DIVERGENT: _("It breaks with how we work today"),
    TypeOfChange.CLOSE: _("It stays close to how we work today"),
}

AUDIENCES = {
    Audience.CONTACT: _("with colleagues: counts as taking part"),
    Audience.BROADCAST: _("to many at once: counts as having heard"),
    Audience.EXTERNAL: _("with residents: has an outcome, reaches no colleagues"),
}

_AT_MOST_TEN_YEARS = NumberRange(1, 3650, _("Fill in a number of days from 1 to 3650."))


class InitiativeForm(VersionedForm):
    """An initiative; thresholds start as they are for everybody."""

    name = StringField(_("Name of the change"), [DataRequired(), Length(max=200)])
    vision = TextAreaField(_("What we go for"), [Length(max=4000)])
    owner = StringField(_("Who keeps hold of it"), [Length(max=200)])
    starts_on = DateField(_("From"), [InputRequired()])
    ends_on = DateField(_("Until"), [Optional()])
    type_of_change = RadioField(
        _("How far is it from today's practice?"),
        [Optional()],
        choices=[
            SelectChoice("", _("I do not know yet")),
            *(SelectChoice(kind.value, label) for kind, label in TYPES.items()),
        ],
        default="",
    )
    code = StringField(
        _("Short code"),
        [
            DataRequired(),
            Length(max=64),
            Regexp(r"^[^/\s]+$", message=_("Use no spaces and no /: the code stands in web addresses.")),
        ],
    )
    heard_days = IntegerField(_("Heard: days to look back"), [InputRequired(), _AT_MOST_TEN_YEARS], default=365)
    takes_part_days = IntegerField(
        _("Takes part: days to look back"), [InputRequired(), _AT_MOST_TEN_YEARS], default=182
    )
    takes_part_weeks = IntegerField(
        _("Takes part: number of different weeks with an activity"),
        [InputRequired(), NumberRange(1, 52, _("Fill in a number of weeks from 1 to 52."))],
        default=3,
    )
    takes_part_percent = IntegerField(
        _("Takes part: percentage of the staff"),
        [InputRequired(), NumberRange(1, 100, _("Fill in a percentage from 1 to 100."))],
        default=25,
    )
    carries_days = IntegerField(_("Carries it: days to look back"), [InputRequired(), _AT_MOST_TEN_YEARS], default=56)

    THRESHOLDS = ("heard_days", "takes_part_days", "takes_part_weeks", "takes_part_percent", "carries_days")

    @staticmethod
    def shown_for(initiative: Initiative, owner: str | None) -> dict[str, Any]:
        """What the form holds for an initiative that is there; `owner` in words that mean them again."""
        names = ("name", "vision", "starts_on", "ends_on", "code", "version")
        days = ("heard_days", "takes_part_days", "takes_part_weeks", "carries_days")
        return {
            **{name: getattr(initiative, name) for name in (*names, *days)},
            "owner": owner,
            "type_of_change": initiative.type_of_change.value if initiative.type_of_change else "",
            "takes_part_percent": round(initiative.takes_part_share * 100),
        }

    def validate_ends_on(self, field: Field) -> None:
        """An end is not before the start."""
        if self.starts_on.data and field.data and field.data < self.starts_on.data:
            raise ValidationError(_("The end is before the start. Correct one of the two."))

    def draft(self) -> Draft:
        """What was filled in."""
        kind = self.type_of_change.data
        return Draft(
            code=self.code.data.strip(),
            name=self.name.data.strip(),
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            vision=text_or_none(self.vision.data),
            owner=text_or_none(self.owner.data),
            type_of_change=TypeOfChange(kind) if kind else None,
            heard_days=self.heard_days.data,
            takes_part_days=self.takes_part_days.data,
            takes_part_weeks=self.takes_part_weeks.data,
            takes_part_share=self.takes_part_percent.data / 100,
            carries_days=self.carries_days.data,
        )

    @property
    def more_is_wrong(self) -> bool:
        """Whether something behind “more” needs correcting."""
        return any(self[name].errors for name in self.THRESHOLDS)


class NewPrincipleForm(Form):
    """A principle to add."""

    title = StringField(_("Principle"), [DataRequired(), Length(max=200)])
    watered_down = TextAreaField(_("How do you notice that it is watered down?"), [Length(max=2000)])

    @property
    def watered_down_words(self) -> str | None:
        """What was filled in there."""
        return text_or_none(self.watered_down.data)


class PrincipleForm(NewPrincipleForm, VersionedForm):
    """A principle to reword; the version is that of its initiative."""
