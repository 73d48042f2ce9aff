"""Files as people have them, made small."""

import io
import zipfile

PDF = b"%PDF-1.7\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
JPG = b"\xff\xd8\xff\xe0" + bytes(20)


def packed(**parts: str) -> bytes:
    """A zip file with these parts; two underscores stand for a slash, a single one for a dot."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), text)
    return content.getvalue()


def office(part: str, **more: str) -> bytes:
    """A document of Office that holds `part`."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in ("[Content_Types].xml", part, *more.values()):
            archive.writestr(name, "<x/>")
    return content.getvalue()


DOCX, PPTX = office("word/document.xml"), office("ppt/presentation.xml")
XLSX = office("xl/workbook.xml")
ODT = packed(mimetype="application/vnd.oasis.opendocument.text")
ODP = packed(mimetype="application/vnd.oasis.opendocument.presentation")
WITH_MACRO = office("word/document.xml", macro="word/vbaProject.bin")
