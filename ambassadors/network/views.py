"""Pages of the network: the coverage board, joining, and finding one's ambassador."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ambassadors.db import db
from ambassadors.initiatives.current import initiative_or_404
from ambassadors.initiatives.models import Initiative
from ambassadors.initiatives.queries import running_initiatives
from ambassadors.network import service
from ambassadors.network.board_page import opened
from ambassadors.network.board_page import page as board_page
from ambassadors.network.finding import directory
from ambassadors.network.forms import WORDS
from ambassadors.network.models import Ambassadorship
from ambassadors.network.queries import ambassadorships
from ambassadors.network.rules import Source, Status, Step
from ambassadors.network.service import Origin, Recorder
from ambassadors.organisation.overview import search
from ambassadors.organisation.queries import PersonRow, department_names, people_found, person_row, tree_on
from ambassadors.refusals import Refused
from ambassadors.security.guard import actor, requires
from ambassadors.security.policy import Permission
from ambassadors.web import clock
from ambassadors.web.forms import VersionedForm
from ambassadors.web.intake import whole_number
from ambassadors.web.pagination import asked_page, page_from, page_of

blueprint = Blueprint("network", __name__)

FIRST_DEPARTMENTS = 5


@blueprint.get("/i/<initiative_code>/board")
@requires(Permission.ASSIGN_AMBASSADORS)
def board(initiative_code: str) -> ResponseReturnValue:
    """Who wants to join, where the gaps are, and everybody by the tree."""
    initiative = initiative_or_404(initiative_code)
    return board_page(initiative, opened(initiative))


@blueprint.get("/ambassadors")
@requires(Permission.SIGNED_IN)
def find() -> ResponseReturnValue:
    """Who is my ambassador? My own department first, then anybody's."""
    today, words = clock.today(), request.args.get("q", "").strip()
    me, tree = _myself(), tree_on(db.session, today)
    book = directory(db.session, tree, running_initiatives(db.session, today), today)
    all_of_them = request.args.get("what") == "departments" or not words
    departments = search(tree, words)
    people = page_of(db.session, people_found(words, today), asked_page()) if not all_of_them else None
    return render_template(
        "network/find.html",
        book=book,
        mine=me.department_id if me else None,
        is_known=me is not None,
        words=words,
        departments=page_from(departments, asked_page()) if all_of_them else None,
        first_departments=departments[:FIRST_DEPARTMENTS],
        departments_total=len(departments),
        people=people,
        found=[PersonRow(*row) for row in people.items] if people else [],
        several=len(book.initiatives) > 1,
    )


@blueprint.route("/i/<initiative_code>/join", methods=["GET", "POST"])
@requires(Permission.SIGNED_IN)
def join(initiative_code: str) -> ResponseReturnValue:
    """I want to join: what it asks, and telling so; or the answer when one was asked."""
    initiative = initiative_or_404(initiative_code)
    form, person, today = VersionedForm(), _myself(), clock.today()
    if form.validate_on_submit() and person:
        with form.filing(db.session, WORDS):
            sentence = _answered(initiative, person, form.version.data or 0)
        if not form.errors:
            flash(sentence, "success")
            return redirect(url_for("network.join", initiative_code=initiative.code))
    known = ambassadorships(db.session, initiative.id, person.id) if person else []
    page = render_template(
        "network/join.html",
        initiative=initiative,
        person=person,
        seats=[(row, row.status_on(today)) for row in known if row.status_on(today) is not Status.ENDED],
        names=department_names(db.session, [row.department_id for row in known], today),
        is_over=initiative.is_over(today),
        form=form,
    )
    return page, 409 if form.errors else 200


def _answered(initiative: Initiative, person: PersonRow, version: int) -> str:
    """Do what the pressed button says, and return what to tell."""
    recorder = Recorder(actor().user_id, clock.today(), clock.now())
    answer = request.form.get("answer")
    if answer == "join":
        if person.department_id is None or initiative.is_over(recorder.today):
            raise Refused("not_possible_now")
        first, origin = Step(Status.CANDIDATE, recorder.today), Origin(Source.OWN_WISH)
        service.begin(db.session, initiative.id, person.department_id, person.id, first, recorder, origin)
        return _("Thank you! The change manager will contact you.")
    mine = db.session.get(Ambassadorship, request.form.get("ambassadorship", 0, whole_number))
    if mine is None or (mine.initiative_id, mine.person_id) != (initiative.id, person.id):
        raise Refused("not_possible_now")
    if answer == "accept":
        service.accept(db.session, mine, version, recorder)
        return _("Welcome! You are ambassador now.")
    service.decline(db.session, mine, version, recorder)
    return _("Your details are erased. You can always join later.")


def _myself() -> PersonRow | None:
    person_id = actor().person_id
    return person_row(db.session, person_id, clock.today()) if person_id is not None else None
