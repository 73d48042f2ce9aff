"""Pages of the network: the coverage board, and finding one's ambassador."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from ambassadors.db import db
from ambassadors.initiatives.current import initiative_or_404
from ambassadors.initiatives.queries import running_initiatives
from ambassadors.network.alumni import alumni_of
from ambassadors.network.board_page import opened
from ambassadors.network.board_page import page as board_page
from ambassadors.network.finding import directory
from ambassadors.network.joining_views import myself
from ambassadors.network.strengths import experts_found, subjects_found
from ambassadors.organisation.overview import search
from ambassadors.organisation.queries import PersonRow, people_found, tree_on
from ambassadors.security.guard import requires
from ambassadors.security.policy import Permission
from ambassadors.web import clock
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
    """Who is my ambassador? My own department first, then anybody's, by department, name or subject."""
    today, words = clock.today(), request.args.get("q", "").strip()
    me, tree = myself(), tree_on(db.session, today)
    book = directory(db.session, tree, running_initiatives(db.session, today), today)
    all_of_them = request.args.get("what") == "departments" or not words
    departments = search(tree, words)
    people = page_of(db.session, people_found(words, today), asked_page()) if not all_of_them else None
    experts = experts_found(db.session, words, book.initiatives, today)
    by_subject = request.args.get("what") == "subject"
    return render_template(
        "network/find.html",
        book=book,
        mine=me.department_id if me else None,
        myself=me.id if me else None,
        is_known=me is not None,
        words=words,
        departments=page_from(departments, asked_page()) if all_of_them else None,
        first_departments=departments[:FIRST_DEPARTMENTS],
        departments_total=len(departments),
        people=people,
        found=[PersonRow(*row) for row in people.items] if people else [],
        by_subject=by_subject,
        experts=page_from(experts, asked_page()) if by_subject else None,
        first_experts=experts[:FIRST_DEPARTMENTS],
        experts_total=len(experts),
        subjects=subjects_found(db.session, words, book.initiatives, today),
        several=len(book.initiatives) > 1,
    )


@blueprint.get("/i/<initiative_code>/alumni")
@requires(Permission.SIGNED_IN)
def alumni(initiative_code: str) -> ResponseReturnValue:
    """Who was ambassador before: what they did stays, and so do their names."""
    initiative = initiative_or_404(initiative_code)
    former = alumni_of(db.session, initiative.id, clock.today())
    return render_template("network/alumni.html", initiative=initiative, page=page_from(former, asked_page()))
