"""Turns plain values into a tagged PDF, by typst, on this machine alone.

Values reach the document as JSON, never as part of its source: whatever somebody typed is text there. The document
has the fonts that come with typst, and reads no files but those in the folder of the documents. What none of these
fonts has, such as an emoji, is said in a word, and the document then tells where it can be read as it was written.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import typst
from flask_babel import gettext as _

from ambassadors.kerngroep.unshown import Unshown, replaced, tells_of_a_character

SOURCES = Path(__file__).parent / "documents"
STANDARD: Literal["ua-1"] = "ua-1"
"""PDF/UA-1: typst refuses to make a document without title, language or the text of a figure, or with a character
that no font has."""
_unshown = Unshown()
"""What typst could not show before in this process: only the first document with an emoji is made twice."""


def typeset(name: str, values: Mapping[str, Any]) -> bytes:
    """The PDF of the document `name` with these values; not to be called while a transaction writes."""
    while True:
        try:
            return _made(name, values, _unshown)
        except typst.TypstError as problem:
            if _unshown.learn(problem.message):
                continue
            if not tells_of_a_character(problem.message):
                raise
            return _made(name, values, Unshown(beyond_latin=True))


def _made(name: str, values: Mapping[str, Any], unshown: Unshown) -> bytes:
    said = replaced(values, unshown, _("[symbol]"), _("[other script]"))
    left_out = _("[symbol] and [other script] stand for what a PDF cannot show; the page in Olievlek does.")
    as_written = said == replaced(values, Unshown(), "", "")
    return _compiled(name, {**said, "left_out": "" if as_written else left_out})


def _compiled(name: str, values: Mapping[str, Any]) -> bytes:
    return typst.compile(
        str(SOURCES / f"{name}.typ"),
        root=str(SOURCES),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"values": json.dumps(values)},
        pdf_standards=STANDARD,
    )
