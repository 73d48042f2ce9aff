"""From the bytes of an uploaded file to a `Sheet`, whatever the bytes are."""

from collections.abc import Collection

from ambassadors.imports.delimited import read_delimited
from ambassadors.imports.matching import match_key
from ambassadors.imports.problems import Problem, ProblemCode, RefusedError
from ambassadors.imports.sheet import Limits, Sheet
from ambassadors.imports.workbook import read_workbook

ZIP_MAGIC = b"PK\x03\x04"
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# An XLSX with a password is wrapped in the old format, with a part of this name inside.
OLE_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
OTHER_MAGICS = (
    b"%PDF",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"\x1f\x8b",
    b"Rar!",
    b"7z\xbc\xaf",
    b"{\\rtf",
    b"SQLite",
)
WORKBOOK_ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods")


def read_sheet(
    content: bytes,
    filename: str,
    *,
    expected: Collection[str] = (),
    names: Collection[str] = (),
    limits: Limits | None = None,
) -> Sheet:
    """Read an uploaded file; what cannot be read comes back as problems, never as an exception.

    `expected` are headings to know the delimiter by; `names` are names of the sheet to prefer in a workbook.
    """
    limits = limits or Limits()
    try:
        kind = _recognise(content, filename, limits)
        if kind is ZIP_MAGIC:
            return read_workbook(content, {match_key(name) for name in names}, limits)
        return read_delimited(content, {match_key(heading) for heading in expected}, limits)
    except RefusedError as refused:
        return Sheet(problems=(Problem(refused.code, params=refused.params),))


def _recognise(content: bytes, filename: str, limits: Limits) -> bytes:
    """Return the magic of a workbook, or nothing for text, by the bytes; the name only helps to explain."""
    if len(content) > limits.size:
        raise RefusedError(ProblemCode.TOO_LARGE, limit=limits.size >> 20)
    if not content.strip(b" \t\r\n\0"):
        raise RefusedError(ProblemCode.EMPTY_FILE)
    if content.startswith(ZIP_MAGIC):
        return ZIP_MAGIC
    if content.startswith(OLE_MAGIC):
        raise RefusedError(ProblemCode.PASSWORD if OLE_ENCRYPTED in content else ProblemCode.OLD_EXCEL)
    start = content[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if content.startswith(OTHER_MAGICS) or start.startswith(
        (b"<!doctype", b"<html", b"<table", b"<?xml", b"{", b"[{")
    ):
        raise RefusedError(ProblemCode.NOT_A_TABLE)
    if filename.lower().endswith(WORKBOOK_ENDINGS):
        raise RefusedError(ProblemCode.NOT_A_WORKBOOK)
    return b""
