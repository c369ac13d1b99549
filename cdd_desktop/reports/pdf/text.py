"""Paragraphs of Thai for reportlab: lines end between words, marks have room, justified lines look even."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from reportlab.platypus import Flowable

from cdd_desktop.reports.pdf.fonts import font, size_of
from cdd_desktop.reports.pdf.lines import BLACK, Color, Line, Piece, Run, Word, break_lines, words_of

Align = Literal["left", "center", "right", "justify"]

GREY: Color = (0.36, 0.36, 0.36)

_BASELINE = 0.70  # of the leading, from the top: marks above and vowels below have equal air at 1.7 x size
_SPACE_STRETCH = 0.6  # a space of a justified line grows by this part of itself before letters are spread
_LETTER_STRETCH = 0.055  # of the size: beyond it spread letters are seen as such
_MANY_SPACES = 2.0  # with letters spread, spaces may grow by this part; else the line stays ragged
_FUZZ = 1e-6


@dataclass(frozen=True)
class TextStyle:
    """How a paragraph is set. Sizes are Sarabun points (``size_of`` an official size)."""

    size: float = size_of(16)
    leading: float = size_of(16) * 1.7
    align: Align = "left"
    bold: bool = False
    color: Color = BLACK
    first_indent: float = 0.0
    left_indent: float = 0.0
    space_before: float = 0.0
    space_after: float = 0.0


def style(official_pt: float, leading: float = 1.7, **changes: Any) -> TextStyle:
    """Return a style of an official (TH Sarabun) size, with its leading as a multiple of the Sarabun size."""
    size = size_of(official_pt)
    return replace(TextStyle(size=size, leading=size * leading), **changes)


BODY = style(16)
BODY_JUSTIFIED = style(16, align="justify")
SMALL = style(14, 1.55)
SMALL_BOLD = style(14, 1.55, bold=True)
NUMBER = style(14, 1.55, align="right")
FINE = style(12, 1.55, color=GREY)


class Text(Flowable):
    """A paragraph.

    Args:
        text: plain text, or runs in several looks; ``\\n`` ends a line. Names to be kept on one line are marked by
            ``cdd_desktop.thai.words.unbroken``.
        looks: the style.
        keep_with_next: a heading, not to stand alone at a page's end.
    """

    def __init__(self, text: str | Sequence[Run], looks: TextStyle = BODY, *, keep_with_next: bool = False) -> None:
        super().__init__()
        runs = [Run(text)] if isinstance(text, str) else text
        self._begin(words_of(runs, looks.size, looks.color, looks.bold), looks)
        self.keep_with_next = keep_with_next

    def _begin(self, words: Sequence[Word], looks: TextStyle) -> None:
        self.words = words
        self.looks = looks
        self.spaceBefore = looks.space_before
        self.spaceAfter = looks.space_after
        self.keep_with_next = False
        self._continues = False
        self._lines: list[Line] = []
        self._width = -1.0

    def lines(self, width: float) -> list[Line]:
        """Return the lines at ``width`` points."""
        if width != self._width:
            room = width - self.looks.left_indent
            self._lines = list(break_lines(self.words, room - self.looks.first_indent, room))
            if self.looks.align == "center" and len(self._lines) > 1:
                self._lines = balanced(self.words, room, self._lines)
            self._width = width
        return self._lines

    def natural_width(self) -> float:
        """Return the width that sets every line whole."""
        return max((line.width for line in break_lines(self.words, 1e9, 1e9)), default=0.0) + self.looks.left_indent

    def minWidth(self) -> float:
        return max((word.width for word in self.words), default=0.0) + self.looks.left_indent

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        return availWidth, len(self.lines(availWidth)) * self.looks.leading

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:
        return [*self.parts(availWidth, availHeight)]

    def parts(self, width: float, height: float) -> list[Text]:
        """Return the part that fits and the rest; nothing where a line would be left alone above."""
        lines = self.lines(width)
        fitting = int((height + _FUZZ) // self.looks.leading)
        if fitting >= len(lines):
            return [self]
        if fitting == len(lines) - 1 and fitting > 2:
            fitting -= 1  # two lines at least stand on the next page
        if fitting < min(2, len(lines)):
            return []
        return [self._part(lines[:fitting], top=True), self._part(lines[fitting:], top=False)]

    def _part(self, lines: Sequence[Line], *, top: bool) -> Text:
        part = Text.__new__(Text)
        Flowable.__init__(part)
        looks = self.looks if top else replace(self.looks, first_indent=0.0, space_before=0.0)
        part._begin([word for line in lines for word in line.words], looks)
        part._continues = top or self._continues
        return part

    def draw(self) -> None:
        self.draw_at(self.canv, 0.0, 0.0)

    def draw_at(self, canvas: Any, x: float, y: float) -> None:
        """Draw the lines as last wrapped, the block's lower left corner at (x, y)."""
        lines, looks = self.lines(self._width), self.looks
        out = _Operators(canvas)
        base = y + (len(lines) - _BASELINE) * looks.leading
        for index, line in enumerate(lines):
            indent = looks.left_indent + (looks.first_indent if index == 0 else 0.0)
            last = line.last and not (self._continues and index == len(lines) - 1 and not line.words[-1].ends_line)
            start, between_words, between_letters = self._place(line, self._width - indent, last=last)
            out.line(x + indent + start, base, between_words, between_letters)
            for piece in line.pieces:
                out.show(piece)
            base -= looks.leading
        out.end()

    def _place(self, line: Line, width: float, *, last: bool) -> tuple[float, float, float]:
        """Return where a line starts and what is added to its spaces and between its letters."""
        free = width - line.width
        align = self.looks.align
        if align == "right":
            return free, 0.0, 0.0
        if align == "center":
            return free / 2, 0.0, 0.0
        if align == "left" or last or free <= _FUZZ:
            return 0.0, 0.0, 0.0
        return 0.0, *spread(line, free)


