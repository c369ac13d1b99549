"""Pages: blocks set one below another on A4, and the file written whole."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import cm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from cdd_desktop.reports.pdf.draft import draft_foot, draw_mark
from cdd_desktop.reports.pdf.fonts import REGULAR, font
from cdd_desktop.reports.pdf.lines import Color
from cdd_desktop.reports.pdf.text import FINE

_FUZZ = 1e-6
_FOOT = 1.1 * cm


@dataclass(frozen=True)
class Paper:
    """A page and its margins, in points."""

    size: tuple[float, float] = A4
    left: float = 2.5 * cm
    right: float = 2.0 * cm
    top: float = 2.0 * cm
    bottom: float = 2.0 * cm

    @property
    def width(self) -> float:
        return self.size[0] - self.left - self.right

    @property
    def height(self) -> float:
        return self.size[1] - self.top - self.bottom


@dataclass(frozen=True)
class Placed:
    """A block and the distance of its top from the top of the page's text."""

    block: Flowable
    top: float
    height: float


Page = list[Placed]


class _Setter:
    """Puts blocks on pages, one after another."""

    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self.pages: list[Page] = [[]]
        self._used = 0.0
        self._after = 0.0

    def _gap(self, block: Flowable) -> float:
        return max(self._after, block.getSpaceBefore()) if self.pages[-1] else 0.0

    def room(self, block: Flowable) -> float:
        return self._paper.height - self._used - self._gap(block)

    def put(self, block: Flowable) -> None:
        gap = self._gap(block)
        _, height = block.wrap(self._paper.width, self._paper.height)
        self.pages[-1].append(Placed(block, self._used + gap, height))
        self._used += gap + height
        self._after = block.getSpaceAfter()

    def turn(self) -> None:
        """Begin the next page."""
        self.pages.append([])
        self._used = self._after = 0.0

    @property
    def page_is_empty(self) -> bool:
        return not self.pages[-1]


def _height(blocks: Sequence[Flowable], paper: Paper) -> float:
    total, after = 0.0, 0.0
    for index, block in enumerate(blocks):
        total += (max(after, block.getSpaceBefore()) if index else 0.0) + block.wrap(paper.width, paper.height)[1]
        after = block.getSpaceAfter()
    return total


def paginate(blocks: Sequence[Flowable], paper: Paper) -> list[Page]:
    """Return the pages that hold ``blocks``; headings (``keep_with_next``) stay with what follows them."""
    setter = _Setter(paper)
    waiting = deque(blocks)
    while waiting:
        group = [waiting.popleft()]
        while waiting and getattr(group[-1], "keep_with_next", False):
            group.append(waiting.popleft())
        waiting.extendleft(reversed(_put_group(setter, group, paper)))
    return setter.pages


def _put_group(setter: _Setter, group: list[Flowable], paper: Paper) -> list[Flowable]:
    """Put a block and the headings above it where they fit; return what is left for the next page."""
    room = setter.room(group[0])
    tall = _height(group, paper)
    if tall > room + _FUZZ:
        last = group[-1]
        _, height = last.wrap(paper.width, paper.height)
        parts = last.split(paper.width, room - (tall - height))
        if len(parts) > 1:
            for block in [*group[:-1], parts[0]]:
                setter.put(block)
            setter.turn()
            return parts[1:]
        if not setter.page_is_empty:
            setter.turn()
            return group
    for block in group:
        setter.put(block)
    return []


Foot = Callable[[int, int], tuple[str, str]]
"""(page, pages) -> what stands at the left and at the right of the foot."""


Extra = Callable[[Any, int], None]
"""(canvas, page) draws what stands on a page beside its blocks and its foot."""


def write_pages(
    target: Path,
    pages: Sequence[Page],
    paper: Paper,
    foot: Foot | None,
    *,
    title: str,
    author: str,
    draft: bool = False,
    extra: Extra | None = None,
) -> None:
    """Write the file; equal pages give equal bytes.

    Args:
        foot: what stands at the foot, None for nothing.
        draft: mark every page as a draft.
        extra: draws what else stands on a page.
    """
    canvas = _canvas(target, paper, title, author)
    for number, page in enumerate(pages, 1):
        if draft:
            draw_mark(canvas, paper.size)
        if extra:
            extra(canvas, number)
        top = paper.size[1] - paper.top
        for placed in page:
            placed.block.drawOn(canvas, paper.left, top - placed.top - placed.height)
        left, right = foot(number, len(pages)) if foot else ("", "")
        _draw_foot(canvas, paper, (draft_foot(left) if draft else left, right))
        canvas.showPage()
    canvas.save()


def _canvas(target: Path, paper: Paper, title: str, author: str) -> Any:
    canvas: Any = Canvas(
        str(target),
        pagesize=paper.size,
        invariant=1,
        pageCompression=1,
        initialFontName=REGULAR,  # type: ignore[arg-type]  # the stubs say float; without it Helvetica goes in
        initialFontSize=FINE.size,
        lang="th-TH",
    )
    canvas.setTitle(title)
    canvas.setAuthor(author)
    canvas.setCreator("CDD Desktop")
    return canvas


def _draw_foot(canvas: Any, paper: Paper, texts: tuple[str, str]) -> None:
    if not any(texts):
        return
    color: Color = FINE.color
    canvas.setFillColorRGB(*color)
    canvas.setFont(REGULAR, FINE.size)
    right = paper.size[0] - paper.right
    page_width = canvas.stringWidth(texts[1], REGULAR, FINE.size)
    canvas.drawString(paper.left, _FOOT, shortened(texts[0], right - paper.left - page_width - 12, FINE.size))
    canvas.drawRightString(right, _FOOT, texts[1])


def shortened(text: str, room: float, size: float) -> str:
    """Return ``text``, or its beginning and an ellipsis where it is wider than ``room`` points."""
    face = font(REGULAR)
    if face.stringWidth(text, size) <= room:
        return text
    end = len(text)
    while end and face.stringWidth(text[:end] + "…", size) > room:
        end -= 1
    return text[:end].rstrip() + "…"
