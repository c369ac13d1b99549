"""The memo (บันทึกข้อความ) on A4."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reportlab.platypus import Flowable

from cdd_desktop.reports.content_letter import Memo
from cdd_desktop.reports.pdf.fonts import size_of
from cdd_desktop.reports.pdf.official import (
    MEMO_GARUDA,
    SIZE,
    Air,
    Garuda,
    Labelled,
    Signing,
    body_blocks,
    write_official,
)
from cdd_desktop.reports.pdf.text import Text, TextStyle

_LEADING = 25.0
_LABEL = TextStyle(size=size_of(20), leading=_LEADING, bold=True)
_VALUE = TextStyle(size=SIZE, leading=_LEADING)
_GAP = 5.0
_BELOW = 0.36 * SIZE  # of the dots under the base line


def write_memo(memo: Memo, out: Path) -> None:
    """Write the PDF of ``memo`` to ``out``, which is replaced when it exists and untouched on any error.

    Raises UserError where the fonts, the office's picture or the place cannot be used.
    """
    write_official(memo.body, lambda air: [*_blocks(memo, air)], f"บันทึกข้อความ {memo.body.subject}", memo.unit, out)


def _blocks(memo: Memo, air: Air) -> Iterator[Flowable]:
    body = memo.body
    yield Garuda(body.garuda, MEMO_GARUDA, words="บันทึกข้อความ", speed=body.speed)
    yield Fields(("ส่วนราชการ", memo.unit))
    yield Fields(("ที่", body.number), ("วันที่", body.day))
    yield Fields(("เรื่อง", body.subject))
    yield Labelled(body.salutation, body.to, air)
    for number, text in enumerate(body.references):
        yield Labelled("" if number else "อ้างถึง", text, air, under="อ้างถึง")
    for number, item in enumerate(body.enclosures):
        label = "สิ่งที่ส่งมาด้วย"
        yield Labelled("" if number else label, item.text, air, under=label, amount=item.amount)
    yield from body_blocks(body, air, [Signing(body.signature, air)])


class Fields(Flowable):
    """Labels with what they say on dotted lines, side by side in equal parts of the line."""

    def __init__(self, *fields: tuple[str, str]) -> None:
        super().__init__()
        self._fields = [(Text(label, _LABEL), Text(text, _VALUE)) for label, text in fields]

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        self._part = availWidth / len(self._fields)
        self.height = max(self._box(index)[2] for index in range(len(self._fields)))
        return availWidth, self.height

    def _box(self, index: int) -> tuple[float, float, float]:
        """Return where a text begins within its part, its width and its height."""
        label, text = self._fields[index]
        start = label.natural_width() + _GAP
        room = self._part - start - (_GAP if index < len(self._fields) - 1 else 0.0)
        return start, room, max(text.wrap(room, 0)[1], _LEADING)

    def draw(self) -> None:
        for index, (label, text) in enumerate(self._fields):
            left = index * self._part
            start, room, tall = self._box(index)
            label.wrap(self._part, 0)
            label.draw_at(self.canv, left, self.height - _LEADING)
            for line in range(round(tall / _LEADING)):
                base = self.height - line * _LEADING - 0.7 * _LEADING
                _dots(self.canv, left + start - 2.0, left + start + room, base - _BELOW)
            text.wrap(room, 0)
            text.draw_at(self.canv, left + start, self.height - tall)


def _dots(canvas: Any, left: float, right: float, y: float) -> None:
    """Draw a dotted line: as a shape, so that the text on it is copied out without dots."""
    canvas.saveState()
    canvas.setLineCap(1)
    canvas.setLineWidth(0.8)
    canvas.setDash([0.01, 2.6])
    canvas.line(left, y, right, y)
    canvas.restoreState()
