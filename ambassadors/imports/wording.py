"""Problems in words: what is wrong, and what to do about it. Used by pages and the command line alone."""

import unicodedata
from datetime import date
from decimal import Decimal

from flask_babel import format_date, format_decimal, get_locale, gettext, lazy_gettext, ngettext
from flask_babel.speaklater import LazyString

from ambassadors.imports.plan import ImportKind
from ambassadors.imports.problems import Bilingual, Param, Problem, ProblemCode

LONGEST = 60

P = ProblemCode
_ = lazy_gettext

KIND_NAMES: dict[ImportKind, LazyString] = {
    ImportKind.DEPARTMENTS: _("Departments"),
    ImportKind.PEOPLE: _("Staff"),
    ImportKind.INITIATIVES: _("Changes to spread"),
    ImportKind.AMBASSADORS: _("Ambassadors"),
    ImportKind.ACTIVITIES: _("Activities"),
    ImportKind.RESULTS: _("Results"),
}

FILE_SENTENCES: dict[ProblemCode, LazyString] = {
    P.EMPTY_FILE: _("the file is empty. Choose a file with headings on the first line and rows below it."),
    P.NO_ROWS: _("the file has headings, but no rows. Add at least one row."),
    P.TOO_LARGE: _("the file is larger than %(limit)s MB. Remove what is not needed, or split it."),
    P.UNPACKED_TOO_LARGE: _(
        "the file holds more than can be read at once. Remove sheets and cells far away, or split it."
    ),
    P.TOO_MANY_ROWS: _(
        "the file has more than %(limit)s rows. Split it, or empty the cells that stand far below the table."
    ),
    P.TOO_MANY_COLUMNS: _(
        "the file has more than %(limit)s columns. Empty the cells that stand to the right of the table."
    ),
    P.WRONG_ENCODING: _(
        "the letters in this file cannot be read. Save it again as “CSV UTF-8” or as an Excel file (.xlsx)."
    ),
    P.NOT_A_TABLE: _("this is not a table. Save it as a CSV file or as an Excel file (.xlsx)."),
    P.NOT_A_WORKBOOK: _(
        "this spreadsheet cannot be opened. Open it in your own program and save it again as .xlsx or CSV."
    ),
    P.OLD_EXCEL: _("this is the old Excel format (.xls). Open it in Excel and save it as .xlsx."),
    P.PASSWORD: _("the file has a password. Save it without one and choose it again."),
    P.BROKEN_QUOTES: _(
        "a quotation mark is opened here and not closed where the cell ends. "
        "Remove it, or write it twice inside a cell."
    ),
    P.ROW_TOO_WIDE: _(
        "this row has %(found)s cells, but there are %(expected)s headings. "
        "Put quotation marks around a text that holds the mark between the columns."
    ),
    P.SHEET_CHOSEN: _(
        "the file has %(count)s sheets; only “%(sheet)s” has been read. If you meant another, move it to the front."
    ),
    P.GARBLED_TEXT: _(
        "“%(value)s” looks damaged. If the letters are wrong, save the file again as “CSV UTF-8” from where it came."
    ),
    P.MISSING_COLUMN: _(
        "the column “%(english)s” (in Dutch “%(dutch)s”) is missing. Add it; the headings stand on the first line."
    ),
    P.DUPLICATE_COLUMN: _(
        "“%(first)s” and “%(second)s” are the same column. Remove one, or give it another heading."
    ),
    P.UNKNOWN_COLUMN: _("the column “%(heading)s” is not known and will be left out."),
    P.UNNAMED_COLUMN: _("column %(number)s has no heading and will be left out. Give it a heading if it matters."),
}

