"""The process that opens a foreign workbook: what a hostile file does to it does nothing to the program.

On stdin the file; on stdout one JSON object: the sheets with their cells, or a problem by name. Before a parser sees
it, the archive is inflated within budgets and every XML part is read as a stream: no DTD, no cell far out. Whoever
starts us sees to the time; this script can import nothing of ours.
"""

from __future__ import annotations

import io
import json
import os
import re
import zipfile
import zlib
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Final
from xml.parsers import expat

MOST_PARTS: Final = 400
MOST_BYTES: Final = 48 * 1024 * 1024  # of all parts, inflated
MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 200
MOST_CELLS: Final = 400_000
MOST_LETTERS: Final = 32_767  # what a cell of a worksheet can hold
_CHUNK: Final = 1 << 16
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, and any workbook with a password
_PLACE: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
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
    """Return the rows of every sheet by its name; a cell is its type ("n", "t", "b", "d", "e") and its text.

    Raises:
        Refused: what the file is instead of a workbook, or what it has too much of.
    """
    if data.startswith(_OLE):
        raise Refused("locked")
    if not data.startswith(b"PK"):
        raise Refused("other")
    _inspect(data)
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: _rows(book, name) for name in book.sheet_names}


def _rows(book: Any, name: str) -> list[list[list[str] | None]]:
    rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return [[_cell(value) for value in row] for row in rows]


def _cell(value: object) -> list[str] | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return ["b", "1" if value else "0"]
    if isinstance(value, int | float):
        return ["n", f"{value:.15g}"]  # a worksheet keeps 15 digits; the sixteenth is noise of the binary number
    if isinstance(value, datetime):
        return ["d", value.date().isoformat()]
    if isinstance(value, date):
        return ["d", value.isoformat()]
    return ["t", str(value)[:MOST_LETTERS]]


# --- before a parser sees it -----------------------------------------------------------------------------------------


def _inspect(data: bytes) -> None:
    """Raise Refused where a part inflates too far, holds a DTD, or has cells where no sheet of ours could."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise Refused("damaged") from error
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
        raise Refused("large")
    if len(names) != len(parts) or any(part.flag_bits & 1 for part in parts):
        raise Refused("damaged")
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        raise Refused("other")
    budget = MOST_BYTES
    for part in parts:
        budget = _inspect_part(archive, part, budget)


def _inspect_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, budget: int) -> int:
    """Inflate one part within the budget and return what is left of it."""
    watcher = _Watcher() if part.filename.endswith((".xml", ".rels")) else None
    try:
        with archive.open(part) as source:
            while chunk := source.read(_CHUNK):
                budget -= len(chunk)
                if budget < 0:
                    raise Refused("large")
                if watcher:
                    watcher.feed(chunk)
        if watcher:
            watcher.feed(b"", last=True)
    except _BROKEN as error:
        raise Refused("damaged") from error
    return budget


class _Watcher:
    """Reads XML as a stream and keeps nothing of it."""

    def __init__(self) -> None:
        self._cells = 0
        self._far = False  # an empty row may lie anywhere; one with a cell may not
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.StartDoctypeDeclHandler = self._doctype

    def feed(self, chunk: bytes, *, last: bool = False) -> None:
        self._parser.Parse(chunk, last)

    def _doctype(self, *_: object) -> None:
        raise Refused("damaged")  # no program that writes workbooks writes a DTD

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        if tag == "row":
            self._far = not _is_near_row(attributes.get("r", "1"))
        elif tag == "c":
            self._cells += 1
            place = attributes.get("r")
            if self._cells > MOST_CELLS or (not _is_near(place) if place else self._far):
                raise Refused("large")


def _is_near_row(number: str) -> bool:
    return number.isdecimal() and len(number) < 8 and int(number) <= MOST_ROWS


def _is_near(place: str) -> bool:
    found = _PLACE.fullmatch(place)
    if not found:
        return False
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return column <= MOST_COLUMNS and _is_near_row(found[2])
