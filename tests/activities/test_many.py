"""Many activities at once: typed or pasted, all saved or none, what is wrong beside the cell."""

import re

import pytest
from sqlalchemy import event, select

from ambassadors.activities.models import Activity
from ambassadors.activities.rules import Entry, ReachEntry
from ambassadors.activities.service import entry_of
from ambassadors.db import db
from ambassadors.network.models import AmbassadorshipStep
from ambassadors.network.rules import Status
from ambassadors.security.models import AuditEntry
from ambassadors.security.policy import Role

FORM = "pasted"


@pytest.fixture
def world(make, visit):
    """Fatima and Tom, ambassadors of two departments, and Petra, who runs the change."""

    class World:
        initiative = make.initiative("Duidelijke taal", code="DT")
        here = make.department("Burgerzaken", code="BZ")
        there = make.department("Belastingen", code="BEL")
        person = make.person("Fatima el Idrissi", here, code="P-FAT")
        tom = make.person("Tom Bakker", there, code="P-TOM")
        own = make.ambassadorship(initiative, here, person)
        toms = make.ambassadorship(initiative, there, tom)
        fatima = visit.as_user(make.user(person=person))
        petra = visit.as_user(make.user(Role.CHANGE_MANAGER, initiative=initiative))

    return World


def cells(place, *values):
    """The cells of a row, in the order of the table."""
    parts = ("day", "kind", "department", "number", "first_timers", "who")
    return {f"rows-{place}-{part}": value for part, value in zip(parts, values, strict=False)}


def fill(visitor, *rows, **values):
    filled = {name: value for place, row in enumerate(rows) for name, value in cells(place, *row).items()}
    return visitor.send(visitor.get("/log/many"), FORM, step="save", **{**filled, **values})


def kept(session):
    session.rollback()
    return [entry_of(each) for each in session.scalars(select(Activity).order_by(Activity.id))]


def told(page):
    """The sentences in cells, by the cell."""
    found = re.findall(r'<p class="field__error[^"]*" id="rows-([\w-]+)-error">(.*?)</p>', page.html)
    return dict(found)


def test_an_ambassador_logs_several_at_once_for_herself(session, make, world):
    answer = fill(
        world.fatima,
        ("23-11-2026", "conversation", "Burgerzaken", "1", "ja"),
        ("19 november 2026", "workshop", "BEL", "6–15", "4"),
        ("2026-11-18", "Demo", "belastingen", "weet niet"),
        ("2026-11-17", "newsletter"),
        ("2026-11-16", "street_test"),
        ("2026-11-16", "workshop", "BZ", "43", "", "Fatima el Idrissi, Tom Bakker"),
    )
    assert (answer.status, answer.location) == (302, "/activities")

    def entry(day, kind, *reaches, doers=(world.own.id,), **values):
        on = make.today.replace(day=day)
        return Entry(world.initiative.id, make.kind(kind).id, on, doers, reaches, **values)

    assert kept(session) == [
        entry(23, "conversation", ReachEntry(world.here.id, 1, 1, 1)),
        entry(19, "workshop", ReachEntry(world.there.id, 6, 15, 4)),
        entry(18, "demo", ReachEntry(world.there.id)),
        entry(17, "newsletter", whole_organisation=True),
        entry(16, "street_test"),
        entry(16, "workshop", ReachEntry(world.here.id, 43, 43), doers=(world.own.id, world.toms.id)),
    ]
    assert "6 activiteiten opgeslagen. Dank je wel." in world.fatima.follow(answer).text
    trail = session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [(each.action, each.details["after"]["done_by"]) for each in trail] == [
        *[("logged", ["P-FAT"])] * 5,
        ("logged", ["P-FAT", "P-TOM"]),
    ]


PASTED = """Wie\tDatum\tSoort\tAfdeling\tOpmerking\tAantal
Tom Bakker\t19-11-2026\tGesprek\tBelastingen\tbij de koffie\t1
P-FAT; P-TOM\t18/11/2026\tworkshop\tBZ\t\t2-5
"""


