"""Forms of the calendar: what is planned, and why it does not take place."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from wtforms import DateField, SelectField, SelectMultipleField, StringField, TimeField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from ambassadors.planning.rules import Draft
from ambassadors.web.forms import Form, VersionedForm
from ambassadors.web.intake import text_or_none, whole_number

WORDS = {
    "day_past": _("This day has passed. Choose a day from today on, or log what you did."),
    "too_far": _("This is more than two years away. Check the year."),
    "before_start": _("The change has not started yet on this day. Choose a later day."),
    "after_end": _("The change has ended by this day. Choose an earlier day."),
    "nobody_leads": _("Choose who does it."),
    "not_serving": _("Not everybody named here is ambassador on that day. Choose another day, or somebody else."),
    "not_yours": _("You can plan what you do yourself, alone or with others. Name yourself too."),
    "kind_retired": _("This kind is no longer in use. Choose another one."),
    "department_not_then": _("A department named here does not exist on that day. Choose another one."),
    "not_planned": _("This was cancelled or logged already. Look at how it is now."),
    "is_cancelled": _("This was cancelled meanwhile."),
    "is_over": _("This is over. Who came along can be told when it is logged."),
    "not_ambassador": _("Only who is ambassador on that day can come along."),
}

MOST_DEPARTMENTS = 40

Named = Sequence[tuple[int, str]]
"""Ids with what each is called."""


class PlanForm(VersionedForm):
    """What is planned, when and where, for which departments, and who does it."""

    kind = SelectField(_("What are you going to do?"), coerce=whole_number, validate_choice=False)
    title = StringField(_("What is it called?"), [Length(max=200)])
    on = DateField(_("On which day?"), [InputRequired(_("Fill in the day."))])
    at = TimeField(_("At what time?"), [Optional()])
    place = StringField(_("Where?"), [Length(max=200)])
    departments = SelectMultipleField(_("For which departments?"), coerce=whole_number, validate_choice=False)
    department_name = StringField(_("Name or code of another department"), [Length(max=200)])
    leading = SelectMultipleField(_("Who does it?"), coerce=whole_number, validate_choice=False)
    leading_name = StringField(_("Somebody else's name"), [Length(max=200)])

    def seeks_a_name(self) -> bool:
        """Whether a name is typed that is not looked up yet."""
        return bool(self.department_name.data or self.leading_name.data)

    def offer(
        self,
        kinds: Sequence[tuple[int, str]],
        departments: Sequence[tuple[int, str]],
        doers: Sequence[tuple[int, str]],
    ) -> None:
        """Fill the lists to choose from."""
        self.kind.choices = [SelectChoice(value, label) for value, label in kinds]
        self.departments.choices = [SelectChoice(value, label) for value, label in departments]
        self.leading.choices = [SelectChoice(value, label) for value, label in doers]

    def draft(self, initiative_id: int) -> Draft:
        """What the form says."""
        return Draft(
            initiative_id=initiative_id,
            kind_id=self.kind.data,
            on=self.on.data,
            at=self.at.data,
            title=text_or_none(self.title.data),
            place=text_or_none(self.place.data),
            department_ids=tuple((self.departments.data or ())[:MOST_DEPARTMENTS]),
            leading=tuple(self.leading.data or ()),
        )


class CancelForm(VersionedForm):
    """Why it does not or did not take place."""

    why = StringField(_("Do you want to say why?"), [Length(max=200)])

    @property
    def words(self) -> str | None:
        """What was said, if anything."""
        return text_or_none(self.why.data)


class PressForm(VersionedForm):
    """One press: a button that puts a plan back."""


class ComingForm(Form):
    """One press: coming along, or not after all."""
