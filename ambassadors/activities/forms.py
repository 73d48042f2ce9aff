"""The form of a log entry: one tap for the number, everything else filled in already."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    DateField,
    Field,
    FieldList,
    FormField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms import Form as Part
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from ambassadors.activities.outcome_forms import OUTCOME_WORDS, OutcomeFields
from ambassadors.activities.outcomes import LINK, tells_outcome
from ambassadors.activities.rules import BANDS, BROADCAST, EXTERNAL, Entry, ReachEntry
from ambassadors.initiatives.models import ActivityKind
from ambassadors.web.forms import VersionedForm
from ambassadors.web.intake import link_or_none, text_or_none, whole_number, whole_number_or_none

ELSEWHERE = "elsewhere"
"""Chosen for what is not in the list and is looked up by its name."""
OF_THE_DOER = "of_the_doer"
"""Chosen for the department of whoever did it, when a change manager logs for somebody."""
EXACT, UNKNOWN = "exact", "unknown"
BEHIND_MORE = ("on", "companions", "companion_name", "title", "story", "link", "objection")
"""The parts of the form that are out of sight until they are asked for."""
MOST_DEPARTMENTS = 40

NUMBERS = [
    *(SelectChoice(f"{low}-{high}", str(low) if low == high else f"{low}–{high}") for low, high in BANDS),
    SelectChoice(EXACT, _("exact number")),
    SelectChoice(UNKNOWN, _("don't know")),
]

WORDS = {
    "day_in_future": _("This day is still to come. Choose today or an earlier day."),
    "before_start": _("The change had not started yet on this day. Choose a later day."),
    "after_end": _("The change had ended by this day. Choose an earlier day."),
    "nobody_named": _("Choose who did this."),
    "ambassador_twice": _("The same ambassador is named twice. Name everybody once."),
    "not_serving": _("Not everybody named here was ambassador on this day. Choose another day, or somebody else."),
    "not_yours": _("You can log what you did yourself, alone or with others. Name yourself too."),
    "kind_retired": _("This kind is no longer in use. Choose another one."),
    "external_with_reach": _("This kind is with residents, so it reaches no department. Choose another kind."),
    "contact_with_all": _("This kind is with certain departments. Choose the departments, or another kind."),
    "all_and_some": _("Choose the whole organisation, or certain departments."),
    "no_department": _("Choose with which department this was."),
    "department_twice": _("This department is there twice. Keep one of the two."),
    "department_not_then": _("This department did not exist on that day. Choose another department, or another day."),
    "number_half": _("Fill in how many took part."),
    "number_negative": _("Fill in 0 or more."),
    "number_too_high": _("This number is too high. Fill in at most a million."),
    "low_above_high": _("The lowest number is above the highest. Correct one of the two."),
    "first_timers_above": _("This is more than the number who took part. Correct one of the two."),
    "link_strange": _("Write a whole address that begins with https://"),
    "undone": _("This activity is undone. Put it back first."),
    **OUTCOME_WORDS,
    "logged_already": _("This plan was logged already. Look at it in the calendar."),
}

_NOT_YOURS = _("You do not serve this department now, so you cannot say this about it.")
NOTHING_WORDS = {
    **{code: WORDS[code] for code in ("day_in_future", "before_start", "after_end")},
    "not_yours": _NOT_YOURS,
    "not_serving": _NOT_YOURS,
    "contact_lately": _("There was contact here this week, and that counts already. There is nothing more to say."),
}


class ReachPart(Part):
    """One department and how many of it took part; `found` are departments that a typed name may stand for.

    `asked_about` is a number that is more than work there; `certain` holds it once somebody said that it is right.
    """

    found: Sequence[tuple[str, str]] = ()
    asked_about: int | None = None

    department = SelectField(_("Department"), validate_choice=False)
    elsewhere = StringField(_("Name or code of the department"), [Length(max=200)])
    number = RadioField(_("How many of this department took part?"), choices=NUMBERS, validate_choice=False)
    exact = IntegerField(_("Exactly how many?"), [Optional()])
    certain = StringField(_("It is right"))
    first_time = RadioField(
        _("Was it the first time that this colleague heard of it?"),
        choices=[SelectChoice("1", _("yes")), SelectChoice("0", _("no"))],
        validate_choice=False,
    )
    first_timers = IntegerField(_("How many of them heard of it for the first time?"), [Optional()])

    def offer(self, departments: Sequence[tuple[str, str]]) -> None:
        """Fill the list to choose from, with the number as it is now where none of the choices says it."""
        self.department.choices = [SelectChoice(value, label) for value, label in departments]
        chosen = self.number.data or ""
        if re.fullmatch(r"\d+-\d+", chosen) and chosen not in [each.value for each in NUMBERS]:
            band = SelectChoice(chosen, chosen.replace("-", "–"))
            self.number.choices = [*NUMBERS[:-2], band, *NUMBERS[-2:]]

    def asks_nothing(self) -> bool:
        """Whether this row was left as it was offered, empty."""
        return not self.department.data and not self.elsewhere.data and not self.number.data

    def seeks_a_name(self) -> bool:
        """Whether a name is typed instead of a department chosen."""
        return self.department.data in {ELSEWHERE, "", None} and bool(self.elsewhere.data)

    def span(self) -> tuple[int | None, int | None]:
        """Low and high of the number chosen; empty for “don't know”."""
        if self.number.data == EXACT:
            return self.exact.data, self.exact.data
        band = re.fullmatch(r"(\d{1,9})-(\d{1,9})", self.number.data or "")
        return (int(band[1]), int(band[2])) if band else (None, None)

    def reach(self) -> ReachEntry:
        """What this row says; its department is chosen by now."""
        low, high = self.span()
        first_timers = self.first_timers.data
        if low == high == 1 and self.first_time.data in {"0", "1"}:
            first_timers = int(self.first_time.data)
        return ReachEntry(int(self.department.data), low, high, first_timers)


