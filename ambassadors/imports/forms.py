"""Forms for choosing a file and for confirming what it would do, and what each kind of file is for."""

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString
from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, HiddenField
from wtforms.validators import Optional

from ambassadors.imports.plan import ImportKind
from ambassadors.web.forms import Form

WORDS = {
    "other_plan": _(
        "Something changed since you looked. Nothing was imported. "
        "Look again at what would happen now, and confirm if that is right."
    ),
}

TITLES: dict[ImportKind, LazyString] = {
    ImportKind.DEPARTMENTS: _("Import departments"),
    ImportKind.PEOPLE: _("Import staff"),
    ImportKind.INITIATIVES: _("Import changes to spread"),
    ImportKind.AMBASSADORS: _("Import ambassadors"),
    ImportKind.ACTIVITIES: _("Import activities"),
    ImportKind.RESULTS: _("Import results"),
}

EXPLANATIONS: dict[ImportKind, LazyString] = {
    ImportKind.DEPARTMENTS: _("The departments, how they stand under each other, and how many people work there."),
    ImportKind.PEOPLE: _("Who works in which department: to appoint ambassadors, and to find a colleague."),
    ImportKind.INITIATIVES: _("What the organisation wants to spread: a name and a first day."),
    ImportKind.AMBASSADORS: _("Who is an ambassador of which change, for which department, since when."),
    ImportKind.ACTIVITIES: _("What ambassadors did before, from the list that you keep now."),
    ImportKind.RESULTS: _("Which letters, forms, procedures and plans the change must reach, and how far each is."),
}

DATED_HELP: dict[ImportKind, LazyString] = {
    ImportKind.DEPARTMENTS: _(
        "From this day the file holds; how it was before stays as it is. "
        "Leave it empty for a first file, or if the changes are of today."
    ),
    ImportKind.PEOPLE: _(
        "From this day people work where the file says. Leave it empty for a first file, or if they moved today."
    ),
    ImportKind.RESULTS: _(
        "From this day new results stand on the worklist. Leave it empty if they were to be done from the start."
    ),
}
"""Kinds of file that are dated as a whole; the others date each row."""


class UploadForm(Form):
    """A file, and from which day what it says holds."""

    file = FileField(_("File"), [FileRequired(_("Choose a file."))])
    on = DateField(_("From which day?"), [Optional()])


class ConfirmForm(Form):
    """Confirms a preview; `seen` is the fingerprint of what was shown."""

    seen = HiddenField()
