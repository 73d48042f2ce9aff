"""Importing by page: choose a file, look at what it would do, confirm."""

import io
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from ambassadors.imports.models import Upload
from ambassadors.organisation.models import Department
from ambassadors.organisation.queries import tree_on
from ambassadors.security.models import AuditEntry
from ambassadors.security.policy import Role
from tests.conftest import NOW, TODAY
from tests.visitor import Page

HEAD = "code;naam;bovenliggende_code;aantal_medewerkers"
TOWN = f"{HEAD}\nG;Gemeente;;0\nB;Burgerzaken;G;12\n"
PATH = "/import/departments"


@pytest.fixture
def administrator(make, visit):
    return visit.as_user(make.user(Role.ADMINISTRATOR))


def choose(visitor, content, path=PATH, **values):
    given = content.encode() if isinstance(content, str) else content
    return visitor.send(visitor.get(path), "on", file=(io.BytesIO(given), "afdelingen.csv"), **values)


def names(session, day=TODAY):
    session.rollback()
    return [row.name for row in tree_on(session, day).rows]


def uploads(session):
    session.rollback()
    return session.scalars(select(func.count(Upload.id))).one()


def test_the_first_thing_to_import_is_what_is_not_there_yet(administrator, make):
    page = administrator.get("/import")
    assert "1. Afdelingen" in page.text
    assert page.html.count("utrecht-button--primary-action") == 1
    make.department()
    assert "1 nu bekend" in administrator.get("/import").text


def test_a_file_is_shown_before_it_is_imported(administrator, session):
    page = administrator.follow(choose(administrator, TOWN))
    assert "nieuw 2 gewijzigd 0 blijven gelijk 0" in page.text
    assert "Burgerzaken" in page.text
    assert names(session) == []


def test_confirming_imports_and_forgets_the_file(administrator, session):
    preview = administrator.follow(choose(administrator, TOWN))
    done = administrator.send(preview, "seen")
    assert (done.status, done.location) == (302, "/import")
    assert "Afdelingen: 2 rijen zijn overgenomen." in administrator.follow(done).text
    assert (names(session), uploads(session)) == (["Gemeente", "Burgerzaken"], 0)


def test_confirming_twice_imports_once(administrator, session):
    preview = administrator.follow(choose(administrator, TOWN))
    first, again = administrator.send(preview, "seen"), administrator.send(preview, "seen")
    assert (first.location, again.location) == ("/import", "/import")
    assert session.scalars(select(func.count(AuditEntry.id)).where(AuditEntry.action == "imported")).one() == 1


def test_cancelling_changes_nothing_and_forgets_the_file(administrator, session):
    preview = administrator.follow(choose(administrator, TOWN))
    answer = administrator.send(preview, "/cancel")
    assert answer.location == "/import"
    assert (names(session), uploads(session)) == ([], 0)
    assert administrator.get(preview.form("seen").action, 302).location == PATH


def test_the_same_file_again_has_nothing_to_import(administrator):
    administrator.send(administrator.follow(choose(administrator, TOWN)), "seen")
    page = administrator.follow(choose(administrator, TOWN))
    assert "Alles in dit bestand is al bekend." in page.text
    assert not [form for form in page.forms if "seen" in form.fields]


def test_a_day_dates_the_changes_and_is_kept_for_the_preview(administrator, session):
    administrator.send(administrator.follow(choose(administrator, TOWN)), "seen")
    later = TODAY + timedelta(days=39)
    page = administrator.follow(choose(administrator, TOWN.replace("Burgerzaken", "Publiek"), on=later.isoformat()))
    assert "geldt vanaf 1 januari 2027" in page.text
    administrator.send(page, "seen")
    assert names(session) == ["Gemeente", "Burgerzaken"]
    assert names(session, later) == ["Gemeente", "Publiek"]


