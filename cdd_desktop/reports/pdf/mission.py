"""The report of one mission in one round, on A4."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from reportlab.lib.units import cm
from reportlab.platypus import Flowable

from cdd_desktop.paths import fonts
from cdd_desktop.reports.content import ConditionRow, FactRow, FactSection, LevelBlock, MissionReport
from cdd_desktop.reports.files import replacing
from cdd_desktop.reports.pdf.blocks import (
    HEAD_CENTER,
    HEAD_RIGHT,
    LEDE,
    SUBTITLE,
    TITLE,
    Beside,
    Digits,
    GradeBox,
    Signatures,
    bullets,
    color_of,
    digits_like,
    fine,
    heading,
    office_text,
    pairs,
    remark_lines,
)
from cdd_desktop.reports.pdf.fonts import register_fonts
from cdd_desktop.reports.pdf.grid import HEAD_FILL, PAD_X, Cell, Grid, Row
from cdd_desktop.reports.pdf.lines import Run
from cdd_desktop.reports.pdf.pages import Paper, paginate, write_pages
from cdd_desktop.reports.pdf.text import BODY_JUSTIFIED, FINE, GREY, NUMBER, SMALL, SMALL_BOLD, Text, TextStyle

_BOX = 3.6 * cm
_SUBHEAD = (0.965, 0.965, 0.965)
_REACHED = (0.90, 0.90, 0.90)
_UNDER = replace(SMALL, left_indent=14)
_LONG_VALUE = 2.5  # times its column: a longer value stands under its label, over the whole width
_SHORT_LEVEL = 9  # rows: a level with more of them may be split over pages
_MANY_PARTS = 6  # more places of a list than this stand in one text, not in a row each


def write_mission(report: MissionReport, out: Path) -> None:
    """Write the PDF of ``report`` to ``out``.

    Args:
        report: what it says.
        out: the file, replaced when it exists; untouched on any error.

    Raises UserError where the fonts or the place cannot be used.
    """
    register_fonts(fonts())
    paper = Paper()
    digits = digits_like(report.printed_on)
    pages = paginate(list(_blocks(report, paper, digits)), paper)
    left = f"ภารกิจที่ {report.no} {report.short} · {report.round} · {report.office}"

    def foot(page: int, total: int) -> tuple[str, str]:
        return left, f"พิมพ์เมื่อ {report.printed_on}   หน้า {digits(f'{page}/{total}')}"

    with replacing(out) as temporary:
        title = f"{report.heading} {report.short} {report.round}"
        write_pages(temporary, pages, paper, foot, title=title, author=report.office, draft=report.draft)


def _blocks(report: MissionReport, paper: Paper, digits: Digits) -> Iterator[Flowable]:
    yield Text(report.heading, TITLE)
    yield Text(f"ภารกิจที่ {report.no} {report.title}", SUBTITLE)
    yield Text(f"{report.round} · {report.period}", LEDE)
    yield _head(report, paper)
    sections: list[tuple[str, Sequence[Flowable]]] = [
        ("ข้อมูลผลการดำเนินงาน", _facts(report, paper)),
        ("การคำนวณ", _measures(report, paper)),
        ("ผลตามเกณฑ์", _levels(report, paper)),
        ("สิ่งที่ต้องทำต่อ", _next(report)),
        ("หมายเหตุของหน่วยงาน", [Text(report.note, BODY_JUSTIFIED)] if report.note.strip() else []),
        ("การส่งและการรับรอง", remark_lines(report.remarks)),
        ("ที่มาของเกณฑ์และการตีความ", _sources(report)),
    ]
    filled = [(title, blocks) for title, blocks in sections if blocks]
    for number, (title, blocks) in enumerate(filled, 1):
        yield heading(f"{digits(str(number))}. {title}")
        yield from blocks
    yield Signatures(report.signatures)


def _head(report: MissionReport, paper: Paper) -> Beside:
    items = [
        ("หน่วยงาน", office_text(report.office, report.area)),
        ("สำนักเจ้าของภารกิจ", report.host),
        ("กำหนดส่ง", report.deadline),
        ("ช่องทางรายงาน", report.channel),
        ("ผลการประเมิน", report.outcome),
    ]
    width = paper.width - _BOX - 12
    left = pairs(items, 3.3 * cm, width)
    _, tall = left.wrap(width, 0)
    points = f"\n{report.points} คะแนน" if report.points else ""
    words = f"{report.grade_text}{points}"
    return Beside(left, GradeBox(report.grade, "ระดับที่ได้", words, _BOX, tall), _BOX)


# --- facts -----------------------------------------------------------------------------------------------------------


def _facts(report: MissionReport, paper: Paper) -> list[Flowable]:
    before = any(row.previous for section in report.sections for row in section.rows)
    widths = [0.0, 3.4 * cm, 1.9 * cm, *([3.0 * cm] if before else [])]
    widths[0] = paper.width - sum(widths)
    labels = [("รายการ", SMALL_BOLD), ("รอบนี้", HEAD_RIGHT), ("หน่วย", SMALL_BOLD), ("รอบก่อน", HEAD_RIGHT)]
    head = Row(tuple(Cell(Text(*label)) for label in labels[: len(widths)]), HEAD_FILL)
    rows = [head]
    for section in report.sections:
        rows += _fact_rows(section, widths)
    return [Grid(widths, rows, head=1)]


def _fact_rows(section: FactSection, widths: list[float]) -> list[Row]:
    rows = [Row((Cell(Text(section.title, SMALL_BOLD), span=len(widths)),), _SUBHEAD, with_next=True)]
    for fact in section.rows:
        rows += _fact(fact, widths)
    return rows


def _fact(fact: FactRow, widths: list[float]) -> list[Row]:
    label = Text([Run(fact.label), *_problem(fact)], SMALL)
    if fact.parts and len(fact.parts) <= _MANY_PARTS:
        rows = [
            _value_row(Text(part.label, _UNDER), part.value, fact.unit, "", widths, missing=part.number is None)
            for part in fact.parts
        ]
        before = (
            [_wide(Text(f"รอบก่อน: {fact.previous}", replace(FINE, left_indent=14)), widths)] if fact.previous else []
        )
        return [_wide(label, widths, ends=False), *rows, *before]
    if fact.parts or Text(fact.value, SMALL).natural_width() > _LONG_VALUE * widths[1]:
        value = Text(f"{fact.value} ({fact.unit})" if fact.unit else fact.value, _UNDER)
        return [_wide(label, widths, ends=False), _wide(value, widths)]
    return [_value_row(label, fact.value, fact.unit, fact.previous, widths, missing=fact.state != "given")]


def _wide(text: Text, widths: list[float], *, ends: bool = True) -> Row:
    """Return a row of one cell; one that does not end what it speaks of has no line below and stays with the next."""
    cells = (Cell(text, span=len(widths)),)
    return Row(cells) if ends else Row(cells, rule=None, with_next=True)


def _value_row(label: Text, value: str, unit: str, previous: str, widths: list[float], *, missing: bool) -> Row:
    color = GREY if missing else SMALL.color
    cells = [Cell(label), Cell(_fitting(value, widths[1], replace(NUMBER, color=color))), Cell(Text(unit, SMALL))]
    if len(widths) > 3:
        cells.append(Cell(_fitting(previous, widths[3], replace(NUMBER, color=GREY))))
    return Row(tuple(cells))


def _fitting(text: str, width: float, looks: TextStyle) -> Text:
    """Return a value at the right of its column, or from the left where it needs several lines."""
    value = Text(text, looks)
    fits = value.natural_width() <= width - 2 * PAD_X
    return value if fits else Text(text, replace(looks, align="left"))


def _problem(fact: FactRow) -> list[Run]:
    return [Run(f"\n✗ {fact.problem}", color=GREY, scale=0.9)] if fact.problem else []


# --- result ----------------------------------------------------------------------------------------------------------


def _measures(report: MissionReport, paper: Paper) -> list[Flowable]:
    if not report.measures:
        return []
    widths = (paper.width * 0.36, paper.width * 0.42, paper.width * 0.22)
    head = Row(
        (Cell(Text("ค่าที่คำนวณ", SMALL_BOLD)), Cell(Text("วิธีคิด", SMALL_BOLD)), Cell(Text("ผล", HEAD_RIGHT))), HEAD_FILL
    )
    rows = [head]
    for item in report.measures:
        before = item.unit == "ร้อยละ"
        shown = f"{item.unit} {item.value}" if before else f"{item.value} {item.unit}"
        result = (
            Text(shown.strip(), replace(NUMBER, bold=True))
            if item.value
            else Text("ยังไม่ทราบ", replace(NUMBER, color=GREY))
        )
        rows.append(Row((Cell(Text(item.label, SMALL)), Cell(Text(item.sentence, SMALL)), Cell(result))))
    return [Grid(widths, rows, head=1)]


def _levels(report: MissionReport, paper: Paper) -> list[Flowable]:
    mark = 0.8 * cm
    widths = (mark, paper.width - mark - 7.0 * cm, 3.9 * cm, 3.1 * cm)
    titles = (("", SMALL), ("เงื่อนไข", SMALL_BOLD), ("เกณฑ์", SMALL_BOLD), ("ผลที่ได้", SMALL_BOLD))
    rows = [Row(tuple(Cell(Text(*title)) for title in titles), HEAD_FILL)]
    for level in report.levels:
        rows += _level(level)
    legend = Text("✓ ผ่าน   ✗ ไม่ผ่าน   ? ยังไม่ทราบ", FINE)
    return [Grid(widths, rows, head=1, space_after=1), legend] if report.levels else []


def _level(level: LevelBlock) -> list[Row]:
    title = [Run(level.label, bold=True), Run(f"  {level.summary}" if level.summary else "")]
    word = Text(level.word, SMALL_BOLD if level.reached else _look(level.mark))
    head = Row(
        (Cell(_mark(level.mark)), Cell(Text(title, SMALL), span=2), Cell(word)),
        _REACHED if level.reached else _SUBHEAD,
        with_next=bool(level.conditions),
    )
    rows = [head, *(_condition(row) for row in level.conditions)]
    together = len(rows) <= _SHORT_LEVEL
    return [replace(row, with_next=row.with_next or together) for row in rows[:-1]] + rows[-1:]


def _condition(row: ConditionRow) -> Row:
    indented = replace(SMALL, left_indent=12.0 * row.depth)
    label = Text([Run(row.label), Run(f" [{', '.join(row.readings)}]" if row.readings else "", color=GREY)], indented)
    value = Text(row.value or row.word, _look(row.mark))
    if not row.threshold:
        return Row((Cell(_mark(row.mark)), Cell(label, span=2), Cell(value)))
    return Row((Cell(_mark(row.mark)), Cell(label), Cell(Text(row.threshold, SMALL)), Cell(value)))


def _look(mark: str) -> TextStyle:
    return replace(SMALL, color=color_of(mark))


def _mark(mark: str) -> Text:
    return Text(mark, replace(HEAD_CENTER, color=color_of(mark)))


def _next(report: MissionReport) -> list[Flowable]:
    items: list[str] = [*report.next_steps]
    if report.still_open:
        items += [f"ยังขาด: {text}" for text in report.still_open]
    items += [f"ต้องแก้ไข: {text}" for text in report.problems]
    if report.missing:
        items.append(f"ยังไม่ได้กรอก: {', '.join(report.missing)}")
    return [*bullets(items)]


def _sources(report: MissionReport) -> list[Flowable]:
    letter = f"{report.letter} {report.citation}".strip()
    return [*fine([letter, *report.readings])]