def test_a_change_manager_pastes_a_sheet_looks_at_it_and_saves(session, make, world):
    page = world.petra.send(world.petra.get("/log/many"), FORM, pasted=PASTED, step="paste")
    fields = page.form(FORM).fields

    assert (page.status, kept(session)) == (200, [])
    assert "Deze kolommen hebben we weggelaten: “Opmerking”." in page.text
    assert fields["pasted"] == [""]
    assert [fields[name][0] for name in cells(0, *range(6))] == [
        "19-11-2026", "conversation", "Belastingen", "1", "", "Tom Bakker",
    ]  # fmt: skip
    assert world.petra.send(page, FORM, step="save").status == 302
    assert [(each.ambassadorship_ids, each.reaches) for each in kept(session)] == [
        ((world.toms.id,), (ReachEntry(world.there.id, 1, 1),)),
        ((world.own.id, world.toms.id), (ReachEntry(world.here.id, 2, 5),)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-19\tGesprek\tBZ\t1\n2026-11-18\tDemo\tBEL\t6-15\t3",
        "2026-11-19;Gesprek;BZ;1\r\n2026-11-18;Demo;BEL;6-15;3",
        "Dag\tSoort\tAfdeling\tHoeveel\tVoor het eerst\n2026-11-19\tGesprek\tBZ\t1\t\n2026-11-18\tDemo\tBEL\t6-15\t3",
        "Day,Kind,Department,How many,First time\n2026-11-19,Gesprek,BZ,1,\n2026-11-18,Demo,BEL,6-15,3",
        (
            "datum,soort,afdelingscode,deelnemers_minimaal,deelnemers_maximaal,voor_het_eerst\n"
            "2026-11-19,Gesprek,BZ,1,1,\n2026-11-18,Demo,BEL,6,15,3"
        ),
    ],
    ids=["tabs, no headings", "semicolons, no headings", "headings of the page", "in English", "the importer's"],
)
def test_pasted_text_is_understood_as_sheets_give_it(session, world, text):
    page = world.fatima.send(world.fatima.get("/log/many"), FORM, pasted=text, step="paste")
    assert world.fatima.send(page, FORM, step="save").status == 302

    assert [(each.on.day, each.reaches) for each in kept(session)] == [
        (19, (ReachEntry(world.here.id, 1, 1),)),
        (18, (ReachEntry(world.there.id, 6, 15, 3),)),
    ]


GOOD = ("2026-11-19", "conversation", "BZ", "1")


@pytest.mark.parametrize(
    ("row", "cell", "sentence"),
    [
        (("", *GOOD[1:]), "day", "Deze cel is leeg. Vul hem in."),
        (
            ("31-11-2026", *GOOD[1:]),
            "day",
            "‘31-11-2026’ is geen datum. Schrijf een datum als 23-11-2026 of 2026-11-23.",
        ),
        (
            ("2026-11-24", *GOOD[1:]),
            "day",
            "24 november 2026 ligt in de toekomst. Vul vandaag in, of een eerdere datum.",
        ),
        (
            ("2026-02-01", *GOOD[1:]),
            "who",
            "Dit is op die dag geen ambassadeur van de verandering. Verbeter de naam of de dag.",
        ),
        ((GOOD[0], "", *GOOD[2:]), "kind", "Deze cel is leeg. Vul hem in."),
        ((*GOOD[:2], "", "1"), "department", "Deze cel is leeg. Vul hem in."),
        (
            (*GOOD[:2], "Burgerzakken", "1"),
            "department",
            "We kennen geen afdeling “Burgerzakken”. Schrijf de naam of de code. Bedoel je ‘Burgerzaken’?",
        ),
        ((*GOOD[:3], ""), "number", "Vul in hoeveel er meededen. Je kunt ook “weet niet” schrijven."),
        (
            (*GOOD[:3], "veel"),
            "number",
            "‘veel’ is geen getal. Vul alleen cijfers in, zoals 12 of 12,5, of laat de cel leeg.",
        ),
        (
            (*GOOD[:3], "15-6"),
            "number",
            "Het laagste getal, 15, is hoger dan het hoogste, 6. Verbeter een van de twee.",
        ),
        (
            (*GOOD[:3], "2-5", "6"),
            "first_timers",
            "6 voor het eerst is meer dan de 5 die meededen. Verbeter een van de twee.",
        ),
        (
            (*GOOD, "", "Tom Bekker"),
            "who",
            (
                "We kennen geen ambassadeur “Tom Bekker”. Schrijf de naam zoals die hier staat, of een code. "
                "Bedoel je ‘Tom Bakker’?"
            ),
        ),
        (
            (*GOOD, "", "Tom Bakker"),
            "who",
            "Je kunt loggen wat je zelf deed, alleen of met anderen. Noem ook jezelf.",
        ),
    ],
)
def test_what_is_wrong_stands_in_the_cell_and_nothing_is_saved_or_lost(session, world, row, cell, sentence):
    page = fill(world.fatima, GOOD, row)

    assert (page.status, kept(session)) == (422, [])
    assert told(page) == {f"1-{cell}": sentence}
    fields = page.form(FORM).fields
    assert [fields[name][0] for name in cells(1, *row)] == list(row)