CELL_SENTENCES: dict[ProblemCode, LazyString] = {
    P.EMPTY_VALUE: _("this cell is empty. Fill it in."),
    P.TOO_LONG: _("“%(value)s” has %(found)s characters. Use at most %(limit)s."),
    P.CONTROL_CHARACTER: _("“%(value)s” holds a character that cannot be seen. Type the text again."),
    P.SPACE_IN_CODE: _("“%(value)s” has a space in it. Write a code without spaces."),
    P.SLASH_IN_CODE: _("“%(value)s” has a / in it. Write a code without it: the code stands in web addresses."),
    P.CELL_ERROR: _("the formula gives %(value)s. Correct it, or fill in the value itself."),
    P.BECAME_A_DATE: _(
        "the spreadsheet has made the date %(value)s of this. "
        "Set the cell to “text” or “number” and type the value again."
    ),
    P.BELOW_ZERO: _("“%(value)s” is below zero. Fill in 0 or more, or leave it empty."),
    P.NOT_A_NUMBER: _("“%(value)s” is not a number. Fill in digits only, such as 12 or 12.5, or leave it empty."),
    P.NOT_WHOLE: _("“%(value)s” is not a whole number. Fill in a whole number, or leave it empty."),
    P.NUMBER_TOO_HIGH: _("“%(value)s” is too high. Fill in at most %(limit)s."),
    P.AMBIGUOUS_NUMBER: _(
        "“%(value)s” can be read in two ways. Write %(plain)s for thousands, or %(decimals)s for decimals."
    ),
    P.NOT_A_DATE: _("“%(value)s” is not a date. Write it as 2026-11-23 or 23-11-2026."),
    P.AMBIGUOUS_DATE: _("“%(value)s” can be read in two ways. Write %(one)s or %(other)s."),
    P.AMERICAN_DATE: _("“%(value)s” has the month first. Write it as %(meant)s."),
    P.NOT_YES_NO: _("“%(value)s” is neither yes nor no. Fill in yes or no, or leave it empty."),
    P.NOT_AN_EMAIL: _("“%(value)s” is not an e-mail address. Write it as name@organisation.nl."),
    P.UNKNOWN_CHOICE: _("“%(value)s” is not one of the choices. Choose from: %(allowed)s."),
    P.UNKNOWN_UNIT: _("“%(value)s” is no way to count staff. Choose from: %(allowed)s."),
    P.UNKNOWN_KIND: _("“%(value)s” is not a kind of activity. Choose from: %(allowed)s."),
    P.UNKNOWN_STATUS: _("“%(value)s” is not a status. Choose from: %(allowed)s."),
    P.UNKNOWN_SOURCE: _("“%(value)s” does not say how someone became an ambassador. Choose from: %(allowed)s."),
    P.UNKNOWN_LEVEL: _("“%(value)s” is not a level. Choose from: %(allowed)s."),
}

ROW_SENTENCES: dict[ProblemCode, LazyString] = {
    P.DUPLICATE_CODE: _("“%(value)s” also stands on line %(other)s. Keep one of the two, or give it another code."),
    P.DUPLICATE_EMAIL: _("“%(value)s” also stands on line %(other)s. Give each person their own address."),
    P.EMAIL_TAKEN: _("“%(value)s” is the address of “%(person)s”. Correct it, or leave it empty."),
    P.STILL_HAS_PARTS: _(
        "on %(day)s the department “%(value)s” still stands under this one. "
        "Give that one another parent from that day, or let it end too."
    ),
    P.UNKNOWN_PARENT: _("there is no department with code “%(value)s”. Add it, correct the code, or leave it empty."),
    P.LOOP: _("these departments stand under each other in a circle: %(path)s. Give one another parent."),
    P.UNKNOWN_PERSON: _("there is nobody with code “%(value)s”. Correct it, or import this person first."),
    P.UNKNOWN_DEPARTMENT: _(
        "there is no department with code “%(value)s”. Correct it, or import the department first."
    ),
    P.UNKNOWN_INITIATIVE: _("there is no change with code “%(value)s”. Correct it, or add the change first."),
    P.DEPARTMENT_NOT_THEN: _(
        "the department “%(value)s” does not exist on %(day)s. Choose another one, or correct the date."
    ),
    P.FUTURE_DATE: _("%(value)s is in the future. Fill in today or an earlier date."),
    P.PERIOD_ORDER: _("the end, %(until)s, is not after the start, %(start)s. Correct one of the two."),
    P.LOW_ABOVE_HIGH: _("the lowest number, %(low)s, is above the highest, %(high)s. Correct one of the two."),
    P.TWO_WAYS_TO_COUNT: _("the number is given twice. Fill in one number, or a lowest and a highest, not both."),
    P.FIRST_TIMERS_ABOVE_PARTICIPANTS: _(
        "%(first_timers)s for the first time is more than the %(participants)s who took part. Correct one of the two."
    ),
    P.NO_AMBASSADORSHIP: _(
        "“%(person)s” is not an ambassador of “%(initiative)s” on %(day)s. "
        "Correct the person or the date, or import the ambassador first."
    ),
    P.AMBIGUOUS_AMBASSADORSHIP: _(
        "“%(person)s” is an ambassador of “%(initiative)s” for several departments on %(day)s. "
        "Fill in one of them: %(allowed)s."
    ),
    P.OVERLAP: _(
        "this period overlaps with that on line %(other)s, of the same person for the same department. "
        "Let one end before the other starts."
    ),
    P.OVERLAP_KNOWN: _(
        "this person is already an ambassador for the same department from %(start)s. "
        "Let one period end before the other starts."
    ),
    P.NO_END_YET: _(
        "somebody with status “%(value)s” is not an ambassador yet, so there is no end. "
        "Leave the end empty, or correct the status."
    ),
    P.END_BEFORE_STEP: _(
        "this ambassadorship was still changed on %(day)s, after the end %(until)s. Correct the end, "
        "or undo that change on the coverage board first."
    ),
    P.WON_OVER_BY_SELF: _(
        "“%(value)s” cannot have won themselves over. Fill in a colleague, or leave it empty and give a source."
    ),
    P.STATUS_LEFT: _(
        "this ambassadorship is known already, so its status “%(value)s” is left out. "
        "Pauses and returns are set on the coverage board."
    ),
    P.BEFORE_START: _(
        "%(value)s is before “%(initiative)s” started, on %(start)s. Correct the date, or leave this row out."
    ),
    P.AFTER_END: _("%(value)s is after “%(initiative)s” ended, on %(end)s. Correct the date, or leave this row out."),
    P.KIND_RETIRED: _("the kind “%(value)s” was no longer in use on %(day)s. Choose another kind."),
    P.EXTERNAL_WITH_REACH: _(
        "“%(value)s” is with residents and reaches no department. Leave the numbers empty, or choose another kind."
    ),
    P.NUMBER_WITHOUT_DEPARTMENT: _(
        "there is a number, but no department that it is of. Fill in the department, or leave the number empty."
    ),
    P.ROWS_DISAGREE: _(
        "“%(ref)s” also stands on line %(other)s, with another %(what)s. "
        "Make the rows alike, or give this one its own ref."
    ),
    P.STEP_BEFORE_LAST: _(
        "%(value)s is before the last step of this result, on %(day)s. Correct the date, or leave the status empty."
    ),
    P.OFF_THE_LIST: _(
        "“%(value)s” was taken off the worklist, so this row is left out. Put it back on its own page."
    ),
}

