"""Pages of joining: signing up, answering for oneself, and naming a colleague."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ambassadors.accounts.links import post_office
from ambassadors.db import db
from ambassadors.initiatives.current import initiative_or_404
from ambassadors.initiatives.models import Initiative
from ambassadors.network import joining, service
from ambassadors.network.forms import WORDS, NameForm
from ambassadors.network.letters import naming_letter
from ambassadors.network.letting_in import invite_to_sign_in
from ambassadors.network.models import Ambassadorship
from ambassadors.network.own import own_seats
from ambassadors.network.picking import picked_for
from ambassadors.network.queries import ambassadorships, signs_in
from ambassadors.network.rules import Source, Status, Step
from ambassadors.network.service import Origin, Recorder
from ambassadors.organisation.models import Person
from ambassadors.organisation.queries import PersonRow, person_row
from ambassadors.refusals import Refused
from ambassadors.security.guard import actor, requires
from ambassadors.security.policy import Permission
from ambassadors.web import clock
from ambassadors.web.addresses import absolute
from ambassadors.web.forms import VersionedForm
from ambassadors.web.intake import whole_number

blueprint = Blueprint("joining", __name__)

CHOICES = {"back": Status.ACTIVE, "questions": Status.QUESTIONS, "stop": Status.ENDED}
"""What one may say oneself after a pause."""


@blueprint.route("/i/<initiative_code>/join", methods=["GET", "POST"])
@requires(Permission.SIGNED_IN)
def join(initiative_code: str) -> ResponseReturnValue:
    """I want to join: what it asks, and telling so; or the answer when one was asked."""
    initiative = initiative_or_404(initiative_code)
    form, person = VersionedForm(), myself()
    if form.validate_on_submit() and person:
        with form.filing(db.session, WORDS):
            sentence = _answered(initiative, person, form.version.data or 0)
        if not form.errors:
            flash(sentence, "success")
            return redirect(url_for("joining.join", initiative_code=initiative.code))
    today, now = clock.today(), clock.now()
    known = ambassadorships(db.session, initiative.id, person.id) if person else []
    changes = {initiative.id: initiative}
    mine = own_seats(db.session, known, changes, person.id, actor().user_id, today, now) if person else []
    page = render_template(
        "network/join.html",
        initiative=initiative,
        person=person,
        seats=mine,
        knows_it=any(seat.in_office for seat in mine),
        may_join=all(seat.status is Status.ENDED for seat in mine),
        is_over=initiative.is_over(today),
        today=today,
        form=form,
    )
    return page, 409 if form.errors else 200


@blueprint.route("/i/<initiative_code>/join/name", methods=["GET", "POST"])
@requires(Permission.SIGNED_IN)
def name_colleague(initiative_code: str) -> ResponseReturnValue:
    """Name a colleague, who is told at once."""
    initiative = initiative_or_404(initiative_code)
    form, me = NameForm(), myself()
    form.leaves = me.id if me else None
    home = (me.department_id if me else None) or 0
    if not form.is_submitted():
        form.offer([], home)
        return _naming_page(initiative, form)
    picked = picked_for(form, home, among=())
    who = person_row(db.session, picked, clock.today()) if picked else None
    if form.validate_on_submit() and who:
        recorder = Recorder(actor().user_id, clock.today(), clock.now())
        with form.filing(db.session, WORDS):
            if joining.name_colleague(db.session, initiative, who, me.id if me else None, recorder):
                _tell(who, initiative, recorder)
        if not form.errors:
            # The same where somebody waits already: that they do is theirs to tell.
            told = _("Thank you. %(name)s is told, and decides. You need to do nothing more.", name=who.name)
            flash(told, "success")
            return redirect(url_for("joining.name_colleague", initiative_code=initiative.code))
    return _naming_page(initiative, form), form.http_status


def _naming_page(initiative: Initiative, form: NameForm) -> str:
    is_over = initiative.is_over(clock.today())
    return render_template("network/name.html", initiative=initiative, form=form, is_over=is_over)


def _tell(who: PersonRow, initiative: Initiative, recorder: Recorder) -> None:
    """Mail who was named; who cannot sign in yet gets a link with which they can, for themselves alone."""
    if who.email is None or not post_office().is_open:
        return
    path = url_for("joining.join", initiative_code=initiative.code)
    if not signs_in(db.session, who.id):
        try:
            _user, token = invite_to_sign_in(db.session, db.session.get_one(Person, who.id), recorder)
            path = url_for("accounts.use_link", token=token)
        except Refused:
            pass  # An account with other rights, or a closed one: the letter leads to the page itself.
    post_office().post(db.session, naming_letter(who.email, actor().name, initiative.name, absolute(path)))


def _answered(initiative: Initiative, person: PersonRow, version: int) -> str:
    """Do what the pressed button says, and return what to tell."""
    recorder = Recorder(actor().user_id, clock.today(), clock.now())
    answer = request.form.get("answer", "")
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
        is_ambassador = mine.steps[-1].status is Status.ACTIVE
        return (
            _("Welcome! You are ambassador now.")
            if is_ambassador
            else _("Thank you! The change manager will contact you.")
        )
    if answer in CHOICES:
        joining.choose(db.session, mine, version, recorder, CHOICES[answer])
        return {
            "back": _("Welcome back!"),
            "questions": _("You are there for questions only from today. The change manager sees it too."),
            "stop": _("You stopped as ambassador. Thank you for all that you did!"),
        }[answer]
    if answer == "undo":
        joining.take_back(db.session, mine, version, recorder)
        return _("Undone.")
    service.decline(db.session, mine, version, recorder)
    return _("Your details are erased. You can always join later.")


def myself() -> PersonRow | None:
    """The person in the staff file who asks."""
    person_id = actor().person_id
    return person_row(db.session, person_id, clock.today()) if person_id is not None else None
