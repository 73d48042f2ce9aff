"""The page of one signal: what happened to it, and the next step for who may take it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _

from ambassadors.accounts.queries import kerngroep_members
from ambassadors.db import db
from ambassadors.network.nearest import nearest_ambassadors
from ambassadors.organisation.queries import department_names
from ambassadors.security.guard import actor, requires
from ambassadors.security.policy import Permission
from ambassadors.signals import calendars, queries, raising, service
from ambassadors.signals.forms import (
    DUE_NAMES,
    SEVERITY_NAMES,
    STATUS_KINDS,
    STATUS_NAMES,
    STEP_NAMES,
    WORDS,
    AcknowledgeForm,
    AnswerForm,
    AskForm,
    CloseForm,
    DealForm,
    EscalateForm,
    GuardedWordsForm,
    Press,
    ReopenForm,
    ReplyForm,
    TellForm,
)
from ambassadors.signals.joining import candidates, heard_about
from ambassadors.signals.models import Signal, SignalStep
from ambassadors.signals.rules import (
    JOINABLE,
    OPEN,
    TAKEN_UP,
    Involved,
    Part,
    SignalStatus,
    StepKind,
    is_overdue,
    knows_answer,
    knows_sender,
    last_answer,
    steps_for,
    told_status,
)
from ambassadors.signals.terms import Terms
from ambassadors.signals.views import blueprint
from ambassadors.web import clock
from ambassadors.web.forms import Form, VersionedForm
from ambassadors.web.views import way_back

__all__ = ["blueprint"]  # with the pages of both modules on it

PRESSES: Mapping[SignalStatus, tuple[Press, ...]] = {
    SignalStatus.SOLVED_LOCALLY: (Press.SOLVE,),
    SignalStatus.ESCALATED: (Press.ESCALATE,),
    SignalStatus.ACKNOWLEDGED: (Press.ACKNOWLEDGE,),
    SignalStatus.ASKED: (Press.ASK,),
    SignalStatus.REPLIED: (Press.REPLY,),
    SignalStatus.ANSWERED: (Press.ANSWER, Press.ANSWER_AND_TELL),
    SignalStatus.FED_BACK: (Press.TELL,),
    SignalStatus.CLOSED: (Press.CLOSE,),
    SignalStatus.REOPENED: (Press.REOPEN,),
}
FORMS: Mapping[Press, type[VersionedForm]] = {
    Press.SOLVE: DealForm,
    Press.ESCALATE: EscalateForm,
    Press.ACKNOWLEDGE: AcknowledgeForm,
    Press.ASK: AskForm,
    Press.REPLY: ReplyForm,
    Press.ANSWER: AnswerForm,
    Press.ANSWER_AND_TELL: AnswerForm,
    Press.TELL: TellForm,
    Press.CLOSE: CloseForm,
    Press.REOPEN: ReopenForm,
}
TOGETHER: Mapping[Press, Press] = {Press.ESCALATE: Press.SOLVE, Press.ANSWER: Press.ANSWER_AND_TELL}
"""Buttons that stand under the form of another, where that one is on the page."""
DONE: Mapping[Press, Any] = {
    Press.SOLVE: _("Good that you solved it. The sender can read what you did."),
    Press.ESCALATE: _("The signal is with the kerngroep now."),
    Press.ACKNOWLEDGE: _("It is agreed who sees to an answer, and by when. The sender can read it."),
    Press.ASK: _("The question is on its way to the sender. Until the reply, the days do not count."),
    Press.REPLY: _("Thank you. The kerngroep goes on with it."),
    Press.CLOSE: _("The signal is closed."),
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
    posted = Posted(press, _form(press, involved, signal))
    if not posted.form.validate() or _is_about_a_person(posted.form, signal):
        return _page(signal, involved, posted), 422
    with posted.form.filing(db.session, WORDS):
        _take(posted, signal, involved)
    if posted.form.errors:
        return _page(signal, involved, posted), 409
    flash(str(DONE[press]), "success")
    return redirect(url_for("signals.show", signal_id=signal.id, back=way_back()))


def _is_about_a_person(form: VersionedForm, signal: Signal) -> bool:
    """Whether its words are refused for being about a person, before anything is stored."""
    if not isinstance(form, GuardedWordsForm) or not form.said.data:
        return False
    sign = raising.about_a_person(db.session, form.said.data, signal.department_id, clock.today())
    return form.about_a_person(sign)


def _take(posted: Posted, signal: Signal, by: Involved) -> None:
    form, press, now = posted.form, posted.press, clock.now()
    version = form.version.data
    if press is Press.CLOSE:
        service.close(db.session, signal, by, version, now)
        return
    if press is Press.ACKNOWLEDGE:
        urgent = form.urgent.data
        due_on = form.due_on.data or _terms(signal).answer_by(_arrived(signal), urgent=urgent)
        sorting = service.Sorting(form.owner.data, due_on, urgent)
        service.acknowledge(db.session, signal, by, version, now, sorting, clock.today())
        return
    note = form.said.data or ""
    if press in PRESSES[SignalStatus.ANSWERED]:
        service.answer(db.session, signal, by, version, now, note, tell=press is Press.ANSWER_AND_TELL)
    elif press in DUE:
        take = {Press.ESCALATE: service.escalate, Press.REPLY: service.reply, Press.REOPEN: service.reopen}[press]
        take(db.session, signal, by, version, now, note, DUE[press](signal))
    else:
        told = {Press.SOLVE: service.solve_locally, Press.ASK: service.ask, Press.TELL: service.feed_back}[press]
        told(db.session, signal, by, version, now, note)


def _terms(signal: Signal) -> Terms:
    settings = current_app.config["SETTINGS"]
    return calendars.terms_for(db.session, signal.initiative_id, signal.department_id, clock.today(), settings)


def _to_be_taken_up_by(signal: Signal) -> date:
    return _terms(signal).acknowledge_by(urgent=signal.urgent)


def _resumed(signal: Signal) -> date:
    """By when there is to be an answer after the sender replies today; its own day where nothing was asked."""
    asked = _last_day(signal, SignalStatus.ASKED)
    return _terms(signal).resumed(signal.due_on or clock.today(), asked)


def _arrived(signal: Signal) -> date:
    """When it came to the kerngroep, for the last time."""
    return _last_day(signal, SignalStatus.ESCALATED, SignalStatus.REOPENED)


def _last_day(signal: Signal, *of: SignalStatus) -> date:
    days = [each.at.astimezone(clock.LOCAL).date() for each in signal.steps if each.status in of]
    return days[-1] if days else clock.today()


DUE: Mapping[Press, Callable[[Signal], date]] = {
    Press.ESCALATE: _to_be_taken_up_by,
    Press.REPLY: _resumed,
    Press.REOPEN: _to_be_taken_up_by,
}
"""Steps that set a new day, and which."""


def _page(signal: Signal, involved: Involved, posted: Posted | None = None) -> str:
    presses = _presses(involved, signal)
    forms = {press: _form(press, involved, signal, blank=True) for press in presses if press not in _under(presses)}
    left_over = None
    if posted is not None:
        # Who presses again has seen how it is now.
        posted.form.carry_on_from(signal.version)
        place = TOGETHER[posted.press] if posted.press in _under(presses) else posted.press
        if place in forms:
            forms[place] = posted.form
        else:
            # There is no form any more to press again.
            left_over = posted.form
            left_over.form_errors = [str(WORDS["not_allowed"])]
    with_ambassador = signal.status is SignalStatus.RAISED
    known = knows_answer(involved.parts, signal.status)
    status = signal.status if known else told_status(signal.status)
    steps = signal.steps if known else _told(signal)
    reads_inbox = not involved.parts.isdisjoint({Part.KERNGROEP, Part.CHANGE_MANAGER})
    joins = Part.KERNGROEP in involved.parts and signal.status in JOINABLE and signal.joined_to is None
    return render_template(
        "signals/show.html",
        signal=signal,
        department=department_names(db.session, [signal.department_id], clock.today())[signal.department_id],
        ambassadors=nearest_ambassadors(db.session, signal.initiative_id, signal.department_id, clock.today())
        if with_ambassador
        else {},
        status=status,
        steps=steps,
        answer=last_answer((each.status, each.note) for each in steps),
        overdue=is_overdue(signal.status, signal.due_on, clock.today()),
        taken_up=status in TAKEN_UP,
        due_name=DUE_NAMES.get(status, _("To be answered, at the latest on")),
        waits=signal.status in OPEN,
        presses=presses,
        forms=forms,
        left_over=left_over,
        back=way_back(),
        adviser=current_app.config["SETTINGS"].confidential_adviser,
        is_sender=Part.SENDER in involved.parts,
        sender_known=knows_sender(involved.parts, confidential=signal.confidential),
        reads_inbox=reads_inbox,
        heard=heard_about(db.session, [signal.id], clock.today()).get(signal.id) if reads_inbox else None,
        candidates=candidates(db.session, signal, clock.today()) if joins else None,
        press=Form(formdata=None),
        may_part=Part.KERNGROEP in involved.parts,
        kinds=StepKind,
        statuses=SignalStatus,
        status_names=STATUS_NAMES,
        status_kinds=STATUS_KINDS,
        severity_names=SEVERITY_NAMES,
        step_names=STEP_NAMES,
    )


def _told(signal: Signal) -> list[SignalStep]:
    """The steps without an answer that the sender was not told, and without what was done to it since."""
    told = list(signal.steps)
    while told and told[-1].status is SignalStatus.ANSWERED:
        told.pop()
    return told


def _presses(involved: Involved, signal: Signal) -> list[Press]:
    steps = steps_for(involved.parts, signal.status, joined=signal.joined_to_id is not None)
    return [press for then, presses in PRESSES.items() if then in steps for press in presses]


def _under(presses: Collection[Press]) -> set[Press]:
    """The buttons that stand under the form of another one."""
    return {press for press, other in TOGETHER.items() if press in presses and other in presses}


def _form(press: Press, involved: Involved, signal: Signal, *, blank: bool = False) -> VersionedForm:
    kind = FORMS[press]
    if press is Press.ESCALATE and Press.SOLVE in _presses(involved, signal):
        kind = DealForm
    # What keeps a form from taking over what was sent by another form on the page.
    unfilled = {"formdata": None} if blank else {}
    if kind is not AcknowledgeForm:
        return kind(version=signal.version, **unfilled)
    agreed = signal.due_on if signal.status in TAKEN_UP else None
    owner = signal.owner_id or actor().user_id
    form = AcknowledgeForm(version=signal.version, owner=owner, due_on=agreed, urgent=signal.urgent, **unfilled)
    form.owner.choices = kerngroep_members(db.session, signal.initiative_id, clock.today())
    terms, arrived = _terms(signal), _arrived(signal)
    form.by_terms = {urgent: terms.answer_by(arrived, urgent=urgent) for urgent in (False, True)}
    return form
