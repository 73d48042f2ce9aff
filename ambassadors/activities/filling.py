"""Fills the form of a log entry: what it offers, what it holds already, what a typed name stands for."""

from collections.abc import Collection
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session
from wtforms.fields import SelectChoice

from ambassadors.activities.choices import Offer, doers_found
from ambassadors.activities.forms import ELSEWHERE, OF_THE_DOER, LogForm, ReachPart, reach_values
from ambassadors.activities.models import Activity
from ambassadors.activities.outcome_forms import outcome_values
from ambassadors.activities.outcomes import LINK, Outcome, tells_outcome
from ambassadors.activities.rules import BROADCAST, Entry
from ambassadors.activities.service import entry_of
from ambassadors.initiatives.models import ActivityKind
from ambassadors.network.queries import AmbassadorshipRow
from ambassadors.organisation.queries import departments_found

FIRST_KIND = "conversation"


def as_last_time(offer: Offer, today: date) -> dict[str, Any]:
    """What the form holds when it opens: as the last time, today, and never a number."""
    last = entry_of(offer.last) if offer.last else None
    department = last.reaches[0].department_id if last and last.reaches else None
    if department not in offer.departments:
        department = next(iter(offer.departments), None)
    first = next((each.id for each in offer.kinds if not last and each.code == FIRST_KIND), None)
    return {
        **_as_before(offer, last, offer.kind(first), today),
        "reaches": [{"department": str(department or (OF_THE_DOER if offer.for_others else ""))}],
    }


def as_that_time(offer: Offer, entry: Entry, reached: Collection[int], today: date) -> dict[str, Any]:
    """The same as one entry, to log it again: with all who did it, and those departments that are still there."""
    held = _as_before(offer, entry, offer.kind(entry.kind_id), today)
    there = [each.department_id for each in entry.reaches if each.department_id in reached]
    return {
        **held,
        "companions": [
            each for each in entry.ambassadorship_ids if _serves(offer, each, today) and str(each) != held["done_by"]
        ],
        "reaches": [{"department": str(each)} for each in there] or [{}],
    }


def as_next_of(offer: Offer, series_id: int | None, held: dict[str, Any]) -> dict[str, Any]:
    """What the form holds for the next of a series; the same as before where that is not on offer."""
    series = next((each for each in offer.series if each.id == series_id), None)
    if series is None:
        return held
    return {**held, "kind": offer.kind(series.kind_id).id, "series": str(series.id)}


def _as_before(offer: Offer, entry: Entry | None, kind: ActivityKind, today: date) -> dict[str, Any]:
    own = [each.id for each in offer.own]
    doers = entry.ambassadorship_ids if entry else ()
    doer = next((each for each in (*doers, *own) if offer.doer(each)), None)
    if not offer.for_others and doer not in own:
        doer = own[0] if own else None
    return {
        "kind": kind.id,
        "on": today,
        "done_by": str(doer or ""),
        "whole_organisation": entry.whole_organisation if entry and kind.audience == BROADCAST else True,
    }


def _serves(offer: Offer, ambassadorship_id: int, day: date) -> bool:
    doer = offer.doer(ambassadorship_id)
    return doer is not None and doer.serves_on(day)


def as_it_is(activity: Activity, outcome: Outcome) -> dict[str, Any]:
    """What the form holds for an activity that is there already."""
    entry, kind = entry_of(activity), activity.kind
    first, *others = entry.ambassadorship_ids
    return {
        **outcome_values(outcome),
        "kind": entry.kind_id,
        "on": entry.on,
        "done_by": str(first),
        "companions": others,
        "whole_organisation": entry.whole_organisation,
        "reaches": [reach_values(each) for each in entry.reaches] or [{}],
        "title": entry.title,
        "outcome" if tells_outcome(kind.audience.value, kind.asks.value) else "story": entry.story,
        "address" if kind.asks == LINK else "link": entry.link,
        "version": activity.version,
    }


