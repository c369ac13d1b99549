"""The history on paper: one row for each action."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reportlab.lib.units import cm
from reportlab.platypus import Flowable

from cdd_desktop.reports.content_history import HistoryReport, HistoryRow
from cdd_desktop.reports.pdf.blocks import LEDE, TITLE, office_text
from cdd_desktop.reports.pdf.grid import HEAD_FILL, Cell, Grid, Row
from cdd_desktop.reports.pdf.lines import Run
from cdd_desktop.reports.pdf.pages import Paper
from cdd_desktop.reports.pdf.text import FINE, GREY, SMALL, SMALL_BOLD, Text, style
from cdd_desktop.reports.pdf.titled import write_titled

_PAPER = Paper(left=2.0 * cm, right=2.0 * cm, top=1.7 * cm, bottom=1.8 * cm)
_TIGHT = style(14, 1.45)
_LINES = 40  # in a row, which cannot be parted over two pages


def write_history(report: HistoryReport, out: Path) -> None:
    """Write the PDF of ``report`` to ``out``, which is replaced when it exists and untouched on any error.

    Raises UserError where the fonts or the place cannot be used.
    """
    write_titled(report, lambda: _blocks(report), _PAPER, out)


def _blocks(report: HistoryReport) -> Iterator[Flowable]:
    yield Text(report.heading, TITLE)
    yield Text(office_text(report.office, report.area), LEDE)
    yield Text(" · ".join(filter(None, (report.asked, report.count))), LEDE)
    widths = [3.4 * cm, 3.9 * cm, 0.0]
    widths[2] = _PAPER.width - sum(widths)
    head = Row(tuple(Cell(Text(words, SMALL_BOLD)) for words in ("เมื่อ", "ผู้ทำ", "สิ่งที่ทำ")), HEAD_FILL)
    yield Grid(widths, [head, *map(_row, report.rows)], head=1, pad_y=1.6)


def _row(row: HistoryRow) -> Row:
    left = len(row.lines) - _LINES
    lines = [*row.lines[:_LINES], *([f"และอีก {left} ช่อง"] if left > 0 else [])]
    what = [Run(row.what), *(Run(f"\n{line}", color=GREY, scale=FINE.size / SMALL.size) for line in lines)]
    if row.reason:
        what.append(Run(f"\nเหตุผล: {row.reason}"))
    return Row((Cell(Text(row.when, _TIGHT)), Cell(Text(row.who, _TIGHT)), Cell(Text(what, _TIGHT))))
