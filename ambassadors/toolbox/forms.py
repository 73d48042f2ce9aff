"""The form of something in the toolbox."""

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from ambassadors.toolbox.rules import PLACES, TYPES, Draft, Given, Place, Sort
from ambassadors.web.forms import VersionedForm
from ambassadors.web.intake import link_or_none, text_or_none

SORT_NAMES = {
    Sort.STORY: _("story"),
    Sort.SLIDES: _("slides"),
    Sort.LETTERS: _("letters, before and after"),
    Sort.LINK: _("link"),
    Sort.OTHER: _("something else"),
}

SORT_EXPLANATIONS = {
    Sort.STORY: _("What you tell in two minutes: why we do this, for whom, and what one notices of it."),
    Sort.SLIDES: _("For a team meeting or a workshop."),
    Sort.LETTERS: _("The old and the new one beside each other. Nothing convinces more."),
    Sort.LINK: _("A page on the intranet, a film, a guide."),
    Sort.OTHER: _("A checklist, a poster, a form."),
}

PLACE_NAMES = {Place.FILE: _("File"), Place.BEFORE: _("Before the change"), Place.AFTER: _("After the change")}

WORDS = {
    "file_too_large": _("This file is too large: at most %(limit)s MB. Make it smaller, or put a link here instead."),
    "file_empty": _("There is nothing in this file. Look whether it was saved well, and choose it again."),
    "file_strange": _(
        "We do not take this kind of file, or it is something else than its name says. "
        "Choose a PDF, document, presentation, spreadsheet, picture or text, without macros."
    ),
    "toolbox_full": _("The toolbox is full: at most %(limit)s MB in all. Remove something first."),
    "link_strange": _("Write a whole address that begins with https://"),
    "link_missing": _("Fill in the address."),
    "letter_missing": _("Choose this letter too: it is about the difference."),
    "nothing_in_it": _("Choose a file, or write something, or give a link."),
}

ACCEPTED = ",".join(f".{each}" for each in (*TYPES, "jpeg"))
"""What a browser offers to choose from."""


class ToolForm(VersionedForm):
    """What it is, and its file, letters or link."""

    title = StringField(_("What is it called?"), [DataRequired(_("Fill in a name.")), Length(max=200)])
    words = TextAreaField(_("What is it good for?"), [Length(max=2_000)])
    file = FileField(PLACE_NAMES[Place.FILE])
    before = FileField(_("The letter before"))
    after = FileField(_("The letter after"))
    link = StringField(_("Link"), [Length(max=2_000)])

    def fit(self, sort: Sort) -> None:
        """Leave out the files that something of this sort does not have."""
        for place in Place:
            if place not in PLACES[sort]:
                del self[place.value]

    def draft(self, sort: Sort) -> Draft:
        """What the form says."""
        return Draft(sort, self.title.data.strip(), text_or_none(self.words.data), link_or_none(self.link.data))

    def given(self) -> dict[Place, Given]:
        """The files that were sent."""
        sent = {place: self[place.value].data for place in Place if place.value in self}
        return {place: Given(file.filename, file.read()) for place, file in sent.items() if file and file.filename}


class PressForm(VersionedForm):
    """One press: a button that moves, removes or puts back."""