def test_problems_are_all_told_and_the_day_is_kept(administrator, session):
    page = choose(administrator, f"{HEAD}\nG;Gemeente;X;-1\n", on="2027-01-01")
    assert page.status == 422
    assert "Regel 2, bovenliggende_code: er is geen afdeling met code ‘X’." in page.text
    assert "Regel 2, aantal_medewerkers: ‘-1’ is kleiner dan nul." in page.text
    assert page.form("on").fields["on"] == ["2027-01-01"]
    assert (names(session), uploads(session)) == ([], 0)


def test_a_warning_is_told_beside_what_would_happen(administrator):
    page = administrator.follow(choose(administrator, f"{HEAD};telefoon\nG;Gemeente;;0;1234\n"))
    assert "De kolom ‘telefoon’ kennen we niet. Die slaan we over." in page.text
    assert "nieuw 1" in page.text


def test_what_changed_meanwhile_is_shown_again_before_it_is_done(administrator, make, session):
    preview = administrator.follow(choose(administrator, TOWN))
    make.department("Gemeente", code="G", staff=3)
    answer = administrator.send(preview, "seen")
    assert answer.status == 409
    assert "Er is iets veranderd sinds je keek. Er is niets geïmporteerd." in answer.text
    assert names(session) == ["Gemeente"]
    assert administrator.send(answer, "seen").status == 302
    assert names(session) == ["Gemeente", "Burgerzaken"]


def test_a_file_that_no_longer_fits_cannot_be_confirmed(administrator, make, session):
    make.department("Balie", code="O")
    preview = administrator.follow(choose(administrator, f"{HEAD}\nB;Burgerzaken;O;1\n"))
    session.execute(Department.__table__.update().values(code="Q"))
    session.commit()
    answer = administrator.send(preview, "seen")
    assert (answer.status, "Dit bestand past niet meer." in answer.text) == (409, True)
    assert not [form for form in answer.forms if "seen" in form.fields]


def test_choosing_no_file_is_told(administrator):
    page = administrator.send(administrator.get(PATH), "on", file=None)
    assert (page.status, "Kies een bestand." in page.text) == (422, True)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "Het bestand is leeg."),
        (b"code,naam,bovenliggende_code,aantal_medewerkers\nA,Caf\x81\x8d,,1\n", "We kunnen de letters"),
        (b"code,naam,aantal_medewerkers\nA,Alfa,1\n", "De kolom ‘bovenliggende_code’"),
        (b"%PDF-1.7 rubbish", "Dit is geen tabel."),
    ],
    ids=["empty", "wrong encoding", "a missing column", "not a table"],
)
def test_a_file_that_cannot_be_used_is_told(administrator, content, told):
    page = choose(administrator, content)
    assert (page.status, told in page.text) == (422, True)


def test_fifty_megabytes_of_rubbish_are_turned_away(administrator, session):
    rubbish = bytes(50 * 1024 * 1024)
    page = Page(administrator.client.post(PATH, data=rubbish, content_type="multipart/form-data; boundary=rubbish"))
    assert (page.status, "Dit bestand is te groot" in page.text) == (413, True)
    assert uploads(session) == 0


def test_a_file_waits_for_one_day_and_for_who_chose_it(administrator, make, visit, session):
    preview = administrator.follow(choose(administrator, TOWN)).form("seen").action
    somebody_else = visit.as_user(make.user(Role.ADMINISTRATOR))
    assert somebody_else.get(preview, 302).location == PATH

    session.execute(Upload.__table__.update().values(uploaded_at=NOW - timedelta(hours=25)))
    session.commit()
    assert administrator.get(preview, 302).location == PATH
    choose(administrator, TOWN)
    assert uploads(session) == 1


def test_a_kind_of_file_that_is_not_there_is_not_found(administrator):
    administrator.get("/import/salaries", 404)


def test_only_an_administrator_imports(make, visit):
    change_manager = visit.as_user(make.user(Role.CHANGE_MANAGER))
    change_manager.get("/import", 403)
    change_manager.get(PATH, 403)
