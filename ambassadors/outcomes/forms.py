"""The form of a series."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import DateField, IntegerField, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from ambassadors.activities.outcome_models import Rhythm, Series
from ambassadors.outcomes.service import Draft
from ambassadors.web.forms import VersionedForm
from ambassadors.web.intake import whole_number

WORDS = {"not_serving": _("Choose at least one ambassador who serves a department today.")}

UNITS = {Rhythm.WEEK: _("weeks"), Rhythm.MONTH: _("months")}


class SeriesForm(VersionedForm):
    """A series; the version is empty for a new one."""

    name = StringField(_("Name of the series"), [DataRequired(), Length(max=200)])
    kind = SelectField(_("What is it?"), coerce=whole_number)
    every = IntegerField(
        _("Every"), [InputRequired(), NumberRange(1, 52, _("Fill in a number from 1 to 52."))], default=1
    )
    unit = RadioField(
        _("Weeks or months?"),
        choices=[SelectChoice(unit.value, words) for unit, words in UNITS.items()],
        default=Rhythm.MONTH.value,
    )
    next_on = DateField(_("When is the next one?"), [InputRequired(_("Fill in the day."))])
    members = SelectMultipleField(_("Who keeps it going?"), coerce=whole_number, validate_choice=False)

    @staticmethod
    def shown_for(series: Series) -> dict[str, Any]:
        """What the form holds for a series that is there."""
        return {
            "name": series.name,
            "kind": series.kind_id,
            "every": series.every,
            "unit": series.unit.value,
            "next_on": series.next_on,
            "members": [each.ambassadorship_id for each in series.members],
            "version": series.version,
        }

    def draft(self) -> Draft:
        """What was filled in."""
        return Draft(
            name=self.name.data.strip(),
            kind_id=self.kind.data,
            every=self.every.data,
            unit=Rhythm(self.unit.data),
            next_on=self.next_on.data,
            members=tuple(dict.fromkeys(self.members.data or ())),
        )
