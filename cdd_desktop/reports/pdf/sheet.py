"""A sheet of plain lines: what to do when passwords are forgotten, and the province's key for the safe."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.units import cm
from reportlab.platypus import Flowable

from cdd_desktop.paths import fonts
from cdd_desktop.reports.files import replacing
from cdd_desktop.reports.pdf.blocks import TITLE
from cdd_desktop.reports.pdf.fonts import register_fonts
from cdd_desktop.reports.pdf.pages import Paper, paginate, write_pages
from cdd_desktop.reports.pdf.text import Text, style

_LINE = style(16, 1.7, space_after=8)
_LARGE = style(24, 1.6, bold=True, align="center")
_PAPER = Paper(top=2.5 * cm)


class QrCode(Flowable):
    """A code for a camera, in the middle of the line."""

    keep_with_next = False
    _SIDE = 4.5 * cm

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text
        self.spaceBefore, self.spaceAfter = 12.0, 12.0

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        self.width, self.height = availWidth, self._SIDE
        return availWidth, self._SIDE

    def draw(self) -> None:
        drawing = Drawing(self._SIDE, self._SIDE)
        drawing.add(QrCodeWidget(self._text, barWidth=self._SIDE, barHeight=self._SIDE, barLevel="M"))
        renderPDF.draw(drawing, self.canv, (self.width - self._SIDE) / 2, 0)


def write_sheet(lines: Sequence[str], out: Path, *, large: Sequence[str] = (), code: str = "") -> None:
    """Write lines, the first as the title, to ``out``; raises UserError where fonts or place cannot be used.

    Args:
        large: what is to be typed from the paper, after the second line.
        code: what the code for a camera holds, "" : there is none.
    """
    register_fonts(fonts())
    blocks: list[Flowable] = [Text(lines[0], TITLE), Text(lines[1], _LINE), *(Text(line, _LARGE) for line in large)]
    blocks += [QrCode(code)] if code else []
    blocks += [Text(line, _LINE) for line in lines[2:]]
    pages = paginate(blocks, _PAPER)
    with replacing(out) as temporary:
        write_pages(
            temporary, pages, _PAPER, lambda page, total: ("", f"หน้า {page}/{total}"), title=lines[0], author=""
        )
