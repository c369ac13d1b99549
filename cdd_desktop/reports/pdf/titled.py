"""Papers with a title: what they are and whose at the foot, the day of printing, pages numbered."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol

from reportlab.platypus import Flowable

from cdd_desktop.paths import fonts
from cdd_desktop.reports.files import replacing
from cdd_desktop.reports.pdf.blocks import digits_like
from cdd_desktop.reports.pdf.fonts import register_fonts
from cdd_desktop.reports.pdf.pages import Paper, paginate, write_pages


class Titled(Protocol):
    """What such a paper says of itself."""

    @property
    def heading(self) -> str: ...
    @property
    def office(self) -> str: ...
    @property
    def printed_on(self) -> str: ...


def write_titled(
    report: Titled,
    blocks: Callable[[], Iterable[Flowable]],
    paper: Paper,
    out: Path,
    *,
    about: str = "",
    draft: bool = False,
) -> None:
    """Write a paper to ``out``, which is replaced when it exists and untouched on any error.

    Args:
        blocks: makes what stands on it, once the fonts are known.
        about: the round that it is about, "" for papers about more.
        draft: mark every page so.

    Raises UserError where the fonts or the place cannot be used.
    """
    register_fonts(fonts())
    digits = digits_like(report.printed_on)
    pages = paginate(list(blocks()), paper)
    title = f"{report.heading} {about}".rstrip()

    def foot(page: int, total: int) -> tuple[str, str]:
        left = " · ".join(filter(None, (title, report.office)))
        return left, f"พิมพ์เมื่อ {report.printed_on}   หน้า {digits(f'{page}/{total}')}"

    with replacing(out) as temporary:
        write_pages(temporary, pages, paper, foot, title=title, author=report.office, draft=draft)