def reach_values(reach: ReachEntry) -> dict[str, Any]:
    """What a row of the form holds for a reach that is kept already."""
    band = f"{reach.low}-{reach.high}"
    values: dict[str, Any] = {"department": str(reach.department_id), "number": band}
    if reach.low is None:
        values["number"] = UNKNOWN
    elif reach.low == reach.high and (reach.low, reach.high) not in BANDS:
        values |= {"number": EXACT, "exact": reach.low}
    if reach.first_timers is not None:
        one = reach.low == reach.high == 1
        values |= {"first_time": str(reach.first_timers)} if one else {"first_timers": reach.first_timers}
    return values


class LogForm(OutcomeFields):
    """What was done, when, by whom, and whom it reached; `found_doers` are whom a typed name may stand for."""

    found_doers: Sequence[int] = ()

    kind = SelectField(_("What did you do?"), coerce=whole_number, validate_choice=False)
    reaches = FieldList(FormField(ReachPart), _("Department and number"), min_entries=1, max_entries=MOST_DEPARTMENTS)
    whole_organisation = BooleanField(_("For the whole organisation"))
    on = DateField(_("On which day?"), [InputRequired(_("Fill in the day."))])
    done_by = SelectField(_("Who did it?"), validate_choice=False)
    done_by_name = StringField(_("Name of the ambassador"), [Length(max=200)])
    companions = SelectMultipleField(
        _("Which other ambassadors did it too?"), coerce=whole_number, validate_choice=False
    )
    companion_name = StringField(_("Somebody else's name"), [Length(max=200)])
    title = StringField(_("Title"), [Length(max=200)])
    story = TextAreaField(_("What would others like to know about it?"), [Length(max=10_000)])
    link = StringField(_("Link"), [Length(max=2_000)])
    objection = StringField(_("What did they say against it?"), [Length(max=200)])

    def rows(self) -> list[ReachPart]:
        """The rows of departments that say something; the first always does."""
        rows = [each.form for each in self.reaches]
        return rows[:1] + [row for row in rows[1:] if not row.asks_nothing()]

    def doers(self) -> tuple[int, ...]:
        """Ids of the ambassadorships that are chosen, that of who did it first."""
        first = whole_number_or_none(self.done_by.data)
        return tuple(dict.fromkeys([*([first] if first else ()), *(self.companions.data or ())]))

    def departments(self) -> tuple[int, ...]:
        """Ids of the departments that are chosen."""
        chosen = [whole_number_or_none(row.department.data) for row in self.rows()]
        return tuple(each for each in chosen if each)

    def seeks_a_name(self) -> bool:
        """Whether a name is typed that is not looked up yet."""
        doer = self.done_by_name.data if self.done_by.data in {ELSEWHERE, ""} else ""
        return bool(doer or self.companion_name.data or any(row.seeks_a_name() for row in self.rows()))

    def more_is_used(self, today: date) -> bool:
        """Whether something behind “more” is filled in or refused, so that it must be seen."""
        parts = [self[name] for name in BEHIND_MORE if name in self]
        return self.on.data != today or any(part.errors or (part.data and part is not self.on) for part in parts)

    def reaches_colleagues(self, audience: str) -> bool:
        """Whether departments and numbers count for the kind chosen."""
        return audience != EXTERNAL and not (audience == BROADCAST and self.whole_organisation.data)

    def ask_numbers(self, audience: str) -> None:
        """Tell beside each row what is still missing. A broadcast needs no number."""
        for row in self.rows():
            if row.department.data == OF_THE_DOER:
                self.done_by.errors = [str(WORDS["nobody_named"])]
            elif not (whole_number_or_none(row.department.data) or row.department.errors or row.elsewhere.errors):
                self.tell_beside(row.department, WORDS["no_department"])
            if row.number.data == EXACT and row.exact.data is None:
                self.tell_beside(row.exact, _("Fill in a number, or choose one of the others."))
            elif not row.number.data and audience != BROADCAST:
                self.tell_beside(row.number, _("Choose how many took part. You can also choose “don't know”."))

    def tell_beside(self, part: Field, words: object) -> None:
        """Put what is wrong beside a field of a row, and let the form as a whole know of it."""
        sentence = str(words)
        part.errors = [*part.errors, sentence]
        self.reaches.errors = [*self.reaches.errors, sentence]

    def entry(self, initiative_id: int, kind: ActivityKind) -> Entry:
        """What the form says, once everything is chosen; but for what `outcome_said` tells."""
        audience, asks = kind.audience.value, kind.asks.value
        reaches = tuple(row.reach() for row in self.rows()) if self.reaches_colleagues(audience) else ()
        return Entry(
            initiative_id=initiative_id,
            kind_id=self.kind.data or 0,  # none is chosen where that of the entry is retired by now
            on=self.on.data,
            ambassadorship_ids=self.doers(),
            reaches=reaches,
            whole_organisation=audience == BROADCAST and bool(self.whole_organisation.data),
            title=text_or_none(self.title.data),
            story=text_or_none(self.outcome.data if tells_outcome(audience, asks) else self.story.data),
            link=link_or_none(self.address.data if asks == LINK else self.link.data),
        )

    def _tell(self, field: str | None, sentence: str) -> None:
        """Tell of a refusal beside the row that it is about, else as every form does."""
        place = re.fullmatch(r"reaches-(\d+)-(\w+)", field or "")
        if place is None:
            super()._tell(field, sentence)
            return
        row, part = self.rows()[int(place[1])], place[2]
        self.tell_beside(row[EXACT] if part == "number" and row.number.data == EXACT else row[part], sentence)


class EditForm(LogForm, VersionedForm):
    """The same, for an entry that is there already; what was said against it is corrected where it is kept."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.objection
