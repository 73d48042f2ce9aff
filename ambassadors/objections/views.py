"""Pages of objections: what to say when, as a list and as a card; one of them; writing and rewording."""

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ambassadors.db import db
from ambassadors.initiatives.current import initiative_or_404
from ambassadors.initiatives.models import Initiative
from ambassadors.network.queries import ambassadorships
from ambassadors.network.service import Recorder
from ambassadors.objections import queries, service
from ambassadors.objections.forms import ACTIONS, NOT_KNOWN, WORDS, AnswerForm, HearForm, NewForm, TextForm
from ambassadors.objections.history import history_of
from ambassadors.objections.models import Answer, Hearing, Objection
from ambassadors.objections.queries import ObjectionRow
from ambassadors.objections.rules import alike
from ambassadors.organisation.queries import department_names, tree_on
from ambassadors.organisation.together import departments_together
from ambassadors.security.guard import actor, requires
from ambassadors.security.policy import Permission
from ambassadors.web import clock
from ambassadors.web.forms import Form
from ambassadors.web.intake import whole_number_or_none
from ambassadors.web.pagination import asked_page, page_of

blueprint = Blueprint("objections", __name__, url_prefix="/i/<initiative_code>/objections")

MOST_ANSWERS, ON_CARD, MOST_HEARINGS = 2, 8, 10
"""So many answers stand in the list, so many objections on the card, and so many hearings on the page of one."""


@dataclass(frozen=True, slots=True)
class Rights:
    """What who asks may do: write, hear and answer; and keep in order what others wrote."""

    user_id: int
    writes: bool
    keeps: bool

    def may_change(self, written: Objection | Answer | queries.AnswerRow) -> bool:
        """Whether they may reword it or withdraw it."""
        return self.keeps or (self.writes and written.written_by == self.user_id)

    def may_withdraw(self, hearing: Hearing | queries.HearingRow) -> bool:
        """Whether they may say that it was not heard then."""
        return self.keeps or (self.writes and hearing.logged_by == self.user_id)


@blueprint.get("")
@requires(Permission.SIGNED_IN)
def all_objections(initiative_code: str) -> ResponseReturnValue:
    """What to say when: the most heard lately first, each with its best answers."""
    initiative = initiative_or_404(initiative_code)
    rights = rights_for(initiative)
    words = request.args.get("q", "").strip()
    retired = rights.keeps and request.args.get("show") == "withdrawn"
    query = queries.objections_of(initiative.id, clock.today(), words, retired=retired)
    page = page_of(db.session, query, asked_page())
    rows = [ObjectionRow(*row) for row in page.items]
    return render_template(
        "objections/all.html",
        initiative=initiative,
        page=page,
        rows=rows,
        answers=queries.answers_of(db.session, [row.id for row in rows], rights.user_id),
        most_answers=MOST_ANSWERS,
        words=words,
        retired=retired,
        rights=rights,
        press=Form(formdata=None),
    )


@blueprint.get("/card")
@requires(Permission.SIGNED_IN)
def card(initiative_code: str) -> ResponseReturnValue:
    """What is heard most, with the best answer to each, to print and take along."""
    initiative = initiative_or_404(initiative_code)
    query = queries.objections_of(initiative.id, clock.today()).limit(ON_CARD)
    rows = [ObjectionRow(*row) for row in db.session.execute(query)]
    answers = queries.answers_of(db.session, [row.id for row in rows], actor().user_id)
    return render_template(
        "objections/card.html", initiative=initiative, rows=rows, answers=answers, today=clock.today()
    )


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Permission.ANSWER_OBJECTIONS)
def new(initiative_code: str) -> ResponseReturnValue:
    """Write down what was said against it, and what helped."""
    initiative = initiative_or_404(initiative_code)
    form = NewForm(on=clock.today())
    form.offer_departments(departments_to_choose(initiative))
    if form.validate_on_submit():
        with form.filing(db.session, WORDS):
            by, text = recorder(), form.text.data.strip()
            said = service.say(db.session, initiative.id, text, by)
            service.hear(db.session, said, form.department.data or None, form.on.data, by)
            if form.answer.data.strip():
                service.answer(db.session, said, form.answer.data.strip(), by)
        if not form.errors:
            flash(_("Saved. Thank you."), "success")
            return to_page_of(initiative, said)
    known = queries.suggested(db.session, initiative.id, clock.today())
    page = render_template("objections/new.html", initiative=initiative, form=form, known=known)
    return page, form.http_status


