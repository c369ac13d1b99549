"""Tables: rows of text under hairlines, split over pages with their head repeated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from reportlab.platypus import Flowable

from cdd_desktop.reports.pdf.lines import Color
from cdd_desktop.reports.pdf.text import Text

LINE: Color = (0.62, 0.62, 0.62)
SOFT: Color = (0.82, 0.82, 0.82)
HEAD_FILL: Color = (0.93, 0.93, 0.93)
PAD_X = 4.0
PAD_Y = 2.2
_LONG_ROW = 150.0  # points: a taller row may be cut between its lines rather than leave a hole on the page
_LONG_CHAIN = 400.0  # points: rows that belong together are split all the same when they are taller
_FUZZ = 1e-6


@dataclass(frozen=True)
class Cell:
    """Text over ``span`` columns, standing in the ``middle`` of its row or at its top."""

    text: Text
    span: int = 1
    middle: bool = False


@dataclass(frozen=True)
class Row:
    """Cells from left to right; ``rule`` is the colour of the line below; ``with_next`` stays with the row after it."""

    cells: tuple[Cell, ...]
    fill: Color | None = None
    rule: Color | None = SOFT
    with_next: bool = False


class Grid(Flowable):
    """A table.

    Args:
        widths: of the columns, in points.
        rows: the first ``head`` of them repeat on every page.
        space_before: points of air above, ``space_after`` below.
    """

    keep_with_next = False

    def __init__(
        self,
        widths: Sequence[float],
        rows: Sequence[Row],
        head: int = 0,
        *,
        space_before: float = 2.0,
        space_after: float = 6.0,
        pad_y: float = PAD_Y,
    ) -> None:
        super().__init__()
        self.widths = tuple(widths)
        self.rows = list(rows)
        self.head = head
        self.spaceBefore = space_before
        self.spaceAfter = space_after
        self.pad_y = pad_y
        self._heights = [self._row_height(row) for row in self.rows]

    def _boxes(self, row: Row) -> list[tuple[Cell, float, float]]:
        """Return each cell with its left side and width."""
        boxes = []
        column, x = 0, 0.0
        for cell in row.cells:
            width = sum(self.widths[column : column + cell.span])
            boxes.append((cell, x, width))
            column += cell.span
            x += width
        return boxes

    def _row_height(self, row: Row) -> float:
        heights = [cell.text.wrap(width - 2 * PAD_X, 0)[1] for cell, _, width in self._boxes(row)]
        return max(heights, default=0.0) + 2 * self.pad_y

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        return sum(self.widths), sum(self._heights)

    def _like(self, rows: Sequence[Row]) -> Grid:
        return Grid(
            self.widths,
            rows,
            self.head,
            space_before=self.spaceBefore,
            space_after=self.spaceAfter,
            pad_y=self.pad_y,
        )

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:
        """Return the rows that fit and the rest under the same head; nothing where not one row fits."""
        used = sum(self._heights[: self.head])
        count = self.head
        while count < len(self.rows) and used + self._heights[count] <= availHeight + _FUZZ:
            used += self._heights[count]
            count += 1
        if count == len(self.rows):
            return [self]
        top, rest = self.rows[:count], self.rows[count:]
        if self._heights[count] > _LONG_ROW and (halves := self._cut(rest[0], availHeight - used)):
            top, rest = [*top, halves[0]], [halves[1], *rest[1:]]
        else:
            start = self._chain_start(count)
            top, rest = self.rows[:start], self.rows[start:]
        if len(top) <= self.head:
            return []
        return [self._like(top), self._like([*self.rows[: self.head], *rest])]

    def _chain_start(self, count: int) -> int:
        """Return where the rows begin that belong to row ``count``, or ``count`` where they are a page's worth."""
        start = end = count
        while start > self.head and self.rows[start - 1].with_next:
            start -= 1
        while self.rows[end].with_next and end < len(self.rows) - 1:
            end += 1
        return start if sum(self._heights[start : end + 1]) <= _LONG_CHAIN else count

    def _cut(self, row: Row, room: float) -> tuple[Row, Row] | None:
        """Return a long row's upper and lower part, None where too little of it would stand above."""
        upper: list[Cell] = []
        lower: list[Cell] = []
        for cell, _, width in self._boxes(row):
            parts = cell.text.parts(width - 2 * PAD_X, room - 2 * self.pad_y)
            if not parts:
                return None
            upper.append(replace(cell, text=parts[0]))
            lower.append(replace(cell, text=parts[1] if len(parts) > 1 else Text("", cell.text.looks)))
        return replace(row, cells=tuple(upper), rule=None), replace(row, cells=tuple(lower))

    def draw(self) -> None:
        width = sum(self.widths)
        bottoms = [sum(self._heights) - used for used in accumulate(self._heights)]
        for row, bottom, height in zip(self.rows, bottoms, self._heights, strict=True):
            if row.fill:
                self.canv.setFillColorRGB(*row.fill)
                self.canv.rect(0, bottom, width, height, stroke=0, fill=1)
            for cell, x, room in self._boxes(row):
                _, tall = cell.text.wrap(room - 2 * PAD_X, 0)
                drop = (height - tall) / 2 if cell.middle else self.pad_y
                cell.text.draw_at(self.canv, x + PAD_X, bottom + height - drop - tall)
        self._rule(sum(self._heights), width, LINE)
        for index, (row, bottom) in enumerate(zip(self.rows, bottoms, strict=True)):  # over the fills
            if index in {self.head - 1, len(self.rows) - 1}:
                self._rule(bottom, width, LINE)
            elif row.rule:
                self._rule(bottom, width, row.rule)

    def _rule(self, y: float, width: float, color: Color) -> None:
        self.canv.setStrokeColorRGB(*color)
        self.canv.setLineWidth(0.5)
        self.canv.line(0, y, width, y)
