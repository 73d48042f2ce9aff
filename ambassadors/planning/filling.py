"""Fills the form of a plan: what it offers, and what a typed name stands for."""

from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session
from wtforms import Field

from ambassadors.activities.choices import Offer, doers_found, offer
from ambassadors.initiatives.models import Initiative
from ambassadors.organisation.queries import department_names, departments_found
from ambassadors.planning.forms import PlanForm
from ambassadors.planning.models import Plan
from ambassadors.security.actor import Actor
from ambassadors.web.formatting import in_language


def as_new(session: Session, actor: Actor, initiative: Initiative, today: date) -> dict[str, Any]:
    """What the form of a new plan holds when it opens: one's own department, a week from now."""
    offered = offer(session, actor, initiative, today)
    first = offered.own[0] if offered.own else None
    return {
        "kind": offered.kind(None).id,
        "on": today + timedelta(weeks=1),
        "leading": [first.id] if first else [],
        "departments": [first.department_id] if first else [],
    }


def as_it_is(planned: Plan) -> dict[str, Any]:
    """What the form holds for a plan that is there already."""
    return {
        "kind": planned.kind_id,
        "title": planned.title,
        "on": planned.on,
        "at": planned.at,
        "place": planned.place,
        "departments": [each.department_id for each in planned.departments],
        "leading": list(planned.leading),
        "version": planned.version,
    }


def day_of(form: PlanForm, today: date, was_on: date) -> date:
    """The day for which the lists are: that of the form, unless nothing can be planned on it any more."""
    asked: date | None = form.on.data
    return asked if asked and asked >= min(today, was_on) else today


def look_up(session: Session, form: PlanForm, initiative_id: int, day: date) -> tuple[list[int], list[int]]:
    """Tick what typed names stand for; where that is none or several, tell beside the list.

    Ids of the departments and of the ambassadorships that were found.
    """
    departments = [row[0] for row in departments_found(session, form.department_name.data or "", day)]
    _take(form, form.departments, form.department_name, departments)
    doers = doers_found(session, initiative_id, form.leading_name.data or "", day)
    _take(form, form.leading, form.leading_name, doers)
    return departments, doers


def give_choices(
    session: Session,
    actor: Actor,
    initiative: Initiative,
    form: PlanForm,
    found: tuple[list[int], list[int]],
    day: date,
) -> None:
    """Fill the lists to choose from on `day`, with what is chosen or was found."""
    departments = [*(form.departments.data or ()), *found[0]]
    doers = [*(form.leading.data or ()), *found[1]]
    offered = offer(session, actor, initiative, day, doers, departments)
    names = offered.departments | department_names(session, departments, day)
    listed = sorted((*offered.own, *offered.known), key=lambda row: row.id not in (form.leading.data or ()))
    form.offer(
        kinds=[(each.id, in_language(each.name_nl, each.name_en)) for each in offered.kinds],
        departments=list(names.items()),
        doers=[(row.id, _doer(offered, row.id)) for row in listed],
    )


def _doer(offered: Offer, ambassadorship_id: int) -> str:
    row = offered.doer(ambassadorship_id)
    return "" if row is None else f"{row.person_name} ({offered.names.get(row.department_id, '')})"


def _take(form: PlanForm, chosen: Field, named: Field, found: list[int]) -> None:
    words = (named.data or "").strip()
    if not words:
        return
    if len(found) == 1:
        chosen.data, named.data = list(dict.fromkeys([*(chosen.data or ()), *found])), ""
    elif form.is_to_be_saved and set(found) & set(chosen.data or ()):
        named.data = ""  # ticked meanwhile in the list that the search gave
    elif found:
        told = _("There is more than one “%(words)s”. Choose from the list.", words=words)
        chosen.errors = [*chosen.errors, told]
    else:
        told = _("We find nothing for “%(words)s”. Try a part of the name.", words=words)
        chosen.errors = [*chosen.errors, told]
