"""Forms of signals: raising one, and one for each step on its way."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from enum import StrEnum
from typing import ClassVar

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    DateField,
    Field,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from ambassadors.initiatives.models import Initiative, Principle
from ambassadors.organisation.forms import WhereForm
from ambassadors.signals.persons import Sign
from ambassadors.signals.rules import CLOSED, OPEN, TAKEN_UP, UNACKNOWLEDGED, Severity, SignalStatus
from ambassadors.signals.terms import MOST_DAYS, Days
from ambassadors.web.forms import Form, VersionedForm
from ambassadors.web.intake import whole_number

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
    SignalStatus.ASKED: _("a question for the sender"),
    SignalStatus.REPLIED: _("the sender replied"),
    SignalStatus.ANSWERED: _("answered, sender not told yet"),
    SignalStatus.FED_BACK: _("answered"),
    SignalStatus.CLOSED: _("closed"),
    SignalStatus.REOPENED: _("reopened"),
}

DUE_NAMES = {
    SignalStatus.ESCALATED: _("To be taken up, at the latest on"),
    SignalStatus.REOPENED: _("To be taken up again, at the latest on"),
    SignalStatus.ANSWERED: _("To be told to the sender, at the latest on"),
}
"""What the day of a signal is for; in other states it is that of the answer."""

STATUS_KINDS = {
    SignalStatus.RAISED: "quiet",
    SignalStatus.SOLVED_LOCALLY: "good",
    SignalStatus.ESCALATED: "warning",
    SignalStatus.ACKNOWLEDGED: "neutral",
    SignalStatus.ASKED: "neutral",
    SignalStatus.REPLIED: "neutral",
    SignalStatus.ANSWERED: "neutral",
    SignalStatus.FED_BACK: "good",
    SignalStatus.CLOSED: "good",
    SignalStatus.REOPENED: "warning",
}
"""How the badge of each looks."""

NEXT_STEP_NAMES = {
    SignalStatus.RAISED: _("Look at it"),
    SignalStatus.ESCALATED: _("Take it up"),
    SignalStatus.REOPENED: _("Take it up again"),
    SignalStatus.ACKNOWLEDGED: _("Answer"),
    SignalStatus.REPLIED: _("Answer"),
    SignalStatus.ANSWERED: _("Tell the sender"),
}
"""What the kerngroep has to do next."""

FILTERS = {
    "open": (_("open signals"), OPEN),
    "new": (_("not taken up yet"), UNACKNOWLEDGED),
    "taken_up": (_("taken up"), TAKEN_UP | {SignalStatus.ANSWERED}),
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
    SignalStatus.ASKED: _("The sender was asked something"),
    SignalStatus.REPLIED: _("The sender replied"),
    SignalStatus.ANSWERED: _("Answered"),
    SignalStatus.FED_BACK: _("The sender was told"),
    SignalStatus.CLOSED: _("Closed"),
    SignalStatus.REOPENED: _("Reopened by the sender"),
}

WORDS = {
    "said_nothing": _("Write a few words, so that the other knows what you mean."),
    "no_such_department": _("This department is not there any more. Choose another one."),
    "no_such_principle": _("This principle belongs to another change. Choose another one, or none."),
    "owner_not_kerngroep": _("Choose somebody who is in the kerngroep."),
    "due_past": _("This day has passed. Choose a day from today on."),
    "due_weekend": _("This day is in a weekend. Choose a working day."),
    "nothing_changed": _("Owner and date are as they were. Change one of them first."),
    "not_joinable": _("This signal cannot be joined any more: it has an answer. Send yours by itself."),
    "not_allowed": _("This signal is elsewhere on its way now. Look below at what happened."),
}

PERSON_WORDS = {
    Sign.NAMED: _(
        "There is a colleague's name in your text. A signal is about the work: leave the name out. "
        "Is something wrong between the two of you? The confidential adviser is there for you. "
        "Nothing is stored yet."
    ),
    Sign.PERSONAL: _(
        "This seems to be about a person. You need not carry that alone: the confidential adviser is there for you. "
        "Is it about the work after all? Tick that below, and send it again. Nothing is stored yet."
    ),
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
    ASK = "ask"
    REPLY = "reply"
    CLOSE = "close"
    REOPEN = "reopen"


class AboutWork(Form):
    """What is to be about the work: refused where it seems to be about a person, with a box to tick if it is not."""

    about_work = BooleanField(_("This is about the work, not about one person"))
    sign: Sign | None = None
    """Why it was refused."""
    FIELD: ClassVar[str]
    """The name of the field of the text."""

    @property
    def said(self) -> Field:
        """The field of the text."""
        return self[self.FIELD]

    @property
    def may_tick(self) -> bool:
        """Whether it can be sent after all, by who says that it is about the work."""
        return self.sign is Sign.PERSONAL or bool(self.about_work.data)

    def about_a_person(self, sign: Sign | None) -> bool:
        """Whether it is refused for being about a person; tells so beside the text."""
        if sign is None or (sign is Sign.PERSONAL and self.about_work.data):
            return False
        self.sign = sign
        self.said.errors = [*self.said.errors, str(PERSON_WORDS[sign])]
        return True


class RaiseForm(WhereForm, AboutWork):
    """What, where, how bad, and who should pick it up."""

    FIELD = "what"
    initiative = RadioField(
        _("Which change is it about?"), [InputRequired(_("Choose which change it is about."))], coerce=whole_number
    )
    what = TextAreaField(_("What is going on?"), [DataRequired(WORDS["said_nothing"]), Length(max=MOST_WORDS)])
    severity = RadioField(_("How bad is it?"), [InputRequired(_("Choose how bad it is."))])
    principle = SelectField(_("Which principle is at risk?"), coerce=whole_number)
    route = RadioField(_("Who should pick it up?"), [InputRequired()])
    confidential = BooleanField(
        _("Confidential: only the chair, and who sees to an answer, may see that it is from me")
    )
    for_colleague = BooleanField(_("I raise this for a colleague who has no computer"))
    alike_seen = HiddenField()
    """Filled once similar signals were shown."""
    may_be_near = False
    """Whether the ambassador nearby may be who raises it."""

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


class WordsForm(VersionedForm):
    """A step that tells something in words; the field has a name of its own where two stand on one page."""

    FIELD: ClassVar[str] = "note"

    @property
    def said(self) -> Field:
        """The field of the words."""
        return self[self.FIELD]


class GuardedWordsForm(WordsForm, AboutWork):
    """Words of the sender or of the ambassador: about persons they are no more than when the signal is raised.

    What the kerngroep asks and answers is not guarded, since it may name whom to turn to.
    """


class DealForm(GuardedWordsForm):
    """What the ambassador did about it, or has to say about it to the kerngroep."""

    note = TextAreaField(_("What did you do about it, or what should the kerngroep know?"), [Length(max=MOST_WORDS)])


class EscalateForm(GuardedWordsForm):
    """Take it to the kerngroep without waiting for the ambassador."""

    note = TextAreaField(_("Do you want to add something?"), [Length(max=MOST_WORDS)])


class AcknowledgeForm(VersionedForm):
    """Who finds an answer, how urgent it is, by when; without a date by what was agreed for all signals."""

    owner = SelectField(_("Who sees to an answer?"), [InputRequired()], coerce=whole_number)
    urgent = BooleanField(_("This is urgent"))
    due_on = DateField(_("Before or on"), [Optional()])

    by_terms: Mapping[bool, date]
    """The day that it becomes without a date: for an urgent signal, and for another."""


class AskForm(WordsForm):
    """What the kerngroep wants to know of the sender before it can answer."""

    FIELD = "question"
    question = TextAreaField(
        _("What do you want to know of the sender?"),
        [DataRequired(WORDS["said_nothing"]), Length(max=MOST_WORDS)],
    )


class ReplyForm(GuardedWordsForm):
    """The sender's reply to a question of the kerngroep."""

    FIELD = "reply"
    reply = TextAreaField(_("Your reply"), [DataRequired(WORDS["said_nothing"]), Length(max=MOST_WORDS)])