@blueprint.get("/<int:objection_id>")
@requires(Permission.SIGNED_IN)
def show(initiative_code: str, objection_id: int) -> ResponseReturnValue:
    """One objection: how often heard and where, and what one can say."""
    initiative, objection = known_objection(initiative_code, objection_id)
    if objection.joined_to_id is not None:
        return redirect(
            url_for("objections.show", initiative_code=initiative.code, objection_id=objection.joined_to_id)
        )
    return shown(initiative, objection)


@blueprint.route("/<int:objection_id>/edit", methods=["GET", "POST"])
@requires(Permission.ANSWER_OBJECTIONS)
def edit(initiative_code: str, objection_id: int) -> ResponseReturnValue:
    """Say it in other words."""
    initiative, objection = known_objection(initiative_code, objection_id)
    _may_change(initiative, objection)
    form = TextForm(text=objection.text, version=objection.version)
    if form.validate_on_submit():
        with form.filing(db.session, WORDS):
            service.reword(db.session, objection, form.version.data or 0, form.text.data.strip(), recorder())
        if not form.errors:
            flash(_("Saved."), "success")
            return to_page_of(initiative, objection)
        form.carry_on_from(objection.version)
    page = render_template("objections/reword.html", initiative=initiative, objection=objection, form=form)
    return page, form.http_status


@blueprint.post("/<int:objection_id>/<any(retire, restore):turn>")
@requires(Permission.ANSWER_OBJECTIONS)
def turn(initiative_code: str, objection_id: int, turn: str) -> ResponseReturnValue:
    """Show an objection no longer, or again."""
    initiative, objection = known_objection(initiative_code, objection_id)
    _may_change(initiative, objection)
    write = service.retire if turn == "retire" else service.restore
    write(db.session, objection, recorder())
    return to_page_of(initiative, objection)


@blueprint.post("/<int:objection_id>/hear")
@requires(Permission.ANSWER_OBJECTIONS)
def hear(initiative_code: str, objection_id: int) -> ResponseReturnValue:
    """Note that it was heard once more."""
    initiative, objection = known_objection(initiative_code, objection_id)
    form = HearForm()
    form.offer_departments(departments_to_choose(initiative))
    if form.validate():
        with form.filing(db.session, WORDS):
            service.hear(db.session, objection, form.department.data or None, form.on.data, recorder())
    if form.errors:
        return shown(initiative, objection, hear_form=form), form.http_status
    flash(_("Noted. It counts as heard."), "success")
    return to_page_of(initiative, objection)


@blueprint.post("/<int:objection_id>/hearings/<int:hearing_id>/<any(retire, restore):turn>")
@requires(Permission.ANSWER_OBJECTIONS)
def turn_hearing(initiative_code: str, objection_id: int, hearing_id: int, turn: str) -> ResponseReturnValue:
    """Let a hearing count no longer, or again."""
    initiative, objection = known_objection(initiative_code, objection_id)
    hearing = queries.hearing_of(db.session, objection, hearing_id) or abort(404)
    if not rights_for(initiative).may_withdraw(hearing):
        abort(403)
    if turn == "retire":
        service.withdraw_hearing(db.session, hearing, recorder())
        return to_page_of(initiative, objection, withdrawn=hearing.id)
    service.put_hearing_back(db.session, hearing, recorder())
    return to_page_of(initiative, objection)


