"""A sheet of plain lines: what to do when passwords are forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportlab.lib.units import cm

from cdd_desktop.paths import fonts
from cdd_desktop.reports.files import replacing
from cdd_desktop.reports.pdf.blocks import TITLE
from cdd_desktop.reports.pdf.fonts import register_fonts
from cdd_desktop.reports.pdf.pages import Paper, paginate, write_pages
from cdd_desktop.reports.pdf.text import Text, style

_LINE = style(16, 1.7, space_after=8)
_PAPER = Paper(top=2.5 * cm)


def write_sheet(lines: Sequence[str], out: Path) -> None:
    """Write lines, the first as the title, to ``out``; raises UserError where fonts or place cannot be used."""
    register_fonts(fonts())
    pages = paginate([Text(lines[0], TITLE), *(Text(line, _LINE) for line in lines[1:])], _PAPER)
    with replacing(out) as temporary:
        write_pages(
            temporary, pages, _PAPER, lambda page, total: ("", f"หน้า {page}/{total}"), title=lines[0], author=""
        )
