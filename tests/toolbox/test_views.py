"""The toolbox: everybody takes from it, the change manager fills it."""

from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import insert, select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from ambassadors.security.policy import Role
from ambassadors.toolbox.models import Tool, ToolFile
from ambassadors.toolbox.queries import tools_of
from ambassadors.toolbox.rules import Sort
from tests.conftest import NOW
from tests.statements import counted
from tests.toolbox.files import PDF, PNG
from tests.visitor import Page, Visitor


@pytest.fixture
def initiative(make):
    return make.initiative(code="DT")


@pytest.fixture
def manager(make, visit, initiative):
    return visit.as_user(make.user(Role.CHANGE_MANAGER, initiative=initiative))


@pytest.fixture
def colleague(make, visit, initiative):
    return visit.as_user(make.user())


@pytest.fixture
def manager_with(app_with, make, initiative):
    """A change manager of an app with other limits."""
    return lambda **limits: Visitor(app_with(**limits)).as_user(make.user(Role.CHANGE_MANAGER))


def file(content=PDF, name="brief.pdf"):
    return BytesIO(content), name


def add(visitor, sort="slides", **values):
    page = visitor.get(f"/i/DT/toolbox/new?sort={sort}")
    return visitor.send(page, "title", **{"title": "Dia's voor een overleg", **values})


def tools(session):
    session.rollback()
    session.expire_all()
    return [each.title for each in session.scalars(tools_of(session.scalars(select(Tool)).first().initiative_id))]


def test_an_empty_toolbox_says_what_it_is_for_and_who_fills_it(manager, colleague):
    assert "De programmamanager zet hier wat je helpt" in colleague.get("/i/DT/toolbox").text
    assert manager.get("/i/DT/toolbox").links["Iets toevoegen"] == "/i/DT/toolbox/new"
    assert "Brieven, voor en na" in manager.get("/i/DT/toolbox/new").links


def test_what_is_added_is_taken_by_everybody_as_a_file_to_save(manager, colleague):
    add(manager, file=file(name="../dia's <1>.pdf"))
    page = colleague.get("/i/DT/toolbox")
    answer = colleague.client.get("/i/DT/toolbox/1/file")

    assert "dia-s -1.pdf PDF, 1 kB" in page.text
    assert answer.data == PDF
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="dia-s -1.pdf"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_nobody_takes_anything_without_signing_in(manager, visit):
    add(manager, file=file())
    assert visit.client.get("/i/DT/toolbox/1/file").status_code == 302


def test_an_old_and_a_new_letter_stand_together(manager, colleague):
    answer = add(manager, "letters", title="Uitstel", before=file(name="oud.pdf"), after=file(name="nieuw.pdf"))
    assert answer.status == 302
    assert "Voor oud.pdf PDF, 1 kB Na nieuw.pdf PDF, 1 kB" in colleague.get("/i/DT/toolbox").text


@pytest.mark.parametrize(
    ("sort", "values", "status", "sentence"),
    [
        ("slides", {"file": (b"<html>", "brief.pdf")}, 422, "Dit soort bestand nemen we niet aan"),
        ("slides", {"file": (b"<svg/>", "brief.svg")}, 422, "Dit soort bestand nemen we niet aan"),
        ("slides", {"file": (b"", "brief.pdf")}, 422, "Er staat niets in dit bestand."),
        ("slides", {}, 422, "Kies een bestand, schrijf iets, of geef een link."),
        ("letters", {"before": (PDF, "oud.pdf")}, 422, "Kies ook deze brief"),
        ("link", {"link": "javascript:alert(1)"}, 422, "Schrijf een heel adres dat begint met https://"),
        ("link", {"title": " ", "link": "https://example.nl"}, 422, "Vul een naam in."),
    ],
)
def test_what_cannot_be_kept_is_told_beside_it(session, manager_with, sort, values, status, sentence):
    manager = manager_with(toolbox_file_mb=1)
    sent = {
        name: (BytesIO(value[0]), value[1]) if isinstance(value, tuple) else value for name, value in values.items()
    }
    answer = add(manager, sort, **sent)

    assert (answer.status, sentence in answer.text) == (status, True)
    assert session.scalars(select(Tool)).all() == []
    assert answer.form("title").fields["title"] == [sent.get("title", "Dia's voor een overleg")]


