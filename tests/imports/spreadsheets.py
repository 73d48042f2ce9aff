"""Writes small spreadsheets for the tests, part by part, as Excel and LibreOffice do."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"

# Style 1 is a date, style 2 a number shown with five digits.
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164" formatCode="00000"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>'
)


def column_letters(index: int) -> str:
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell(reference: str, value: object) -> str:
    """A cell as XML: numbers as numbers, text inline, ready XML for a pair of attributes and value."""
    if isinstance(value, tuple):
        attributes, inner = value
        return f'<c r="{reference}" {attributes}><v>{inner}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{reference}"><v>{value}</v></c>'
    if value == "":
        return ""
    text = escape(str(value))
    return f'<c r="{reference}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def sheet_xml(rows: Mapping[int, Sequence[object]]) -> str:
    lines = []
    for line, values in rows.items():
        cells = "".join(cell(f"{column_letters(at)}{line}", value) for at, value in enumerate(values))
        lines.append(f'<row r="{line}">{cells}</row>')
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(lines)}</sheetData></worksheet>'


def xlsx(*sheets: tuple[str, str], states: Mapping[str, str] | None = None) -> bytes:
    """A workbook of sheets, each a name and its XML."""
    entries, relations = "", ""
    parts = {}
    for number, (name, xml) in enumerate(sheets, start=1):
        state = (states or {}).get(name, "visible")
        entries += f'<sheet name={quoteattr(name)} sheetId="{number}" state="{state}" r:id="r{number}"/>'
        target = f"worksheets/sheet{number}.xml"
        relations += f'<Relationship Id="r{number}" Type="{OFFICE}/worksheet" Target="{target}"/>'
        parts[f"xl/{target}"] = xml
    relations += f'<Relationship Id="s" Type="{OFFICE}/styles" Target="styles.xml"/>'
    document = f'<Relationship Id="d" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    parts |= {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}"><Default Extension="xml" ContentType="a/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}">{document}</Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{entries}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>',
        "xl/styles.xml": STYLES,
    }
    return packed(parts)


def xlsx_of(rows: Sequence[Sequence[object]]) -> bytes:
    """A workbook of one sheet with these rows from the first line on."""
    return xlsx(("Blad1", sheet_xml(dict(enumerate(rows, start=1)))))


def ods(*tables: tuple[str, str], manifest: str = "") -> bytes:
    """An ODS file of tables, each a name and its rows as XML."""
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = " ".join(f'xmlns:{name}="{urn}:{name}:1.0"' for name in ("office", "table", "text"))
    spaces += ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    body = "".join(f"<table:table table:name={quoteattr(name)}>{rows}</table:table>" for name, rows in tables)
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f"<office:document-content {spaces}><office:body><office:spreadsheet>{body}"
            "</office:spreadsheet></office:body></office:document-content>",
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{urn}:manifest:1.0">{manifest}'
            "</manifest:manifest>",
        }
    )


def ods_row(*cells: str, repeated: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{repeated}">{"".join(cells)}</table:table-row>'


def ods_text(text: str, repeated: int = 1) -> str:
    attributes = f'office:value-type="string" table:number-columns-repeated="{repeated}"'
    return f"<table:table-cell {attributes}><text:p>{escape(text)}</text:p></table:table-cell>"


def packed(parts: Mapping[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()
