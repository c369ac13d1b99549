"""How the cells of our sheets look, and the parts that every sheet has."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Final

from cdd_desktop.reports.content import Signature
from cdd_desktop.reports.excel.sheet import Look, Sheet
from cdd_desktop.thai.digits import to_arabic

ACCENT: Final = "#0F5A55"
INK: Final = "#1F2A2E"
_GRADE_COLOURS = {"A": "#0F6B3C", "B": "#0F7C86", "C": "#8A5A00", "D": "#9A3B1E"}

TITLE = Look(bold=True, size=22, colour=ACCENT, wrap=False)
PLAIN = Look()
QUIET = Look(colour="#4A5659", size=14)
SECTION = Look(bold=True, size=18, colour=ACCENT)
HEAD = Look(bold=True, border=True, fill="#DCEBE9", align="center", valign="vcenter")
CELL = Look(border=True, valign="vcenter")
INDENTED = replace(CELL, indent=1)
MIDDLE = replace(CELL, align="center")
NUMBER = replace(CELL, align="right", indent=1)
LEVEL = replace(CELL, bold=True, fill="#F1F5F5")
OPEN = replace(CELL, fill="#FFF9E3", open=True)
WARNING = replace(CELL, colour="#9A3B1E")
SIGN = Look(align="center", wrap=False)


def number_look(decimals: int) -> Look:
    return replace(NUMBER, decimals=decimals)


def open_look(decimals: int | None) -> Look:
    """Return the look of a cell to be filled in: with a number (None: with words)."""
    return OPEN if decimals is None else replace(OPEN, align="right", indent=1, decimals=decimals, numeric=True)


def open_date() -> Look:
    """Return the look of a cell to be filled in with a date."""
    return replace(OPEN, align="right", indent=1, dated=True)


def grade_look(grade: str) -> Look:
    """Return the look of a grade; what stands in a grade's place is no larger than other text."""
    return replace(MIDDLE, bold=True, size=18 if grade in _GRADE_COLOURS else 16, colour=_GRADE_COLOURS.get(grade, INK))


def figure(shown: str) -> tuple[Decimal | None, int]:
    """Return the number that a shown figure is, with its decimals: the sheet never says more than the document."""
    plain = to_arabic(shown).replace(",", "")
    try:
        number = Decimal(plain)
    except ArithmeticError:
        return None, 0
    return number, len(plain.partition(".")[2])


def write_draft(sheet: Sheet) -> None:
    """Say under the title that the sheet is no final one."""
    sheet.band("ร่าง ยังไม่ได้ส่ง", replace(SECTION, colour=WARNING.colour))


def write_signatures(sheet: Sheet, places: tuple[Signature, ...]) -> None:
    """Write the places to sign side by side, two in a row, so that a page seldom parts them."""
    for start in range(0, len(places), 2):
        left, right = (*places[start : start + 2], None)[:2]
        sheet.gap(18)
        sheet.halves(_sign(left), _sign(right), SIGN)
        sheet.halves(_named(left), _named(right), SIGN)
        sheet.halves(left.position if left else "", right.position if right else "", SIGN)


def _sign(place: Signature | None) -> str:
    return f"ลงชื่อ {'.' * 36} {place.role}" if place else ""


def _named(place: Signature | None) -> str:
    return f"({place.name or '.' * 44})" if place else ""