class CloseForm(VersionedForm):
    """Only the button."""


class AnswerForm(WordsForm):
    """The kerngroep's answer."""

    note = TextAreaField(_("Your answer"), [DataRequired(WORDS["said_nothing"]), Length(max=MOST_WORDS)])


class TellForm(WordsForm):
    """Tell the sender, with a word more if need be."""

    note = TextAreaField(_("Do you want to add something to the answer?"), [Length(max=MOST_WORDS)])


class ReopenForm(GuardedWordsForm):
    """Why the answer does not solve it."""

    FIELD = "why"
    why = TextAreaField(_("What is not solved yet?"), [DataRequired(WORDS["said_nothing"]), Length(max=MOST_WORDS)])


_DAYS = (InputRequired(), NumberRange(1, MOST_DAYS, _("Fill in a number of working days from 1 to 90.")))


class TermsForm(VersionedForm):
    """Within how many working days the kerngroep of a change answers."""

    acknowledge = IntegerField(_("To take a signal up"), _DAYS)
    answer = IntegerField(_("To answer, after the next meeting"), _DAYS)
    without_meeting = IntegerField(_("To answer, if no meeting is planned"), _DAYS)
    urgent_acknowledge = IntegerField(_("To take an urgent signal up"), _DAYS)
    urgent_answer = IntegerField(_("To answer an urgent signal"), _DAYS)
    climb = IntegerField(_("Too late: after how many days the chair hears of it"), _DAYS)

    @property
    def days(self) -> Days:
        """What was filled in."""
        return Days(**{each: self[each].data for each in TERMS})


TERMS = tuple(each.name for each in fields(Days))
"""The numbers of the form, by name."""
