"""The evidence book of a round: cover, list by mission and by what is to be proved, sheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from reportlab.lib.units import cm
from reportlab.platypus import Flowable, Spacer

from cdd_desktop.paths import fonts
from cdd_desktop.reports.content_evidence_book import BookMission, EvidenceBook
from cdd_desktop.reports.files import replacing
from cdd_desktop.reports.pdf.blocks import LEDE, Digits, digits_like
from cdd_desktop.reports.pdf.evidence import PAPER, sheet_pages
from cdd_desktop.reports.pdf.fonts import register_fonts
from cdd_desktop.reports.pdf.grid import HEAD_FILL, Cell, Grid, Row
from cdd_desktop.reports.pdf.pages import Page, paginate, write_pages
from cdd_desktop.reports.pdf.text import GREY, SMALL, SMALL_BOLD, Text, style

_TITLE = style(28, 1.5, bold=True, align="center")
_UNDER = style(20, 1.5, align="center")
_LIST = style(18, 1.5, bold=True, align="center", space_after=4)
_FOUND, _PAGE = 6.2 * cm, 1.6 * cm


def write_evidence_book(book: EvidenceBook, out: Path) -> None:
    """Write the book to ``out``, which is replaced when it exists and untouched on any error.

    Raises UserError where the fonts or the place cannot be used.
    """
    register_fonts(fonts())
    digits = digits_like(book.printed_on)
    parts = [list(sheet_pages(part)) for part in book.sheets]
    front = _front(book, parts, digits, 0)
    front = _front(book, parts, digits, len(front))  # the list names pages, and is as long with the right numbers
    owners = [book.heading] * len(front)
    owners += [part.mission for part, made in zip(book.sheets, parts, strict=True) for _ in made]

    def foot(page: int, total: int) -> tuple[str, str]:
        right = f"พิมพ์เมื่อ {book.printed_on}   หน้า {digits(f'{page}/{total}')}"
        return f"{owners[page - 1]} · {book.office}", right

    with replacing(out) as temporary:
        pages = [*front, *(page for made in parts for page in made)]
        title = f"{book.heading} {book.round}"
        write_pages(temporary, pages, PAPER, foot, title=title, author=book.office, draft=book.draft)


def _front(book: EvidenceBook, parts: Sequence[Sequence[Page]], digits: Digits, before: int) -> list[Page]:
    starts = [before + 1 + sum(map(len, parts[:at])) for at in range(len(parts))]
    pages = [digits(str(start)) for start in starts]
    return [*paginate(list(_cover(book)), PAPER), *paginate(list(_list(book, pages)), PAPER)]


def _cover(book: EvidenceBook) -> Iterator[Flowable]:
    yield Spacer(0, PAPER.height * 0.3)
    yield Text(book.heading, _TITLE)
    yield Text(book.round, _UNDER)
    yield Text(book.office, _UNDER)
    yield Spacer(0, 1 * cm)
    yield Text(book.standing, LEDE)


def _list(book: EvidenceBook, pages: Sequence[str]) -> Iterator[Flowable]:
    yield Text("รายการหลักฐาน", _LIST)
    center = replace(SMALL_BOLD, align="center")
    head = Row(
        (Cell(Text("หลักฐานที่ใช้ยืนยัน", SMALL_BOLD)), Cell(Text("ที่มี", SMALL_BOLD)), Cell(Text("หน้า", center))), HEAD_FILL
    )
    rows = [row for item in book.missions for row in _rows(item, pages)]
    yield Grid((PAPER.width - _FOUND - _PAGE, _FOUND, _PAGE), [head, *rows], head=1, pad_y=1.6)


def _rows(item: BookMission, pages: Sequence[str]) -> Iterator[Row]:
    page = "" if item.sheets is None else pages[item.sheets]
    held = Text(item.held or "ไม่มี", SMALL_BOLD if item.held else replace(SMALL, color=GREY))
    number = Cell(Text(page, replace(SMALL, align="center")))
    yield Row((Cell(Text(item.title, SMALL_BOLD)), Cell(held), number), with_next=bool(item.rows))
    for at, row in enumerate(item.rows):
        looks = SMALL_BOLD if row.missing else SMALL
        said = Text(row.said, replace(SMALL, left_indent=14))
        last = at == len(item.rows) - 1
        yield Row((Cell(said), Cell(Text(row.found, looks)), Cell(Text("", SMALL))), with_next=not last)
