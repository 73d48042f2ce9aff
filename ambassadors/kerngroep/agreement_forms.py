"""Forms of agreements: what, who, by when, and for a concession why."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _
from wtforms import DateField, RadioField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from ambassadors.meetings.agreeing import Agreed
from ambassadors.meetings.rules import AgreementKind
from ambassadors.web.forms import VersionedForm
from ambassadors.web.intake import text_or_none

KIND_NAMES = {
    AgreementKind.ACTION: _("action"),
    AgreementKind.AGREEMENT: _("agreement"),
    AgreementKind.CONCESSION: _("concession"),
}


def require_principle(kind: str, field: SelectField) -> None:
    """Raise ValidationError for a concession that names no principle, where there are any."""
    if kind == AgreementKind.CONCESSION and not field.data and len(field.choices) > 1:
        raise ValidationError(str(_("Choose the principle that it departs from.")))


AGREEMENT_WORDS = {
    "no_reason": _("Write down why: a concession without a reason stays for good."),
    "in_the_past": _("Choose today or a later day."),
}


class AgreementForm(VersionedForm):
    """An agreement, an action or a concession."""

    kind = RadioField(
        _("What is it?"),
        [InputRequired(_("Choose what it is."))],
        choices=[SelectChoice(kind.value, name) for kind, name in KIND_NAMES.items()],
    )
    what = StringField(_("What did you agree?"), [DataRequired(_("Write down what you agreed.")), Length(max=500)])
    owner = SelectField(_("Who sees to it?"), coerce=int)
    due_on = DateField(_("By when?"), [InputRequired(_("Fill in the day."))])
    why = TextAreaField(_("Why? (needed for a concession)"), [Optional(), Length(max=2_000)])
    principle = SelectField(_("Which principle does it touch?"), coerce=int)

    def offer(self, members: Iterable[tuple[int, str]], principles: Iterable[tuple[int, str]]) -> None:
        """Whom and which principles one can choose."""
        self.owner.choices = list(members)
        self.principle.choices = [(0, str(_("none"))), *principles]

    def validate_principle(self, field: SelectField) -> None:
        """A concession names its principle."""
        require_principle(self.kind.data, field)

    def agreed(self) -> Agreed:
        """What was filled in."""
        kind = AgreementKind(self.kind.data)
        why = text_or_none(self.why.data)
        principle = self.principle.data or None
        return Agreed(kind, self.what.data.strip(), self.owner.data, self.due_on.data, why, principle)
