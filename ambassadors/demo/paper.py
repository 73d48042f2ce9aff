"""A sheet of paper with text on it, as the smallest PDF that programs open: for files of the demo."""

from collections.abc import Sequence

_TOP, _LEFT, _LINE = 780, 60, 17


def sheet(title: str, lines: Sequence[str]) -> bytes:
    """A PDF of one A4 page: a heading, and lines below it. Letters of western Europe."""
    text = [f"BT /F2 16 Tf {_LEFT} {_TOP} Td ({_escaped(title)}) Tj ET"]
    for number, line in enumerate(lines, start=2):
        text.append(f"BT /F1 11 Tf {_LEFT} {_TOP - number * _LINE} Td ({_escaped(line)}) Tj ET")
    content = "\n".join(text).encode("cp1252")
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /{} /Encoding /WinAnsiEncoding >>"
    page = (
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 6 0 R "
        "/Resources << /Font << /F1 4 0 R /F2 5 0 R >> >> >>"
    )
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (nl) >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page.encode(),
        font.format("Helvetica").encode(),
        font.format("Helvetica-Bold").encode(),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
    ]
    return _bound(parts)


def _bound(parts: Sequence[bytes]) -> bytes:
    """The parts one after the other, and at the end the table that says where each begins."""
    written, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size, start = len(parts) + 1, len(written)
    return written + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (size, table, size, start)
    )


def _escaped(words: str) -> str:
    return words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
