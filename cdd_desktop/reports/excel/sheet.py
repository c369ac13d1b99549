"""One worksheet, written from the top down: text stays text, rows are as high as their Thai needs, it prints on A4."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from xlsxwriter import Workbook

from cdd_desktop.errors import UserError

FONT = "TH SarabunPSK"
SIZE = 16
LINE_HEIGHT = 21.3  # points that one line of the font needs; Excel's default row of 15 clips the marks
PADDING = 3.0
_PORTRAIT_ROOM = 790  # points of rows on an A4 page, as our sheets are scaled to its width
_LANDSCAPE_ROOM = 560
_SQUEEZE = 1.3  # a page too tall by no more than this is printed smaller instead of on two
_FIXED = 2  # decimals that are shown also where they are zero
MAX_EXACT = 10**15  # a worksheet keeps 15 digits of a number; longer ones stay text

# How wide letters of the font are at its size, in a column's width units (measured; Thai marks take no room).
_NARROW, _USUAL, _WIDE = 0.7, 1.18, 1.45
_NARROW_LETTERS = frozenset(" !'IiJjlfrt,.:;|·\"()[]{}`-/เๅโใไ")
_WIDE_LETTERS = frozenset("๐๑๒๓๔๕๖๗๘๙ฑพฟฬณญฒฌUOQwWmM%@")

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

FIRST_YEAR = 1901  # a worksheet counts days from 1900, and miscounts its first weeks
MOST_PROMPT = 255  # letters that a list of answers holds, commas counted, and that a hint holds
_NOT_IN_LIST = ("ไม่อยู่ในคำตอบที่มี", "เลือกคำตอบจากรายการของช่องนี้")
_NO_NUMBER = ("ช่องนี้เป็นตัวเลข", "กรอกตัวเลขตั้งแต่ 0 ขึ้นไป ไม่ต้องมีหน่วย")

Cell = str | int | Decimal | date | None


@dataclass(frozen=True)
class Look:
    """How a cell is to look; equal looks share one format of the workbook."""

    bold: bool = False
    size: int = SIZE
    align: str = "left"
    valign: str = "top"
    colour: str = "#1F2A2E"
    fill: str = ""
    border: bool = False
    wrap: bool = True
    decimals: int = 0
    indent: int = 0
    open: bool = False  # may be filled in
    numeric: bool = False  # is to hold a number, though it may be empty yet
    dated: bool = False  # is to hold a date


class Formats:
    """The workbook's formats, made once for each look."""

    def __init__(self, book: Workbook, *, thai_digits: bool) -> None:
        self._book = book
        self._thai_digits = thai_digits
        self._made: dict[tuple[Look, str], Any] = {}

    def text(self, look: Look, *, quoted: bool = False) -> Any:
        return self._get(look, "quoted" if quoted else "text")

    def number(self, look: Look) -> Any:
        return self._get(look, "number")

    def _get(self, look: Look, use: str) -> Any:
        if (look, use) not in self._made:
            self._made[look, use] = self._book.add_format(self._properties(look, use))
        return self._made[look, use]

    def _properties(self, look: Look, use: str) -> dict[str, Any]:
        properties: dict[str, Any] = {
            "font_name": FONT, "font_size": look.size, "bold": look.bold, "font_color": look.colour,
            "align": look.align, "valign": look.valign, "text_wrap": look.wrap, "indent": look.indent,
        }  # fmt: skip
        if look.open:
            properties["locked"] = False
        if look.fill:
            properties |= {"bg_color": look.fill, "pattern": 1}
        if look.border:
            properties |= {"border": 1, "border_color": "#B8C2C4"}
        if use == "number" and look.dated:
            properties["num_format"] = f"[$-{'D0' if self._thai_digits else ''}7041E]d mmm yyyy"  # Buddhist years
        elif use == "number":
            properties["num_format"] = self._number_format(look.decimals)
        else:
            properties["num_format"] = "@"
            properties["quote_prefix"] = use == "quoted"
        return properties

    def _number_format(self, decimals: int) -> str:
        # more decimals than money has are shown as many as there are
        shape = "General" if decimals > _FIXED else "#,##0" + ("." + "0" * decimals if decimals else "")
        return f"[$-D00041E]{shape}" if self._thai_digits else shape


