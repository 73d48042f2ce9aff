"""What the form of a log entry asks on top, by its kind; and the forms of what was done with an outcome later."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import DateField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from ambassadors.activities.outcome_models import Followed
from ambassadors.activities.outcomes import REVIEW, VOTES, Advice, Outcome, Votes
from ambassadors.initiatives.models import ActivityKind
from ambassadors.web.forms import Form
from ambassadors.web.intake import text_or_none, whole_number_or_none

OUTCOME_WORDS = {
    "votes_half": _("Fill in both numbers; 0 is a number too."),
    "votes_none": _("There are no votes yet. Leave these empty until there are; you can fill them in later."),
    "votes_too_many": _("This number is too high. Fill in at most a hundred thousand."),
    "series_unknown": _("This series is not there any more. Choose another one, or none."),
    "no_review": _("There is no advice with this activity yet. Correct it first, and fill in the advice."),
    "no_outcome": _("Nothing comes out of this kind of activity that can be taken back."),
    "before_activity": _("This day is before the activity. Choose a later day."),
}

FOLLOWED = {
    Followed.NOT_KNOWN: _("not known yet"),
    Followed.FOLLOWED: _("followed"),
    Followed.PARTLY: _("partly followed"),
    Followed.NOT_FOLLOWED: _("not followed"),
}


class ReviewFields(Form):
    """The fields of a review: the plan that one looked at, and what one advised."""

    plan = StringField(_("Which plan did you look at?"), [Length(max=200)])
    advice = TextAreaField(_("What did you advise?"), [Length(max=10_000)])

    def review(self) -> Advice | None:
        """What was looked at and advised; nothing where nothing is filled in."""
        plan, advice = text_or_none(self.plan.data), text_or_none(self.advice.data)
        return Advice(plan, advice) if plan or advice else None


class OutcomeFields(ReviewFields):
    """The fields of what came out; of those the kind does not ask, nothing is kept."""

    for_new = IntegerField(_("Chose the new one"), [Optional()])
    for_old = IntegerField(_("Chose the old one"), [Optional()])
    no_preference = IntegerField(_("No preference"), [Optional()])
    compared = StringField(_("What did they compare?"), [Length(max=200)])
    outcome = TextAreaField(_("What came out of it?"), [Length(max=10_000)])
    address = StringField(_("Link to it"), [Length(max=2_000)])
    series = SelectField(_("Part of a series?"), validate_choice=False)

    def outcome_said(self, kind: ActivityKind) -> Outcome:
        """What the form says of what its kind asks on top."""
        asks = kind.asks.value
        return Outcome(
            votes=self._votes() if asks == VOTES else None,
            review=self.review() if asks == REVIEW else None,
            series_id=whole_number_or_none(self.series.data) if kind.has_outcome else None,
        )

    def _votes(self) -> Votes | None:
        numbers = (self.for_new.data, self.for_old.data, self.no_preference.data)
        compared = text_or_none(self.compared.data)
        if all(number is None for number in numbers) and compared is None:
            return None
        return Votes(*numbers, compared)


def outcome_values(outcome: Outcome) -> dict[str, Any]:
    """What the fields hold for an outcome that is kept already."""
    votes, review = outcome.votes, outcome.review
    values: dict[str, Any] = {"series": str(outcome.series_id or "")}
    if votes:
        values |= {name: getattr(votes, name) for name in ("for_new", "for_old", "no_preference", "compared")}
    if review:
        values |= {"plan": review.plan, "advice": review.advice}
    return values


class FollowedForm(Form):
    """Whether what was advised was followed."""

    followed = RadioField(
        _("Was the advice followed?"),
        [InputRequired(_("Choose one."))],
        choices=[SelectChoice(each.value, words) for each, words in FOLLOWED.items()],
    )
    followed_note = StringField(_("What was done with it?"), [Length(max=500)])

    @property
    def note(self) -> str | None:
        """What was filled in there."""
        return text_or_none(self.followed_note.data)


class TakenBackForm(Form):
    """On which day the outcome was taken back to the organisation, and how."""

    on = DateField(_("On which day?"), [InputRequired(_("Fill in the day."))], id="taken-back-on")
    how = StringField(
        _("How?"), [DataRequired(_("Write in a few words how colleagues heard of it.")), Length(max=500)]
    )
