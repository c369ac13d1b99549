"""The summary of a round, all missions on one or two A4 pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from reportlab.lib.units import cm
from reportlab.platypus import Flowable

from cdd_desktop.reports.content import RoundSummary, SummaryRow
from cdd_desktop.reports.pdf.blocks import HEAD_CENTER, LEDE, TITLE, Signatures, digits_like, fine, office_text
from cdd_desktop.reports.pdf.grid import HEAD_FILL, Cell, Grid, Row
from cdd_desktop.reports.pdf.lines import Run
from cdd_desktop.reports.pdf.pages import Paper
from cdd_desktop.reports.pdf.text import FINE, GREY, SMALL, SMALL_BOLD, Text, style
from cdd_desktop.reports.pdf.titled import write_titled

_PAPER = Paper(left=2.0 * cm, right=2.0 * cm, top=1.7 * cm, bottom=1.8 * cm)
_WIDE = replace(LEDE, space_after=2)
_TIGHT = style(14, 1.45)
_GRADE = style(22, 1.25, bold=True, align="center")
_GRADE_WORD = style(14, 1.45, bold=True, align="center")
_BEFORE = style(16, 1.45, align="center", color=GREY)


def write_summary(report: RoundSummary, out: Path) -> None:
    """Write the PDF of ``report`` to ``out``, which is replaced when it exists and untouched on any error.

    Raises UserError where the fonts or the place cannot be used.
    """
    write_titled(report, lambda: _blocks(report), _PAPER, out, about=report.round, draft=report.draft)


def _blocks(report: RoundSummary) -> Iterator[Flowable]:
    yield Text(report.heading, TITLE)
    yield Text(f"{report.round} · {report.period}", _WIDE)
    yield Text(office_text(report.office, report.area), LEDE)
    yield _counts(report)
    yield _missions(report)
    due = f"กำหนดส่ง {report.deadline}" if report.deadline else ""
    yield from fine([" · ".join(filter(None, (due, report.letter))), *report.readings])
    yield Signatures(report.signatures)


def _counts(report: RoundSummary) -> Grid:
    """Return how many missions stand at each grade, in one row of figures."""
    first = 2.4 * cm
    width = (_PAPER.width - first) / max(len(report.counts), 1)
    digits = digits_like(report.printed_on)
    shown = style(22, 1.2, bold=True, align="center")
    none = replace(shown, bold=False, color=GREY)
    labels = [Cell(Text(item.label, HEAD_CENTER), middle=True) for item in report.counts]
    numbers = [Cell(Text(digits(str(item.count)), shown if item.count else none)) for item in report.counts]
    rows = [
        Row((Cell(Text("ระดับ", SMALL_BOLD), middle=True), *labels), HEAD_FILL),
        Row((Cell(Text("จำนวนภารกิจ", SMALL_BOLD), middle=True), *numbers)),
    ]
    return Grid([first, *[width] * len(report.counts)], rows, space_after=8)


def _missions(report: RoundSummary) -> Grid:
    before = any(row.previous_grade for row in report.rows)
    widths = [0.9 * cm, 0.0, 5.9 * cm, *([1.6 * cm] if before else []), 2.0 * cm]
    widths[1] = _PAPER.width - sum(widths)
    titles = ["ที่", "ภารกิจ", "ผลและสิ่งที่ต้องทำต่อ", *(["รอบก่อน"] if before else []), "ระดับ"]
    looks = [HEAD_CENTER, SMALL_BOLD, SMALL_BOLD, *([HEAD_CENTER] if before else []), HEAD_CENTER]
    head = Row(tuple(Cell(Text(*item)) for item in zip(titles, looks, strict=True)), HEAD_FILL)
    return Grid(
        widths,
        [head, *(_mission(row, report.deadline, before=before) for row in report.rows)],
        head=1,
        space_after=4,
        pad_y=1.6,
    )


def _mission(row: SummaryRow, usual_deadline: str, *, before: bool) -> Row:
    due = f"กำหนด {row.deadline}" if row.deadline != usual_deadline else ""
    name = [Run(row.title), _under(" · ".join(filter(None, (row.host, due, row.entry))))]
    result = [Run(row.measure or row.outcome)]
    if row.measure and row.grade == "–":
        result.append(Run(f"\n{row.outcome}"))
    if row.next_step:
        result.append(_under(row.next_step))
    cells = [
        Cell(Text(row.no, replace(_TIGHT, align="center"))),
        Cell(Text(name, _TIGHT)),
        Cell(Text(result, _TIGHT)),
        *([Cell(Text(row.previous_grade or "", _BEFORE), middle=True)] if before else []),
        Cell(Text(row.grade, _GRADE if len(row.grade) < 4 else _GRADE_WORD), middle=True),
    ]
    return Row(tuple(cells))


def _under(text: str) -> Run:
    """Return a second line, small and grey."""
    return Run(f"\n{text}", color=GREY, scale=FINE.size / SMALL.size)
