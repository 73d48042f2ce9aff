"""What the forms on the page of a request offer: other ambassadors, and kinds of activity."""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext as _
from sqlalchemy.orm import Session
from wtforms.fields import SelectChoice

from ambassadors.activities.choices import MOST_LISTED, doers_found
from ambassadors.helprequests.forms import PassOnForm
from ambassadors.helprequests.models import HelpRequest
from ambassadors.helprequests.rules import HelpKind
from ambassadors.initiatives.models import ActivityKind
from ambassadors.network.queries import AmbassadorshipRow, ambassadorships
from ambassadors.organisation.queries import department_names, tree_on
from ambassadors.web.formatting import in_language

USUAL_KIND = {HelpKind.VISIT: "conversation", HelpKind.REVIEW: "review"}
"""The kind of activity that each becomes, if nothing else is chosen."""


def kind_choices(kinds: Sequence[ActivityKind]) -> list[SelectChoice]:
    """Kinds of activity to choose from, in the language of the page."""
    return [SelectChoice(each.id, in_language(each.name_nl, each.name_en)) for each in kinds]


def usual_kind(kind: HelpKind, kinds: Sequence[ActivityKind]) -> int | None:
    """Id of the kind of activity that a request becomes, if nothing else is chosen."""
    by_code = {each.code: each.id for each in kinds}
    return by_code.get(USUAL_KIND[kind]) or next(iter(by_code.values()), None)


def offer_others(session: Session, form: PassOnForm, request: HelpRequest, today: date) -> PassOnForm:
    """Fill the list of ambassadors who could do it instead; a typed name stands for who it is found with.

    All who serve today where they are few; else those of the department and above, and who is found by name.
    """
    rows = [row for row in ambassadorships(session, request.initiative_id) if row.serves_on(today)]
    others = [row for row in rows if row.id not in {request.taken_by_id, request.meant_for_id}]
    words = (form.name.data or "").strip()
    found = doers_found(session, request.initiative_id, words, today) if words else []
    if words:
        others = [row for row in others if row.id in found]
    elif len(others) > MOST_LISTED:
        others = _above(session, others, request.department_id, today)
    names = department_names(session, {row.department_id for row in others}, today)
    form.to.choices = [
        SelectChoice(row.id, f"{row.person_name} ({names[row.department_id]})")
        for row in sorted(others, key=lambda row: (row.person_name.lower(), row.id))
    ]
    form.to.choices.insert(0, SelectChoice("", _("Choose an ambassador")))
    if words and len(others) == 1 and not form.to.data:
        form.to.data, form.to.raw_data = others[0].id, [str(others[0].id)]
    return form


def _above(
    session: Session, rows: Sequence[AmbassadorshipRow], department_id: int, today: date
) -> list[AmbassadorshipRow]:
    tree = tree_on(session, today)
    above = tree.ancestors(department_id) if department_id in tree.by_id else []
    near = {department_id, *(each.id for each in above)}
    return [row for row in rows if row.department_id in near]
