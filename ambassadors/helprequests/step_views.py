"""The page of one request: what happened to it, and the next step for who may take it."""

from collections.abc import Mapping
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from ambassadors.activities.rules import CONTACT, Entry
from ambassadors.db import db
from ambassadors.helprequests import choosing, queries, service
from ambassadors.helprequests.forms import (
    KIND_NAMES,
    STATUS_KINDS,
    STATUS_NAMES,
    STEP_NAMES,
    WORDS,
    DeclineForm,
    DoneForm,
    PassOnForm,
    Press,
    PressForm,
)
from ambassadors.helprequests.models import HelpRequest
from ambassadors.helprequests.rules import HelpStatus, Involved, Move, Part, is_overdue, moves_for
from ambassadors.helprequests.views import blueprint
from ambassadors.initiatives.current import be_about
from ambassadors.initiatives.models import ActivityKind, Asks
from ambassadors.initiatives.queries import kinds_of
from ambassadors.network.nearest import nearest_ambassadors
from ambassadors.organisation.queries import department_names
from ambassadors.security.guard import actor, requires
from ambassadors.security.policy import Permission
from ambassadors.web import clock
from ambassadors.web.forms import Form, VersionedForm

__all__ = ["blueprint"]  # with the pages of both modules on it

FORMS: Mapping[Press, type[VersionedForm]] = {
    Press.GIVE_BACK: PressForm,
    Press.PASS_ON: PassOnForm,
    Press.DECLINE: DeclineForm,
    Press.WITHDRAW: PressForm,
    Press.REOPEN: PressForm,
}
TOLD: Mapping[Press, Any] = {
    Press.GIVE_BACK: _("It waits for an ambassador again."),
    Press.PASS_ON: _("Asked. It waits for the other ambassador now."),
    Press.DECLINE: _("Your answer is saved. It is told to who asked."),
    Press.WITHDRAW: _("Withdrawn. Nobody will come."),
    Press.REOPEN: _("It is open again."),
}


@blueprint.get("/help/<int:request_id>")
@requires(Permission.SIGNED_IN)
def show(request_id: int) -> ResponseReturnValue:
    """One request, its history, and what can be done next."""
    return _page(*_asked_for(request_id))


@blueprint.post("/help/<int:request_id>/take")
@requires(Permission.ANSWER_REQUESTS)
def take(request_id: int) -> ResponseReturnValue:
    """Take a request. Where somebody else was first, that is told."""
    form, person_id = PressForm(), actor().person_id
    found = queries.request_for(db.session, actor(), request_id, clock.today())
    if found and form.validate() and person_id is not None:
        asked, involved = found
        own = queries.own_ambassadorship(db.session, person_id, asked, clock.today())
        with form.filing(db.session, WORDS):
            service.take(db.session, asked, _step(form, involved), own)
        if not form.errors:
            flash(gettext("You take it. Agree on a day with %(name)s.", name=asked.asker.name), "success")
            return redirect(url_for("helprequests.show", request_id=asked.id))
        found = queries.request_for(db.session, actor(), request_id, clock.today())
    if found:
        return _page(*found, form), 409
    # What another took is no business of theirs any more; all that is told is that it is gone.
    if not queries.is_taken(db.session, actor(), request_id):
        abort(404)
    flash(gettext("Somebody else was first. You need to do nothing."), "info")
    return redirect(url_for("helprequests.waiting"))


@blueprint.post("/help/<int:request_id>")
@requires(Permission.SIGNED_IN)
def step(request_id: int) -> ResponseReturnValue:
    """Take a request a step further."""
    asked, involved = _asked_for(request_id)
    raw = request.form.get("press", "")
    press = Press(raw) if raw in set(Press) else abort(400)
    form = FORMS[press]()
    if isinstance(form, PassOnForm):
        choosing.offer_others(db.session, form, asked, clock.today())
    if not form.validate():
        return _page(asked, involved, form), 422
    with form.filing(db.session, WORDS):
        _take_step(press, form, asked, _step(form, involved))
    if form.errors:
        return _page(*_asked_for(request_id), form), 409
    flash(str(TOLD[press]), "success")
    return redirect(url_for("helprequests.show", request_id=request_id))


