"""What memos and letters share on paper: sizes and margins of the official form, places to sign, page numbers.

The measures are those of the Prime Minister's Office's rules of official correspondence; sizes are TH Sarabun sizes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from reportlab.lib.units import cm
from reportlab.platypus import Flowable

from cdd_desktop.paths import fonts
from cdd_desktop.reports.content import Signature
from cdd_desktop.reports.content_letter import Body, GradeTable
from cdd_desktop.reports.files import replacing
from cdd_desktop.reports.pdf.blocks import HEAD_CENTER, digits_like
from cdd_desktop.reports.pdf.clusters import Encoded
from cdd_desktop.reports.pdf.fonts import BOLD, REGULAR, register_fonts, size_of
from cdd_desktop.reports.pdf.grid import HEAD_FILL, Cell, Grid, Row
from cdd_desktop.reports.pdf.pages import Page, Paper, paginate, write_pages
from cdd_desktop.reports.pdf.pictures import drawing
from cdd_desktop.reports.pdf.text import SMALL, SMALL_BOLD, Text, TextStyle, style
from cdd_desktop.thai.dates import MONTHS
from cdd_desktop.thai.words import NBSP, unbroken

PAPER = Paper(left=3.0 * cm, right=2.0 * cm, top=2.5 * cm, bottom=2.2 * cm)
HEAD_TOP = 1.5 * cm  # of the Garuda and of page numbers, from the paper's edge
INDENT = 2.5 * cm
MEMO_GARUDA, LETTER_GARUDA = 1.5 * cm, 3.0 * cm
SIZE = size_of(16)

_CATCH_FOOT = 1.3 * cm
_CATCH_LETTERS = 14
_UNITS = "|".join((*MONTHS, "ภารกิจ", "ฉบับ", "ชุด", "คะแนน", "คน", "ราย"))
_TIED = re.compile(f"(?<=[ก-๙.]) (?=[0-9๐-๙])|(?<=[0-9๐-๙]) (?={_UNITS})|(?<=ระดับ) (?=[A-Z])")
_ORDINAL = re.compile("(?:ไตรมาส|รอบ|ครั้ง|วัน|ข้อ|เรื่อง|ภารกิจ)ที่\u00a0[0-9๐-๙]+")
_CLOSING = 3.0 * cm  # width of the usual closing words, under whose middle a memo is signed too
_RED = (0.8, 0.0, 0.0)


@dataclass(frozen=True)
class Air:
    """How loosely a document is set: points between lines and paragraphs, empty lines to sign in and above the foot."""

    leading: float = 21.0
    paragraph: float = 6.0
    sign: float = 3.0
    foot: float = 2.0

    @property
    def plain(self) -> TextStyle:
        return TextStyle(size=SIZE, leading=self.leading)

    @property
    def body(self) -> TextStyle:
        return replace(self.plain, align="justify", first_indent=INDENT, space_before=self.paragraph)


AIRS = (Air(), Air(leading=20.0, foot=1.0), Air(leading=19.0, paragraph=4.0, sign=2.5, foot=0.6))
"""Looser first: a document takes the loosest that needs the fewest pages, as a typist would."""


def fewest_pages(blocks: Callable[[Air], Sequence[Flowable]]) -> list[Page]:
    """Return the pages of a document in the loosest setting that needs the fewest."""
    tried = [paginate(list(blocks(air)), PAPER) for air in AIRS]
    return min(tried, key=len)


# --- blocks -----------------------------------------------------------------------------------------------------------


class Garuda(Flowable):
    """The emblem's place, ``tall`` points high from ``HEAD_TOP``; empty while the office has given no picture.

    Stands at the left with words beside it (memo), or in the middle (letter); ``speed`` is ชั้นความเร็ว, in red.
    """

    def __init__(self, picture: bytes, tall: float, *, words: str = "", speed: str = "") -> None:
        super().__init__()
        self._picture, self._tall, self._words, self._speed = picture, tall, words, speed
        self._low = 0.0 if words else -8.0  # a letter's number stands at the emblem's foot, not below it

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        self.width = availWidth
        return availWidth, self._tall + self._low - (PAPER.top - HEAD_TOP)

    def draw(self) -> None:
        canvas = self.canv
        if self._picture:
            image = drawing(self._picture, "ครุฑ", self._tall, self._tall)
            wide = self._tall * image.getSize()[0] / image.getSize()[1]
            left = 0.0 if self._words else (self.width - wide) / 2
            canvas.drawImage(image, left, self._low, wide, self._tall)
        canvas.setFillGray(0)
        if self._words:
            canvas.setFont(BOLD, size_of(29))
            canvas.drawCentredString(self.width / 2, 0.22 * self._tall, self._words)
        if self._speed:
            canvas.setFillColorRGB(*_RED)
            canvas.setFont(BOLD, size_of(32))
            if self._words:
                canvas.drawRightString(self.width, 0.22 * self._tall, self._speed)
            else:
                canvas.drawString(0, 0.3 * self._tall, self._speed)


class Labelled(Flowable):
    """A label and its text beside it, further lines under the text's beginning ("เรื่อง", "เรียน").

    ``label`` may be "" for a further item of the same list, which ``under`` then names; ``amount`` stands at the right.
    """

    keep_with_next = False

    def __init__(self, label: str, text: str, air: Air, *, under: str = "", number: str = "", amount: str = "") -> None:
        super().__init__()
        looks = air.plain
        self._label = Text(label, looks)
        self._number = Text(number, looks)
        self._amount = Text(amount, looks)
        self._left = Text(under or label, looks).natural_width() + 2 * _space()
        self._hang = self._left + (self._number.natural_width() + _space() if number else 0.0)
        self._text = Text(tied(text), looks)
        self.spaceBefore = air.paragraph if label else 0.0

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        amount = self._amount.natural_width()
        room = availWidth - self._hang - (amount + 3 * _space() if amount else 0.0)
        self._room, self._right = room, availWidth - amount
        _, self.height = self._text.wrap(room, 0)
        return availWidth, max(self.height, self._text.looks.leading)

    def draw(self) -> None:
        leading = self._text.looks.leading
        top = max(self.height, leading)
        self._text.wrap(self._room, 0)
        for text, x, y in (
            (self._label, 0.0, top - leading),
            (self._number, self._left, top - leading),
            (self._text, self._hang, top - self.height),
            (self._amount, self._right, top - leading),
        ):
            if text is not self._text:
                text.wrap(1e6, 0)
            text.draw_at(self.canv, x, y)


def _space() -> float:
    return Text("\u00a0", TextStyle(size=SIZE)).natural_width()


class Signing(Flowable):
    """The closing words, room to sign, name and position; at their own middle in the right half of the page."""

    keep_with_next = False

    def __init__(self, signature: Signature, air: Air, closing: str = "") -> None:
        super().__init__()
        self._air = air
        self._closing = Text(closing, air.plain)
        self._wide = self._closing.natural_width()
        centred = replace(air.plain, align="center")
        name = f"({unbroken(signature.name)})" if signature.name else f"({'.' * 44})"
        self._under = [Text(text, centred) for text in (name, *signature.position.split("\n")) if text]

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        self.width = availWidth
        self._middle = availWidth / 2 + (self._wide or _CLOSING) / 2
        self._room = 2 * min(self._middle, availWidth - self._middle)
        tall = sum(text.wrap(self._room, 0)[1] for text in self._under)
        lines = self._air.sign + (1 if self._wide else 0)
        self.height = 12.0 + lines * self._air.leading + tall
        return availWidth, self.height

    def draw(self) -> None:
        y = self.height - 12.0
        if self._wide:
            y -= self._air.leading
            self._closing.wrap(self._wide + 1, 0)
            self._closing.draw_at(self.canv, self.width / 2, y)
        y -= self._air.sign * self._air.leading
        for text in self._under:
            _, tall = text.wrap(self._room, 0)
            y -= tall
            text.draw_at(self.canv, self._middle - self._room / 2, y)


class Ending(Flowable):
    """The last paragraph and what follows it: two lines at least go with the signature to a new page."""

    keep_with_next = False

    def __init__(self, paragraph: Text, after: Sequence[Flowable]) -> None:
        super().__init__()
        self.paragraph = paragraph
        self._after = after
        self.spaceBefore = paragraph.getSpaceBefore()

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        self.width = availWidth
        blocks = [self.paragraph, *self._after]
        self._heights = [block.wrap(availWidth, availHeight)[1] for block in blocks]
        return availWidth, sum(self._heights)

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:
        lines = len(self.paragraph.lines(availWidth))
        room = min(availHeight, (lines - 2) * self.paragraph.looks.leading)
        parts = self.paragraph.parts(availWidth, room) if lines >= 4 else []
        return [parts[0], Ending(parts[1], self._after)] if len(parts) > 1 else []

    def draw(self) -> None:
        y = sum(self._heights)
        for block, tall in zip([self.paragraph, *self._after], self._heights, strict=True):
            y -= tall
            block.drawOn(self.canv, 0, y)


def tied(text: str) -> str:
    """Return ``text`` with numbers kept on one line with the word before and the unit behind, as rules ask."""
    return _ORDINAL.sub(lambda found: unbroken(found[0]), _TIED.sub(NBSP, text))


def body_blocks(body: Body, air: Air, after: Sequence[Flowable]) -> Iterator[Flowable]:
    """Yield the paragraphs, the table where it stands inside (before the last one), and what ends the document."""
    *first, last = [Text(tied(text), air.body) for text in body.paragraphs or ("",)]
    yield from first
    if body.table and body.table_inside:
        yield from table_blocks(body.table)
    yield Ending(last, after)


# --- the table of grades ----------------------------------------------------------------------------------------------


def table_blocks(table: GradeTable) -> Iterator[Flowable]:
    """Yield the table of grades under its title."""
    if table.caption:
        yield Text(table.caption, style(16, align="right", space_after=8))
    centred = style(16, 1.6, bold=True, align="center")
    yield Text(table.title, replace(centred, space_before=8), keep_with_next=True)
    yield Text(table.subtitle, replace(centred, bold=False, space_after=4), keep_with_next=True)
    widths = (1.1 * cm, 0.0, 4.6 * cm, 1.7 * cm)
    widths = (widths[0], PAPER.width - sum(widths), *widths[2:])
    titles = (("ที่", HEAD_CENTER), ("ภารกิจ", SMALL_BOLD), ("ผลการดำเนินงาน", SMALL_BOLD), ("ระดับ", HEAD_CENTER))
    middle = replace(SMALL, align="center")
    rows = [Row(tuple(Cell(Text(*title)) for title in titles), HEAD_FILL)]
    for line in table.rows:
        texts = ((line.no, middle), (line.title, SMALL), (tied(line.result), SMALL), (line.grade, HEAD_CENTER))
        rows.append(Row(tuple(Cell(Text(*text)) for text in texts)))
    rows.append(Row((Cell(Text(tied(table.total), SMALL_BOLD), span=4),)))
    yield Grid(widths, rows, head=1)


# --- pages ------------------------------------------------------------------------------------------------------------


def write_official(body: Body, blocks: Callable[[Air], Sequence[Flowable]], title: str, author: str, out: Path) -> None:
    """Write a memo or a letter, the table of grades on pages of its own behind it where it is attached.

    Raises:
        UserError: the fonts, the picture or the place cannot be used; ``out`` is untouched then.
    """
    register_fonts(fonts())
    pages = fewest_pages(blocks)
    attached = paginate(list(table_blocks(body.table)), PAPER) if body.table and not body.table_inside else []
    numbers = [*range(1, len(pages) + 1), *range(1, len(attached) + 1)]
    digits = digits_like(body.subject + body.day + body.number)

    def extra(canvas: Any, page: int) -> None:
        canvas.setFillGray(0)
        canvas.setFont(REGULAR, SIZE)
        if numbers[page - 1] > 1:
            middle = PAPER.left + PAPER.width / 2
            canvas.drawCentredString(middle, PAPER.size[1] - HEAD_TOP - SIZE, f"- {digits(str(numbers[page - 1]))} -")
        if body.catch_words and page < len(pages) and (word := _first_words(pages[page])):
            canvas.drawRightString(PAPER.size[0] - PAPER.right, _CATCH_FOOT, word)

    with replacing(out) as temporary:
        write_pages(
            temporary, [*pages, *attached], PAPER, None, title=title, author=author, draft=body.draft, extra=extra
        )


def _first_words(page: Page) -> Encoded | None:
    """Return the first words of a page as the page before announces them ("/ในการนี้..."), None for a table."""
    block = page[0].block
    text = block.paragraph if isinstance(block, Ending) else block
    if not isinstance(text, Text):
        return None
    found = ""
    for word in text.words:
        found += "".join(piece.text for piece in word.pieces)
        if len(found) >= _CATCH_LETTERS or word.ends_line:
            break
        found += word.space.text if word.space else ""
    return Encoded(f"/{found.rstrip()}...") if found else None
