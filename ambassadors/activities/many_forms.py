"""The table of many activities: each cell a text, with what is wrong beside it."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import FieldList, FormField, StringField, TextAreaField
from wtforms import Form as Part

from ambassadors.activities.many import Wrong
from ambassadors.activities.many_rows import DAY, DEPARTMENT, KIND, MOST_ROWS, PARTS, WHO, TypedRow
from ambassadors.imports.wording import word_alone
from ambassadors.web.forms import Form

AT_FIRST, MORE = 5, 10
"""Empty rows that stand there, and that come with one press."""

_SEVERAL = _("There is more than one “%(typed)s”. Write the code instead: %(meant)s.")
SENTENCES = {
    "department_unknown": _("We know no department “%(typed)s”. Write its name or code."),
    "department_several": _SEVERAL,
    "who_unknown": _("We know no ambassador “%(typed)s”. Write a name as it is here, or a code."),
    "who_several": _SEVERAL,
    "unknown_kind": _("“%(typed)s” is no kind of activity. Choose one from this list."),
    "number_missing": _("Fill in how many took part. You can also write “don't know”."),
    "ambiguous_ambassadorship": _(
        "This ambassador has several departments, and this row is of none of them. Log this one by itself."
    ),
    "no_ambassadorship": _("This is no ambassador of the change on that day. Correct the name or the day."),
}

_PART_OF_FIELD = {"on": DAY, "kind": KIND, "done_by": WHO, "companions": WHO}


class ManyRow(Part):
    """One activity."""

    day = StringField(_("Day"))
    kind = StringField(_("Kind"))
    department = StringField(_("Department"))
    number = StringField(_("How many"))
    first_timers = StringField(_("First time"))
    who = StringField(_("Ambassador"))

    def typed(self) -> TypedRow:
        """What was typed."""
        return TypedRow(**{part: " ".join((self[part].data or "").split()) for part in PARTS})

    def hold(self, typed: TypedRow) -> None:
        """Let this row hold what was pasted."""
        for part in PARTS:
            self[part].data = getattr(typed, part)


class ManyForm(Form):
    """Up to 200 activities, typed or pasted."""

    rows = FieldList(FormField(ManyRow), _("Activities"), max_entries=MOST_ROWS)
    pasted = TextAreaField(_("Paste from your sheet"))

    def typed(self) -> dict[int, TypedRow]:
        """The rows that are filled in, by their place."""
        told = ((place, each.form.typed()) for place, each in enumerate(self.rows))
        return {place: typed for place, typed in told if not typed.is_empty}

    def add_rows(self, count: int) -> None:
        """Add empty rows, as far as there is room."""
        for _each in range(min(count, MOST_ROWS - len(self.rows))):
            self.rows.append_entry()

    def put_in(self, typed: Iterable[TypedRow]) -> bool:
        """Put what was pasted into the first empty rows; False, with nothing done, where there is no room for all."""
        rows, filled = list(typed), self.typed()
        empty = [place for place in range(MOST_ROWS) if place not in filled]
        if len(rows) > len(empty):
            return False
        for place, row in zip(empty, rows, strict=False):
            self.add_rows(place + 1 - len(self.rows))
            self.rows[place].form.hold(row)
        return True

    def tell_wrong(self, wrong: Iterable[Wrong]) -> None:
        """Tell in each cell what is wrong with it."""
        for each in wrong:
            self._tell_cell(each.place, each.part, _sentence(each))

    def _tell_cell(self, place: int, part: str, sentence: str) -> None:
        cell = self.rows[place].form[part]
        cell.errors = [*cell.errors, sentence]
        self.rows.errors = [*self.rows.errors, sentence]

    def _tell(self, field: str | None, sentence: str) -> None:
        """Tell of a refusal in the cell of the entry that it is about: of the filled rows, in their order."""
        place = re.fullmatch(r"(\d+)-(?:reaches-\d+-)?(\w+)", field or "")
        if place is None:
            super()._tell(field, sentence)
            return
        part = place[2] if place[2] in PARTS else _PART_OF_FIELD.get(place[2], DEPARTMENT)
        self._tell_cell(list(self.typed())[int(place[1])], part, sentence)


def _sentence(wrong: Wrong) -> str:
    params: Mapping[str, Any] = {"typed": wrong.typed, "meant": ", ".join(wrong.meant)}
    if wrong.code in SENTENCES:
        sentence = str(SENTENCES[wrong.code]) % params
        suggests = wrong.meant and wrong.code.endswith("_unknown")
        return (
            f"{sentence} {_('Did you mean “%(suggestion)s”?', suggestion=params['meant'])}" if suggests else sentence
        )
    return word_alone(wrong.problem) if wrong.problem else ""