class Sheet:
    """Writes rows downwards; ``row`` is the next free one (from 0)."""

    def __init__(self, sheet: Any, formats: Formats, widths: Sequence[float], *, landscape: bool) -> None:
        self._sheet = sheet
        self._formats = formats
        self._widths = widths
        self._landscape = landscape
        self._height = 0.0
        self.row = 0
        for column, width in enumerate(widths):
            self._sheet.set_column(column, column, width)
        self._page(landscape=landscape)

    def _page(self, *, landscape: bool) -> None:
        sheet = self._sheet
        sheet.set_paper(9)  # A4
        if landscape:
            sheet.set_landscape()
        sheet.set_margins(left=0.6, right=0.6, top=0.6, bottom=0.75)  # inches
        sheet.center_horizontally()
        sheet.set_footer(f'&L&"{FONT},Regular"&14&A&R&"{FONT},Regular"&14หน้า &P / &N', {"margin": 0.35})
        sheet.hide_gridlines(2)

    @property
    def columns(self) -> int:
        return len(self._widths)

    def cells(self, cells: Sequence[tuple[Cell, Look]]) -> None:
        """Write one row, a cell in each column from the first; the last one reaches to the sheet's end."""
        heights = []
        for column, (value, look) in enumerate(cells):
            last = self.columns - 1 if column == len(cells) - 1 else column
            self._across(column, last, value, look)
            heights.append(_height(value, sum(self._widths[column : last + 1]), look))
        self._end_row(max(heights))

    def key(self, text: str) -> None:
        """Name the row written last in a hidden column."""
        self._sheet.write_string(self.row - 1, len(self._widths), text)

    def expect(self, answers: Sequence[str] = (), *, numeric: bool = False) -> None:
        """Offer answers in the second cell of the row written last, or ask for a number there.

        Answers that a worksheet cannot list go without: reading back checks them all the same.
        """
        if answers and len(",".join(answers)) <= MOST_PROMPT and not any("," in answer for answer in answers):
            title, words = _NOT_IN_LIST
            self._check({"validate": "list", "source": list(answers), "error_title": title, "error_message": words})
        elif numeric:  # a warning only: Thai digits are read too
            title, words = _NO_NUMBER
            rule = {"validate": "decimal", "criteria": ">=", "value": 0, "error_type": "warning"}
            self._check({**rule, "error_title": title, "error_message": words})

    def hint(self, title: str, words: str) -> None:
        """Say what goes into the second cell of the row written last, beside it while somebody is there."""
        if len(words) <= MOST_PROMPT:
            self._check({"validate": "any", "input_title": title, "input_message": words})

    def _check(self, rule: dict[str, Any]) -> None:
        self._sheet.data_validation(self.row - 1, 1, self.row - 1, 1, rule)

    def head(self, titles: Sequence[str], look: Look) -> None:
        self.cells([(title, look) for title in titles])

    def band(self, text: str, look: Look) -> None:
        """Write one text across the sheet; an empty text makes no row."""
        if text:
            self.cells([(text, look)])

    def halves(self, left: str, right: str, look: Look) -> None:
        """Write two texts side by side, each across half of the sheet."""
        middle, last = self.columns // 2, self.columns - 1
        self._across(0, middle - 1, left, look)
        self._across(middle, last, right, look)
        self._end_row(LINE_HEIGHT)

    def gap(self, height: float = 8) -> None:
        self._end_row(height - PADDING)

    def repeat(self, first: int, last: int) -> None:
        """Print rows ``first`` to ``last`` at the top of every page, and keep the rows down to ``last`` in view."""
        self._sheet.repeat_rows(first, last)
        self._sheet.freeze_panes(last + 1, 0)

    def lock(self) -> None:
        """Hide the keys, and let only the cells that are to be filled in be typed into; there is no password."""
        self._sheet.set_column(len(self._widths), len(self._widths), None, None, {"hidden": True})
        self._sheet.protect(
            "", {"format_cells": True, "format_columns": True, "format_rows": True, "select_locked_cells": True}
        )

    def close(self) -> None:
        """Set the area to print: as wide as a page, and as tall as one where it is only a little taller."""
        self._sheet.print_area(0, 0, self.row - 1, len(self._widths) - 1)
        page = _LANDSCAPE_ROOM if self._landscape else _PORTRAIT_ROOM
        self._sheet.fit_to_pages(1, 1 if self._height <= page * _SQUEEZE else 0)

    def _end_row(self, height: float) -> None:
        self._sheet.set_row(self.row, height + PADDING)
        self._height += height + PADDING
        self.row += 1

    def _across(self, first: int, last: int, value: Cell, look: Look) -> None:
        if last > first:
            self._sheet.merge_range(self.row, first, self.row, last, "", self._formats.text(look))
        self._write(self.row, first, value, look)

    def _write(self, row: int, column: int, value: Cell, look: Look) -> None:
        if value is None or value == "":
            typed = look.numeric or look.dated
            empty = self._formats.number(look) if typed else self._formats.text(look)
            self._sheet.write_blank(row, column, None, empty)
        elif isinstance(value, str):
            clean = _CONTROLS.sub("", value)
            if self._sheet.write_string(row, column, clean, self._text_format(clean, look)) != 0:
                raise UserError("ข้อความยาวเกินกว่าที่ช่องของ Excel รับได้", "ย่อบันทึกให้สั้นลงแล้วลองอีกครั้ง")
        elif isinstance(value, date):
            self._sheet.write_datetime(row, column, value, self._formats.number(look))
        elif not -MAX_EXACT < value < MAX_EXACT:
            self._write(row, column, f"{value:,}", look)
        else:
            self._sheet.write_number(row, column, float(value), self._formats.number(look))

    def _text_format(self, text: str, look: Look) -> Any:
        return self._formats.text(look, quoted=text.startswith(_FORMULA_STARTS))


