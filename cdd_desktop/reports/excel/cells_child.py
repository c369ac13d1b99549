"""The process that opens a foreign workbook: what a hostile file does to it does nothing to the program.

On stdin the file; on stdout one JSON object: the sheets with their cells, or a problem by name. Before a parser sees
it, the archive is inflated within budgets and every XML part is read as a stream: no DTD, no cell far out. The same
reading marks what the parser does not tell: which cells are formulas, errors, or shown as a percentage. Whoever starts
us sees to the time; this script can import nothing of ours.
"""

from __future__ import annotations

import io
import json
import os
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final
from xml.parsers import expat

MOST_PARTS: Final = 400
MOST_BYTES: Final = 48 * 1024 * 1024  # of all parts, inflated
MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 200
MOST_CELLS: Final = 400_000
MOST_AREA: Final = 1_000_000  # of all sheets: the parser lays out every place between two far cells
MOST_LETTERS: Final = 32_767  # what a cell of a worksheet can hold
MOST_TEXT: Final = 8_000_000  # letters of all cells: one shared text may stand in every one of them
MOST_SHEETS: Final = 100
MOST_LOOKS: Final = 10_000  # of cells; the parser compares every one with every number format
MOST_FORMATS: Final = 1_000
FORMULA, ERROR, PERCENT = "f", "e", "%"
_CHUNK: Final = 1 << 16
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, and any workbook with a password
_PLACE: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_STYLES: Final = "xl/styles.xml"
_PERCENTS: Final = {"9", "10"}  # number formats every program has: 0% and 0.00%
_BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, NotImplementedError, ValueError, OSError
)  # fmt: skip


class Refused(Exception):
    """The workbook is not read; the text is the reason's name."""


def main(cap: Callable[[], None]) -> int:
    """Answer one request and return the exit code; whatever goes wrong is an answer too, if it leaves us alive.

    Args:
        cap: caps this process's memory.
    """
    cap()
    with os.fdopen(0, "rb") as source:
        data = source.read()
    try:
        answer: dict[str, Any] = {"sheets": read(data)}
    except Refused as refused:
        answer = {"problem": str(refused)}
    except MemoryError:
        answer = {"problem": "large"}
    except Exception:  # noqa: BLE001 - a parser raises anything on a damaged file
        answer = {"problem": "damaged"}
    with os.fdopen(1, "wb") as out:
        out.write(json.dumps(answer).encode("ascii"))
    return 0


def read(data: bytes) -> dict[str, list[list[list[str] | None]]]:
    """Return the rows of every sheet by its name; a cell is its type ("n", "t", "b", "d"), its text and its marks.

    Raises:
        Refused: what the file is instead of a workbook, or what it has too much of.
    """
    if not data.startswith(b"PK"):
        raise Refused(_other(data))
    marks = _inspect(data)
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets = {name: _rows(book, name, marks.get(name, {})) for name in book.sheet_names}
    if sum(len(cell[1]) for rows in sheets.values() for row in rows for cell in row if cell) > MOST_TEXT:
        raise Refused("large")
    return sheets


def _other(data: bytes) -> str:
    """Return what a file that is no archive is instead."""
    if data.startswith(_OLE):
        return "locked" if "EncryptedPackage".encode("utf-16-le") in data else "old"
    head = data[:_CHUNK]
    return "empty" if not data else "other" if b"\0" in head or head.startswith(b"%PDF") else "text"


def _rows(book: Any, name: str, marks: Mapping[tuple[int, int], str]) -> list[list[list[str] | None]]:
    rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return [
        [_cell(value, marks.get((at, column), "")) for column, value in enumerate(row)] for at, row in enumerate(rows)
    ]


def _cell(value: object, marks: str) -> list[str] | None:
    if value is None or value == "":
        return ["t", "", marks] if marks.strip(PERCENT) else None
    if isinstance(value, bool):
        return ["b", "1" if value else "0", marks]
    if isinstance(value, int | float):
        return ["n", f"{value:.15g}", marks]  # a worksheet keeps 15 digits; the sixteenth is noise of the binary number
    if isinstance(value, datetime):
        return ["d", value.date().isoformat(), marks]
    if isinstance(value, date):
        return ["d", value.isoformat(), marks]
    return ["t", str(value)[:MOST_LETTERS], marks]


# --- before a parser sees it -----------------------------------------------------------------------------------------


Marks = dict[tuple[int, int], str]  # row and column, from 0 -> FORMULA, ERROR, PERCENT


