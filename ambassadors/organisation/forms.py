"""Forms for adding, changing and closing a department, and for quiet weeks."""

from collections.abc import Mapping, Sequence

from flask_babel import format_decimal
from flask_babel import lazy_gettext as _
from wtforms import DateField, RadioField, SelectChoice, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, Regexp

from ambassadors.imports.problems import Problem, RefusedError
from ambassadors.imports.values import DecimalNumber
from ambassadors.imports.wording import word
from ambassadors.organisation.models import HeadcountUnit
from ambassadors.web.forms import Form, VersionedForm
from ambassadors.web.intake import whole_number, whole_number_or_none

UNIT_NAMES = {HeadcountUnit.PEOPLE: _("people"), HeadcountUnit.FTE: _("FTE")}

WORDS = {
    "code_taken": _("Another department has this code. Choose another one."),
    "unknown_parent": _("There is no department with code “%(value)s”. Correct the code, or leave it empty."),
    "department_not_then": _("The department “%(value)s” does not exist then. Choose another one, or another day."),
    "loop": _("Then these departments would stand under each other in a circle. Choose another department."),
    "still_has_parts": _("The department “%(value)s” still stands under this one then. Move that one first."),
    "empty_value": _("Fill in how many work here themselves, before you add hired staff."),
    "not_there": _("This department does not run up to that day. Choose another day."),
    "unknown_successor": _("There is no department with code “%(value)s” on that day. Correct the code."),
    "successor_itself": _("A department cannot go over into itself. Leave this code out."),
}

QUIET_WORDS = {
    "quiet_far_away": _("Choose a day between the years 2000 and 2099."),
    "quiet_order": _("The last day comes before the first. Correct one of the two."),
    "quiet_too_long": _("Longer than 12 weeks is no holiday. Choose an earlier last day."),
    "quiet_twice": _("These days are in the list already. You do not have to add them again."),
    "no_such_department": _("This department does not exist any more. Choose another one."),
}


class WhereForm(Form):
    """In which department: one of a few that are likely, or one that is looked up by words."""

    department = RadioField(
        _("In which department?"), [InputRequired(_("Choose a department, or look one up."))], coerce=whole_number
    )
    words = StringField(_("Another department"), [Length(max=200)])

    @property
    def chosen(self) -> list[int]:
        """The department that was chosen just now, if one was."""
        return [number for raw in self.department.raw_data or [] if (number := whole_number_or_none(raw))]

    def offer_departments(self, names: Mapping[int, str], own: Sequence[int]) -> None:
        """Fill the list of departments; the first of one's own is chosen beforehand."""
        self.department.choices = list(names.items())
        if own and not self.is_submitted():
            self.department.data = own[0]


class AmountField(StringField):
    """A number of 0 or more, with or without decimals, as people write it: 12,5 or 12.5."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was filled in; nothing is None."""
        text = valuelist[0].strip() if valuelist else ""
        self.data = None
        if text:
            try:
                self.data = round(float(DecimalNumber().reader([text])(text)), 2)
            except RefusedError as refused:
                raise ValueError(word(Problem(refused.code, params=refused.params))) from refused

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else str(format_decimal(self.data, "0.##"))


class ChangeForm(VersionedForm):
    """How a department is from a day on."""

    name = StringField(_("Name"), [DataRequired(), Length(max=200)])
    parent = StringField(_("Stands under (code)"), [Optional(), Length(max=64)])
    headcount = AmountField(_("Own staff"))
    unit = SelectField(
        _("Counted in"),
        [InputRequired()],
        choices=[SelectChoice(unit.value, name) for unit, name in UNIT_NAMES.items()],
    )
    externals = AmountField(_("Hired staff"))
    needed = SelectField(
        _("Needs an ambassador of its own"),
        choices=[SelectChoice("", _("leave as it is")), SelectChoice("yes", _("yes")), SelectChoice("no", _("no"))],
    )
    since = DateField(_("From which day?"), [InputRequired()])


class NewForm(ChangeForm):
    """A department that is not there yet."""

    code = StringField(
        _("Code"), [DataRequired(), Length(max=64), Regexp(r"^\S+$", message=_("Write a code without spaces."))]
    )


class CloseForm(VersionedForm):
    """From which day a department is there no more, and what it became."""

    on = DateField(_("First day on which it is no longer there"), [InputRequired()])
    successors = StringField(_("Went over into (codes)"), [Optional(), Length(max=1000)])

    @property
    def codes(self) -> list[str]:
        """The codes of the successors, however they are kept apart."""
        return (self.successors.data or "").replace(",", " ").replace(";", " ").split()


class QuietForm(Form):
    """Weeks that do not count, of one department with all below it or of the whole organisation."""

    name = StringField(_("What is it?"), [DataRequired(_("Fill in a name.")), Length(max=100)])
    first = DateField(_("First day"), [InputRequired(_("Fill in the day."))])
    last = DateField(_("Last day"), [InputRequired(_("Fill in the day."))])
    department = SelectField(_("For whom?"), [Optional()])
