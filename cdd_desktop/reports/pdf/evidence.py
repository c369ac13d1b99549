"""Evidence sheets: four, six or nine pictures a page with what they prove."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from reportlab.lib.units import cm
from reportlab.platypus import Flowable

from cdd_desktop.errors import UserError
from cdd_desktop.paths import fonts
from cdd_desktop.reports.content_evidence import EvidenceSheets, PictureText
from cdd_desktop.reports.files import replacing
from cdd_desktop.reports.pdf.blocks import bullets, digits_like, heading
from cdd_desktop.reports.pdf.fonts import register_fonts
from cdd_desktop.reports.pdf.grid import LINE, SOFT
from cdd_desktop.reports.pdf.lines import Run
from cdd_desktop.reports.pdf.pages import Page, Paper, paginate, write_pages
from cdd_desktop.reports.pdf.pictures import photo
from cdd_desktop.reports.pdf.text import FINE, GREY, SMALL, Text, style

PAPER = Paper(left=2.0 * cm, right=2.0 * cm, top=1.7 * cm, bottom=1.9 * cm)
_COLUMNS = {4: 2, 6: 2, 9: 3}
_GAP = 9.0
_PAD = 4.0
_WORDS_AT_MOST = 0.42  # of a box: the rest is the picture's
_TITLE = style(18, 1.5, bold=True, align="center")
_UNDER = style(14, 1.5, align="center", space_after=4)


def write_evidence(sheets: Sequence[EvidenceSheets], out: Path) -> None:
    """Write the evidence sheets of one mission or of many, one after another.

    Args:
        sheets: at least one; each begins on a page of its own.
        out: the file, replaced when it exists; untouched on any error.

    Raises UserError where a picture cannot be read, or the fonts or the place cannot be used.
    """
    register_fonts(fonts())
    first = sheets[0]
    pages: list[Page] = []
    feet: list[str] = []
    for part in sheets:
        made = list(sheet_pages(part))
        pages += made
        feet += [f"{part.mission} · {part.office}"] * len(made)
    digits = digits_like(first.printed_on)

    def foot(page: int, total: int) -> tuple[str, str]:
        return feet[page - 1], f"พิมพ์เมื่อ {first.printed_on}   หน้า {digits(f'{page}/{total}')}"

    draft = any(part.draft for part in sheets)
    with replacing(out) as temporary:
        title = f"{first.heading} {first.round}"
        write_pages(temporary, pages, PAPER, foot, title=title, author=first.office, draft=draft)


def sheet_pages(part: EvidenceSheets) -> Iterator[Page]:
    """Return the pages of one mission; the fonts must be registered."""
    head = [Text(part.heading, _TITLE), Text(part.mission, _TITLE), Text(part.round, _UNDER)]
    used = sum(text.wrap(PAPER.width, 0)[1] + text.getSpaceAfter() for text in head)
    columns = _COLUMNS[part.per_page]
    rows = part.per_page // columns
    tall = (PAPER.height - used) / rows
    rest = list(_rest(part))
    for group in _groups(part.pictures, part.per_page):
        blocks: list[Flowable] = [Pictures(row, columns, tall) for row in _groups(group, columns)]
        if len(blocks) < rows:  # the last page, with room below
            blocks, rest = [*blocks, *rest], []
        yield from paginate([*head, *blocks], PAPER)
    if rest:
        yield from paginate([*head, *rest], PAPER)


def _groups(pictures: Sequence[PictureText], size: int) -> Iterator[Sequence[PictureText]]:
    for start in range(0, len(pictures), size):
        yield pictures[start : start + size]


def _rest(part: EvidenceSheets) -> Iterator[Flowable]:
    """Yield what is no picture, and what is missing."""
    if not part.pictures:
        yield Text("ไม่มีภาพหลักฐานในรอบนี้", SMALL)
    if part.files:
        yield heading("เอกสารหลักฐานที่เก็บเป็นไฟล์")
        yield from bullets([[Run(name), Run(f"  {said}", color=GREY)] for name, said in part.files])
    if part.missing:
        yield heading("หลักฐานที่ยังไม่มี")
        yield from bullets(part.missing)


class Pictures(Flowable):
    """A row of pictures in equal boxes, captions below them."""

    keep_with_next = False

    def __init__(self, pictures: Sequence[PictureText], columns: int, tall: float) -> None:
        super().__init__()
        self._pictures, self._columns, self._tall = pictures, columns, tall

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        self.width = availWidth
        return availWidth, self._tall

    def draw(self) -> None:
        wide = (self.width - (self._columns - 1) * _GAP) / self._columns
        words = [self._words(item, wide) for item in self._pictures]
        low = max((sum(text.wrap(wide - 2 * _PAD, 0)[1] for text in texts) for texts in words), default=0.0)
        for index, (item, texts) in enumerate(zip(self._pictures, words, strict=True)):
            left = index * (wide + _GAP)
            self._box(left, wide)
            self._picture(item, left + _PAD, low + 2 * _PAD + _GAP, wide - 2 * _PAD)
            y = low + _PAD + _GAP
            for text in texts:
                _, height = text.wrap(wide - 2 * _PAD, 0)
                y -= height
                text.draw_at(self.canv, left + _PAD, y)

    def _box(self, left: float, wide: float) -> None:
        self.canv.setStrokeColorRGB(*SOFT)
        self.canv.setLineWidth(0.5)
        self.canv.rect(left, _GAP, wide, self._tall - _GAP, stroke=1, fill=0)

    def _words(self, item: PictureText, wide: float) -> list[Text]:
        """Return the caption and the lines under it, as much as leaves the picture its room."""
        looks = replace(SMALL, size=FINE.size, leading=FINE.leading)
        texts = [Text([Run(f"{item.number} ", bold=True), Run(item.caption)], looks)]
        texts += [Text(line, FINE) for line in item.lines]
        room = _WORDS_AT_MOST * self._tall
        kept: list[Text] = []
        for text in texts:
            fitting = text.parts(wide - 2 * _PAD, room) or text.parts(wide - 2 * _PAD, 2 * FINE.leading)
            kept.append(fitting[0])
            room -= fitting[0].wrap(wide - 2 * _PAD, 0)[1]
            if room < FINE.leading:
                break
        return kept

    def _picture(self, item: PictureText, left: float, bottom: float, wide: float) -> None:
        tall = self._tall - bottom - _PAD
        name = item.caption or item.name or item.number
        try:
            image = photo(item.read(), name, wide, tall)
        except UserError as error:
            self._instead(f"{error.message}", left, bottom, wide, tall)
            return
        across, down = image.getSize()
        scale = min(wide / across, tall / down)
        width, height = across * scale, down * scale
        self.canv.drawImage(image, left + (wide - width) / 2, bottom + (tall - height) / 2, width, height)

    def _instead(self, why: str, left: float, bottom: float, wide: float, tall: float) -> None:
        """Say why a picture is not there: one broken file must not take the others' sheet away."""
        self.canv.setStrokeColorRGB(*LINE)
        self.canv.rect(left, bottom, wide, tall, stroke=1, fill=0)
        text = Text(why, replace(FINE, align="center"))
        _, height = text.wrap(wide - 8, 0)
        text.draw_at(self.canv, left + 4, bottom + (tall - height) / 2)
