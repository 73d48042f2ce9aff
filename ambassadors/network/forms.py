"""Forms of the coverage board and of joining."""

from collections.abc import Iterable
from datetime import date, timedelta

from flask_babel import lazy_gettext as _
from wtforms import DateField, Field, IntegerField, RadioField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from ambassadors.network.rules import Source, Status
from ambassadors.network.strengths import MOST_SIGNS
from ambassadors.organisation.queries import PersonRow
from ambassadors.web.forms import Form, VersionedForm
from ambassadors.web.intake import whole_number

WORDS = {
    "in_the_future": _("This day is still to come. Choose today or an earlier day."),
    "before_last_step": _("Something was set on a later day already. Choose that day, or a later one."),
    "not_possible_now": _("This is not possible any more: look at how it is now."),
    "ends_on_first_day": _("This is the day on which it began. Choose a later day, or undo the beginning."),
    "pause_order": _("A pause ends after it begins. Choose a later day."),
    "pause_too_long": _("A pause lasts at most 12 weeks. Choose an earlier day, or hand over to a colleague."),
    "recruited_by_self": _("Nobody wins themselves over. Choose another colleague, or leave it empty."),
    "department_not_then": _("The department did not exist on that day. Choose a later day."),
    "overlap": _("This colleague is in this department's network already. Choose another colleague or day."),
    "stand_in_self": _("Somebody cannot stand in for themselves. Choose another colleague."),
    "successor_self": _("This is the ambassador who stops. Choose another colleague."),
    "undo_too_late": _("A step can be undone for one day. Set a new step instead."),
    "has_activities": _("Activities were logged already. End the ambassadorship instead."),
    "named_self": _("This is yourself. Choose “I want to join” instead."),
    "works_nowhere": _("The staff file does not tell where this colleague works. Ask your administrator to add it."),
    "is_ambassador": _("This colleague is ambassador already. Choose somebody else."),
    "named_enough": _("You named five colleagues who have not answered yet. Wait for their answers first."),
    "hours_out_of_range": _("Write a number of hours from 1 to 160."),
    "agreement_over": _("This day is past. Choose a day to come."),
    "manager_self": _("Somebody cannot agree on hours with themselves. Choose the line manager."),
    "no_address": _("The staff file has no e-mail address for this colleague. Ask your administrator to add it."),
    "signs_in_already": _("This colleague signs in already."),
    "link_by_administrator": _(
        "Your administrator must make this link: this account has other rights or was closed."
    ),
}

SOURCES = {
    Source.OWN_WISH: _("own wish"),
    Source.COLLEAGUE: _("won over by a colleague"),
    Source.PROJECT: _("through a project together"),
    Source.MANAGER: _("named by a manager"),
}

STATUSES = {
    Status.NAMED: _("was named"),
    Status.CANDIDATE: _("wants to join"),
    Status.ASKED: _("was asked"),
    Status.ACTIVE: _("ambassador"),
    Status.PAUSED: _("on a break"),
    Status.QUESTIONS: _("only for questions"),
    Status.ENDED: _("stopped"),
    Status.DECLINED: _("declined"),
}


class PickForm(Form):
    """A colleague, picked from a few or looked up by words."""

    person = RadioField(_("Colleague"), [Optional()], coerce=whole_number, validate_choice=False)
    problem = ""
    leaves: int | None = None
    """Id of the person whose place is taken, who cannot do so themselves."""
    who = StringField(_("Somebody else: name, e-mail address or code"), [Length(max=200)])

    def offer(self, people: Iterable[PersonRow], at_home: int) -> None:
        """Fill the list to pick from; where they work is told of who works elsewhere than `at_home`."""
        self.person.choices = [
            SelectChoice(each.id, _named(each, at_home)) for each in people if each.id != self.leaves
        ]

    @property
    def picked(self) -> int | None:
        """Id of the colleague who was picked from what is offered."""
        offered = {choice.value for choice in self.person.choices or ()}
        return self.person.data if self.person.data in offered else None

    def validate_who(self, _field: Field) -> None:
        """Tell what is unclear about who is meant; see `picking`."""
        if self.problem:
            raise ValidationError(self.problem)