def test_a_file_that_is_too_large_is_told_beside_it(session, manager_with):
    manager = manager_with(toolbox_file_mb=1)
    fields = manager.get("/i/DT/toolbox/new?sort=slides").form("title").fields
    large = {"file": FileStorage(*file(PDF + bytes(1024 * 1024))), "title": "Groot"}
    # Packed by hand: the client would keep so much in a file that it does not close.
    boundary, body = encode_multipart({"csrf_token": fields["csrf_token"][0], **large})
    kind = f"multipart/form-data; boundary={boundary}"
    answer = Page(manager.client.post("/i/DT/toolbox/new?sort=slides", data=body, content_type=kind))

    assert (answer.status, "Dit bestand is te groot: ten hoogste 1 MB" in answer.text) == (413, True)
    assert answer.form("title").fields["title"] == ["Groot"]
    assert session.scalars(select(Tool)).all() == []


def test_a_full_toolbox_takes_no_more(manager_with):
    manager = manager_with(toolbox_total_mb=1)
    much = PDF + bytes(400 * 1024)

    assert [add(manager, file=file(much)).status for _each in range(2)] == [302, 302]
    assert "De gereedschapskist is vol: ten hoogste 1 MB" in add(manager, file=file(much)).text


def test_a_file_is_replaced_and_what_is_not_chosen_anew_stays(session, manager):
    add(manager, "letters", before=file(name="oud.pdf"), after=file(name="nieuw.pdf"))
    page = manager.get("/i/DT/toolbox/1/edit")
    manager.send(page, "title", title="Uitstel", before=file(b"", ""), after=file(PNG, "nieuwer.png"))

    kept = session.execute(select(ToolFile.filename, ToolFile.size).order_by(ToolFile.place.desc())).all()
    assert kept == [("oud.pdf", len(PDF)), ("nieuwer.png", len(PNG))]
    assert tools(session) == ["Uitstel"]


def test_the_change_manager_orders_it(session, manager):
    for title in ("Een", "Twee", "Drie"):
        add(manager, "story", title=title, words="Kort")
    page = manager.get("/i/DT/toolbox")
    manager.post("/i/DT/toolbox/3/move", page, to="up")
    manager.post("/i/DT/toolbox/1/move", page, to="up")

    assert tools(session) == ["Een", "Drie", "Twee"]
    assert manager.post("/i/DT/toolbox/1/move", page, to="sideways").status == 400


def test_what_was_removed_is_put_back_and_cannot_be_taken_meanwhile(session, manager, colleague):
    add(manager, file=file())
    answer = manager.send(manager.get("/i/DT/toolbox"), "/remove")
    page = manager.follow(answer)

    assert "Dia's voor een overleg is uit de gereedschapskist." in page.text
    assert colleague.client.get("/i/DT/toolbox/1/file").status_code == 404
    manager.send(page, "/put-back")
    assert colleague.client.get("/i/DT/toolbox/1/file").status_code == 200


def test_what_was_removed_long_ago_goes_for_good(session, manager):
    add(manager, file=file())
    session.scalars(select(Tool)).one().removed_at = NOW - timedelta(days=31)
    session.commit()
    add(manager, "story", title="Nieuw", words="Kort")

    session.expire_all()
    assert session.scalars(select(Tool.title)).all() == ["Nieuw"]
    assert session.scalars(select(ToolFile)).all() == []


def test_two_who_change_the_same_do_not_overwrite_each_other(session, manager):
    add(manager, "story", words="Kort")
    page = manager.get("/i/DT/toolbox/1/edit")
    manager.send(manager.get("/i/DT/toolbox/1/edit"), "title", title="Eerst")
    answer = manager.send(page, "title", title="Daarna")

    assert answer.status == 409
    assert tools(session) == ["Eerst"]


@pytest.mark.parametrize("many", [1, 300])
def test_a_page_asks_the_same_number_of_questions_whatever_its_size(session, initiative, many):
    row = {"initiative_id": initiative.id, "sort": Sort.STORY, "title": "Verhaal", "changed_at": NOW}
    ids = session.scalars(insert(Tool).returning(Tool.id), [{**row, "position": each} for each in range(many)]).all()
    told = {"place": "file", "filename": "a.pdf", "extension": "pdf", "size": 3, "content": b"abc"}
    session.execute(insert(ToolFile), [{**told, "tool_id": each} for each in ids])
    session.commit()
    with counted(session) as statements:
        found = session.scalars(tools_of(initiative.id)).all()
        assert [len(each.files) for each in found] == [1] * many
    assert len(statements) == 2


def test_what_is_larger_than_the_app_takes_at_all_leads_back_to_the_form(manager_with):
    manager = manager_with(toolbox_file_mb=1, upload_limit_mb=1)
    address = "/i/DT/toolbox/new?sort=slides"
    kind = "multipart/form-data; boundary=rubbish"
    answer = Page(manager.client.post(address, data=bytes(4 * 1024 * 1024), content_type=kind))

    assert (answer.status, answer.links["Terug naar het formulier"]) == (413, address)
    assert "Er kan niet meer dan 3 MB in één keer mee." in answer.text