def _inspect(data: bytes) -> dict[str, Marks]:
    """Return the marks of every sheet by its name.

    Raises:
        Refused: a part inflates too far, holds a DTD or a macro, or has cells where no sheet of ours could.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise Refused("damaged") from error
    parts = archive.infolist()
    _inspect_list(parts)
    reader, budget = _Reader(), MOST_BYTES
    for part in sorted(parts, key=lambda part: part.filename != _STYLES):  # what percentages look like comes first
        budget = _inspect_part(archive, part, reader, budget)
    shown = [reader.targets.get(relation, "") for relation in reader.sheets.values()]
    if len(set(shown)) != len(shown):  # one sheet under many names takes its time as often
        raise Refused("damaged")
    return {name: reader.marks.get(part, {}) for name, part in zip(reader.sheets, shown, strict=True)}


def _inspect_list(parts: list[zipfile.ZipInfo]) -> None:
    names = {part.filename for part in parts}
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
        raise Refused("large")
    if len(names) != len(parts) or any(part.flag_bits & 1 for part in parts):
        raise Refused("damaged")
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        raise Refused("other")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refused("macros")


def _inspect_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, reader: _Reader, budget: int) -> int:
    """Inflate one part within the budget and return what is left of it."""
    parser = reader.parser(part.filename) if part.filename.endswith((".xml", ".rels")) else None
    try:
        with archive.open(part) as source:
            while chunk := source.read(_CHUNK):
                budget -= len(chunk)
                if budget < 0:
                    raise Refused("large")
                if parser:
                    parser.Parse(chunk, False)
        if parser:
            parser.Parse(b"", True)
            reader.measure()
    except _BROKEN as error:
        raise Refused("damaged") from error
    return budget


class _Reader:
    """Reads XML as streams and keeps of it which cells are marked, and which part each sheet is.

    Attributes:
        marks: by the name of the part.
        sheets: name of the sheet -> id of its relation; ``targets``: that id -> name of the part.
    """

    def __init__(self) -> None:
        self.marks: dict[str, Marks] = {}
        self.sheets: dict[str, str] = {}
        self.targets: dict[str, str] = {}
        self._formats = set(_PERCENTS)
        self._styles: list[bool] = []  # whether cells of this look show a percentage
        self._in_styles = False
        self._number_formats = 0
        self._cells = 0
        self._row = self._column = -1
        self._lowest = self._rightmost = self._area = 0
        self._here: Marks = {}

    def parser(self, part: str) -> expat.XMLParserType:
        """Return a parser for one part."""
        handlers = {_STYLES: self._style, "xl/workbook.xml": self._sheet, "xl/_rels/workbook.xml.rels": self._relation}
        handler = handlers.get(part, self._cell)
        self._row, self._here = -1, self.marks.setdefault(part, {})
        self._lowest = self._rightmost = 0
        made = expat.ParserCreate(namespace_separator=" ")
        made.StartElementHandler = lambda name, attributes: handler(name.rpartition(" ")[2], attributes)
        made.EndElementHandler = self._end
        made.StartDoctypeDeclHandler = _refuse_doctype
        return made

    def measure(self) -> None:
        """Count the area of the part that was read."""
        self._area += (self._lowest + 1) * (self._rightmost + 1)
        if self._area > MOST_AREA:
            raise Refused("large")

    def _cell(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "row":
            number = attributes.get("r", "")
            # an empty row may lie anywhere; one with a cell may not
            self._row = int(number[:8]) - 1 if number.isdecimal() else self._row + 1
            self._column = -1
        elif tag == "si":  # a text that cells share
            self._count()
        elif tag == "c":
            if place := attributes.get("r"):
                self._row, self._column = _place(place)
            else:
                self._column += 1
            if self._row >= MOST_ROWS or self._column >= MOST_COLUMNS:
                raise Refused("large")
            self._count()
            self._lowest, self._rightmost = max(self._lowest, self._row), max(self._rightmost, self._column)
            self._look(attributes)
        elif tag == "f":
            self._mark(FORMULA)

    def _count(self) -> None:
        self._cells += 1
        if self._cells > MOST_CELLS:
            raise Refused("large")

    def _look(self, attributes: dict[str, str]) -> None:
        if attributes.get("t") == "e":
            self._mark(ERROR)
        style = attributes.get("s", "")
        if style.isdecimal() and int(style[:8]) < len(self._styles) and self._styles[int(style[:8])]:
            self._mark(PERCENT)

    def _mark(self, mark: str) -> None:
        place = self._row, self._column
        known = self._here.get(place, "")
        if mark not in known:
            self._here[place] = known + mark

    def _style(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "cellXfs":
            self._in_styles = True
        elif tag == "numFmt":
            self._number_formats += 1
            if "%" in attributes.get("formatCode", ""):
                self._formats.add(attributes.get("numFmtId", ""))
        elif tag == "xf" and self._in_styles:
            self._styles.append(attributes.get("numFmtId") in self._formats)
        if len(self._styles) > MOST_LOOKS or self._number_formats > MOST_FORMATS:
            raise Refused("large")

    def _end(self, name: str) -> None:
        if name.endswith(" cellXfs"):
            self._in_styles = False

    def _sheet(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "sheet":
            relation = next((value for key, value in attributes.items() if key.endswith(" id")), "")
            self.sheets[attributes.get("name", "")] = relation
            if len(self.sheets) > MOST_SHEETS:
                raise Refused("large")

    def _relation(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship":
            target = attributes.get("Target", "")
            self.targets[attributes.get("Id", "")] = target[1:] if target.startswith("/") else f"xl/{target}"


def _refuse_doctype(*_: object) -> None:
    raise Refused("damaged")  # no program that writes workbooks writes a DTD


def _place(name: str) -> tuple[int, int]:
    """Return row and column of a cell by its name, both from 0."""
    found = _PLACE.fullmatch(name)
    if not found:
        raise Refused("large")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1