def shown(
    initiative: Initiative,
    objection: Objection,
    hear_form: HearForm | None = None,
    answer_form: AnswerForm | None = None,
) -> str:
    """The page of an objection, with a form that was refused if one was."""
    rights, today = rights_for(initiative), clock.today()
    if objection.retired_at is not None and not rights.may_change(objection):
        abort(404)
    if hear_form is None:
        hear_form = HearForm(formdata=None, on=today)
        hear_form.offer_departments(departments_to_choose(initiative) if rights.writes else [])
    sees_small = actor().may(Permission.SEE_SMALL_DEPARTMENTS, initiative.code)
    together = departments_together(tree_on(db.session, today), sees_small=sees_small)
    hearings = queries.hearings_of(db.session, objection.id)
    joined = queries.joined_to(db.session, objection.id)
    retired = queries.answers_of(db.session, [objection.id], rights.user_id, retired=True)
    return render_template(
        "objections/show.html",
        initiative=initiative,
        objection=objection,
        answers=queries.answers_of(db.session, [objection.id], rights.user_id).get(objection.id, []),
        withdrawn=[row for row in retired.get(objection.id, []) if rights.may_change(row)],
        heard=queries.heard_where(hearings, together),
        hearings=hearings[:MOST_HEARINGS],
        times=len(hearings),
        just_withdrawn=_just_withdrawn(objection, rights),
        together=together,
        joined=joined,
        alike=_alike(initiative, objection) if rights.keeps else [],
        words=request.args.get("q", "").strip(),
        history=history_of(db.session, [objection.id, *(each.id for each in joined)]) if rights.keeps else [],
        actions=ACTIONS,
        rights=rights,
        hear_form=hear_form,
        answer_form=answer_form or AnswerForm(formdata=None),
        press=Form(formdata=None),
    )


def rights_for(initiative: Initiative) -> Rights:
    """What who asks may do with the objections of a change."""
    who = actor()
    return Rights(
        who.user_id,
        who.may(Permission.ANSWER_OBJECTIONS, initiative.code),
        who.may(Permission.KEEP_OBJECTIONS, initiative.code),
    )


def known_objection(initiative_code: str, objection_id: int) -> tuple[Initiative, Objection]:
    """A change and one of its objections; 404 where there is none."""
    initiative = initiative_or_404(initiative_code)
    return initiative, queries.objection_of(db.session, initiative.id, objection_id) or abort(404)


def recorder() -> Recorder:
    """Who writes, and when."""
    return Recorder(actor().user_id, clock.today(), clock.now())


def to_page_of(initiative: Initiative, objection: Objection, withdrawn: int | None = None) -> Response:
    """Back to the page of an objection, or of what it is joined to."""
    shown_as = objection.joined_to_id or objection.id
    address = url_for("objections.show", initiative_code=initiative.code, objection_id=shown_as, withdrawn=withdrawn)
    return redirect(address)


def departments_to_choose(initiative: Initiative) -> list[tuple[int, str]]:
    """The own departments first, then that it is not known, then all of today in the order of the tree."""
    tree, own = tree_on(db.session, clock.today()), _own_departments(initiative, clock.today())
    names = department_names(db.session, own, clock.today()) if own else {}
    every = [(row.id, f"{'– ' * tree.depth(row.id)}{row.name}") for row in tree.rows if row.id not in own]
    return [*((each, names[each]) for each in own), (NOT_KNOWN, _("elsewhere, or I don't know")), *every]


def _own_departments(initiative: Initiative, today: date) -> list[int]:
    person_id = actor().person_id
    if person_id is None:
        return []
    rows = ambassadorships(db.session, initiative.id, person_id)
    return [row.department_id for row in rows if row.serves_on(today)]


def _may_change(initiative: Initiative, objection: Objection) -> None:
    if not rights_for(initiative).may_change(objection):
        abort(403)


def _just_withdrawn(objection: Objection, rights: Rights) -> Hearing | None:
    """The hearing that was withdrawn just now, to put it back."""
    hearing_id = whole_number_or_none(request.args.get("withdrawn", ""))
    hearing = queries.hearing_of(db.session, objection, hearing_id) if hearing_id else None
    return hearing if hearing and hearing.withdrawn_at and rights.may_withdraw(hearing) else None


def _alike(initiative: Initiative, objection: Objection) -> list[tuple[int, str]]:
    """Others that look alike, or that have the words that were asked for."""
    others = queries.texts_of(db.session, initiative.id)
    others.pop(objection.id, None)
    near = alike(request.args.get("q", "").strip() or objection.text, others)
    return [(each, others[each]) for each in near]
