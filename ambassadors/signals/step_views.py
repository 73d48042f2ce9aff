"""The page of one signal: what happened to it, and the next step for who may take it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _

from ambassadors.accounts.queries import kerngroep_members
from ambassadors.db import db
from ambassadors.network.nearest import nearest_ambassadors
from ambassadors.organisation.queries import department_names
from ambassadors.security.guard import actor, requires
from ambassadors.security.policy import Permission
from ambassadors.signals import queries, service
from ambassadors.signals.forms import (
    SEVERITY_NAMES,
    STATUS_KINDS,
    STATUS_NAMES,
    STEP_NAMES,
    WORDS,
    AcknowledgeForm,
    AnswerForm,
    DealForm,
    EscalateForm,
    Press,
    ReopenForm,
    TellForm,
)
from ambassadors.signals.models import Signal
from ambassadors.signals.rules import TIME_TO_ANSWER, Involved, Part, SignalStatus, is_overdue, last_answer, steps_for
from ambassadors.signals.views import blueprint
from ambassadors.web import clock
from ambassadors.web.forms import VersionedForm

__all__ = ["blueprint"]  # with the pages of both modules on it

PRESSES: Mapping[SignalStatus, tuple[Press, ...]] = {
    SignalStatus.SOLVED_LOCALLY: (Press.SOLVE,),
    SignalStatus.ESCALATED: (Press.ESCALATE,),
    SignalStatus.ACKNOWLEDGED: (Press.ACKNOWLEDGE,),
    SignalStatus.ANSWERED: (Press.ANSWER, Press.ANSWER_AND_TELL),
    SignalStatus.FED_BACK: (Press.TELL,),
    SignalStatus.REOPENED: (Press.REOPEN,),
}
NOTE_FORMS: Mapping[Press, type[VersionedForm]] = {
    Press.SOLVE: DealForm,
    Press.ESCALATE: EscalateForm,
    Press.ANSWER: AnswerForm,
    Press.ANSWER_AND_TELL: AnswerForm,
    Press.TELL: TellForm,
    Press.REOPEN: ReopenForm,
}
DONE: Mapping[Press, Any] = {
    Press.SOLVE: _("Good that you solved it. The sender can read what you did."),
    Press.ESCALATE: _("The signal is with the kerngroep now."),
    Press.ACKNOWLEDGE: _("It is agreed who sees to an answer, and by when. The sender can read it."),
    Press.ANSWER: _("The answer is saved. The sender still has to be told."),
    Press.ANSWER_AND_TELL: _("The answer is on its way to the sender."),
    Press.TELL: _("The answer is on its way to the sender."),
    Press.REOPEN: _("The signal is open again, and with the kerngroep."),
}


@dataclass(frozen=True, slots=True)
class Posted:
    """A form that was sent and not accepted, and by which button."""

    press: Press
    form: VersionedForm


@blueprint.get("/signals/<int:signal_id>")
@requires(Permission.SIGNED_IN)
def show(signal_id: int) -> ResponseReturnValue:
    """One signal, its history, and what can be done next."""
    signal, involved = queries.signal_for(db.session, actor(), signal_id, clock.today()) or abort(404)
    return _page(signal, involved)


@blueprint.post("/signals/<int:signal_id>")
@requires(Permission.SIGNED_IN)
def step(signal_id: int) -> ResponseReturnValue:
    """Take a signal a step further."""
    signal, involved = queries.signal_for(db.session, actor(), signal_id, clock.today()) or abort(404)
    raw = request.form.get("press", "")
    press = Press(raw) if raw in set(Press) else abort(400)
    posted = Posted(press, _owner_form(signal) if press is Press.ACKNOWLEDGE else _note_form(press, involved, signal))
    if not posted.form.validate():
        return _page(signal, involved, posted), 422
    with posted.form.filing(db.session, WORDS):
        _take(posted, signal, involved)
    if posted.form.errors:
        return _page(signal, involved, posted), 409
    flash(str(DONE[press]), "success")
    return redirect(url_for("signals.show", signal_id=signal.id))


def _take(posted: Posted, signal: Signal, by: Involved) -> None:
    form, now = posted.form, clock.now()
    version = form.version.data
    if posted.press is Press.ACKNOWLEDGE:
        owner_id, due_on = form.owner.data, form.due_on.data
        service.acknowledge(db.session, signal, by, version, now, owner_id, due_on, clock.today())
        return
    note = form.note.data or ""
    if posted.press in PRESSES[SignalStatus.ANSWERED]:
        tell = posted.press is Press.ANSWER_AND_TELL
        service.answer(db.session, signal, by, version, now, note, tell=tell)
        return
    take = {
        Press.SOLVE: service.solve_locally,
        Press.ESCALATE: service.escalate,
        Press.TELL: service.feed_back,
        Press.REOPEN: service.reopen,
    }[posted.press]
    take(db.session, signal, by, version, now, note)


def _page(signal: Signal, involved: Involved, posted: Posted | None = None) -> str:
    presses = _presses(involved, signal)
    owner_form = _owner_form(signal, blank=True) if Press.ACKNOWLEDGE in presses else None
    noting = next((press for press in presses if press in NOTE_FORMS), None)
    note_form = _note_form(noting, involved, signal, blank=True) if noting else None
    left_over = None
    if posted is not None:
        # Who presses again has seen how it is now.
        posted.form.carry_on_from(signal.version)
        if posted.press not in presses:
            left_over = posted.form
        elif posted.press is Press.ACKNOWLEDGE:
            owner_form = posted.form
        else:
            note_form = posted.form
    with_ambassador = signal.status is SignalStatus.RAISED
    return render_template(
        "signals/show.html",
        signal=signal,
        department=department_names(db.session, [signal.department_id], clock.today())[signal.department_id],
        ambassadors=nearest_ambassadors(db.session, signal.initiative_id, signal.department_id, clock.today())
        if with_ambassador
        else {},
        answer=last_answer((each.status, each.note) for each in signal.steps),
        overdue=is_overdue(signal.status, signal.due_on, clock.today()),
        presses=presses,
        owner_form=owner_form,
        note_form=note_form,
        left_over=left_over,
        is_sender=Part.SENDER in involved.parts,
        reads_inbox=not involved.parts.isdisjoint({Part.KERNGROEP, Part.CHANGE_MANAGER}),
        status_names=STATUS_NAMES,
        status_kinds=STATUS_KINDS,
        severity_names=SEVERITY_NAMES,
        step_names=STEP_NAMES,
    )


def _presses(involved: Involved, signal: Signal) -> list[Press]:
    steps = steps_for(involved.parts, signal.status)
    return [press for then, presses in PRESSES.items() if then in steps for press in presses]


def _note_form(press: Press, involved: Involved, signal: Signal, *, blank: bool = False) -> VersionedForm:
    kind = NOTE_FORMS[press]
    if press is Press.ESCALATE and Press.SOLVE in _presses(involved, signal):
        kind = DealForm
    return kind(version=signal.version, **_unfilled(blank))


def _owner_form(signal: Signal, *, blank: bool = False) -> AcknowledgeForm:
    today = clock.today()
    form = AcknowledgeForm(
        version=signal.version,
        owner=signal.owner_id or actor().user_id,
        due_on=signal.due_on or today + TIME_TO_ANSWER,
        **_unfilled(blank),
    )
    form.owner.choices = kerngroep_members(db.session, signal.initiative_id, today)
    return form


def _unfilled(blank: bool) -> dict[str, None]:
    """What keeps a form from taking over what was sent by another form on the page."""
    return {"formdata": None} if blank else {}
