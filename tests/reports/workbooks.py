"""Workbooks that nobody's program wrote: for each a reason to refuse it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from functools import cache

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.spreadsheetml.worksheet+xml"/></Types>'
)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/%s" Target="%s"/></Relationships>'
)
_BOOK = (
    f'<?xml version="1.0"?>%s<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
    '<sheets><sheet name="%s" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_SHEET = f'<?xml version="1.0"?>%s<worksheet xmlns="{_MAIN}"><sheetData>%s</sheetData></worksheet>'


def parts(rows: str = "", *, head: str = "", book_head: str = "", name: str = "A") -> dict[str, str]:
    """Return the parts of a small workbook with one sheet."""
    return {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELS % ("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": _BOOK % (book_head, name),
        "xl/_rels/workbook.xml.rels": _RELS % ("worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": _SHEET % (head, rows),
    }


def packed(files: Mapping[str, str | bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text, compress_type=method)
    return out.getvalue()


def _text(text: str, place: str = "A1") -> str:
    return f'<row r="1"><c r="{place}" t="inlineStr"><is><t>{text}</t></is></c></row>'


def _laughs() -> str:
    lines = ['<!ENTITY a "haha">']
    lines += [f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(9)]
    return f"<!DOCTYPE x [{''.join(lines)}]>"


def _with_texts(rows: str, texts: str) -> bytes:
    """Return a workbook whose cells share texts."""
    files = parts(rows)
    relation = f'<Relationship Id="rId2" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    books = files["xl/_rels/workbook.xml.rels"].replace("</Relationships>", relation)
    shared = f'<?xml version="1.0"?><sst xmlns="{_MAIN}">{texts}</sst>'
    return packed({**files, "xl/sharedStrings.xml": shared, "xl/_rels/workbook.xml.rels": books})


def _one_text_everywhere() -> bytes:
    """Return a small file whose one long text stands in ten thousand cells."""
    row = "<row>" + '<c t="s"><v>0</v></c>' * 100 + "</row>"
    return _with_texts(row * 100, f"<si><t>{'x' * 32_000}</t></si>")


def _many_sheets(count: int) -> str:
    sheets = "".join(f'<sheet name="a{at}" sheetId="{at + 1}" r:id="rId1"/>' for at in range(count))
    return f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>'


def _styles(looks_count: int, formats_count: int) -> str:
    formats = "".join(f'<numFmt numFmtId="{200 + at}" formatCode="0%"/>' for at in range(formats_count))
    looks = '<xf numFmtId="9"/>' * looks_count
    return f'<styleSheet xmlns="{_MAIN}"><numFmts>{formats}</numFmts><cellXfs>{looks}</cellXfs></styleSheet>'


def _related(target: str) -> bytes:
    """Return a workbook whose only sheet is said to be somewhere else."""
    return packed({**parts(_text("x")), "xl/_rels/workbook.xml.rels": _RELS % ("worksheet", target)})


def _locked(data: bytes) -> bytes:
    """Mark every part as encrypted."""
    made = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = made.find(mark)
        while at >= 0:
            made[at + offset] |= 1
            at = made.find(mark, at + 4)
    return bytes(made)


@cache
def hostile() -> dict[str, bytes]:
    """Return hostile files by what is wrong with them."""
    good = packed(parts(_text("x")))
    quadratic = f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]>'
    xxe = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    return {
        "empty": b"",
        "text": b"1,2,3\n",
        "old xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000),
        "password": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(400) + "EncryptedPackage".encode("utf-16-le"),
        "pdf": b"%PDF-1.7\n",
        "a zip of another kind": packed({"a.txt": "a"}),
        "cut short": good[: len(good) // 2],
        "one byte": b"P",
        "locked parts": _locked(good),
        "billion laughs": packed(parts(_text("&j;"), head=_laughs())),
        "quadratic": packed(parts(_text("&a;" * 20_000), head=quadratic)),
        "outside entity": packed(parts(_text("&a;"), head=xxe)),
        "laughs in the book": packed(parts(book_head=_laughs(), name="&j;")),
        "bomb": packed(parts(_text(" " * 55_000_000))),
        "bomb beside": packed({**parts(_text("x")), "xl/media/a.bin": bytes(55_000_000)}),
        "far cell": packed(parts(_text("x") + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
        "far row without places": packed(parts('<row r="1048576"><c><v>1</v></c></row>')),
        "far column": packed(parts('<row r="1"><c r="XFD1"><v>1</v></c></row>')),
        "too many cells": packed(parts("<row>" + "<c><v>1</v></c>" * 500_000 + "</row>")),
        "wrong place": packed(parts('<row r="1"><c r="1A"><v>1</v></c></row>')),
        "string far away": packed(parts('<row r="1"><c r="A1" t="s"><v>99999999999</v></c></row>')),
        "unclosed": packed(parts("<row>")),
        "not utf-8": packed({**parts(), "xl/worksheets/sheet1.xml": b"<worksheet>\xff\xfe\xfa</worksheet>"}),
        "paths that climb": packed({**parts(_text("x")), "../../evil.xml": "<a/>"}),
        "many parts": packed({**parts(), **{f"xl/x{at}.xml": "<a/>" for at in range(1000)}}),
        "no sheet": packed({key: text for key, text in parts().items() if "sheet1" not in key}),
        "flood of marks": packed(parts(_text("\u0e49" * 100_000))),
        "foreign but good": good,
        "macros": packed({**parts(_text("x")), "xl/vbaProject.bin": b"\x00" * 100}),
        "one text everywhere": _one_text_everywhere(),
        "texts without end": _with_texts("", "<si><t>x</t></si>" * 1_000_000),
        "related to nothing": _related("worksheets/none.xml"),
        "related to itself": _related("workbook.xml"),
        "related upwards": _related("../../../etc/passwd"),
        "related to the network": _related("http://127.0.0.1/x.xml"),
        "formulas without end": packed(parts('<row r="1"><c r="A1">' + "<f>1</f>" * 400_000 + "</c></row>")),
        "sheets without end": packed({**parts(_text("x")), "xl/workbook.xml": _many_sheets(60_000)}),
        "one sheet under many names": packed({**parts(_text("x")), "xl/workbook.xml": _many_sheets(90)}),
        "two corners": packed(parts('<row r="1"><c r="A1"/></row><row r="20000"><c r="GR20000"/></row>')),
        "deep": packed(parts("<a>" * 300_000 + "</a>" * 300_000)),
        "wide names": packed(parts("<row><c " + " ".join(f"a{at}='1'" for at in range(50_000)) + "/></row>")),
        "looks without end": packed({**parts(_text("x")), "xl/styles.xml": _styles(400_000, 1)}),
        "formats without end": packed({**parts(_text("x")), "xl/styles.xml": _styles(1, 40_000)}),
        "passport of rubbish": packed(parts(_text("{]"), name="_cdd")),
        "passport of another kind": packed(parts(_text('{"kind": "x"}'), name="_cdd")),
        "passport that nests": packed(parts(_text("[" * 30_000), name="_cdd")),
    }
