"""PDFs: tagged, told apart from what somebody typed, and made of plain values alone."""

import re
from datetime import timedelta

import pikepdf
import pytest
from pdfua import validate

from ambassadors.kerngroep.typesetting import typeset
from ambassadors.meetings.models import Addition, Meeting
from tests.conftest import NOW, TODAY

HOSTILE = '#read("/etc/passwd") *b* $x$ \\ @ref <label> // c "q" #eval("1+1") [x] `r` = k ${y} {{ z }}'


def problems(pdf: bytes, tmp_path) -> list[str]:
    """What the checks of PDF/UA-1 by `pdfua` find."""
    file = tmp_path / "made.pdf"
    file.write_bytes(pdf)
    report = validate(str(file))
    return [f"{each.rule_id}: {each.message}" for each in report.findings]


def words_of(pdf: bytes, tmp_path) -> str:
    """The text of all pages, as a program that reads them aloud gets it: by the fonts' own tables of letters."""
    file = tmp_path / "read.pdf"
    file.write_bytes(pdf)
    with pikepdf.open(file) as document:
        return " ".join(_page_words(page) for page in document.pages)


def _page_words(page) -> str:
    tables = {name: _letters(font) for name, font in page.Resources.Font.items()}
    letters, said = {}, []
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            letters = tables[str(operands[0])]
        elif str(operator) in {"Tj", "TJ"}:
            pieces = operands[0] if str(operator) == "TJ" else [operands[0]]
            codes = b"".join(bytes(each) for each in pieces if isinstance(each, pikepdf.String))
            said.append("".join(letters.get(codes[at : at + 2], "?") for at in range(0, len(codes), 2)))
        elif str(operator) in {"BDC", "Td", "Tm", "T*"}:
            said.append(" ")
    return " ".join("".join(said).split())


def _letters(font) -> dict[bytes, str]:
    """What each code of a font stands for, by its ToUnicode table."""
    table = font.ToUnicode.read_bytes().decode("latin-1")
    pairs = re.findall(r"^<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>$", table, re.MULTILINE)
    return {bytes.fromhex(code): bytes.fromhex(letter).decode("utf-16-be") for code, letter in pairs}


@pytest.fixture
def minutes(session, change, hilde):
    """Closed minutes of which every text is hostile."""
    shown = {
        "language": "nl",
        "on": "23 november 2026",
        "time": "10:00",
        "place": HOSTILE,
        "present": [HOSTILE],
        "absent": ["Karim"],
        "points": [
            {
                "title": HOSTILE,
                "outcome": "decided",
                "note": f"Eerste regel\n\n{HOSTILE}",
                "agreed": [{"what": HOSTILE, "why": "Daarom", "who": "Karim", "by": "3 december 2026"}],
            },
            {"title": "Rondvraag", "outcome": "skipped", "note": "", "agreed": []},
        ],
        "figures": {
            "day": "23 november 2026",
            "since": "1 november 2026",
            "headline": HOSTILE,
            "measures": [{"name": "Bereik", "figure": "12", "unit": "van 40", "also": []}],
            "stages": [{"name": "doet mee", "departments": "1 afdeling", "staff": "40", "share": "100%"}],
            "changes": ["Eén afdeling ging verder."],
        },
    }
    made = Meeting(
        initiative_id=change.id,
        on=TODAY - timedelta(days=1),
        time="10:00",
        planned_by=hilde.id,
        planned_at=NOW,
        closed_by=hilde.id,
        closed_at=NOW,
        minutes=shown,
    )
    session.add(made)
    session.flush()
    session.add(Addition(meeting_id=made.id, text="Toch op 9 december.", by=hilde.id, at=NOW))
    session.commit()
    return made


def test_minutes_are_a_tagged_pdf_in_dutch_that_pass_the_checks_of_pdfua(minutes, chair, tmp_path):
    answer = chair.client.get(f"/i/DT/meetings/{minutes.id}/minutes.pdf")

    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert problems(answer.data, tmp_path) == []
    (tmp_path / "x.pdf").write_bytes(answer.data)
    with pikepdf.open(tmp_path / "x.pdf") as document:
        assert str(document.Root.Lang) == "nl"
        assert bool(document.Root.MarkInfo.Marked)


def test_what_somebody_typed_is_text_in_the_pdf_and_nothing_else(minutes, chair, tmp_path):
    said = words_of(chair.client.get(f"/i/DT/meetings/{minutes.id}/minutes.pdf").data, tmp_path)

    folded = said.replace(" ", "")
    assert folded.count(HOSTILE.replace(" ", "")) >= 5
    assert "root:" not in said
    for each in (
        "Rondvraag",
        "Hieroverisnietsvastgelegd.",
        "Tochop9december.",
        "Bereik",
        "Karim,uiterlijk3december2026",
    ):
        assert each in folded


def test_what_no_font_has_is_said_in_a_word_and_stays_as_it_was_on_the_page(minutes, session, hilde, chair, tmp_path):
    typed = "Budget 🎉🙏🏽 👩‍💻 en 谢谢 さ 감사, شكرا ✓ \U000f0000"
    session.add(Addition(meeting_id=minutes.id, text=typed, by=hilde.id, at=NOW))
    session.commit()
    address = f"/i/DT/meetings/{minutes.id}"

    answer = chair.client.get(f"{address}/minutes.pdf")

    assert (answer.status_code, problems(answer.data, tmp_path)) == (200, [])
    said = words_of(answer.data, tmp_path).replace(" ", "")
    assert "Budget[symbool][symbool]en[anderschrift][anderschrift][anderschrift]," in said
    assert "✓[symbool]" in said
    assert "depaginainOlievlekwel." in said
    assert typed in chair.get(address).text


@pytest.mark.parametrize(
    "typed", ["a\u0361\u1dc4\u20dd", "]🏽", "x\u200d\ufe0f\u20e3", "\u202e\u2066 a\x07b", "🇳🇱🇪🇺", "क्षि ไทย"]
)
def test_whatever_is_typed_the_minutes_become_a_pdf(minutes, session, hilde, chair, tmp_path, typed):
    session.add(Addition(meeting_id=minutes.id, text=typed, by=hilde.id, at=NOW))
    session.commit()

    assert problems(chair.client.get(f"/i/DT/meetings/{minutes.id}/minutes.pdf").data, tmp_path) == []


def test_what_the_fonts_have_is_not_said_otherwise(minutes, session, hilde, chair, tmp_path):
    session.add(Addition(meeting_id=minutes.id, text="Ελληνικά, русский ✓ → ☺", by=hilde.id, at=NOW))
    session.commit()

    said = words_of(chair.client.get(f"/i/DT/meetings/{minutes.id}/minutes.pdf").data, tmp_path).replace(" ", "")

    assert "Ελληνικά,русский✓→☺" in said
    assert "[symbool]" not in said


def test_a_document_that_reads_a_file_is_refused(tmp_path, monkeypatch):
    (tmp_path / "spy.typ").write_text('#set document(title: "x")\n#read("/etc/passwd")')
    monkeypatch.setattr("ambassadors.kerngroep.typesetting.SOURCES", tmp_path)

    with pytest.raises(RuntimeError, match="file not found"):
        typeset("spy", {})


def test_minutes_that_are_not_closed_are_no_pdf(session, change, hilde, chair):
    made = Meeting(initiative_id=change.id, on=TODAY, time="10:00", planned_by=hilde.id, planned_at=NOW)
    session.add(made)
    session.commit()

    chair.get(f"/i/DT/meetings/{made.id}/minutes.pdf", 404)
