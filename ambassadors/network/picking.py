"""Finds the colleague whom a form means, and tells beside the field what is unclear."""

from collections.abc import Sequence

from flask_babel import gettext as _

from ambassadors.db import db
from ambassadors.network.forms import OriginForm, PickForm
from ambassadors.network.queries import OFFERED, colleagues_of, people_like
from ambassadors.network.service import Origin
from ambassadors.organisation.queries import PersonRow
from ambassadors.web import clock


def picked_for(
    form: PickForm, department_id: int, *, needed: bool = True, among: Sequence[PersonRow] | None = None
) -> int | None:
    """Id of the colleague who was picked or named; otherwise the form offers who it may be.

    Without words it offers those `among` whom it is likely, else who works in the department.
    To be called before the form is validated, which then tells what is unclear.
    """
    words = (form.who.data or "").strip()
    today = clock.today()
    likely = among if among is not None else colleagues_of(db.session, department_id, today)
    found = people_like(db.session, words, today) if words else likely
    form.offer(found, department_id)
    if form.picked or not (words or needed):
        return form.picked
    if words and len(found) == 1:
        return found[0].id
    if not words:
        form.problem = _("Pick a colleague, or write a name.")
    elif len(found) == OFFERED:
        form.problem = _(
            "Many colleagues are found; these are the first. Pick one from the list above, or write more of the name."
        )
    elif found:
        form.problem = _("More than one colleague is found. Pick one from the list above.")
    else:
        form.problem = _("Nobody is found. Try a part of the name, the e-mail address or the code.")
    return None


def origin_of(form: OriginForm) -> Origin:
    """How somebody came to it, as the form tells. To be called before the form is validated."""
    words = (form.recruited_by.data or "").strip()
    found = people_like(db.session, words, clock.today()) if words else ()
    if words and len(found) != 1:
        names = ", ".join(f"{each.name} ({each.code})" for each in found)
        form.recruiter_problem = (
            _("More than one colleague is found: %(names)s. Write the code.", names=names)
            if found
            else _("Nobody is found. Try a part of the name, the e-mail address or the code.")
        )
    return Origin(form.source_told, found[0].id if len(found) == 1 else None)
