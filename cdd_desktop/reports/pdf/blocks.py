"""Blocks that several documents share: headings, lists, the box with the grade, places to sign."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from reportlab.platypus import Flowable

from cdd_desktop.reports.content import Remark, Signature
from cdd_desktop.reports.pdf.fonts import BOLD, REGULAR, font, size_of
from cdd_desktop.reports.pdf.grid import HEAD_FILL, LINE, Cell, Grid, Row
from cdd_desktop.reports.pdf.lines import BLACK, Color, Run
from cdd_desktop.reports.pdf.text import FINE, GREY, SMALL, SMALL_BOLD, Text, TextStyle, style
from cdd_desktop.thai.digits import to_thai
from cdd_desktop.thai.words import unbroken

TITLE = style(20, 1.5, bold=True, align="center")
SUBTITLE = style(18, 1.5, bold=True, align="center")
LEDE = style(16, 1.5, align="center", space_after=6)
SECTION = style(16, 1.6, bold=True, space_before=9, space_after=1)
BULLET = replace(SMALL, left_indent=12, first_indent=-9)
HEAD_CENTER = replace(SMALL_BOLD, align="center")
HEAD_RIGHT = replace(SMALL_BOLD, align="right")

_FEW = 5

Digits = Callable[[str], str]


def digits_like(sample: str) -> Digits:
    """Return what puts numbers of the layout (page, section) into the digits that ``sample`` is written in."""
    thai = any("๐" <= char <= "๙" for char in sample)
    return to_thai if thai else str


def heading(text: str) -> Text:
    """Return a section's heading; it stays with what follows."""
    return Text(text, SECTION, keep_with_next=True)


def bullets(items: Sequence[str | Sequence[Run]], looks: TextStyle = BULLET) -> list[Text]:
    """Return one paragraph for each item, marked by a dash."""
    return [Text([Run("– "), *([Run(item)] if isinstance(item, str) else item)], looks) for item in items]


def remark_lines(remarks: Sequence[Remark]) -> list[Text]:
    """Return one marked paragraph for each remark: what, by whom and when, and why."""
    said = [f"{item.what} โดย {unbroken(item.name)} {item.when}" for item in remarks]
    why = [f"  เหตุผล: {item.reason}" if item.reason else "" for item in remarks]
    return bullets([[Run(text), Run(reason)] for text, reason in zip(said, why, strict=True)])


def pairs(items: Sequence[tuple[str, str]], label_width: float, width: float) -> Grid:
    """Return labels and what they say, one pair a row; empty ones are left out."""
    rows = [
        Row((Cell(Text(label, SMALL_BOLD)), Cell(Text(text, SMALL))), rule=None)
        for label, text in items
        if text.strip()
    ]
    return Grid((label_width, width - label_width), rows, pad_y=0.6)


class GradeBox(Flowable):
    """The grade, large, in a frame, with a caption above and words below."""

    def __init__(self, grade: str, caption: str, words: str, width: float, height: float) -> None:
        super().__init__()
        self.width, self.height = width, height
        looks = style(13, 1.4, align="center", color=GREY)
        self._caption = Text(caption, looks)
        self._words = Text(words, replace(looks, color=BLACK, size=size_of(14), leading=size_of(14) * 1.45))
        self._grade = grade

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        _, caption = self._caption.wrap(self.width - 8, 0)
        _, words = self._words.wrap(self.width - 8, 0)
        self.height = max(self.height, caption + words + 52)
        return self.width, self.height

    def draw(self) -> None:
        canvas = self.canv
        canvas.setStrokeColorRGB(*LINE)
        canvas.setFillColorRGB(*HEAD_FILL)
        canvas.setLineWidth(0.7)
        canvas.roundRect(0, 0, self.width, self.height, 4, stroke=1, fill=1)
        _, caption = self._caption.wrap(self.width - 8, 0)
        _, words = self._words.wrap(self.width - 8, 0)
        self._caption.drawOn(canvas, 4, self.height - caption - 3)
        self._words.drawOn(canvas, 4, 5)
        size = self._size(self.width - 16)
        middle = (5 + words + self.height - caption - 3) / 2
        canvas.setFillColorRGB(*BLACK)
        canvas.setFont(BOLD, size)
        canvas.drawCentredString(self.width / 2, middle - 0.35 * size, self._grade)

    def _size(self, room: float) -> float:
        """Return the size that fits: levels may be named by a word, not by a letter."""
        natural = font(BOLD).stringWidth(self._grade, 1.0)
        return min(42.0, room / natural) if natural else 42.0


