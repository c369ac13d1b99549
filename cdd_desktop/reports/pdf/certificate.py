"""The certification page of a round."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from reportlab.lib.units import cm
from reportlab.platypus import Flowable

from cdd_desktop.reports.content_certificate import Certificate, CertifiedRow
from cdd_desktop.reports.pdf.blocks import (
    HEAD_CENTER,
    LEDE,
    TITLE,
    Signatures,
    fine,
    heading,
    office_text,
    remark_lines,
)
from cdd_desktop.reports.pdf.grid import HEAD_FILL, Cell, Grid, Row
from cdd_desktop.reports.pdf.lines import Run
from cdd_desktop.reports.pdf.pages import Paper
from cdd_desktop.reports.pdf.text import BODY_JUSTIFIED, FINE, GREY, SMALL, SMALL_BOLD, Text, style
from cdd_desktop.reports.pdf.titled import write_titled

_PAPER = Paper(top=1.8 * cm)
_TIGHT = style(13, 1.5)
_GRADE = style(18, 1.3, bold=True, align="center")
_GRADE_WORD = style(13, 1.45, bold=True, align="center")
_NOT_YET = replace(_TIGHT, color=GREY)


def write_certificate(cert: Certificate, out: Path) -> None:
    """Write the certification page to ``out``, which is replaced when it exists and untouched on any error.

    Raises UserError where the fonts or the place cannot be used.
    """
    write_titled(cert, lambda: _blocks(cert), _PAPER, out, about=cert.round, draft=cert.draft)


def _blocks(cert: Certificate) -> Iterator[Flowable]:
    yield Text(cert.heading, TITLE)
    yield Text(f"{cert.round} · {cert.period}", replace(LEDE, space_after=0))
    yield Text(office_text(cert.office, cert.area), LEDE)
    yield Text(cert.statement, replace(BODY_JUSTIFIED, first_indent=1.5 * cm, space_after=4))
    yield _missions(cert)
    if cert.reopened:
        yield heading("การปลดล็อกและการถอนการส่ง")
        yield from remark_lines(cert.reopened)
    due = f"กำหนดส่ง {cert.deadline}" if cert.deadline else ""
    yield from fine([" · ".join(filter(None, (cert.standing, due, cert.letter))), *cert.criteria])
    yield Signatures(cert.signatures)


def _missions(cert: Certificate) -> Grid:
    widths = [1.0 * cm, 0.0, 1.7 * cm, 4.1 * cm, 4.1 * cm]
    widths[1] = _PAPER.width - sum(widths)
    titles = ("ที่", "ภารกิจ", "ระดับ", "ผู้ส่ง", "ผู้รับรอง")
    looks = (HEAD_CENTER, SMALL_BOLD, HEAD_CENTER, SMALL_BOLD, SMALL_BOLD)
    head = Row(tuple(Cell(Text(*item)) for item in zip(titles, looks, strict=True)), HEAD_FILL)
    return Grid(widths, [head, *map(_row, cert.rows)], head=1, pad_y=1.6)


def _row(row: CertifiedRow) -> Row:
    name = [Run(row.title)]
    if row.facts_hash:
        name.append(Run(f"\nรหัสข้อมูล {row.facts_hash}", color=GREY, scale=FINE.size / SMALL.size))
    cells = (
        Cell(Text(row.no, replace(_TIGHT, align="center"))),
        Cell(Text(name, _TIGHT)),
        Cell(Text(row.grade, _GRADE if len(row.grade) < 4 else _GRADE_WORD), middle=True),
        Cell(Text(row.sent, _TIGHT) if row.sent else Text("ยังไม่ส่ง", _NOT_YET)),
        Cell(Text(row.certified, _TIGHT) if row.certified else Text("ยังไม่รับรอง", _NOT_YET)),
    )
    return Row(cells)
