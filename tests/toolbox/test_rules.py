"""Which files a toolbox takes, told by what is in them; and under which name it hands them out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambassadors.toolbox.rules import Draft, Given, Place, Sort, extension_of, problem_with, safe_name
from tests.toolbox.files import DOCX, JPG, ODP, ODT, PDF, PNG, PPTX, WITH_MACRO, XLSX


@pytest.mark.parametrize(
    ("name", "content", "extension"),
    [
        ("brief.pdf", PDF, "pdf"),
        ("Brief.PDF", PDF, "pdf"),
        ("foto.jpeg", JPG, "jpg"),
        ("foto.png", PNG, "png"),
        ("brief.docx", DOCX, "docx"),
        ("dia.pptx", PPTX, "pptx"),
        ("lijst.xlsx", XLSX, "xlsx"),
        ("brief.odt", ODT, "odt"),
        ("dia.odp", ODP, "odp"),
        ("verhaal.txt", "Één zin".encode(), "txt"),
        ("brief.pdf", b"<html><script>alert(1)</script>", None),
        ("brief.pdf", PNG, None),
        ("brief.html", b"<html></html>", None),
        ("plaatje.svg", b"<svg></svg>", None),
        ("brief.docx", PPTX, None),
        ("brief.docx", WITH_MACRO, None),
        ("brief.docm", DOCX, None),
        ("brief.odt", ODP, None),
        ("brief.docx", b"PK\x03\x04 broken", None),
        ("verhaal.txt", b"\xff\xfe\x00", None),
        ("verhaal.txt", b"a\0b", None),
        ("zonder", PDF, None),
        ("", PDF, None),
    ],
)
def test_a_file_is_what_its_name_and_its_content_both_say(name, content, extension):
    assert extension_of(Given(name, content)) == extension


@given(
    st.sampled_from(["docx", "odt", "pdf", "txt"]), st.binary(max_size=200), st.sampled_from([b"", DOCX[:60], ODT])
)
def test_no_content_breaks_it(extension, content, before):
    assert extension_of(Given(f"x.{extension}", before + content)) in {None, extension}


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("brief.pdf", "brief.pdf"),
        ("C:\\mijn map\\brief.pdf", "brief.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ('een"brief\r\nX: y.pdf', "een-briefX- y.pdf"),
        ("...pdf", "bestand.pdf"),
        ("é" * 300 + ".pdf", "é" * 120 + ".pdf"),
    ],
)
def test_a_file_is_handed_out_under_a_name_that_harms_nobody(name, safe):
    assert safe_name(name, "pdf") == safe


@pytest.mark.parametrize(
    ("draft", "places", "problem"),
    [
        (Draft(Sort.STORY, "Verhaal", "In het kort", None), [], None),
        (Draft(Sort.STORY, "Verhaal", None, None), [], ("nothing_in_it", "file")),
        (Draft(Sort.SLIDES, "Dia's", None, None), [Place.FILE], None),
        (Draft(Sort.LETTERS, "Brief", None, None), [Place.BEFORE], ("letter_missing", "after")),
        (Draft(Sort.LETTERS, "Brief", None, None), [Place.BEFORE, Place.AFTER], None),
        (Draft(Sort.LINK, "Film", "Mooi", None), [], ("link_missing", "link")),
        (Draft(Sort.LINK, "Film", None, "javascript:alert(1)"), [], ("link_strange", "link")),
        (Draft(Sort.LINK, "Film", None, "https://example.nl"), [], None),
    ],
)
def test_something_needs_what_it_is_about(draft, places, problem):
    assert problem_with(draft, places) == problem
