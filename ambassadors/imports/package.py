"""What a spreadsheet file holds, looked at before it is parsed.

The parser (calamine) reserves room for every cell between the first and the last one: a file of 2 kB with a
number in the bottom right corner would ask 500 GB and end the process. It also hides what a person sees:
#N/A becomes nothing, and 12 shown as 0012 becomes 12. So the parts that matter are unpacked here, scanned,
and packed again without the others: what has been scanned is exactly what the parser gets.
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.parsers import expat

from ambassadors.imports.matching import match_key
from ambassadors.imports.problems import ProblemCode, RefusedError
from ambassadors.imports.scanning import Facts, parse_part, scan_ods, scan_xlsx
from ambassadors.imports.sheet import Limits

ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
WORKBOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
ENCRYPTED_FLAG = 1


@dataclass(frozen=True, slots=True)
class Package:
    """A scanned spreadsheet: the bytes to parse, which sheet by index, and what the scan saw on it."""

    content: bytes
    index: int
    facts: Facts
    sheet: str
    chosen_from: int


def open_package(content: bytes, names: Collection[str], limits: Limits) -> Package:
    """Unpack and scan a workbook, preferably a sheet with one of `names`; raise `RefusedError` if unfit."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_unfit(archive, limits)
            if _is_ods(archive):
                return _open_ods(archive, names, limits)
            return _open_xlsx(archive, names, limits)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError, KeyError):
        # What Python's zip reader raises for a damaged or unusual archive, and a part that is missing.
        raise RefusedError(ProblemCode.NOT_A_WORKBOOK) from None
    except (ElementTree.ParseError, expat.ExpatError):
        raise RefusedError(ProblemCode.NOT_A_WORKBOOK) from None


def _refuse_unfit(archive: zipfile.ZipFile, limits: Limits) -> None:
    entries = archive.infolist()
    if any(entry.flag_bits & ENCRYPTED_FLAG or entry.filename == "encrypted-package" for entry in entries):
        raise RefusedError(ProblemCode.PASSWORD)
    # Pictures do not count: they are never unpacked.
    if sum(entry.file_size for entry in entries if entry.filename.endswith(".xml")) > limits.unpacked:
        raise RefusedError(ProblemCode.UNPACKED_TOO_LARGE, limit=limits.unpacked >> 20)


def _is_ods(archive: zipfile.ZipFile) -> bool:
    return "mimetype" in archive.namelist() and archive.read("mimetype").startswith(ODS_TYPE)


def _open_xlsx(archive: zipfile.ZipFile, names: Collection[str], limits: Limits) -> Package:
    sheets = _xlsx_sheets(archive)
    index = _choose([(sheet.name, sheet.visible) for sheet in sheets], names)
    part = sheets[index].part
    keep = {part: archive.read(part)}
    for name in archive.namelist():
        if name in (WORKBOOK, RELATIONS, "[Content_Types].xml", "_rels/.rels") or _holds_cell_parts(name):
            keep[name] = archive.read(name)
    styles = next((text for name, text in keep.items() if name.lower().endswith("styles.xml")), b"")
    facts = scan_xlsx(keep[part], styles, limits)
    count = sum(sheet.visible for sheet in sheets)
    return Package(_pack(keep), index, facts, sheets[index].name, _told(sheets[index].name, names, count))


def _holds_cell_parts(name: str) -> bool:
    return name.lower().endswith(("styles.xml", "sharedstrings.xml"))


@dataclass(frozen=True, slots=True)
class _XlsxSheet:
    name: str
    visible: bool
    part: str


def _xlsx_sheets(archive: zipfile.ZipFile) -> list[_XlsxSheet]:
    targets = {}
    for relation in parse_part(archive.read(RELATIONS)).iterfind(".//{*}Relationship"):
        if relation.get("Type", "").endswith("/worksheet"):
            path = posixpath.normpath(posixpath.join("/xl", relation.get("Target", "")))
            targets[relation.get("Id")] = path.lstrip("/")
    sheets = []
    for sheet in parse_part(archive.read(WORKBOOK)).iterfind(".//{*}sheet"):
        relation_id = next((value for key, value in sheet.items() if key.endswith("}id")), None)
        # A sheet of charts has no cells; it keeps its place, because the parser counts it too.
        visible = relation_id in targets and sheet.get("state", "visible") == "visible"
        sheets.append(_XlsxSheet(sheet.get("name", ""), visible, targets.get(relation_id, "")))
    return sheets


def _open_ods(archive: zipfile.ZipFile, names: Collection[str], limits: Limits) -> Package:
    parts = {name: archive.read(name) for name in ("mimetype", "META-INF/manifest.xml", "content.xml")}
    if b"encryption-data" in parts["META-INF/manifest.xml"]:
        raise RefusedError(ProblemCode.PASSWORD)
    tables = scan_ods(parts["content.xml"], limits)
    index = _choose([(table.name, True) for table in tables], names)
    name = tables[index].name
    return Package(_pack(parts), index, tables[index].facts, name, _told(name, names, len(tables)))


def _choose(sheets: Sequence[tuple[str, bool]], names: Collection[str]) -> int:
    """Return the index of the sheet with one of `names`, else of the first in sight; ValueError when none."""
    visible = [index for index, (_, shown) in enumerate(sheets) if shown]
    named = [index for index in visible if match_key(sheets[index][0]) in names]
    return min(named or visible)


def _told(name: str, names: Collection[str], count: int) -> int:
    """Return out of how many sheets we had to choose without a name to go by; 1 when there was no choice."""
    return 1 if match_key(name) in names else count


def _pack(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()
