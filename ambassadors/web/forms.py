"""The form that all others start from: CSRF, a token that saves once, a version, and refusals beside fields."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError
from wtforms import Field, HiddenField, IntegerField, StringField
from wtforms.validators import Optional, Regexp, ValidationError
from wtforms.widgets import HiddenInput

from ambassadors.db import attempt
from ambassadors.refusals import CHANGED_MEANWHILE, Refused
from ambassadors.web.intake import UNREADABLE, readable
from ambassadors.web.saving_once import new_token

_CHANGED = lazy_gettext(
    "Somebody else changed this while you were busy. What you filled in is still here. "
    "Look at how it is now, and save again if you still want to."
)

SAVE, ENTER, SEARCH = "save", "enter", "search"
ONLY_SHOWN_AGAIN = frozenset({SEARCH, "more", "kind", "kept"})
"""What a form is sent for without being saved: to be shown again, with more to choose from."""

EMAIL = Regexp(r"^[^@\s]+@[^@\s]+\.[^@\s]+$", message=lazy_gettext("Write an address such as name@example.nl."))


class Form(FlaskForm):
    """Base of forms that write; without fields of its own it is the form around a button."""

    class Meta(FlaskForm.Meta):
        """How every form of ours takes in what was sent."""

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """What was sent, fit to be kept."""
            return readable(super().wrap_formdata(form, formdata))

    form_token = HiddenField(default=new_token)

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Whether what was sent can be accepted; tells beside a text that it holds signs which cannot be kept."""
        texts = [name for name, field in self._fields.items() if isinstance(field, StringField)]
        extra = {name: [*(extra_validators or {}).get(name, ()), _is_readable] for name in texts}
        return bool(super().validate({**(extra_validators or {}), **extra}))

    @cached_property
    def step(self) -> str:
        """What the button that sent the form asks. Enter saves, unless there is a name to look up first."""
        asked = request.form.get("step", SAVE)
        if asked != ENTER:
            return asked
        return SEARCH if self.seeks_a_name() else SAVE

    def seeks_a_name(self) -> bool:
        """Whether a name is typed where one looks somebody or something up."""
        return False

    @property
    def is_to_be_saved(self) -> bool:
        """Whether it was sent to be saved. Then what is wrong refuses it; else that is no more than an answer."""
        return request.method == "POST" and self.step not in ONLY_SHOWN_AGAIN

    @property
    def http_status(self) -> int:
        """Status of the page that shows this form: 409 refused, 422 not filled in well, else 200."""
        if self.form_errors:
            return 409
        return 422 if self.errors and self.is_to_be_saved else 200

    @contextmanager
    def filing(self, session: Session, words: Mapping[str, Any]) -> Iterator[None]:
        """Try to write. A refusal takes back what was written and becomes an error of the form.

        `words` gives the sentence for each code of Refused. That somebody else changed the record since the form
        was shown is told too. Afterwards `form.errors` tells whether it was refused; answer 409 then.
        """
        try:
            with attempt(session):
                yield
        except Refused as refusal:
            sentence = _CHANGED if refusal.code == CHANGED_MEANWHILE else words[refusal.code]
            self._tell(refusal.field, str(sentence) % refusal.params)
        except (StaleDataError, IntegrityError):
            # Two at once: the rules were kept when either looked, and the database let only the first pass.
            self._tell(None, str(_CHANGED))

    def _tell(self, field: str | None, sentence: str) -> None:
        if field in self._fields:
            target = self._fields[field]
            target.errors = [*target.errors, sentence]
        else:
            self.form_errors.append(sentence)


class VersionedForm(Form):
    """A form that edits a record; `version` is that of the record when the form was shown, empty for a new one."""

    version = IntegerField(validators=[Optional()], widget=HiddenInput())

    def carry_on_from(self, version: int) -> None:
        """Take the version that is there now, so that saving again replaces it on purpose."""
        self.version.data, self.version.raw_data = version, None


def _is_readable(_form: Any, field: Field) -> None:
    # A field that reads a number from text has no text any more.
    if isinstance(field.data, str) and UNREADABLE in field.data:
        raise ValidationError(
            _("There is a sign in this text that we cannot read: %(sign)s. Remove it.", sign=UNREADABLE)
        )