def look_up(session: Session, form: LogForm, initiative_id: int, day: date) -> None:
    """Put what typed names stand for in place of them; where there are none or several, tell beside the field."""
    if form.done_by.data in {ELSEWHERE, ""} and form.done_by_name.data:
        found = doers_found(session, initiative_id, form.done_by_name.data, day)
        form.found_doers = found
        form.done_by.data = str(found[0]) if len(found) == 1 else ""
        if len(found) == 1:
            form.done_by_name.data = ""
        else:
            form.done_by.errors = [*form.done_by.errors, _which_one(form.done_by_name.data, len(found))]
    if form.companion_name.data:
        found = doers_found(session, initiative_id, form.companion_name.data, day)
        form.found_doers = [*form.found_doers, *found]
        if len(found) == 1:
            form.companions.data = list(dict.fromkeys([*(form.companions.data or ()), *found]))
            form.companion_name.data = ""
        elif form.is_to_be_saved and set(found) & set(form.companions.data or ()):
            form.companion_name.data = ""  # ticked meanwhile in the list that the search gave
        else:
            form.companions.errors = [*form.companions.errors, _which_one(form.companion_name.data, len(found))]
    for row in form.rows():
        _look_up_department(session, form, row, day)


def _look_up_department(session: Session, form: LogForm, row: ReachPart, day: date) -> None:
    if not row.seeks_a_name():
        return
    found = departments_found(session, row.elsewhere.data, day)
    row.found = [(str(id_), _described(code, name, parent)) for id_, code, name, parent in found]
    row.department.data = row.found[0][0] if len(found) == 1 else ""
    if len(found) == 1:
        row.elsewhere.data = ""
    else:
        form.tell_beside(row.department, _which_one(row.elsewhere.data, len(found)))


def _which_one(words: str, found: int) -> str:
    if not found:
        return _("We find nothing for “%(words)s”. Try a part of the name.", words=words)
    return _("There is more than one “%(words)s”. Choose from the list.", words=words)


def _described(code: str, name: str, parent: str | None) -> str:
    return f"{name} ({parent}, {code})" if parent else f"{name} ({code})"


def take_departments_of_doers(form: LogForm, offer: Offer) -> None:
    """Where the department of who did it is meant, fill in which one that is."""
    doer = offer.doer(form.doers()[0]) if form.doers() else None
    for row in form.rows():
        if row.department.data == OF_THE_DOER and doer:
            row.department.data = str(doer.department_id)


def give_choices(form: LogForm, offer: Offer) -> None:
    """Fill the lists to choose from."""
    own = [SelectChoice(str(each.id), _doer(offer, each)) for each in offer.own]
    known = [SelectChoice(str(each.id), _doer(offer, each)) for each in offer.known]
    form.kind.choices = [SelectChoice(each.id, each.code) for each in offer.kinds]
    form.series.choices = [
        SelectChoice("", _("no")),
        *(SelectChoice(str(each.id), each.name) for each in offer.series),
    ]
    form.done_by.choices = own
    if offer.for_others:
        form.done_by.choices = [*own, *known, SelectChoice(ELSEWHERE, _("somebody else…"))]
    form.companions.choices = [each for each in (*own, *known) if each.value != form.done_by.data]
    for row in form.reaches:
        row.form.offer(_departments(row.form, offer))


def _departments(row: ReachPart, offer: Offer) -> list[tuple[str, str]]:
    known = {str(id_): name for id_, name in offer.departments.items()} | dict(row.found)
    first = [("", _("Choose a department"))] if not row.department.data else []
    if offer.for_others:
        first.append((OF_THE_DOER, _("the ambassador's own department")))
    return [*first, *known.items(), (ELSEWHERE, _("another department…"))]


def _doer(offer: Offer, row: AmbassadorshipRow) -> str:
    return f"{row.person_name} ({offer.names.get(row.department_id, '')})"
