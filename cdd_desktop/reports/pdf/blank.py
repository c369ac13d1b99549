"""Empty forms for field work: dotted lines to write on and boxes to tick."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from reportlab.lib.units import cm
from reportlab.platypus import Flowable

from cdd_desktop.paths import fonts
from cdd_desktop.reports.content_blank import BlankForm, BlankRow, BlankSection
from cdd_desktop.reports.files import replacing
from cdd_desktop.reports.pdf.blocks import SUBTITLE, TITLE, Signatures, bullets, digits_like, heading, pairs
from cdd_desktop.reports.pdf.fonts import REGULAR, font, register_fonts
from cdd_desktop.reports.pdf.grid import HEAD_FILL, PAD_X, Cell, Grid, Row
from cdd_desktop.reports.pdf.lines import Run
from cdd_desktop.reports.pdf.pages import Page, Paper, paginate, write_pages
from cdd_desktop.reports.pdf.text import FINE, GREY, SMALL, SMALL_BOLD, Text, TextStyle, style

_PAPER = Paper(top=1.8 * cm)
_MARKS = style(15, 1.9)
_NARROW = 6.6 * cm
_MOST_NOTES = 14
_HOW = replace(FINE, space_before=2, space_after=4)
_BOX = "☐"
_ROOMS = ((style(14, 2.4), 4), (style(14, 2.1), 3), (style(14, 1.9), 1))
"""Room for a hand on each line, and lines for notes: a form takes the most that needs the fewest pages."""


def write_blank(forms: Sequence[BlankForm], out: Path) -> None:
    """Write the empty forms of one mission or of many, each from a page of its own.

    Args:
        forms: at least one.
        out: the file, replaced when it exists; untouched on any error.

    Raises UserError where the fonts or the place cannot be used.
    """
    register_fonts(fonts())
    pages: list[Page] = []
    feet: list[tuple[BlankForm, int, int]] = []
    for form in forms:
        made = _pages(form)
        pages += made
        feet += [(form, number, len(made)) for number in range(1, len(made) + 1)]

    def foot(page: int, _total: int) -> tuple[str, str]:
        form, number, total = feet[page - 1]
        digits = digits_like(form.printed_on)
        return f"{form.heading} {form.mission}", f"พิมพ์เมื่อ {form.printed_on}   หน้า {digits(f'{number}/{total}')}"

    with replacing(out) as temporary:
        title = f"{forms[0].heading} {forms[0].round}"
        write_pages(temporary, pages, _PAPER, foot, title=title, author=forms[0].office)


def _pages(form: BlankForm) -> list[Page]:
    """Return the fewest pages with the most room; what is left of the last one becomes lines for notes."""
    tried = [(paginate(list(_blocks(form, *room)), _PAPER), room) for room in _ROOMS]
    made, (room, notes) = min(tried, key=lambda item: len(item[0]))
    last = made[-1][-1]
    more = int((_PAPER.height - last.top - last.height) / room.leading)
    fuller = paginate(list(_blocks(form, room, min(notes + more, max(notes, _MOST_NOTES)))), _PAPER)
    return fuller if len(fuller) == len(made) else made


def _blocks(form: BlankForm, room: TextStyle, notes: int) -> Iterator[Flowable]:
    yield Text(form.heading, TITLE)
    yield Text(form.mission, SUBTITLE)
    items = [("หน่วยงาน", form.office), ("รอบ", form.round), ("กำหนดส่ง", form.deadline), ("ช่องทาง", form.channel)]
    yield pairs(
        [*items, ("สิ่งที่เก็บ", form.summary), ("สถานที่เก็บข้อมูล", _dots(_PAPER.width - 3.6 * cm))], 3.3 * cm, _PAPER.width
    )
    yield Text(form.how, _HOW)
    yield _facts(form, room)
    if form.notes:
        yield heading("คำอธิบาย")
        yield from bullets(form.notes)
    yield Text("บันทึกเพิ่มเติม", replace(SMALL_BOLD, space_before=8), keep_with_next=True)
    yield Text("\n".join([_dots(_PAPER.width)] * notes), replace(room, color=GREY))
    yield Signatures(form.signatures)


def _facts(form: BlankForm, room: TextStyle) -> Grid:
    widths = (_PAPER.width - _NARROW, _NARROW)
    rows = [Row((Cell(Text("รายการ", SMALL_BOLD)), Cell(Text("ข้อมูลที่เก็บได้", SMALL_BOLD))), HEAD_FILL)]
    for section in form.sections:
        rows += _section(section, room)
    return Grid(widths, rows, head=1)


def _section(section: BlankSection, room: TextStyle) -> list[Row]:
    title = [Run(section.title, bold=True), Run(f"  {section.help}" if section.help else "", color=GREY)]
    head = Row((Cell(Text(title, SMALL), span=2),), (0.965, 0.965, 0.965), with_next=True)
    return [head, *(_row(row, room) for row in section.rows)]


def _row(row: BlankRow, room: TextStyle) -> Row:
    label = [Run(row.label)]
    under = [row.help, f"หลักฐาน: {row.evidence}" if row.evidence else "", f"รอบก่อน: {row.before}" if row.before else ""]
    label += [Run(f"\n{text}", color=GREY, scale=FINE.size / SMALL.size) for text in under if text]
    return Row((Cell(Text(label, SMALL), middle=True), Cell(_answer(row, room), middle=True)))


def _answer(row: BlankRow, room: TextStyle) -> Text:
    width = _NARROW - 2 * PAD_X
    match row.answer:
        case "marks":
            between = "     " if sum(map(len, row.choices)) < 24 else "\n"
            return Text(between.join(f"{_BOX} {choice}" for choice in row.choices), _MARKS)
        case "date":
            return Text("วันที่ ........ / .................... / ............", room)
        case "places":
            return Text("\n".join(_line(f"{place} ", row.unit, width) for place in row.choices), room)
        case _:
            return Text(_line("", row.unit, width), room)


def _line(before: str, unit: str, width: float) -> str:
    """Return a dotted line with its unit: "ร้อยละ ....", "........ คน"."""
    if unit == "ร้อยละ":
        before, unit = f"{before}{unit} ", ""
    after = f" {unit}" if unit else ""
    face = font(REGULAR)
    room = width - face.stringWidth(before + after, SMALL.size) - 1.0
    return before + _dots(room) + after


def _dots(width: float) -> str:
    return "." * max(int(width / font(REGULAR).stringWidth(".", SMALL.size)) - 1, 8)
