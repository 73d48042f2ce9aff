"""A form that is sent twice saves once."""

import threading

import pytest
from flask import Blueprint, flash, redirect, render_template_string, request
from sqlalchemy import func, select

from ambassadors import rooms
from ambassadors.app import create_app
from ambassadors.db import db
from ambassadors.organisation.models import Department, Person
from ambassadors.refusals import Refused
from ambassadors.security import guard
from ambassadors.web.forms import Form
from tests.conftest import NOW
from tests.visitor import Page, Visitor

PAGE = """{% extends "layout.html" %}{% from "components/forms.html" import form_start %}
{% block title %}Proef{% endblock %}{% block main %}
<form method="post" action="/proef">{{ form_start(form) }}<input name="code" aria-label="code"></form>
{% endblock %}"""


@pytest.fixture
def app(settings, monkeypatch):
    """The app with one page more, which writes a department and fails where it is told to."""
    proof = Blueprint("proof", __name__)

    @proof.route("/proef", methods=["GET", "POST"])
    @guard.public
    def write():
        form = Form()
        if form.validate_on_submit():
            code = request.form["code"]
            with form.filing(db.session, {"taken": "Die code %(code)s is al gebruikt."}):
                db.session.add(Department(code=code))
                db.session.flush()
                if code == "refused":
                    raise Refused("taken", code=code)
            if code == "broken":
                raise RuntimeError("something broke")
            if not form.errors:
                flash("Bewaard", "success")
                return redirect(f"/proef?saved={code}")
            return render_template_string(PAGE, form=form), 409
        return render_template_string(PAGE, form=form)

    monkeypatch.setattr(rooms, "BLUEPRINTS", (*rooms.BLUEPRINTS, proof))
    made = create_app(settings, clock=lambda: NOW)
    yield made
    with made.app_context():
        db.engine.dispose()


def departments(session):
    return session.scalars(select(Department.code).order_by(Department.code)).all()


def test_pressing_save_twice_saves_once_and_leads_to_the_same_page(visit, session):
    page = visit.get("/proef")

    first = visit.send(page, "code", code="A")
    second = visit.send(page, "code", code="A")

    assert (first.status, first.location) == (302, "/proef?saved=A")
    assert (second.status, second.location) == (302, "/proef?saved=A")
    assert departments(session) == ["A"]
    assert "Dit was al opgeslagen" in visit.follow(second).text


def test_a_refused_form_can_be_sent_again_corrected(visit, session):
    page = visit.get("/proef")

    refused = visit.send(page, "code", code="refused")
    accepted = visit.send(page, "code", code="B")

    assert (refused.status, accepted.status) == (409, 302)
    assert "Die code refused is al gebruikt." in refused.text
    assert departments(session) == ["B"]


def test_what_breaks_halfway_leaves_nothing_behind(app, visit, session):
    app.config["PROPAGATE_EXCEPTIONS"] = False
    page = visit.get("/proef")

    broken = visit.send(page, "code", code="broken")

    assert (broken.status, broken.title) == (500, "Er ging iets mis – Olievlek")
    assert departments(session) == []
    assert visit.send(page, "code", code="C").status == 302


def test_two_presses_at_the_same_moment_save_once(app, visit, session):
    page = visit.get("/proef")
    with visit.client.session_transaction() as cookie:
        kept = dict(cookie)
    start, answers = threading.Barrier(2), []

    def press() -> None:
        visitor = Visitor(app)
        with visitor.client.session_transaction() as cookie:
            cookie.update(kept)
        start.wait()
        answers.append(visitor.send(page, "code", code="D"))

    threads = [threading.Thread(target=press) for _each in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert [(each.status, each.location) for each in answers] == [(302, "/proef?saved=D")] * 2
    assert departments(session) == ["D"]


def test_somebody_elses_token_gives_nothing_away(app, visit, make, session):
    page = visit.get("/proef")
    visit.send(page, "code", code="E")
    other = visit.as_user(make.user())

    answer = other.post("/proef", other.get("/proef"), form_token=page.form("code").fields["form_token"][0], code="F")

    assert (answer.status, answer.location) == (409, None)
    assert departments(session) == ["E"]


def test_many_people_saving_at_once_lose_nothing(app, session):
    """Sixteen writers on one database: each waits for its turn and every one of them is served."""
    start, answers = threading.Barrier(16), []

    def save(number: int) -> None:
        visitor = Visitor(app)
        page = visitor.get("/proef")
        start.wait()
        answers.append(visitor.send(page, "code", code=f"N{number:02}").status)

    threads = [threading.Thread(target=save, args=(number,)) for number in range(16)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert answers == [302] * 16
    assert session.scalar(select(func.count()).select_from(Department)) == 16
    assert session.scalar(select(func.count()).select_from(Person)) == 0


def test_a_form_without_its_session_is_told_to_load_again(app):
    page = Page(app.test_client().post("/proef", data={"code": "G"}))

    assert (page.status, page.title) == (400, "Deze pagina stond te lang open – Olievlek")


def test_what_was_written_is_given_back_to_who_waited_too_long(app):
    story = "Dit is een heel verhaal, dat niemand twee keer wil typen."
    sent = {"story": story, "code": "G", "password": "een lang geheim van jou alleen"}

    page = Page(app.test_client().post("/proef", data=sent, headers={"Sec-Fetch-Site": "same-origin"}))

    assert f"Dit had je geschreven Kopieer het nu en plak het op de nieuwe pagina. {story} Pagina" in page.text
    assert page.links["Pagina opnieuw openen"] == "/proef"
    assert "geheim" not in page.html


def test_what_another_site_sends_is_not_repeated(app):
    sent = {"story": "Dit zette een ander in het formulier."}

    page = Page(app.test_client().post("/proef", data=sent, headers={"Sec-Fetch-Site": "cross-site"}))

    assert "Dit zette een ander" not in page.html


def test_a_script_is_told_where_a_saved_form_leads_and_its_message_waits_for_that_page(visit, session):
    page = visit.get("/proef")
    token = page.form("code").fields

    answer = visit.client.post("/proef", data={**token, "code": "A"}, headers={"X-Olievlek-Script": "1"})

    assert (answer.status_code, answer.location, answer.data) == (204, "/proef?saved=A", b"")
    assert "Bewaard" in visit.get(answer.location).text
    assert departments(session) == ["A"]