class Beside(Flowable):
    """Two blocks side by side, tops level; ``right`` is ``right_width`` wide."""

    keep_with_next = False

    def __init__(self, left: Flowable, right: Flowable, right_width: float, *, gap: float = 12) -> None:
        super().__init__()
        self._left, self._right, self._right_width, self._gap = left, right, right_width, gap
        self.spaceBefore, self.spaceAfter = 2.0, 6.0

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        self.width = availWidth
        _, left = self._left.wrap(availWidth - self._right_width - self._gap, availHeight)
        _, right = self._right.wrap(self._right_width, availHeight)
        self.height = max(left, right)
        self._tall = left, right
        return availWidth, self.height

    def draw(self) -> None:
        left, right = self._tall
        self._left.drawOn(self.canv, 0, self.height - left)
        self._right.drawOn(self.canv, self.width - self._right_width, self.height - right)


class Signatures(Flowable):
    """Places to sign, side by side: signature, name, position, date. Never split."""

    keep_with_next = False
    _LEADING = 19.0

    def __init__(self, places: Sequence[Signature]) -> None:
        super().__init__()
        self._places = places
        self.spaceBefore, self.spaceAfter = 22.0, 0.0

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        self.width = availWidth
        column = availWidth / max(len(self._places), 1)
        self._column = min(column, 235.0)
        self._left = 0.0 if len(self._places) > 1 else availWidth - self._column
        self._texts = [self._lines(place) for place in self._places]
        self.height = max(
            (sum(text.wrap(self._column - 10, 0)[1] for text in texts) for texts in self._texts), default=0
        )
        return availWidth, self.height

    def _lines(self, place: Signature) -> list[Text]:
        looks = TextStyle(size=SMALL.size, leading=self._LEADING, align="center")
        signed = self._dotted("ลงชื่อ ", f" {place.role}")
        name = f"( {unbroken(place.name)} )" if place.name else self._dotted("( ", " )")
        position = f"ตำแหน่ง {place.position}" if place.position else self._dotted("ตำแหน่ง ", "")
        day = "วันที่ ............ / ........................ / ............"
        return [Text(text, looks) for text in (signed, name, position, day)]

    def _dotted(self, before: str, after: str) -> str:
        """Return the words with as many dots between as the column holds."""
        face, size = font(REGULAR), SMALL.size
        room = min(self._column - 14, 205.0) - face.stringWidth(before + after, size)
        return before + "." * max(int(room / face.stringWidth(".", size)), 8) + after

    def draw(self) -> None:
        step = (self.width - self._column) / max(len(self._places) - 1, 1)
        for index, texts in enumerate(self._texts):
            y = self.height
            for text in texts:
                _, tall = text.wrap(self._column - 10, 0)
                y -= tall
                text.drawOn(self.canv, self._left + index * step + 5, y)


def fine(texts: Sequence[str]) -> list[Text]:
    """Return small grey paragraphs before the places to sign; a few of them stay with those."""
    few = len(texts) <= _FEW
    return [Text(text, FINE, keep_with_next=few or index == len(texts) - 1) for index, text in enumerate(texts)]


def office_text(office: str, area: str) -> str:
    """Return the office and where it is, without saying the district twice."""
    district, _, rest = area.partition(" ")
    return f"{office} {rest if district and district in office else area}".strip()


def color_of(mark: str) -> Color:
    """Return the colour of a condition's mark: what is not known yet is grey."""
    return GREY if mark == "?" else BLACK
