"""The list of deadlines on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reportlab.lib.units import cm
from reportlab.platypus import Flowable

from cdd_desktop.reports.content_due import DueReport, DueRow
from cdd_desktop.reports.pdf.blocks import LEDE, TITLE, fine, office_text
from cdd_desktop.reports.pdf.grid import HEAD_FILL, Cell, Grid, Row
from cdd_desktop.reports.pdf.pages import Paper
from cdd_desktop.reports.pdf.text import SMALL_BOLD, Text, style
from cdd_desktop.reports.pdf.titled import write_titled

_PAPER = Paper(left=2.0 * cm, right=2.0 * cm, top=1.7 * cm, bottom=1.8 * cm)
_TIGHT = style(14, 1.45)
_BOLD = style(14, 1.45, bold=True)
_HEAD = ("ที่", "ภารกิจ", "รอบ", "กำหนดส่ง", "สถานะ", "ผู้รับผิดชอบ")


def write_due(report: DueReport, out: Path) -> None:
    """Write the PDF of ``report`` to ``out``, which is replaced when it exists and untouched on any error.

    Raises UserError where the fonts or the place cannot be used.
    """
    write_titled(report, lambda: _blocks(report), _PAPER, out)


def _blocks(report: DueReport) -> Iterator[Flowable]:
    yield Text(report.heading, TITLE)
    yield Text(f"{office_text(report.office, report.area)} · {report.period}", LEDE)
    yield Text(report.count, LEDE)
    if report.by_person:
        yield Text(report.by_person, LEDE)
    widths = [0.9 * cm, 3.7 * cm, 1.6 * cm, 2.6 * cm, 0.0, 3.4 * cm]
    widths[4] = _PAPER.width - sum(widths)
    head = Row(tuple(Cell(Text(words, SMALL_BOLD)) for words in _HEAD), HEAD_FILL)
    yield Grid(widths, [head, *map(_row, report.rows)], head=1, pad_y=1.6, space_after=4)
    yield from fine([report.letter])


def _row(row: DueRow) -> Row:
    standing = Text(row.standing, _BOLD if row.pressing else _TIGHT)
    texts = [Text(text, _TIGHT) for text in (row.no, row.title, row.round, row.deadline)]
    return Row(tuple(Cell(item) for item in (*texts, standing, Text(row.who, _TIGHT))))