def balanced(words: Sequence[Word], room: float, lines: list[Line]) -> list[Line]:
    """Return centred lines of about equal width, as many as in ``lines``: no single word alone on the last."""
    low, high = room / 2, room
    while high - low > 4.0:
        middle = (low + high) / 2
        tried = list(break_lines(words, middle, middle))
        if len(tried) > len(lines):
            low = middle
        else:
            high, lines = middle, tried
    return lines


def spread(line: Line, free: float) -> tuple[float, float]:
    """Return (added to each space, added between letters) that fill ``free`` points; (0, 0) where it would show."""
    size = line.pieces[0].look.size
    space = size * 0.243
    spaces, gaps = line.spaces, max(line.glyphs - 1, 1)
    between_words = min(free / spaces, space * _SPACE_STRETCH) if spaces else 0.0
    between_letters = (free - between_words * spaces) / gaps
    if between_letters <= size * _LETTER_STRETCH:
        return between_words, between_letters
    if not spaces:
        return 0.0, 0.0
    between_letters = size * _LETTER_STRETCH
    between_words = (free - between_letters * gaps) / spaces
    return (between_words, between_letters) if between_words <= space * _MANY_SPACES else (0.0, 0.0)


class _Operators:
    """The PDF operators of one paragraph; written directly, which is three times as fast as a text object."""

    def __init__(self, canvas: Any) -> None:
        self._canvas = canvas
        self._code = ["BT"]
        self._font = ""
        self._color: Color | None = None
        self._spacing = 0.0, 0.0

    def line(self, x: float, y: float, between_words: float, between_letters: float) -> None:
        """Begin a line at (x, y)."""
        self._code.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")
        if self._spacing != (between_words, between_letters):
            self._spacing = between_words, between_letters
            self._code.append(f"{between_words:.4f} Tw {between_letters:.4f} Tc")

    def show(self, piece: Piece) -> None:
        name, size, color = piece.look
        if color != self._color:
            self._color = color
            self._code.append("{:.3f} {:.3f} {:.3f} rg".format(*color))
        face, document = font(name), self._canvas._doc
        for subset, codes in face.splitString(piece.text, document):
            chosen = f"{face.getSubsetInternalName(subset, document)} {size:.2f} Tf"
            if chosen != self._font:
                self._font = chosen
                self._code.append(chosen)
            self._code.append(f"<{codes.hex()}> Tj")

    def end(self) -> None:
        """Put the paragraph on the page, the spacing as it was."""
        if self._spacing != (0.0, 0.0):
            self._code.append("0 Tw 0 Tc")
        self._code.append("ET")
        self._canvas._code.append(" ".join(self._code))


def cell(text: str | Sequence[Run], looks: TextStyle = SMALL) -> Text:
    """Return the text of a table cell."""
    return Text(text, looks)
