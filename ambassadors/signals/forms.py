"""Forms of signals: raising one, and one for each step on its way."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from flask_babel import lazy_gettext as _
from wtforms import DateField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from ambassadors.initiatives.models import Initiative, Principle
from ambassadors.signals.rules import CLOSED, OPEN, UNACKNOWLEDGED, Severity, SignalStatus
from ambassadors.web.forms import Form, VersionedForm
from ambassadors.web.intake import whole_number, whole_number_or_none

SEVERITY_NAMES = {
    Severity.SMALL: _("It is small"),
    Severity.HINDERS: _("It gets in the way"),
    Severity.BLOCKS: _("It cannot go on like this"),
}

ROUTE_NAMES = {"ambassador": _("The ambassador nearby"), "kerngroep": _("Straight to the kerngroep")}

STATUS_NAMES = {
    SignalStatus.RAISED: _("with the ambassador"),
    SignalStatus.SOLVED_LOCALLY: _("solved by the ambassador"),
    SignalStatus.ESCALATED: _("waits for the kerngroep"),
    SignalStatus.ACKNOWLEDGED: _("taken up"),
    SignalStatus.ANSWERED: _("answered, sender not told yet"),
    SignalStatus.FED_BACK: _("answered"),
    SignalStatus.REOPENED: _("reopened"),
}

STATUS_KINDS = {
    SignalStatus.RAISED: "quiet",
    SignalStatus.SOLVED_LOCALLY: "good",
    SignalStatus.ESCALATED: "warning",
    SignalStatus.ACKNOWLEDGED: "neutral",
    SignalStatus.ANSWERED: "neutral",
    SignalStatus.FED_BACK: "good",
    SignalStatus.REOPENED: "warning",
}
"""How the badge of each looks."""

NEXT_STEP_NAMES = {
    SignalStatus.RAISED: _("Look at it"),
    SignalStatus.ESCALATED: _("Take it up"),
    SignalStatus.REOPENED: _("Take it up again"),
    SignalStatus.ACKNOWLEDGED: _("Answer"),
    SignalStatus.ANSWERED: _("Tell the sender"),
}
"""What the kerngroep has to do next."""

FILTERS = {
    "open": (_("open signals"), OPEN),
    "new": (_("not taken up yet"), UNACKNOWLEDGED),
    "taken_up": (_("taken up"), frozenset({SignalStatus.ACKNOWLEDGED, SignalStatus.ANSWERED})),
    "with_ambassador": (_("with the ambassador"), frozenset({SignalStatus.RAISED})),
    "closed": (_("closed signals"), CLOSED),
    "all": (_("all signals"), frozenset(SignalStatus)),
}
"""What one can ask to see in the inbox: its name, and which states that are."""

STEP_NAMES = {
    SignalStatus.RAISED: _("Raised"),
    SignalStatus.SOLVED_LOCALLY: _("Solved by the ambassador"),
    SignalStatus.ESCALATED: _("Taken to the kerngroep"),
    SignalStatus.ACKNOWLEDGED: _("Taken up by the kerngroep"),
    SignalStatus.ANSWERED: _("Answered"),
    SignalStatus.FED_BACK: _("The sender was told"),
    SignalStatus.REOPENED: _("Reopened by the sender"),
}

WORDS = {
    "said_nothing": _("Write a few words, so that the other knows what you mean."),
    "no_such_department": _("This department is not there any more. Choose another one."),
    "no_such_principle": _("This principle belongs to another change. Choose another one, or none."),
    "owner_not_kerngroep": _("Choose somebody who is in the kerngroep."),
    "due_past": _("This day has passed. Choose a day from today on."),
    "nothing_changed": _("Owner and date are as they were. Change one of them first."),
    "not_allowed": _("This signal is elsewhere on its way now. Look below at what happened."),
}

MOST_WORDS = 4_000


class Press(StrEnum):
    """The buttons on the page of a signal."""

    SOLVE = "solve"
    ESCALATE = "escalate"
    ACKNOWLEDGE = "acknowledge"
    ANSWER = "answer"
    ANSWER_AND_TELL = "answer-and-tell"
    TELL = "tell"
    REOPEN = "reopen"


class RaiseForm(Form):
    """What, where, how bad, and who should pick it up."""

    initiative = RadioField(_("Which change is it about?"), [InputRequired()], coerce=whole_number)
    what = TextAreaField(_("What is going on?"), [DataRequired(WORDS["said_nothing"]), Length(max=MOST_WORDS)])
    department = RadioField(
        _("In which department?"), [InputRequired(_("Choose a department, or look one up."))], coerce=whole_number
    )
    words = StringField(_("Another department"), [Length(max=200)])
    severity = RadioField(_("How bad is it?"), [InputRequired(_("Choose how bad it is."))])
    principle = SelectField(_("Which principle is at risk?"), coerce=whole_number)
    route = RadioField(_("Who should pick it up?"), [InputRequired()])

    def offer(self, initiatives: Sequence[Initiative], principles: Sequence[Principle]) -> None:
        """Fill the lists to choose from; leave out what there is no choice in."""
        self.severity.choices = list(SEVERITY_NAMES.items())
        self.route.choices = list(ROUTE_NAMES.items())
        if len(initiatives) == 1:
            del self.initiative
        else:
            self.initiative.choices = [(each.id, each.name) for each in initiatives]
        if principles:
            names = {each.id: f"{each.name}: " if len(initiatives) > 1 else "" for each in initiatives}
            titles = [(each.id, names[each.initiative_id] + each.title) for each in principles]
            self.principle.choices = [(0, _("I don't know, or none")), *titles]
        else:
            del self.principle

    @property
    def chosen(self) -> list[int]:
        """The department that was chosen just now, if one was."""
        return [number for raw in self.department.raw_data or [] if (number := whole_number_or_none(raw))]

    def offer_departments(self, names: Mapping[int, str], own: Sequence[int]) -> None:
        """Fill the list of departments; the first of one's own is chosen beforehand."""
        self.department.choices = list(names.items())
        if own and not self.is_submitted():
            self.department.data = own[0]


class DealForm(VersionedForm):
    """What the ambassador did about it, or has to say about it to the kerngroep."""

    note = TextAreaField(_("What did you do about it, or what should the kerngroep know?"), [Length(max=MOST_WORDS)])


class EscalateForm(VersionedForm):
    """Take it to the kerngroep without waiting for the ambassador."""

    note = TextAreaField(_("Do you want to add something?"), [Length(max=MOST_WORDS)])


class AcknowledgeForm(VersionedForm):
    """Who finds an answer, by when."""

    owner = SelectField(_("Who sees to an answer?"), [InputRequired()], coerce=whole_number)
    due_on = DateField(_("Before or on"), [InputRequired()])


class AnswerForm(VersionedForm):
    """The kerngroep's answer."""

    note = TextAreaField(_("Your answer"), [DataRequired(WORDS["said_nothing"]), Length(max=MOST_WORDS)])


class TellForm(VersionedForm):
    """Tell the sender, with a word more if need be."""

    note = TextAreaField(_("Do you want to add something to the answer?"), [Length(max=MOST_WORDS)])


class ReopenForm(VersionedForm):
    """Why the answer does not solve it."""

    note = TextAreaField(_("What is not solved yet?"), [DataRequired(WORDS["said_nothing"]), Length(max=MOST_WORDS)])