@blueprint.post("/help/<int:request_id>/done")
@requires(Permission.ANSWER_REQUESTS)
def done(request_id: int) -> ResponseReturnValue:
    """Tell that it was done: it becomes an activity."""
    asked, involved = _asked_for(request_id)
    form = DoneForm()
    kinds = _kinds(asked)
    form.kind.choices = choosing.kind_choices(kinds)
    if not form.is_complete([each.id for each in kinds if each.asks is Asks.REVIEW]):
        return _page(asked, involved, form), 422
    entry = Entry(
        initiative_id=asked.initiative_id,
        kind_id=form.kind.data,
        on=form.on.data,
        ambassadorship_ids=(asked.taken_by_id,) if asked.taken_by_id else (),
        reaches=(form.reach(asked.department_id),),
    )
    with form.filing(db.session, WORDS):
        service.finish(db.session, actor(), asked, _step(form, involved), entry, form.outcome(), clock.today())
    if form.errors:
        return _page(*_asked_for(request_id), form), form.http_status
    flash(gettext("Logged. Thank you! It counts as an activity."), "success")
    return redirect(url_for("helprequests.show", request_id=request_id))


def _asked_for(request_id: int) -> tuple[HelpRequest, Involved]:
    found = queries.request_for(db.session, actor(), request_id, clock.today()) or abort(404)
    be_about(found[0].initiative.code)
    return found


def _step(form: VersionedForm, by: Involved) -> service.Step:
    return service.Step(by, form.version.data or 0, clock.now())


def _take_step(press: Press, form: VersionedForm, asked: HelpRequest, by: service.Step) -> None:
    if isinstance(form, PassOnForm):
        service.pass_on(db.session, asked, by, form.to.data, clock.today())
    elif isinstance(form, DeclineForm):
        service.decline(db.session, asked, by, form.why.data or "")
    else:
        take_step = {
            Press.GIVE_BACK: service.give_back,
            Press.WITHDRAW: service.withdraw,
            Press.REOPEN: service.reopen,
        }[press]
        take_step(db.session, asked, by)


def _page(asked: HelpRequest, involved: Involved, posted: VersionedForm | None = None) -> str:
    today = clock.today()
    if posted is not None:
        # Who presses again has seen how it is now.
        posted.carry_on_from(asked.version)
    moves = moves_for(involved.parts, asked.status)
    is_open = asked.status is HelpStatus.OPEN
    place = (asked.initiative_id, asked.department_id, today, asked.asker.person_id)
    near = nearest_ambassadors(db.session, *place) if is_open else {}
    return render_template(
        "helprequests/show.html",
        asked=asked,
        department=department_names(db.session, [asked.department_id], today)[asked.department_id],
        near=[asked.meant_for.person.name] if asked.meant_for else list(near.values()),
        moves=moves,
        is_asker=Part.ASKER in involved.parts,
        is_taker=Part.TAKER in involved.parts,
        is_meant=Part.MEANT in involved.parts,
        leads=Part.CHANGE_MANAGER in involved.parts,
        overdue=is_open and is_overdue(asked.since, clock.now()),
        press=Form(formdata=None),
        posted=posted,
        forms=_forms(asked, moves, posted),
        kind_names=KIND_NAMES,
        status_names=STATUS_NAMES,
        status_kinds=STATUS_KINDS,
        step_names=STEP_NAMES,
        reason=next((each.note for each in reversed(asked.steps) if each.move is Move.DECLINED), None)
        if asked.status is HelpStatus.DECLINED
        else None,
    )


def _forms(asked: HelpRequest, moves: frozenset[Move], posted: VersionedForm | None) -> dict[str, VersionedForm]:
    """The forms for the steps that one may take, with what was filled in in the one that was sent."""
    forms: dict[str, VersionedForm] = {}
    if Move.DONE in moves:
        forms["done"] = posted if isinstance(posted, DoneForm) else _done_form(asked)
    if Move.PASSED_ON in moves:
        sent = posted if isinstance(posted, PassOnForm) else None
        forms["pass_on"] = sent or choosing.offer_others(
            db.session, PassOnForm(formdata=None, version=asked.version), asked, clock.today()
        )
    if Move.DECLINED in moves:
        sent_no = posted if isinstance(posted, DeclineForm) else None
        forms["decline"] = sent_no or DeclineForm(formdata=None, version=asked.version)
    return forms


def _done_form(asked: HelpRequest) -> DoneForm:
    kinds, today = _kinds(asked), clock.today()
    wished = asked.wished_on
    form = DoneForm(
        formdata=None,
        version=asked.version,
        kind=choosing.usual_kind(asked.kind, kinds),
        on=wished if wished is not None and wished < today else today,
    )
    form.kind.choices = choosing.kind_choices(kinds)
    return form


def _kinds(asked: HelpRequest) -> list[ActivityKind]:
    """The kinds of activity that it can become."""
    kinds = kinds_of(db.session, asked.initiative_id, clock.today())
    return [each for each in kinds if each.audience == CONTACT]
