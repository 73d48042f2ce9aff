"""Pages for raising a signal, for one's own signals, and for the kerngroep's inbox."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ambassadors.db import db
from ambassadors.initiatives.current import initiative_or_404, initiative_visited
from ambassadors.initiatives.models import Initiative
from ambassadors.initiatives.queries import principles_of, running_initiatives
from ambassadors.network.queries import ambassadorships
from ambassadors.organisation.queries import department_by_code, department_names, department_of, departments_found
from ambassadors.refusals import Refused
from ambassadors.security.guard import actor, requires
from ambassadors.security.policy import Permission
from ambassadors.signals import calendars, joining, queries, raising, service
from ambassadors.signals.forms import (
    FILTERS,
    NEXT_STEP_NAMES,
    SEVERITY_NAMES,
    STATUS_KINDS,
    STATUS_NAMES,
    WORDS,
    RaiseForm,
)
from ambassadors.signals.likeness import Told
from ambassadors.signals.models import Signal
from ambassadors.signals.queries import SignalRow, Wanted
from ambassadors.signals.rules import CLOSED, OPEN, Severity, is_overdue, told_status
from ambassadors.web import clock
from ambassadors.web.intake import whole_number_or_none
from ambassadors.web.pagination import asked_page, page_of
from ambassadors.web.saving_once import new_token

blueprint = Blueprint("signals", __name__)


@blueprint.route("/signals/new", methods=["GET", "POST"])
@requires(Permission.SIGNED_IN)
def raise_signal() -> ResponseReturnValue:
    """Tell that something is not going well."""
    initiatives = running_initiatives(db.session, clock.today())
    if not initiatives:
        return render_template("signals/raise.html", form=None)
    form, found = _raise_form(initiatives)
    if "look_up" in request.form:
        # What is filled in stays in the page; nothing is saved yet, so the form may still be.
        form.form_token.data = new_token()
        return _raise_page(form, looked_up=found)
    if not form.validate_on_submit():
        return _raise_page(form), 422 if form.errors else 200
    return _accept(form, initiatives)


def _accept(form: RaiseForm, initiatives: Sequence[Initiative]) -> ResponseReturnValue:
    """Raise the signal, unless it is about a person, or others said the same and that was not shown yet."""
    sign = raising.about_a_person(db.session, form.what.data, form.department.data, clock.today())
    if form.about_a_person(sign):
        return _raise_page(form), 422
    alike = _alike(form, initiatives)
    if alike and not form.alike_seen.data and "join" not in request.form:
        form.alike_seen.data = "1"
        return _raise_page(form, alike=alike)
    with form.filing(db.session, WORDS):
        signal = _file(form, initiatives, alike)
    if form.errors:
        return _raise_page(form), 409
    flash(_("Thank you. Your signal is on its way. Here you can follow it and read the answer."), "success")
    return redirect(url_for("signals.show", signal_id=signal.id))


def _raise_page(
    form: RaiseForm,
    looked_up: int | None = None,
    alike: Sequence[joining.Candidate] = (),
) -> str:
    return render_template(
        "signals/raise.html",
        form=form,
        looked_up=looked_up,
        alike=alike,
        adviser=current_app.config["SETTINGS"].confidential_adviser,
    )


def _alike(form: RaiseForm, initiatives: Sequence[Initiative]) -> list[joining.Candidate]:
    draft = _draft(form, initiatives)
    told = Told(0, draft.what, draft.department_id, draft.principle_id)
    return joining.suggestions(db.session, draft.initiative.id, told, actor().user_id, clock.today())


def _file(form: RaiseForm, initiatives: Sequence[Initiative], alike: Sequence[joining.Candidate]) -> Signal:
    """Raise it, and join it to the similar one that was pressed."""
    draft = _draft(form, initiatives)
    signal = service.raise_signal(db.session, draft, actor().user_id, clock.now(), clock.today())
    if "join" in request.form:
        lead_id = whole_number_or_none(request.form["join"])
        if lead_id not in {each.id for each in alike}:
            raise Refused("not_joinable")
        lead = db.session.get_one(Signal, lead_id)
        joining.join(db.session, signal, lead, actor().user_id, clock.now(), draft.due_on)
    return signal


def _raise_form(initiatives: Sequence[Initiative]) -> tuple[RaiseForm, int]:
    """The form with its choices, and how many departments were looked up by it; an address may choose beforehand."""
    own, served_for = _own_departments()
    asked = department_by_code(db.session, request.args.get("department", ""))
    own = [asked.id, *(each for each in own if each != asked.id)] if asked else own
    # Whoever is ambassador picks up what they can themselves; what they raise, they cannot solve alone.
    form = RaiseForm(initiative=_about(initiatives, served_for), route="kerngroep" if served_for else "ambassador")
    form.may_be_near = bool(served_for)
    principles = [each for change in initiatives for each in principles_of(db.session, change.id, clock.today())]
    form.offer(initiatives, principles)
    found = departments_found(db.session, form.words.data or "", clock.today())
    placed = {each: f"{name} ({parent})" if parent else name for each, _code, name, parent in found}
    form.offer_departments(department_names(db.session, [*own, *form.chosen], clock.today()) | placed, own)
    return form, len(found)


def _about(initiatives: Sequence[Initiative], served_for: set[int]) -> int | None:
    """The change of the address, of the page that one came from, or of one's own; None rather than a guess."""
    for code in (request.args.get("initiative"), initiative_visited()):
        for each in initiatives:
            if each.code == code:
                return each.id
    own = [each.id for each in initiatives if each.id in served_for]
    known = own if len(own) == 1 else [each.id for each in initiatives]
    return known[0] if len(known) == 1 else None