def _named(person: PersonRow, at_home: int) -> str:
    known_here = person.department_id in (None, at_home)
    return person.name if known_here else f"{person.name} ({person.department_name})"


class OriginForm(Form):
    """How somebody came to it."""

    source = SelectField(
        _("How did this colleague come to it?"),
        [Optional()],
        choices=[
            SelectChoice("", _("not known")),
            *(SelectChoice(kind.value, name) for kind, name in SOURCES.items()),
        ],
    )
    recruiter_problem = ""
    recruited_by = StringField(_("Who won this colleague over? Name, e-mail address or code"), [Length(max=200)])

    def validate_recruited_by(self, _field: Field) -> None:
        """Tell what is unclear about who is meant; see `picking`."""
        if self.recruiter_problem:
            raise ValidationError(self.recruiter_problem)

    @property
    def source_told(self) -> Source | None:
        """What was chosen."""
        return Source(self.source.data) if self.source.data else None


class InviteForm(PickForm, OriginForm):
    """A colleague to appoint, or to ask first."""

    status = RadioField(
        _("What is agreed?"),
        [InputRequired()],
        choices=[
            SelectChoice(Status.ACTIVE.value, _("Is ambassador: colleague and manager agree")),
            SelectChoice(Status.ASKED.value, _("Is asked: I wait for the answer")),
        ],
        default=Status.ACTIVE.value,
    )
    on = DateField(_("From"), [InputRequired()])


class NeedForm(Form):
    """Whether a department needs an ambassador of its own."""


class AppointForm(VersionedForm):
    """From when a candidate is ambassador."""

    on = DateField(_("From"), [InputRequired()])


class AgreeForm(VersionedForm, PickForm):
    """What the line manager agreed."""

    person = RadioField(_("Who agreed it?"), [Optional()], coerce=whole_number, validate_choice=False)
    who = StringField(_("Another line manager: name, e-mail address or code"), [Length(max=200)])
    hours = IntegerField(_("Hours a month"), [InputRequired()])
    until = DateField(_("Until"), [InputRequired()])
    on = DateField(_("Agreed on"), [InputRequired()])


class NameForm(PickForm):
    """A colleague to name, who is told at once."""

    who = StringField(_("Name, e-mail address or code of your colleague"), [Length(max=200)])


class EndForm(VersionedForm):
    """From when somebody is ambassador no more, and whether they may still be asked."""

    stays = RadioField(
        _("What stays?"),
        [InputRequired()],
        choices=[
            SelectChoice(Status.ENDED.value, _("Stops altogether")),
            SelectChoice(Status.QUESTIONS.value, _("Stays there for questions")),
        ],
        default=Status.ENDED.value,
    )
    on = DateField(_("No longer ambassador from"), [InputRequired()])


class PauseForm(VersionedForm, PickForm):
    """A pause, with a stand-in if there is one."""

    on = DateField(_("From"), [InputRequired()])
    until = DateField(_("Back on"), [InputRequired()])


class HandOverForm(VersionedForm, PickForm, OriginForm):
    """A successor, from a day."""

    on = DateField(_("The successor begins on"), [InputRequired()])


FORMS: dict[str, type[Form]] = {
    "invite": InviteForm,
    "need": NeedForm,
    "appoint": AppointForm,
    "agree": AgreeForm,
    "pause": PauseForm,
    "end": EndForm,
}
"""The form of each thing that the board can do, by the name that addresses use."""

FOR_DEPARTMENT = frozenset({"invite", "need"})


def defaults(today: date) -> dict[str, date]:
    """What a form on the board holds when it is opened: today, and a pause of two weeks."""
    return {"on": today, "until": today + timedelta(weeks=2)}


class StrengthsForm(VersionedForm):
    """What colleagues can ask an ambassador, in their own words."""

    strengths = TextAreaField(_("What can colleagues ask you?"), [Length(max=MOST_SIGNS)])
