"""What may be kept in a toolbox: which files, told by what is in them and not by their name alone. Pure."""

import io
import zipfile
import zlib
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

MEGABYTE = 1024 * 1024
KEPT_REMOVED_DAYS = 30
"""So long the files of what was removed are kept, to put it back; then they go for good."""
LONGEST_NAME = 120
_MOST_TYPE_BYTES = 200


class Sort(StrEnum):
    """What something in the toolbox is."""

    STORY = "story"
    SLIDES = "slides"
    LETTERS = "letters"
    LINK = "link"
    OTHER = "other"


class Place(StrEnum):
    """Which file of it: the one there is, or of a pair of letters the old and the new one."""

    FILE = "file"
    BEFORE = "before"
    AFTER = "after"


PLACES: dict[Sort, tuple[Place, ...]] = {
    Sort.STORY: (Place.FILE,),
    Sort.SLIDES: (Place.FILE,),
    Sort.LETTERS: (Place.BEFORE, Place.AFTER),
    Sort.LINK: (),
    Sort.OTHER: (Place.FILE,),
}
"""Which files each may have."""

_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
TYPES = {
    "pdf": "application/pdf",
    "docx": f"{_OFFICE}wordprocessingml.document",
    "pptx": f"{_OFFICE}presentationml.presentation",
    "xlsx": f"{_OFFICE}spreadsheetml.sheet",
    "odt": f"{_OPEN}text",
    "odp": f"{_OPEN}presentation",
    "png": "image/png",
    "jpg": "image/jpeg",
    "txt": "text/plain; charset=utf-8",
}
"""The kinds of file that are taken, by extension, and as what each is handed out: never as a page."""
_ALIKE = {"jpeg": "jpg"}
_BEGINNINGS = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff"}
_PARTS = {"docx": "word/document.xml", "pptx": "ppt/presentation.xml", "xlsx": "xl/workbook.xml"}


@dataclass(frozen=True, slots=True)
class Given:
    """A file as somebody sends it."""

    filename: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Limits:
    """How many bytes a file may have, and all files of a change together."""

    file: int
    total: int


@dataclass(frozen=True, slots=True)
class Draft:
    """What something is: its name, a few words about it, and perhaps where to find it."""

    sort: Sort
    title: str
    words: str | None
    link: str | None


def problem_with(draft: Draft, places: Collection[Place]) -> tuple[str, str] | None:
    """Code and field of what is wrong with something that has files at `places`; or nothing."""
    if draft.link and not draft.link.lower().startswith(("https://", "http://")):
        return "link_strange", "link"
    if draft.sort is Sort.LINK and not draft.link:
        return "link_missing", "link"
    for place in PLACES[draft.sort]:
        if draft.sort is Sort.LETTERS and place not in places:
            return "letter_missing", place.value
    if not (places or draft.link or draft.words):
        return "nothing_in_it", "file"
    return None


def extension_of(given: Given) -> str | None:
    """Which kind of file it is, where name and content say the same and the kind is one that is taken."""
    ending = given.filename.rpartition(".")[2].lower()
    extension = _ALIKE.get(ending, ending)
    return extension if extension in TYPES and _is(extension, given.content) else None


def safe_name(filename: str, extension: str) -> str:
    """The name under which a file is handed out: no folders, no signs that a disk or a header minds."""
    base = filename.replace("\\", "/").rpartition("/")[2]
    stem = base.rpartition(".")[0] or base
    kept = "".join(sign if sign.isalnum() or sign in " -_()." else "-" for sign in stem if sign.isprintable())
    return f"{kept.strip(' .-')[:LONGEST_NAME] or 'bestand'}.{extension}"


def _is(extension: str, content: bytes) -> bool:
    if extension in _BEGINNINGS:
        return content.startswith(_BEGINNINGS[extension])
    if extension == "txt":
        return _is_text(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _is_document(extension, archive)
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        EOFError,
        OSError,
        ValueError,
        KeyError,
        RuntimeError,
    ):
        # What Python's zip reader raises for a damaged, unusual or locked archive, and a part that is missing.
        return False


def _is_document(extension: str, archive: zipfile.ZipFile) -> bool:
    names = archive.namelist()
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return False
    if extension in _PARTS:
        return "[Content_Types].xml" in names and _PARTS[extension] in names
    with archive.open("mimetype") as said:
        return said.read(_MOST_TYPE_BYTES).strip() == TYPES[extension].encode()


def _is_text(content: bytes) -> bool:
    try:
        return "\0" not in content.decode()
    except UnicodeDecodeError:
        return False
