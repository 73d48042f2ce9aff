"""Forms of requests for help: asking, passing on, saying no, and telling that it was done."""

from collections.abc import Collection, Sequence
from enum import StrEnum

from flask_babel import lazy_gettext as _
from wtforms import DateField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from ambassadors.activities.forms import EXACT, NUMBERS
from ambassadors.activities.forms import WORDS as LOG_WORDS
from ambassadors.activities.outcome_forms import ReviewFields
from ambassadors.activities.outcomes import Outcome
from ambassadors.activities.rules import ReachEntry
from ambassadors.helprequests.rules import GOES_ON, HelpKind, HelpStatus, Move
from ambassadors.initiatives.models import Initiative
from ambassadors.organisation.forms import WhereForm
from ambassadors.web.forms import VersionedForm
from ambassadors.web.intake import whole_number, whole_number_or_none

KIND_NAMES = {HelpKind.VISIT: _("visit"), HelpKind.REVIEW: _("looking along")}
KIND_CHOICES = {
    HelpKind.VISIT: _("Come by, to tell or to help"),
    HelpKind.REVIEW: _("Look along with something that we make"),
}

STATUS_NAMES = {
    HelpStatus.OPEN: _("waits for an answer"),
    HelpStatus.TAKEN: _("taken"),
    HelpStatus.DONE: _("done"),
    HelpStatus.DECLINED: _("turned down"),
    HelpStatus.WITHDRAWN: _("withdrawn"),
}
STATUS_KINDS = {
    HelpStatus.OPEN: "warning",
    HelpStatus.TAKEN: "neutral",
    HelpStatus.DONE: "good",
    HelpStatus.DECLINED: "quiet",
    HelpStatus.WITHDRAWN: "quiet",
}
"""How the badge of each looks."""

STEP_NAMES = {
    Move.ASKED: _("Asked"),
    Move.TAKEN: _("Taken"),
    Move.PASSED_ON: _("Asked of somebody else"),
    Move.GIVEN_BACK: _("Given back: it waits again"),
    Move.HANDED_OVER: _("Handed over to a successor"),
    Move.DONE: _("Done"),
    Move.UNDONE: _("Not done after all: what was logged is undone"),
    Move.DECLINED: _("Declined"),
    Move.WITHDRAWN: _("Withdrawn"),
    Move.REOPENED: _("Asked again"),
}

UNANSWERED = "unanswered"
"""The choice of what the change manager has to answer, which no state tells."""
FILTERS = {
    UNANSWERED: (_("without an answer"), GOES_ON),
    "open": (_("waits for an answer"), frozenset({HelpStatus.OPEN})),
    "taken": (_("taken"), frozenset({HelpStatus.TAKEN})),
    "done": (_("done"), frozenset({HelpStatus.DONE})),
    "ended": (_("declined or withdrawn"), frozenset({HelpStatus.DECLINED, HelpStatus.WITHDRAWN})),
    "all": (_("all requests"), frozenset(HelpStatus)),
}
"""What one can ask to see of a change: its name, and which states that are."""

WORDS = {
    **LOG_WORDS,
    "said_nothing": _("Write a few words, so that the other knows what you mean."),
    "no_such_department": _("This department is not there any more. Choose another one."),
    "wish_past": _("This day has passed. Choose a day from today on."),
    "wish_too_far": _("This day is more than a year away. Choose an earlier one, or leave it empty."),
    "change_over": _("This change is completed, so there is nobody to ask any more."),
    "asked_already": _("You asked this already. Look under “Your requests” how far it is."),
    "taken_already": _("Somebody else was first. You need to do nothing."),
    "not_allowed": _("This request is elsewhere on its way now. Look below at what happened."),
    "keeps_no_advice": _("With this kind no advice is kept. Choose another kind, or leave plan and advice empty."),
    "not_serving": _("This ambassador is not there today. Choose somebody else."),
}

MOST_WORDS = 2_000


class Press(StrEnum):
    """The buttons on the page of a request that only need a press, or a few words."""

    GIVE_BACK = "give-back"
    PASS_ON = "pass-on"  # noqa: S105  no password, but the name of a button
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"


class AskForm(WhereForm):
    """What kind of help, for which department, about what, and when it would suit."""

    initiative = RadioField(
        _("Which change is it about?"), [InputRequired(_("Choose which change it is about."))], coerce=whole_number
    )
    kind = RadioField(
        _("What do you ask?"),
        [InputRequired(_("Choose what you ask."))],
        choices=[SelectChoice(kind.value, name) for kind, name in KIND_CHOICES.items()],
    )
    about = TextAreaField(_("What is it about?"), [DataRequired(WORDS["said_nothing"]), Length(max=MOST_WORDS)])
    wished_on = DateField(_("Which day would suit you?"), [Optional()])

    def offer(self, initiatives: Sequence[Initiative]) -> None:
        """Fill the list of changes; leave it out where there is no choice."""
        if len(initiatives) == 1:
            del self.initiative
        else:
            self.initiative.choices = [(each.id, each.name) for each in initiatives]


class PressForm(VersionedForm):
    """A button that needs nothing more."""


class PassOnForm(VersionedForm):
    """Whom to ask instead."""

    to = SelectField(
        _("Which ambassador?"),
        [InputRequired(_("Choose an ambassador."))],
        coerce=whole_number_or_none,
        validate_choice=False,
    )
    name = StringField(_("Or somebody else: a part of the name"), [Length(max=200)])


class DeclineForm(VersionedForm):
    """Why not."""

    why = TextAreaField(
        _("Why not, and what could help instead?"), [DataRequired(WORDS["said_nothing"]), Length(max=MOST_WORDS)]
    )


class DoneForm(VersionedForm, ReviewFields):
    """How many took part, and what was advised where somebody looked along; the rest is filled in."""

    number = RadioField(
        _("How many colleagues took part?"),
        [InputRequired(_("Choose how many took part. You can also choose “don't know”."))],
        choices=NUMBERS,
    )
    exact = IntegerField(_("Exactly how many?"), [Optional()])
    kind = SelectField(_("What did you do?"), coerce=whole_number)
    on = DateField(_("On which day?"), [InputRequired(_("Fill in the day."))])

    def reach(self, department_id: int) -> ReachEntry:
        """How many of the department took part."""
        if self.number.data == EXACT:
            return ReachEntry(department_id, self.exact.data, self.exact.data)
        low, dash, high = self.number.data.partition("-")
        return ReachEntry(department_id, int(low), int(high)) if dash else ReachEntry(department_id)

    def outcome(self) -> Outcome:
        """What came out of it."""
        return Outcome(review=self.review())

    def is_complete(self, reviewing: Collection[int]) -> bool:
        """Whether it can be logged; what is missing is told beside the field. `reviewing` kinds keep an advice."""
        complete = self.validate()
        if self.review() and self.kind.data not in reviewing:
            self.kind.errors = [*self.kind.errors, str(WORDS["keeps_no_advice"])]
            return False
        if self.number.data == EXACT and self.exact.data is None:
            self.exact.errors = [*self.exact.errors, str(_("Fill in a number, or choose one of the others."))]
            return False
        return complete

    def _tell(self, field: str | None, sentence: str) -> None:
        """Tell of a number that cannot be beside the number."""
        if field == "reaches-0-number":
            field = "exact" if self.number.data == EXACT else "number"
        super()._tell(field, sentence)