def _own_departments() -> tuple[list[int], set[int]]:
    """Departments where the actor works or is ambassador, and the initiatives for which they are."""
    person_id = actor().person_id
    if person_id is None:
        return [], set()
    held = [row for row in ambassadorships(db.session, person_id=person_id) if row.holds_on(clock.today())]
    works_in = department_of(db.session, person_id, clock.today())
    own = [*([] if works_in is None else [works_in]), *(row.department_id for row in held)]
    return list(dict.fromkeys(own)), {row.initiative_id for row in held}


def _draft(form: RaiseForm, initiatives: Sequence[Initiative]) -> service.Draft:
    about = form.initiative.data if "initiative" in form else initiatives[0].id
    severity, department_id = Severity(form.severity.data), form.department.data
    settings = current_app.config["SETTINGS"]
    terms = calendars.terms_for(db.session, about, department_id, clock.today(), settings)
    return service.Draft(
        initiative=next(each for each in initiatives if each.id == about),
        department_id=department_id,
        what=form.what.data,
        severity=severity,
        due_on=terms.acknowledge_by(urgent=severity is Severity.BLOCKS),
        principle_id=(form.principle.data or None) if "principle" in form else None,
        direct=form.route.data == "kerngroep",
        confidential=form.confidential.data,
        for_colleague=form.for_colleague.data,
    )


@blueprint.get("/signals")
@requires(Permission.SIGNED_IN)
def mine() -> ResponseReturnValue:
    """My signals with their answers, and those that wait for me."""
    page = page_of(db.session, queries.raised_by(actor().user_id), asked_page())
    rows = [SignalRow(*row) for row in page.items]
    waiting = queries.waiting_for(db.session, actor(), clock.today())
    return render_template(
        "signals/mine.html",
        page=page,
        rows=rows,
        waiting=waiting,
        asked=queries.questions_for(db.session, actor().user_id),
        answers=queries.answers_of(db.session, [row.id for row in rows if row.status in CLOSED]),
        told_status=told_status,
        inboxes=[
            each
            for each in running_initiatives(db.session, clock.today())
            if actor().may(Permission.READ_INBOX, each.code)
        ],
        **listing([*rows, *waiting]),
    )


@blueprint.get("/i/<initiative_code>/inbox")
@requires(Permission.READ_INBOX)
def inbox(initiative_code: str) -> ResponseReturnValue:
    """The signals of a change: first what needs a step, the most urgent on top."""
    initiative = initiative_or_404(initiative_code)
    filtered = request.args.get("status", "")
    wanted = Wanted(
        statuses=FILTERS[filtered][1] if filtered in FILTERS else OPEN,
        words=request.args.get("q", "").strip(),
        principle_id=whole_number_or_none(request.args.get("principle", "")),
    )
    page = page_of(db.session, queries.inbox(initiative.id, wanted, clock.today()), asked_page())
    rows = [SignalRow(*row) for row in page.items]
    return render_template(
        "signals/inbox.html",
        initiative=initiative,
        page=page,
        rows=rows,
        heard=joining.heard_about(db.session, [row.id for row in rows], clock.today()),
        manages=actor().may(Permission.EDIT_INITIATIVE, initiative.code),
        wanted=wanted,
        filters=FILTERS,
        filtered=filtered,
        principles=principles_of(db.session, initiative.id, clock.today()),
        counts=queries.counts(db.session, clock.today()).get(initiative.id, queries.Counts()),
        todo=NEXT_STEP_NAMES if actor().may(Permission.HANDLE_SIGNALS, initiative.code) else {},
        **listing(rows),
    )


def listing(rows: Iterable[SignalRow]) -> dict[str, Any]:
    """What templates need to list signals: names of departments and states, and which are overdue."""
    listed = list(rows)
    today = clock.today()
    return {
        "departments": department_names(db.session, {row.department_id for row in listed}, today),
        "waiting_ids": {row.id for row in listed if row.status in OPEN},
        "overdue": {row.id for row in listed if is_overdue(row.status, row.due_on, today)},
        "status_names": STATUS_NAMES,
        "status_kinds": STATUS_KINDS,
        "severity_names": SEVERITY_NAMES,
    }