def test_every_wrong_cell_is_told_at_once_and_what_is_corrected_saves_once(session, world):
    page = fill(world.petra, ("gisteren", "Praatje", "Zwembad", "?", "", "Nemo"), (*GOOD, "", "Tom Bakker"))
    assert sorted(told(page)) == ["0-day", "0-department", "0-kind", "0-who"]
    assert page.form(FORM).fields["rows-0-kind"] == ["Praatje"]

    corrected = cells(0, "2026-11-20", "conversation", "BZ", "?", "", "P-FAT")
    answers = [world.petra.send(page, FORM, step="save", **corrected) for _press in range(2)]

    assert [each.location for each in answers] == ["/activities"] * 2
    assert len(kept(session)) == 2


def test_a_name_that_several_have_asks_for_a_code(session, make, world):
    twins = [make.department("Advies", code=code) for code in ("A1", "A2")]
    page = fill(world.fatima, (*GOOD[:2], "advies", "1"))
    assert told(page) == {"0-department": "Er is meer dan één “advies”. Schrijf in plaats daarvan de code: A1, A2."}

    world.fatima.send(page, FORM, step="save", **cells(0, *GOOD[:2], "A2", "1"))
    assert [each.reaches[0].department_id for each in kept(session)] == [twins[1].id]


def test_who_stands_in_logs_for_the_one_who_is_away(session, make, visit, world):
    stand_in = make.person("Kees Visser", world.here)
    session.add(
        AmbassadorshipStep(
            ambassadorship_id=world.own.id, number=2, status=Status.PAUSED, on=make.today.replace(day=1),
            stand_in_id=stand_in.id, recorded_at=make.now,
        )
    )  # fmt: skip
    session.commit()

    assert fill(visit.as_user(make.user(person=stand_in)), GOOD).status == 302
    assert [each.ambassadorship_ids for each in kept(session)] == [(world.own.id,)]


def test_without_a_script_rows_are_added_by_a_button_up_to_two_hundred(world):
    page = world.fatima.get("/log/many")
    assert sum(name.endswith("-day") for name in page.form(FORM).fields) == 5

    page = world.fatima.send(page, FORM, step="more", **cells(0, *GOOD))
    fields = page.form(FORM).fields
    assert (page.status, sum(name.endswith("-day") for name in fields), fields["rows-0-day"]) == (200, 15, [GOOD[0]])

    for _press in range(20):
        page = world.fatima.send(page, FORM, step="more")
    assert sum(name.endswith("-day") for name in page.form(FORM).fields) == 200
    assert "Meer rijen" not in page.text


def test_a_kind_that_is_none_is_told_in_a_line(world):
    page = fill(world.fatima, **cells(0, "19-11-2026", "Praatje", "BZ", "1"))

    assert page.status == 422
    assert "“Praatje” is geen soort activiteit. Kies er een uit deze lijst." in page.text
    assert "Kies uit:" not in page.text


def test_an_empty_table_is_told(session, world):
    page = fill(world.fatima)

    assert (page.status, "Er is nog niets ingevuld." in page.text, kept(session)) == (409, True, [])


def test_a_sheet_that_is_too_long_or_broken_stays_where_it_was_pasted(world):
    for text, sentence in (
        ("2026-11-19\tGesprek\tBZ\t1\n" * 201, "Het bestand heeft meer dan 200 rijen."),
        ('datum;soort\n"2026-11-19;Gesprek', "Hier begint een aanhalingsteken"),
    ):
        page = world.fatima.send(world.fatima.get("/log/many"), FORM, pasted=text, step="paste")

        assert (page.status, sentence in page.text) == (422, True)
        assert page.form(FORM).fields["pasted"] == [text]


def test_two_hundred_rows_ask_no_more_of_the_database_than_two(app, session, make, world):
    def asked(count):
        sent = []
        rows = "\n".join(
            f"2026-11-{1 + n % 20:02}\tGesprek\t{'BZ' if n % 2 else 'BEL'}\t{n + 1}" for n in range(count)
        )
        page = world.fatima.send(world.fatima.get("/log/many"), FORM, pasted=rows, step="paste")

        def note(_connection, _cursor, statement, *_rest):
            sent.append(statement)

        with app.app_context():
            event.listen(db.engine, "before_cursor_execute", note)
            assert world.fatima.send(page, FORM, step="save").status == 302
            event.remove(db.engine, "before_cursor_execute", note)
        return len(sent)

    asked(1)
    assert asked(2) == asked(200)
    assert [each.reaches[0].low for each in kept(session)] == [1, 1, 2, *range(1, 201)]


def test_who_may_not_log_finds_no_table(visit, make, world):
    visit.as_user(make.user()).get("/log/many", status=403)