SENTENCES = FILE_SENTENCES | CELL_SENTENCES | ROW_SENTENCES


def word(problem: Problem) -> str:
    """Return the problem as sentences: where, what is wrong, what to do."""
    sentence = _sentence(problem)
    column = None if problem.column is None else _clipped(problem.column)
    if problem.line is None and column is None:
        return word_alone(problem)
    if problem.line is None:
        return gettext("Column %(column)s: %(sentence)s", column=column, sentence=sentence)
    if column is None:
        return gettext("Line %(line)s: %(sentence)s", line=problem.line, sentence=sentence)
    return gettext("Line %(line)s, %(column)s: %(sentence)s", line=problem.line, column=column, sentence=sentence)


def word_alone(problem: Problem) -> str:
    """Return what is wrong and what to do, for who sees where."""
    sentence = _sentence(problem)
    return sentence[:1].upper() + sentence[1:]


def _sentence(problem: Problem) -> str:
    params = {name: word_value(value) for name, value in problem.params.items()}
    if isinstance(path := problem.params.get("path"), tuple):
        params["path"] = " → ".join(map(word_value, path))
    if "other" in problem.params:
        params["other"] = str(problem.params["other"])  # a line: no mark for thousands, as in the margin
    sentence = str(SENTENCES[problem.code]) % params
    if problem.params.get("suggestion"):
        sentence += " " + gettext("Did you mean “%(suggestion)s”?", suggestion=params["suggestion"])
    return sentence


def word_more(more: int) -> str:
    """Return what stands below a list that was cut off."""
    return ngettext("And %(num)d more.", "And %(num)d more.", more)


def word_value(value: Param) -> str:
    """Return a value as people write it in the language of the page; empty for nothing."""
    if isinstance(value, tuple):
        return ", ".join(word_value(item) for item in value)
    if isinstance(value, Bilingual):
        locale = get_locale()
        return value.dutch if locale is not None and locale.language == "nl" else value.english
    if isinstance(value, int):
        return str(format_decimal(value))
    if isinstance(value, date):
        return str(format_date(value, "long"))
    if isinstance(value, Decimal):
        return str(format_decimal(value, format="#,##0.##########"))
    return _clipped("" if value is None else value)


def _clipped(text: str) -> str:
    visible = "".join(" " if unicodedata.category(mark).startswith("C") else mark for mark in text)
    return visible if len(visible) <= LONGEST else visible[: LONGEST - 1] + "…"