def _height(value: Cell, width: float, look: Look) -> float:
    """Return the height in points that a value needs in a column so wide."""
    if not isinstance(value, str) or not value:
        return LINE_HEIGHT * look.size / SIZE
    scale = look.size / SIZE * (1.06 if look.bold else 1)
    room = max(width - 1.5 - 1.5 * look.indent, 4) / scale
    lines = sum(_lines(_width(part), room) for part in value.split("\n"))
    return LINE_HEIGHT * look.size / SIZE * (lines if look.wrap else 1)


def _lines(width: float, room: float) -> int:
    # Thai breaks between words, so a broken line is seldom filled: count a tenth less room than there is
    return 1 if width <= room else math.ceil(width / (room * 0.9))


def _width(text: str) -> float:
    """Return how much room a text takes on one line."""
    return sum(map(_letter_width, text))


def _letter_width(letter: str) -> float:
    if letter in _NARROW_LETTERS:
        return _NARROW
    if unicodedata.category(letter) == "Mn":
        return 0.0
    return _WIDE if letter in _WIDE_LETTERS else _USUAL


def sheet_name(text: str, taken: set[str]) -> str:
    r"""Return a name for a worksheet: at most 31 characters, without : \ / ? * [ ], not taken yet; it is then."""
    clean = re.sub(r"[:\\/?*\[\]]", " ", _CONTROLS.sub("", text)).strip().strip("'").strip() or "แผ่นงาน"
    name, number = _short(clean, 31), 1
    while name.casefold() in taken:
        number += 1
        tail = f" ({number})"
        name = _short(clean, 31 - len(tail)) + tail
    taken.add(name.casefold())
    return name


def _short(text: str, length: int) -> str:
    """Cut a text without parting a letter from its marks."""
    end = min(length, len(text))
    while 0 < end < len(text) and (unicodedata.category(text[end]) == "Mn" or text[end] == "ำ"):
        end -= 1
    return text[:end].rstrip()
